/** The texts of names, one after another in one array of octets: a million strings would take ten times the memory. */
import { LOWER } from "./name-hash.js";

/** No name. */
export const NO_NAME = -1;

export class NameTexts {
  /** The names are the numbers below this. */
  count = 0;
  // The text of a name ends where that of the next one starts.
  #starts: Uint32Array;
  #arena: Uint8Array;
  // The same octets.
  #arenaText: Buffer;
  // 1 for a name with other octets than letters, digits and dots.
  #signed: Uint8Array;
  // For a name that was read with an origin, that one, which has a lower number; else `NO_NAME`.
  #suffixes: Int32Array;
  // The suffix that was within a name last: names with one origin come one after the other.
  #suffixWithin: number = NO_NAME;
  #ancestorOfSuffix: number = NO_NAME;

  /** Makes room for so many names. It grows as it has to. */
  constructor(room: number) {
    this.#starts = new Uint32Array(room + 1);
    this.#signed = new Uint8Array(room);
    this.#suffixes = new Int32Array(room);
    this.#arena = new Uint8Array(room * 32);
    this.#arenaText = Buffer.from(this.#arena.buffer);
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

  /** Whether a name has the text that stands in `octets`, followed by a suffix or none; letters in any case. */
  protected equals(name: number, octets: Uint8Array, start: number, end: number, suffix: number): boolean {
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

  // The root completes nothing.
  #noteSuffix(name: number, suffix: number): void {
    this.#suffixes[name] = suffix >= 0 && this.textLength(suffix) > 0 ? suffix : NO_NAME;
  }

  // Writes the text of a name where it starts, and returns where it ends.
  #put(name: number, octets: Uint8Array, start: number, end: number, suffix: number): number {
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

  /** Writes a name anew, as it is spelled here: equal names have texts of one length. */
  protected respell(name: number, octets: Uint8Array, start: number, end: number, suffix: number): void {
    this.#put(name, octets, start, end, suffix);
    if (suffix < name) this.#noteSuffix(name, suffix);
  }

  /** Adds a name, and returns its number. */
  protected append(octets: Uint8Array, start: number, end: number, suffix: number): number {
    if (this.count >= this.#signed.length) this.#grow();
    // A name has at most 255 octets, each four characters in the longest case.
    if ((this.#starts[this.count] ?? 0) + 2048 > this.#arena.length) {
      const arena = new Uint8Array(this.#arena.length * 2 + 2048);
      arena.set(this.#arena);
      this.#arena = arena;
      this.#arenaText = Buffer.from(arena.buffer);
    }
    const added = this.count++;
    this.#starts[added + 1] = this.#put(added, octets, start, end, suffix);
    this.#noteSuffix(added, suffix);
    return added;
  }

  #grow(): void {
    const room = this.#signed.length * 2;
    const starts = new Uint32Array(room + 1);
    starts.set(this.#starts);
    this.#starts = starts;
    const signed = new Uint8Array(room);
    signed.set(this.#signed);
    this.#signed = signed;
    const suffixes = new Int32Array(room);
    suffixes.set(this.#suffixes);
    this.#suffixes = suffixes;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const IS_SIGN: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9.]/.test(String.fromCharCode(code)) ? 0 : 1,
);

/** Whether an odd number of backslashes stands in front of an octet. */
export function isEscaped(octets: Uint8Array, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes >= start && octets[at - 1 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
