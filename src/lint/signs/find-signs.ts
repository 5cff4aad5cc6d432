/** The signs of all names of a zone, found in its columns without an object for a name or a record. */
import type { ZoneColumns, ZoneView } from "../../zone/view.js";
import { NO_DETAIL, NO_TTL, type ZoneTable } from "../../zone/zone-table.js";
import { isReverseZone } from "../structure/names.js";
import {
  HAS_ADDRESS,
  HAS_DOUBLE_HYPHEN,
  HAS_DOUBTFUL_TEXT,
  HAS_ESCAPE,
  HAS_HARD_FAIL,
  HAS_MX,
  HAS_NS,
  HAS_PLAIN_SPF,
  HAS_RECORDS,
  HAS_SPECIAL_ADDRESS,
  HAS_UNDERSCORE,
  HIDES_RECORDS,
  IS_BELOW_CUT,
  IS_HIDDEN,
  IS_VISITED,
  IS_WILDCARD,
  NEEDS_ADDRESS,
  NEEDS_MX,
  NOT_HOST,
  REPEATS_ZONE,
} from "./facts.js";
import { readRecordFacts } from "./record-facts.js";
import { isAddressOwner } from "./reverse-owner.js";
import { isServiceOwner } from "./service-owner.js";
import { Sign } from "./sign.js";
import { TargetSigns } from "./target-signs.js";
import { type Apexes, readTraits } from "./traits.js";
import {
  TYPE_A,
  TYPE_AAAA,
  TYPE_AFSDB,
  TYPE_CDS,
  TYPE_CNAME,
  TYPE_DNAME,
  TYPE_DS,
  TYPE_HTTPS,
  TYPE_KX,
  TYPE_MX,
  TYPE_NAPTR,
  TYPE_NS,
  TYPE_NSEC,
  TYPE_PTR,
  TYPE_RRSIG,
  TYPE_SOA,
  TYPE_SRV,
  TYPE_SVCB,
  TYPE_TLSA,
  TYPE_TXT,
} from "./types.js";

/** What names show, in order of their first record: `names[i]` of the table shows `signs[i]`. */
export interface SignedNames {
  readonly names: Int32Array;
  readonly signs: Int32Array;
}

/** Which names matter: those with a sign of `signs`, or with a record of a type of `types`. */
export interface Wanted {
  readonly signs: number;
  /** `all` for every name. */
  readonly types: ReadonlySet<number> | "all";
}

/** The names of a zone that show something that is wanted. Linear in the records and in the texts of the names. */
export function findSigns(
  zone: ZoneView,
  columns: ZoneColumns,
  apexes: Apexes,
  wanted: Wanted,
  isPlainSpf: (text: string) => boolean,
): SignedNames {
  const facts = readTraits(columns, apexes);
  const hasDmarc = readRecordFacts(columns, facts, apexes, isPlainSpf);
  return new SignFinder(zone, columns, facts, wanted, hasDmarc).find();
}

// --------------------------------------------------------------------------------------------------------------------------

/** In seconds. */
const SHORT_TTL = 60;
const LONG_TTL = 7 * 86_400;
const MOST_SERVERS = 10;
const MOST_EXCHANGES = 10;
const MOST_POINTERS = 10;
/** Below it the TTL of an SPF record is low. */
const LOW_TTL = 300;
/** Up to so many records each is compared with each. */
const FEW = 12;
class SignFinder {
  readonly #table: ZoneTable;
  readonly #facts: Int32Array;
  readonly #wanted: Wanted;
  readonly #hasDmarc: boolean;
  readonly #isReverse: boolean;
  readonly #targets: TargetSigns;
  // A fragment that does not say what it belongs to has no apex.
  readonly #apex: number;
  readonly #minimumTtl: number;
  #names = new Int32Array(64);
  #signs = new Int32Array(64);
  #count = 0;

  constructor(zone: ZoneView, columns: ZoneColumns, facts: Int32Array, wanted: Wanted, hasDmarc: boolean) {
    this.#hasDmarc = hasDmarc;
    this.#table = columns.table;
    this.#facts = facts;
    this.#wanted = wanted;
    this.#isReverse = isReverseZone(zone.apex);
    this.#targets = new TargetSigns(columns.table, facts, this.#isReverse);
    this.#apex = columns.apex;
    this.#minimumTtl = columns.table.minimumTtl ?? NO_TTL;
  }

