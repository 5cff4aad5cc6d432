/**
 * The fast way through a master file: reads the entries that nearly all large files consist of straight into the columns of a
 * `ZoneTable`, and stops at the first that is anything else. Whatever it stops at, wrong or only unusual, is read by the careful
 * parser, which alone reports problems; so this file never has to say what is wrong, and when in doubt it stops.
 *
 * It may only accept what the careful parser reads without a problem, and has to read it alike: `test/zone/scan.test.ts` compares.
 * All functions take an offset and return the offset behind what they read, or `STOP`.
 */
import { NO_NAME } from "./name-table.js";
import { DataScanner } from "./scan-data.js";
import { STOP } from "./scan-fields.js";
import {
  AT,
  CR,
  DOLLAR,
  DOT,
  ENDS_FIELD,
  HASH,
  LF,
  LOWER_PLAIN,
  NINE,
  ORIGIN_WORD,
  SEMICOLON,
  SPACE,
  TAB,
  WORD_IN,
  ZERO,
  typeOf,
} from "./scan-tables.js";
import { FLAG_PLAIN, NO_DETAIL, NO_TTL, UNKNOWN_ORIGIN } from "./zone-table.js";

/** What one entry hands on to those below it, and the way of the plain ones. */
export class Scanner extends DataScanner {
  /** The first origin that a $ORIGIN gave. */
  firstOrigin: number = UNKNOWN_ORIGIN;
  /** A name, or negative as in `RecordContext.owner`. */
  owner: number = NO_NAME;
  defaultTtl: number = NO_TTL;
  statedTtl: number = NO_TTL;
  /** Whether the class of records that state none is IN. */
  isClassIn = true;
  /** The index of the file in the table. */
  file = 0;

  // Where the owner that was read last stands, and its name: most records have the owner of the one before.
  #ownerStart = 0;
  #ownerLength = 0;
  #ownerName: number = NO_NAME;

  override setOrigin(origin: number): void {
    super.setOrigin(origin);
    this.#ownerLength = 0;
    this.table.beginStretch(this.file, origin);
  }

  /** Reads entries from `from`, the start of one, and returns the start of the first that it leaves to others, or `limit`. */
  scan(from: number): number {
    const { octets, limit } = this;
    let at = from;
    while (at < limit) {
      const code = octets[at] ?? 0;
      let next: number;
      if (code === LF) next = at + 1;
      else if (code === SEMICOLON) next = this.lineEnd(at);
      else if (code === DOLLAR) next = this.#originDirective(at);
      else if (code === CR) next = octets[at + 1] === LF ? at + 2 : STOP;
      else next = this.#record(at, code);
      if (next === STOP) return at;
      at = next;
    }
    return at;
  }

  /** `[owner] [TTL] [class] type data`, TTL and class in either order; or an empty line. */
  #record(start: number, first: number): number {
    const { octets } = this;
    this.depth = 0;
    let at = start;
    let owner = this.owner;
    let ownerEnd = STOP;
    let ownerLength = 0;
    let ownerHash = 0;
    let isRelative = false;
    if (first === SPACE || first === TAB) {
      at = this.skip(at);
      if (at === STOP) return STOP;
      const code = octets[at] ?? 0;
      if (code === LF || code === CR || code === SEMICOLON) return this.lineEnd(at);
      // A comment or a directive after all, or no owner that this could be.
      if (code === HASH || code === DOLLAR || owner < 0) return STOP;
    } else {
      if (first === AT && this.origin >= 0) {
        at++;
        owner = this.origin;
      } else if (this.#isOwnerAt(start)) {
        at += this.#ownerLength;
        owner = this.#ownerName;
      } else {
        if (LOWER_PLAIN[first] === 0 || first === HASH) return STOP;
        at = this.name(at);
        if (at === STOP) return STOP;
        ownerLength = at - start;
        ownerEnd = this.isRelative ? at : at - 1;
        isRelative = this.isRelative;
        ownerHash = this.hash;
      }
      if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    }

