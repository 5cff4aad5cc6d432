/** What the texts of names tell: a look at each octet of each name, and nothing else. */
import { HASH_FACTOR, LOWER, hashText } from "../../zone/name-hash.js";
import { type NameTable } from "../../zone/name-table.js";
import type { ZoneColumns, ZoneView } from "../../zone/view.js";
import {
  HAS_DOUBLE_HYPHEN,
  HAS_EQUALS,
  HAS_ESCAPE,
  HAS_UNDERSCORE,
  IS_EXTERNAL,
  IS_LITERAL,
  IS_LOCAL,
  IS_SHALLOW,
  IS_WILDCARD,
  NOT_HOST,
  REPEATS_ZONE,
} from "./facts.js";

/** The zones that are checked together, by the hashes of their names: an equal hash is taken for the zone itself. */
export interface Apexes {
  readonly hashes: ReadonlySet<number>;
  readonly hasRoot: boolean;
  /** Whether names of different owners are in the zones: several zones, or one of the top level. */
  readonly hasOthers: boolean;
  /** Whether a zone is below the name of another domain, for those who may send it reports (RFC 9990 section 4). */
  readonly hasPermissions: boolean;
  readonly count: number;
}

export function apexesOf(zones: readonly ZoneView[]): Apexes {
  const texts = zones.map(({ apex }) => (apex.labels.length === 0 ? "" : apex.key));
  return {
    hashes: new Set(texts.map((text) => hashText(text))),
    hasRoot: texts.includes(""),
    hasOthers: zones.length > 1 || zones.some(({ apex }) => apex.labels.length < 2),
    hasPermissions: texts.some((text) => text.includes("_dmarc")),
    count: texts.length,
  };
}

/** The traits of all names of a table. */
export function readTraits({ table, apex }: ZoneColumns, apexes: Apexes): Int32Array {
  const { names } = table;
  const reader = new TraitReader(names, apex, apexes);
  const facts = new Int32Array(names.count);
  for (let name = 0; name < facts.length; name++) {
    const suffix = names.suffix(name);
    facts[name] = suffix < 0 ? reader.read(name) : reader.readPart(name, suffix, facts[suffix] ?? 0);
  }
  return facts;
}

/**
 * Whether a name may be in a zone whose name is longer than `more` octets: the text of `octets` from `start` to `end`, which has no
 * trailing dot.
 */
export function mayBeWithin(apexes: Apexes, octets: Uint8Array, start: number, end: number, more: number): boolean {
  if (apexes.hasRoot && more < 0) return true;
  let hash = 0;
  let power = 1;
  for (let at = end - 1; at >= start; at--) {
    hash = (hash + Math.imul(LOWER[octets[at] ?? 0] ?? 0, power)) | 0;
    power = Math.imul(power, HASH_FACTOR);
    // A dot within a label makes a comparison too many, and no harm.
    if ((at === start || octets[at - 1] === DOT) && end - at > more && apexes.hashes.has(hash)) return true;
  }
  return false;
}

// --------------------------------------------------------------------------------------------------------------------------

const HYPHEN = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const ASTERISK = 0x2a;
const UNDERSCORE = 0x5f;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const EQUALS = 0x3d;

/** Whether an octet is anything but a letter or a digit. */
const IS_SIGN: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 0 : 1,
);

/** What a name has where the one that completed it has it. */
const INHERITED = NOT_HOST | HAS_ESCAPE | HAS_DOUBLE_HYPHEN | HAS_EQUALS | HAS_UNDERSCORE | REPEATS_ZONE;

class TraitReader {
  readonly #names: NameTable;
  readonly #apex: number;
  readonly #apexes: Apexes;
  readonly #apexLength: number;
  // A name of one label may stand twice in a name, such as com.com.
  readonly #canRepeat: boolean;

  constructor(names: NameTable, apex: number, apexes: Apexes) {
    this.#names = names;
    this.#apex = apex;
    this.#apexes = apexes;
    this.#apexLength = names.textLength(apex);
    this.#canRepeat = names.text(apex).includes(".");
  }

  read(name: number): number {
    return this.#readUpTo(name, this.#names.textEnd(name));
  }