  find(): SignedNames {
    const { owners, count } = this.#table;
    const facts = this.#facts;
    for (let index = 0; index < count; index++) {
      const name = owners[index] ?? 0;
      const fact = facts[name] ?? 0;
      if ((fact & IS_VISITED) !== 0) continue;
      facts[name] = fact | IS_VISITED;
      if ((fact & HAS_RECORDS) === 0) continue;
      const signs =
        (fact & IS_BELOW_CUT) !== 0 ? this.#hiddenSigns(fact) : this.#ownSigns(fact) | this.#recordSigns(name, fact);
      if ((signs & this.#wanted.signs) !== 0) this.#add(name, signs);
    }
    return {
      names: this.#names.subarray(0, this.#count),
      signs: this.#signs.subarray(0, this.#count),
    };
  }

  #add(name: number, signs: number): void {
    if (this.#count === this.#names.length) {
      this.#names = doubled(this.#names);
      this.#signs = doubled(this.#signs);
    }
    this.#names[this.#count] = name;
    this.#signs[this.#count++] = signs;
  }

  #hiddenSigns(fact: number): number {
    return (fact & IS_HIDDEN) === 0 ? 0 : Sign.OutOfSight;
  }

  // What the name and the kinds of its records show.
  #ownSigns(fact: number): number {
    let signs = 0;
    if ((fact & TRAITS) !== 0) signs |= traitSigns(fact);
    if ((fact & HAS_DOUBTFUL_TEXT) !== 0) signs |= Sign.Text | Sign.Spf;
    if ((fact & HAS_PLAIN_SPF) !== 0) {
      signs |= Sign.Spf;
      if ((fact & NEEDS_ADDRESS) !== 0 && (fact & HAS_ADDRESS) === 0) signs |= Sign.Text;
      if ((fact & NEEDS_MX) !== 0 && (fact & HAS_MX) === 0) signs |= Sign.Text;
      if (this.#hasDmarc && (fact & HAS_HARD_FAIL) !== 0 && (fact & HAS_MX) !== 0) signs |= Sign.Text;
    } else if ((fact & HAS_MX) !== 0) signs |= Sign.ExchangeWithoutSpf;
    if ((fact & HAS_SPECIAL_ADDRESS) !== 0) signs |= Sign.SpecialAddress;
    if ((fact & HIDES_RECORDS) !== 0) signs |= Sign.BelowDelegation;
    if (this.#isReverse && (fact & (HAS_ADDRESS | HAS_MX)) !== 0) signs |= Sign.WrongTree;
    return signs;
  }

  // What each record shows, and one beside another.
  #recordSigns(name: number, fact: number): number {
    const { groups, types, ttls, details } = this.#table;
    const { records } = groups;
    const start = groups.starts[name] ?? 0;
    const end = groups.starts[name + 1] ?? 0;
    const wantedTypes = this.#wanted.types;
    let signs: number = wantedTypes === "all" ? Sign.Type : 0;
    if (this.#isReverse && !this.#isAddress(name)) signs |= Sign.WrongTree;
    let servers = 0;
    let exchanges = 0;
    let pointers = 0;
    let isMixed = false;
    let firstTtl = -2;
    for (let at = start; at < end; at++) {
      const index = records[at] ?? 0;
      const type = types[index] ?? 0;
      if (this.#table.isOmitted(index)) continue;
      let ttl = ttls[index] ?? NO_TTL;
      if (ttl === NO_TTL) ttl = this.#minimumTtl;
      if (firstTtl === -2) firstTtl = ttl;
      else if (ttl !== firstTtl) isMixed = true;
      if (ttl !== NO_TTL && (ttl < SHORT_TTL || ttl > LONG_TTL)) signs |= Sign.TtlExtreme;
      if (wantedTypes !== "all" && wantedTypes.size > 0 && wantedTypes.has(type)) signs |= Sign.Type;
      switch (type) {
        case TYPE_A:
        case TYPE_AAAA:
          break;
        case TYPE_NS:
          servers++;
          signs |= this.#targets.ofTarget(type, details[index] ?? NO_DETAIL);
          break;
        case TYPE_TXT:
          if (ttl !== NO_TTL && ttl < LOW_TTL && (fact & HAS_PLAIN_SPF) !== 0) signs |= Sign.Text;
          break;
        case TYPE_MX:
          exchanges++;
          signs |= this.#targets.ofTarget(type, details[index] ?? NO_DETAIL);
          break;
        case TYPE_SRV:
          signs |= this.#targets.ofTarget(type, details[index] ?? NO_DETAIL) | this.#serviceSigns(name, type);
          break;
        case TYPE_TLSA:
          signs |= this.#serviceSigns(name, type);
          break;
        case TYPE_CNAME:
          signs |= this.#targets.ofAlias(details[index] ?? NO_DETAIL);
          if ((fact & HAS_UNDERSCORE) !== 0) signs |= Sign.ServiceAlias;
          break;
        case TYPE_PTR:
          pointers++;
          signs |= this.#targets.ofPointer(details[index] ?? NO_DETAIL);
          break;
        case TYPE_DS:
          if ((fact & HAS_NS) === 0) signs |= Sign.DsWithoutNs;
          if (!isUsualSigner(details[index] ?? NO_DETAIL)) signs |= Sign.UnusualSigner;
          break;
        case TYPE_CDS:
          signs |= Sign.UnusualSigner;
          break;
        case TYPE_AFSDB:
        case TYPE_NAPTR:
        case TYPE_KX:
        case TYPE_SVCB:
        case TYPE_HTTPS:
          signs |= Sign.RepeatedName | Sign.LiteralTarget;
          break;
        case TYPE_SOA:
        case TYPE_DNAME:
          // The names in their data are not in the columns.
          signs |= Sign.RepeatedName;
          break;
        default:
      }
      if ((fact & HAS_NS) !== 0 && !isOfDelegation(type)) signs |= Sign.BesideDelegation;
    }
    if (servers > MOST_SERVERS) signs |= Sign.ManyServers;
    if (pointers > MOST_POINTERS) signs |= Sign.ManyPointers;
    if (exchanges > MOST_EXCHANGES && (fact & HAS_PLAIN_SPF) !== 0) signs |= Sign.Text;
    if (isMixed && this.#ttlsDiffer(start, end)) signs |= Sign.TtlDiffers;
    if ((fact & HAS_MX) !== 0 && end - start > 1 && this.#hasSameExchange(start, end)) signs |= Sign.SameExchange;
    return name === this.#apex ? signs & ~Sign.BesideDelegation : signs;
  }

  #isAddress(name: number): boolean {
    const { names } = this.#table;
    return isAddressOwner(names.octets, names.textStart(name), names.textEnd(name));
  }

  #serviceSigns(name: number, type: number): number {
    const { names } = this.#table;
    const isPlain = isServiceOwner(names.octets, names.textStart(name), names.textEnd(name), type === TYPE_TLSA);
    return isPlain ? 0 : Sign.DoubtfulService;
  }

  #ttlsDiffer(start: number, end: number): boolean {
    if (end - start > FEW) return true;
    const { groups, types, ttls } = this.#table;
    for (let at = start + 1; at < end; at++) {
      const index = groups.records[at] ?? 0;
      for (let before = start; before < at; before++) {
        const other = groups.records[before] ?? 0;
        if (types[index] === types[other] && ttls[index] !== ttls[other]) return true;
      }
    }
    return false;
  }

  #hasSameExchange(start: number, end: number): boolean {
    if (end - start > FEW) return true;
    const { groups, types, details } = this.#table;
    for (let at = start + 1; at < end; at++) {
      const index = groups.records[at] ?? 0;
      if (types[index] !== TYPE_MX) continue;
      for (let before = start; before < at; before++) {
        const other = groups.records[before] ?? 0;
        if (types[other] === TYPE_MX && details[index] === details[other]) return true;
      }
    }
    return false;
  }
}

