/** Names as numbers: each name that a zone has gets one, and equal names get the same (RFC 4343), by an open hash table. */
import { DomainName } from "../base/name.js";
import { HASH_FACTOR, LOWER, MAX_TEXT, hashOctets, hashText, spread } from "./name-hash.js";
import { NO_NAME, NameTexts, isEscaped } from "./name-texts.js";

export { NO_NAME } from "./name-texts.js";

export class NameTable extends NameTexts {
  // One more than the name, 0 for a free slot; the size is a power of two.
  #slots: Int32Array;
  #hashes: Int32Array;
  // Names whose spelling stays: those that were more than the target of a record.
  #spelled: Uint8Array;
  readonly #scratch = new Uint8Array(MAX_TEXT);
  // One more than each of the names that were met last, by their hashes: most names are met several times in a row.
  readonly #recent = new Int32Array(RECENT_SIZE);
  // Names that found no slot near their own. Only texts made to have the same hash come here.
  #crowded: Map<string, number> | undefined;
  readonly #made: (DomainName | undefined)[] = [];
  readonly #madeOf = new Int32Array(CACHE_SIZE).fill(-1);

  /** Makes a table for about so many names. It grows as it has to. */
  constructor(expected: number) {
    let room = 32;
    while (room < expected) room *= 2;
    super(room);
    this.#slots = new Int32Array(room * 2);
    this.#hashes = new Int32Array(room);
    this.#spelled = new Uint8Array(room);
  }

  /**
   * The number of the name whose text stands in `octets` from `start` to `end`, followed by a dot and the name `suffix` unless
   * that is `NO_NAME`. The text has no trailing dot and is the one that `DomainName.text` would give; `hash` is that of all of it.
   */
  intern(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    const name = this.internTarget(octets, start, end, suffix, hash);
    if (this.#spelled[name] === 0) {
      this.#spelled[name] = 1;
      this.respell(name, octets, start, end, suffix);
    }
    return name;
  }

  /** As `intern`, for a name that a record only points to: where it is an owner or an origin too, that one's spelling counts. */
  internTarget(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    const mixed = spread(hash);
    const place = mixed & (RECENT_SIZE - 1);
    const recent = (this.#recent[place] ?? 0) - 1;
    if (recent >= 0 && this.#hashes[recent] === hash && this.equals(recent, octets, start, end, suffix)) return recent;
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
      if (hashes[found] === hash && this.equals(found, octets, start, end, suffix)) return found;
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
    const arena = this.octets;
    const start = this.textStart(name);
    const end = this.textEnd(name);
    if (start === end) return NO_NAME;
    let at = start;
    while (at < end && arena[at] !== DOT) at += arena[at] === BACKSLASH ? 2 : 1;
    const from = Math.min(at + 1, end);
    return this.intern(arena, from, end, NO_NAME, hashOctets(arena, from, end));
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

  hash(name: number): number {
    return this.#hashes[name] ?? 0;
  }

  /**
   * The highest name at or above `name`, below `ancestor`, that has a mark; `NO_NAME` where there is none. `name` has to be within
   * `ancestor`. Linear in the length of its text.
   */
  highestMarked(name: number, ancestor: number, marks: Uint8Array): number {
    const arena = this.octets;
    const start = this.textStart(name);
    const end = this.textEnd(name);
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
      if (this.#hashes[found] === hash && this.equals(found, octets, start, end, NO_NAME)) return found;
      slot = (slot + 1) & mask;
    }
    return this.#crowded?.get(textKey(octets, start, end, "")) ?? NO_NAME;
  }

  #add(octets: Uint8Array, start: number, end: number, suffix: number, hash: number): number {
    if (this.count >= this.#hashes.length) this.#grow();
    const added = this.append(octets, start, end, suffix);
    this.#hashes[added] = hash;
    return added;
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
    const spelled = new Uint8Array(hashes.length);
    spelled.set(this.#spelled);
    this.#spelled = spelled;
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
const BACKSLASH = 0x5c;

function textOf(name: DomainName): string {
  return name.labels.length === 0 ? "" : name.text;
}

function asciiText(octets: Uint8Array, start: number, end: number): string {
  return Buffer.from(octets.buffer, octets.byteOffset + start, end - start).toString("latin1");
}

function textKey(octets: Uint8Array, start: number, end: number, suffix: string): string {
  const text = asciiText(octets, start, end);
  return (suffix === "" ? text : `${text}.${suffix}`).toLowerCase();
}