    let ttl = NO_TTL;
    let statesClass = false;
    let type = 0;
    while (type === 0) {
      at = this.skip(at);
      if (at === STOP) return STOP;
      const code = octets[at] ?? 0;
      if (code >= ZERO && code <= NINE) {
        if (ttl !== NO_TTL) return STOP;
        at = this.ttl(at);
        if (at === STOP) return STOP;
        ttl = this.value;
      } else {
        at = this.mnemonic(at);
        if (at === STOP) return STOP;
        type = typeOf(this.value);
        if (type !== 0) break;
        // Only the first class may be one.
        if (this.value !== WORD_IN || statesClass) return STOP;
        statesClass = true;
      }
    }
    if (!statesClass && !this.isClassIn) return STOP;

    at = this.skip(at);
    if (at === STOP) return STOP;
    this.detail = NO_DETAIL;
    this.targetEnd = STOP;
    at = this.data(at, type);
    if (at === STOP) return STOP;
    const hash = this.hash;
    at = this.skip(at);
    if (at === STOP || this.depth > 0) return STOP;
    at = this.lineEnd(at);
    if (at === STOP) return STOP;

    // Only here is it sure that the entry is plain; nothing was changed before.
    if (ownerEnd !== STOP) {
      owner = this.table.names.intern(octets, start, ownerEnd, isRelative ? this.origin : NO_NAME, ownerHash);
      this.#ownerStart = start;
      this.#ownerLength = ownerLength;
      this.#ownerName = owner;
    }
    this.owner = owner;
    if (statesClass) this.isClassIn = true;
    if (ttl !== NO_TTL) this.statedTtl = ttl;
    else ttl = this.defaultTtl === NO_TTL ? this.statedTtl : this.defaultTtl;
    if (this.targetEnd !== STOP) {
      this.detail = this.table.names.internTarget(octets, this.targetStart, this.targetEnd, this.targetSuffix, this.targetHash);
    }
    this.table.add(owner, type, ttl, start, hash, this.detail, FLAG_PLAIN);
    return at;
  }

  /** Whether the text of the owner that was read last stands here once more, with the same origin. */
  #isOwnerAt(start: number): boolean {
    const { octets } = this;
    const length = this.#ownerLength;
    if (length === 0 || ENDS_FIELD[octets[start + length] ?? 0] === 0) return false;
    const before = this.#ownerStart;
    for (let at = 0; at < length; at++) if (octets[start + at] !== octets[before + at]) return false;
    return true;
  }

  /** `$ORIGIN <domain-name>` */
  #originDirective(start: number): number {
    const { octets } = this;
    for (let at = 0; at < ORIGIN_WORD.length; at++) if (octets[start + at] !== ORIGIN_WORD[at]) return STOP;
    this.depth = 0;
    const nameStart = this.skip(start + ORIGIN_WORD.length);
    if (nameStart === STOP || nameStart === start + ORIGIN_WORD.length) return STOP;
    if (LOWER_PLAIN[octets[nameStart] ?? 0] === 0) return STOP;
    let at = this.name(nameStart);
    if (at === STOP || ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    const nameEnd = this.isRelative ? at : at - 1;
    // The careful parser sees whether the dot at its end was forgotten.
    if (this.isRelative && octets.subarray(nameStart, nameEnd).includes(DOT)) return STOP;
    const suffix = this.isRelative ? this.origin : NO_NAME;
    const hash = this.hash;
    at = this.skip(at);
    if (at === STOP || this.depth > 0) return STOP;
    at = this.lineEnd(at);
    if (at === STOP) return STOP;
    const origin = this.table.names.intern(octets, nameStart, nameEnd, suffix, hash);
    this.setOrigin(origin);
    if (this.firstOrigin < 0) this.firstOrigin = origin;
    return at;
  }
}
