/**
 * Names as numbers: each name that a zone has gets one, and equal names get the same (RFC 4343). The texts lie one after another
 * in one array of octets, found by an open hash table, because a million strings and objects would take ten times the memory.
 */
import { DomainName } from "../base/name.js";
import { HASH_FACTOR, LOWER, MAX_TEXT, hashOctets, hashPower, hashText, spread } from "./name-hash.js";

/** No name. */
export const NO_NAME = -1;

export class NameTable {
  /** The names are the numbers below this. */
  count = 0;
  // One more than the name, 0 for a free slot; the size is a power of two.
  #slots: Int32Array;
  #hashes: Int32Array;
  // The text of a name ends where that of the next one starts.
  #starts: Uint32Array;
  #arena: Uint8Array;
  // Names whose spelling stays: those that were more than the target of a record.
  #spelled: Uint8Array;
  // 1 for a name with other octets than letters, digits and dots.
  #signed: Uint8Array;
  // For a name that was read with an origin, that one, which has a lower number; else `NO_NAME`.
  #suffixes: Int32Array;
  // The suffix that was within a name last: names with one origin come one after the other.
  #suffixWithin: number = NO_NAME;
  #ancestorOfSuffix: number = NO_NAME;
  // The same octets.
  #arenaText: Buffer;
  readonly #scratch = new Uint8Array(MAX_TEXT);
  // One more than each of the names that were met last, by their hashes: most names are met several times in a row.
  readonly #recent = new Int32Array(RECENT_SIZE);
  // Names that found no slot near their own. Only texts made to have the same hash come here.
  #crowded: Map<string, number> | undefined;
  readonly #made: (DomainName | undefined)[] = [];
  readonly #madeOf = new Int32Array(CACHE_SIZE).fill(-1);

  /** Makes a table for about so many names. It grows as it has to. */
  constructor(expected: number) {
    let size = 64;
    while (size < expected * 2) size *= 2;
    this.#slots = new Int32Array(size);
    this.#hashes = new Int32Array(size / 2);
    this.#starts = new Uint32Array(size / 2 + 1);
    this.#spelled = new Uint8Array(size / 2);
    this.#signed = new Uint8Array(size / 2);
    this.#suffixes = new Int32Array(size / 2);
    this.#arena = new Uint8Array(size * 16);
    this.#arenaText = Buffer.from(this.#arena.buffer);
  }

  /**
   * The number of the name whose text stands in `octets` from `start` to `end`, followed by a dot and the name `suffix` unless
   * that is `NO_NAME`. The text has no trailing dot and is the one that `DomainName.text` would give; `hash` is that of all of it.
   */
  intern(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    const name = this.internTarget(octets, start, end, suffix, hash);
    if (this.#spelled[name] === 0) {
      this.#spelled[name] = 1;
      // Equal names have texts of one length.
      this.#write(name, octets, start, end, suffix);
      if (suffix < name) this.#noteSuffix(name, suffix);
    }
    return name;
  }