const TRAITS = HAS_ESCAPE | HAS_DOUBLE_HYPHEN | REPEATS_ZONE | IS_WILDCARD | NOT_HOST;

function traitSigns(fact: number): number {
  let signs = 0;
  if ((fact & HAS_ESCAPE) !== 0) signs |= Sign.OddName;
  if ((fact & HAS_DOUBLE_HYPHEN) !== 0) signs |= Sign.DoubleHyphen;
  if ((fact & REPEATS_ZONE) !== 0) signs |= Sign.RepeatedName;
  if ((fact & IS_WILDCARD) !== 0) signs |= Sign.Wildcard;
  if ((fact & NOT_HOST) !== 0 && (fact & HAS_ADDRESS) !== 0) signs |= Sign.NotHost;
  return signs;
}

// What the zone above has at a delegation; addresses may be those of a server of that name.
function isOfDelegation(type: number): boolean {
  return type === TYPE_NS || type === TYPE_DS || type === TYPE_NSEC || type === TYPE_RRSIG;
}

// Algorithms that zones are signed with today, and digests that every validator knows (RFC 8624 sections 3.1 and 3.3).
function isUsualSigner(detail: number): boolean {
  const algorithm = detail >> 8;
  const digest = detail & 0xff;
  return (algorithm === 8 || (algorithm >= 13 && algorithm <= 16)) && (digest === 2 || digest === 4);
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