  /** As `read`, where the traits of the name that completed it are known. */
  readPart(name: number, suffix: number, traits: number): number {
    const names = this.#names;
    // A number counts only where it is the first label, a colon everywhere.
    if ((traits & IS_LITERAL) !== 0) return this.read(name);
    return this.#readUpTo(name, names.textEnd(name) - names.textLength(suffix) - 1) | (traits & INHERITED);
  }

  // The labels from `partEnd` on are left out where each is looked at by itself.
  #readUpTo(name: number, partEnd: number): number {
    const names = this.#names;
    const { octets } = names;
    const start = names.textStart(name);
    const end = names.textEnd(name);
    const isWithin = names.isWithin(name, this.#apex);
    // Where the zone's name begins, without the dot in front of it.
    const inner = isWithin ? end - this.#apexLength - 1 : start;
    let traits = this.#placeOf(octets, start, end, isWithin);
    if (!names.isAlphanumeric(name)) traits |= signTraits(octets, start, partEnd);
    if (isNumber(octets, start, partEnd)) traits |= IS_LITERAL;
    if (isWithin && isOneLabel(octets, start, inner)) traits |= IS_SHALLOW;
    const hasRoom = this.#canRepeat && inner - start >= this.#apexLength;
    if (hasRoom && this.#repeats(octets, start, Math.min(partEnd, inner), inner)) traits |= REPEATS_ZONE;
    return traits;
  }

  // In which zone the name is.
  #placeOf(octets: Uint8Array, start: number, end: number, isWithin: boolean): number {
    const apexes = this.#apexes;
    if (apexes.count === 1) return isWithin ? IS_LOCAL : IS_EXTERNAL;
    const isElsewhere = mayBeWithin(apexes, octets, start, end, isWithin ? this.#apexLength : -1);
    return isElsewhere ? 0 : isWithin ? IS_LOCAL : IS_EXTERNAL;
  }

  #repeats(octets: Uint8Array, start: number, end: number, inner: number): boolean {
    for (let label = start; label < end; label++) {
      if ((label === start || octets[label - 1] === DOT) && this.#isApexAt(octets, label, inner)) return true;
    }
    return false;
  }

  // The zone's name, and a dot or the end of what stands in front of the zone's name.
  #isApexAt(octets: Uint8Array, at: number, inner: number): boolean {
    const length = this.#apexLength;
    if (at + length > inner || (at + length < inner && octets[at + length] !== DOT)) return false;
    const from = this.#names.textStart(this.#apex);
    for (let index = 0; index < length; index++) {
      if (LOWER[octets[at + index] ?? 0] !== LOWER[octets[from + index] ?? 0]) return false;
    }
    return true;
  }
}

// What octets other than letters, digits and dots tell.
function signTraits(octets: Uint8Array, start: number, end: number): number {
  let traits = 0;
  let label = start;
  for (let at = start; at < end; at++) {
    const code = octets[at] ?? 0;
    if (IS_SIGN[code] === 0) continue;
    if (code === DOT) label = at + 1;
    else if (code === HYPHEN) {
      const next = octets[at + 1];
      if (at === label || at + 1 === end || next === DOT) traits |= NOT_HOST;
      if (next === HYPHEN) traits |= HAS_DOUBLE_HYPHEN;
    } else traits |= NOT_HOST | traitOf(code, at === label);
  }
  const isWildcard = octets[start] === ASTERISK && (end === start + 1 || octets[start + 1] === DOT);
  return isWildcard ? traits | IS_WILDCARD : traits;
}

function traitOf(code: number, isFirst: boolean): number {
  switch (code) {
    case UNDERSCORE:
      return isFirst ? HAS_UNDERSCORE : 0;
    case BACKSLASH:
      return HAS_ESCAPE;
    case EQUALS:
      return HAS_EQUALS;
    case COLON:
      return IS_LITERAL;
    default:
      return 0;
  }
}

// Whether the first label is a number of up to three digits.
function isNumber(octets: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && at - start < 4) {
    const code = octets[at] ?? 0;
    if (code < ZERO || code > NINE) break;
    at++;
  }
  return at > start && at - start < 4 && (at === end || octets[at] === DOT);
}

function isOneLabel(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (octets[at] === DOT) return false;
  return true;
}