  /** As `intern`, for a name that a record only points to: where it is an owner or an origin too, that one's spelling counts. */
  internTarget(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    const mixed = spread(hash);
    const place = mixed & (RECENT_SIZE - 1);
    const recent = (this.#recent[place] ?? 0) - 1;
    if (recent >= 0 && this.#hashes[recent] === hash && this.#equals(recent, octets, start, end, suffix)) return recent;
    const name = this.#intern(octets, start, end, suffix, hash, mixed);
    this.#recent[place] = name + 1;
    return name;
  }

  #intern(octets: Uint8Array, start: number, end: number, suffix: number, hash: number, mixed: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hashes = this.#hashes;
    let slot = mixed & mask;
    for (let step = 0; step < MAX_STEPS; step++) {
      const found = (slots[slot] ?? 0) - 1;
      if (found < 0) {
        const added = this.#add(octets, start, end, suffix, hash);
        // The table may have grown.
        if (slots === this.#slots) slots[slot] = added + 1;
        else this.#place(added, hash);
        return added;
      }
      if (hashes[found] === hash && this.#equals(found, octets, start, end, suffix)) return found;
      slot = (slot + 1) & mask;
    }
    const key = textKey(octets, start, end, suffix < 0 ? "" : this.text(suffix));
    const crowded = this.#crowded?.get(key);
    if (crowded !== undefined) return crowded;
    const added = this.#add(octets, start, end, suffix, hash);
    this.#place(added, hash);
    return added;
  }

  internName(name: DomainName): number {
    const text = textOf(name);
    return this.intern(this.#load(text), 0, text.length, NO_NAME, hashText(text));
  }

  /** As `internTarget`. */
  internTargetName(name: DomainName): number {
    const text = textOf(name);
    return this.internTarget(this.#load(text), 0, text.length, NO_NAME, hashText(text));
  }

  /** The number of a name, or `NO_NAME` for one that is not here. */
  find(name: DomainName): number {
    return this.findKey(name.key);
  }

  /** As `find`, by `DomainName.key`. */
  findKey(key: string): number {
    const text = key === "." ? "" : key;
    if (text.length > MAX_TEXT) return NO_NAME;
    return this.#find(this.#load(text), 0, text.length, hashText(text));
  }

  /** The number of the name without its first label, made if it was not here; `NO_NAME` for the root, which has no parent. */
  internParent(name: number): number {
    const arena = this.#arena;
    const start = this.#starts[name] ?? 0;
    const end = this.#starts[name + 1] ?? 0;
    if (start === end) return NO_NAME;
    let at = start;
    while (at < end && arena[at] !== DOT) at += arena[at] === BACKSLASH ? 2 : 1;
    const from = Math.min(at + 1, end);
    return this.intern(arena, from, end, NO_NAME, hashOctets(arena, from, end));
  }

  /**
   * Notes the ancestors of a name that are below `apex`, which it has to be within: the bits of a filter by their hashes, which is of
   * a power of two of octets. Linear in the length of its text.
   */
  noteAncestors(name: number, apex: number, filter: Uint8Array): void {
    const arena = this.#arena;
    const end = this.#starts[name + 1] ?? 0;
    const last = end - this.textLength(apex) - 1;
    let whole = this.hash(name);
    let front = 0;
    for (let at = this.#starts[name] ?? 0; at < last; at++) {
      const octet = LOWER[arena[at] ?? 0] ?? 0;
      front = (Math.imul(front, HASH_FACTOR) + octet) | 0;
      if (octet !== DOT) continue;
      // H(xy) = H(x) * F^length(y) + H(y). A dot within a label makes a bit too many, and no harm.
      whole = (whole - Math.imul(front, hashPower(end - at - 1))) | 0;
      front = 0;
      note(filter, whole);
    }
  }

  /** The name, in the spelling in which it was first seen. */
  name(name: number): DomainName {
    const place = name & (CACHE_SIZE - 1);
    const made = this.#made[place];
    if (made !== undefined && this.#madeOf[place] === name) return made;
    const text = this.text(name);
    const result = text === "" ? DomainName.root : DomainName.fromNameText(text);
    this.#made[place] = result;
    this.#madeOf[place] = name;
    return result;
  }

  /** The text of a name without the trailing dot; that of the root is empty. */
  text(name: number): string {
    const start = this.#starts[name] ?? 0;
    return this.#arenaText.toString("latin1", start, this.#starts[name + 1] ?? start);
  }

  /** The length of the text. */
  textLength(name: number): number {
    return (this.#starts[name + 1] ?? 0) - (this.#starts[name] ?? 0);
  }

  hash(name: number): number {
    return this.#hashes[name] ?? 0;
  }

  /** The texts of all names, one after another without trailing dots; that of a name is from `textStart` to `textEnd`. */
  get octets(): Uint8Array {
    return this.#arena;
  }

  textStart(name: number): number {
    return this.#starts[name] ?? 0;
  }

  textEnd(name: number): number {
    return this.#starts[name + 1] ?? 0;
  }

  /** Whether a name has letters, digits and dots, and nothing else. */
  isAlphanumeric(name: number): boolean {
    return this.#signed[name] === 0;
  }

  /**
   * The name that completed the text of a name when it was read, which has a lower number; the dot between them is an octet before its
   * text. `NO_NAME` for a name that was read whole.
   */
  suffix(name: number): number {
    return this.#suffixes[name] ?? NO_NAME;
  }

  /** Whether a name is `ancestor` or below it. */
  isWithin(name: number, ancestor: number): boolean {
    if (name === ancestor) return true;
    const suffix = this.suffix(name);
    if (suffix === ancestor) return true;
    if (suffix < 0) return this.#isBelow(name, ancestor);
    if (suffix === this.#suffixWithin && ancestor === this.#ancestorOfSuffix) return true;
    if (!this.#isBelow(suffix, ancestor)) return this.#isBelow(name, ancestor);
    this.#suffixWithin = suffix;
    this.#ancestorOfSuffix = ancestor;
    return true;
  }

  #isBelow(name: number, ancestor: number): boolean {
    const start = this.#starts[name] ?? 0;
    const end = this.#starts[name + 1] ?? 0;
    const from = this.#starts[ancestor] ?? 0;
    const length = (this.#starts[ancestor + 1] ?? 0) - from;
    if (length === 0) return true;
    const dot = end - length - 1;
    if (dot <= start || this.#arena[dot] !== DOT) return false;
    for (let at = 0; at < length; at++) {
      if (LOWER[this.#arena[dot + 1 + at] ?? 0] !== LOWER[this.#arena[from + at] ?? 0]) return false;
    }
    return !isEscaped(this.#arena, start, dot);
  }

  /**
   * The highest name at or above `name`, below `ancestor`, that has a mark; `NO_NAME` where there is none. `name` has to be within
   * `ancestor`. Linear in the length of its text.
   */
  highestMarked(name: number, ancestor: number, marks: Uint8Array): number {
    const arena = this.#arena;
    const start = this.#starts[name] ?? 0;
    const end = this.#starts[name + 1] ?? 0;
    const length = this.textLength(ancestor);
    let at = end - length;
    let hash = 0;
    let power = 1;
    for (let from = end - 1; from >= at; from--) {
      hash = (hash + Math.imul(LOWER[arena[from] ?? 0] ?? 0, power)) | 0;
      power = Math.imul(power, HASH_FACTOR);
    }
    // From the right to the left, one label after the other: the hash is that of the text from `at` on.
    while (--at >= start) {
      hash = (hash + Math.imul(LOWER[arena[at] ?? 0] ?? 0, power)) | 0;
      power = Math.imul(power, HASH_FACTOR);
      if (at === start) return marks[name] === 1 ? name : NO_NAME;
      if (arena[at - 1] !== DOT || isEscaped(arena, start, at - 1)) continue;
      const found = this.#find(arena, at, end, hash);
      if (found >= 0 && marks[found] === 1) return found;
    }
    return NO_NAME;
  }

  #load(text: string): Uint8Array {
    const scratch = this.#scratch;
    for (let at = 0; at < text.length; at++) scratch[at] = text.charCodeAt(at);
    return scratch;
  }

  #find(octets: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (let step = 0; step < MAX_STEPS; step++) {
      const found = (slots[slot] ?? 0) - 1;
      if (found < 0) return NO_NAME;
      if (this.#hashes[found] === hash && this.#equals(found, octets, start, end, NO_NAME)) return found;
      slot = (slot + 1) & mask;
    }
    return this.#crowded?.get(textKey(octets, start, end, "")) ?? NO_NAME;
  }

  #equals(name: number, octets: Uint8Array, start: number, end: number, suffix: number): boolean {
    const arena = this.#arena;
    const starts = this.#starts;
    let at = starts[name] ?? 0;
    const stop = starts[name + 1] ?? 0;
    const length = suffix < 0 ? 0 : (starts[suffix + 1] ?? 0) - (starts[suffix] ?? 0);
    if (stop - at !== end - start + (length > 0 ? length + 1 : 0)) return false;
    for (let from = start; from < end; from++, at++) {
      if (arena[at] !== octets[from] && LOWER[arena[at] ?? 0] !== LOWER[octets[from] ?? 0]) return false;
    }
    if (length === 0 || this.#suffixes[name] === suffix) return true;
    if (arena[at] !== DOT) return false;
    at++;
    for (let from = starts[suffix] ?? 0; at < stop; from++, at++) {
      if (arena[at] !== arena[from] && LOWER[arena[at] ?? 0] !== LOWER[arena[from] ?? 0]) return false;
    }
    return true;
  }

  #add(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    if (this.count >= this.#hashes.length) this.#grow();
    // A name has at most 255 octets, each four characters in the longest case.
    if ((this.#starts[this.count] ?? 0) + 2048 > this.#arena.length) {
      const arena = new Uint8Array(this.#arena.length * 2 + 2048);
      arena.set(this.#arena);
      this.#arena = arena;
      this.#arenaText = Buffer.from(arena.buffer);
    }
    const added = this.count++;
    this.#starts[added + 1] = this.#write(added, octets, start, end, suffix);
    this.#hashes[added] = hash;
    this.#noteSuffix(added, suffix);
    return added;
  }

  // The root completes nothing.
  #noteSuffix(name: number, suffix: number): void {
    this.#suffixes[name] = suffix >= 0 && this.textLength(suffix) > 0 ? suffix : NO_NAME;
  }

  // Writes the text of a name where it starts, and returns where it ends.
  #write(name: number, octets: Uint8Array, start: number, end: number, suffix: number): number {
    const arena = this.#arena;
    let at = this.#starts[name] ?? 0;
    let signs = 0;
    for (let from = start; from < end; from++) {
      const octet = octets[from] ?? 0;
      signs |= IS_SIGN[octet] ?? 0;
      arena[at++] = octet;
    }
    if (suffix >= 0) {
      const stop = this.#starts[suffix + 1] ?? 0;
      let from = this.#starts[suffix] ?? 0;
      if (from < stop) arena[at++] = DOT;
      for (; from < stop; from++) arena[at++] = arena[from] ?? 0;
      signs |= this.#signed[suffix] ?? 0;
    }
    this.#signed[name] = signs;
    return at;
  }

  #place(name: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    for (let step = 0; step < MAX_STEPS; step++) {
      if (this.#slots[slot] === 0) {
        this.#slots[slot] = name + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#crowded ??= new Map();
    this.#crowded.set(this.text(name).toLowerCase(), name);
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const starts = new Uint32Array(hashes.length + 1);
    starts.set(this.#starts);
    this.#starts = starts;
    const spelled = new Uint8Array(hashes.length);
    spelled.set(this.#spelled);
    this.#spelled = spelled;
    const signed = new Uint8Array(hashes.length);
    signed.set(this.#signed);
    this.#signed = signed;
    const suffixes = new Int32Array(hashes.length);
    suffixes.set(this.#suffixes);
    this.#suffixes = suffixes;
    this.#slots = new Int32Array(hashes.length * 2);
    this.#crowded = undefined;
    for (let name = 0; name < this.count; name++) this.#place(name, hashes[name] ?? 0);
  }
}

// --------------------------------------------------------------------------------------------------------------------------

/** How far from its own slot a name may be. More would let a hostile file make every name a long search. */
const MAX_STEPS = 64;
const CACHE_SIZE = 1024;
const RECENT_SIZE = 2048;
const DOT = 0x2e;
const IS_SIGN: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9.]/.test(String.fromCharCode(code)) ? 0 : 1,
);
const BACKSLASH = 0x5c;

function textOf(name: DomainName): string {
  return name.labels.length === 0 ? "" : name.text;
}

/** Whether an odd number of backslashes stands in front of an octet. */
function isEscaped(octets: Uint8Array, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes >= start && octets[at - 1 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function asciiText(octets: Uint8Array, start: number, end: number): string {
  return Buffer.from(octets.buffer, octets.byteOffset + start, end - start).toString("latin1");
}

function textKey(octets: Uint8Array, start: number, end: number, suffix: string): string {
  const text = asciiText(octets, start, end);
  return (suffix === "" ? text : `${text}.${suffix}`).toLowerCase();
}

/** Whether a filter of `noteAncestors` may have a name of lower case, given by its text. */
export function mayBeNoted(filter: Uint8Array, key: string): boolean {
  const hash = hashText(key);
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(hash, probe);
    if (((filter[(bit >>> 3) & (filter.length - 1)] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** With 32 bits for each name, one in twenty thousand that are not there is taken for one that is. */
const PROBES = 3;

function note(filter: Uint8Array, hash: number): void {
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(hash, probe);
    const at = (bit >>> 3) & (filter.length - 1);
    filter[at] = (filter[at] ?? 0) | (1 << (bit & 7));
  }
}

function bitOf(hash: number, probe: number): number {
  return (spread(hash) + Math.imul(probe, Math.imul(hash, 0x9e37_79b1) | 1)) | 0;
}
