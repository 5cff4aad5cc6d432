/**
 * The fields of plain entries of a master file, on the octets. All functions take an offset and return the offset behind what they read,
 * or `STOP` for anything that is not plain; see `scan.ts`.
 */
import { hashWords } from "./data-hash.js";
import { HASH_FACTOR } from "./name-hash.js";
import {
  BREAKS,
  CLOSE,
  COLON,
  CR,
  DOT,
  ENDS_FIELD,
  HEX,
  IN_COMMENT,
  LF,
  NINE,
  OPEN,
  PACKED,
  SEMICOLON,
  SPACE,
  TAB,
  UNIT_SECONDS,
  ZERO,
} from "./scan-tables.js";
import { MAX_TTL } from "./ttl.js";
import { NO_DETAIL } from "./zone-table.js";

/** There is no offset: the careful parser reads the entry. */
export const STOP = -1;

export class FieldScanner {
  octets: Uint8Array = new Uint8Array(0);
  /** Where the scanner stops: behind a line end, so that every line has one. */
  limit = 0;
  /** Of parentheses. */
  protected depth = 0;
  // What the last function that read something has read.
  protected hash = 0;
  protected value = 0;
  /** What the table wants to know of the data. */
  protected detail: number = NO_DETAIL;

  /** Blanks, and within parentheses line ends and comments too. */
  protected skip(start: number): number {
    const { octets } = this;
    let at = start;
    for (;;) {
      let code = octets[at] ?? 0;
      while (code === SPACE || code === TAB) code = octets[++at] ?? 0;
      if (BREAKS[code] === 0) return at;
      if (code === OPEN) {
        this.depth++;
        at++;
      } else if (code === CLOSE) {
        if (this.depth === 0) return STOP;
        this.depth--;
        at++;
      } else {
        if (this.depth === 0) return at;
        at = this.lineEnd(at);
        // What is not closed before the end is for the careful parser.
        if (at === STOP || at >= this.limit) return STOP;
      }
    }
  }

  /** A comment, if there is one, and the line end. */
  protected lineEnd(start: number): number {
    const { octets } = this;
    let at = start;
    if (octets[at] === SEMICOLON) {
      at++;
      while (IN_COMMENT[octets[at] ?? 0] === 1) at++;
    }
    const code = octets[at];
    if (code === LF) return at + 1;
    return code === CR && octets[at + 1] === LF ? at + 2 : STOP;
  }

  /** A TTL in seconds or with units. */
  protected ttl(start: number): number {
    const { octets } = this;
    let total = 0;
    let at = start;
    for (;;) {
      const first = at;
      let count = 0;
      let code = octets[at] ?? 0;
      while (code >= ZERO && code <= NINE) {
        count = count * 10 + code - ZERO;
        if (at - first > 9) return STOP;
        code = octets[++at] ?? 0;
      }
      if (at === first) {
        if (ENDS_FIELD[code] === 0) return STOP;
        break;
      }
      if (ENDS_FIELD[code] === 1) {
        // A number without a unit stands alone.
        if (first !== start) return STOP;
        total = count;
        break;
      }
      const seconds = UNIT_SECONDS[code] ?? 0;
      if (seconds === 0) return STOP;
      total += count * seconds;
      at++;
    }
    if (total > MAX_TTL) return STOP;
    this.value = total;
    return at;
  }

  /** A word of at most five letters and digits, as a number. */
  protected mnemonic(start: number): number {
    const { octets } = this;
    let at = start;
    let word = 0;
    let code = octets[at] ?? 0;
    while (PACKED[code] !== 0) {
      word = word * 64 + (PACKED[code] ?? 0);
      if (at - start > 4) return STOP;
      code = octets[++at] ?? 0;
    }
    if (at === start || ENDS_FIELD[code] === 0) return STOP;
    this.value = word;
    return at;
  }

  /** Numbers of 16 bits without leading zeros, up to the field after them. The hash is that of each with a blank. */
  protected numbers(start: number, count: number): number {
    const { octets } = this;
    let hash = 0;
    let at = start;
    for (let number = 0; number < count; number++) {
      const first = at;
      let value = 0;
      let code = octets[at] ?? 0;
      while (code >= ZERO && code <= NINE) {
        value = value * 10 + code - ZERO;
        hash = (Math.imul(hash, HASH_FACTOR) + code) | 0;
        if (at - first > 4) return STOP;
        code = octets[++at] ?? 0;
      }
      if (at === first || value > 0xffff || (octets[first] === ZERO && at - first > 1)) return STOP;
      if (ENDS_FIELD[code] === 0) return STOP;
      hash = (Math.imul(hash, HASH_FACTOR) + SPACE) | 0;
      at = this.skip(at);
      if (at === STOP) return STOP;
    }
    this.hash = hash;
    return at;
  }

  /** An IPv4 address; its hash are its bits. */
  protected address4(start: number): number {
    const { octets } = this;
    let bits = 0;
    let at = start;
    for (let part = 0; part < 4; part++) {
      if (part > 0 && octets[at++] !== DOT) return STOP;
      const first = at;
      let value = 0;
      let code = octets[at] ?? 0;
      while (code >= ZERO && code <= NINE) {
        value = value * 10 + code - ZERO;
        if (at - first > 2) return STOP;
        code = octets[++at] ?? 0;
      }
      if (at === first || value > 255 || (octets[first] === ZERO && at - first > 1)) return STOP;
      bits = (bits << 8) | value;
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    this.hash = bits;
    return at;
  }

  /** An IPv6 address of hexadecimal groups. */
  protected address6(start: number): number {
    const { octets } = this;
    let at = start;
    // The groups before `::` and those after it, each list pushed into 128 bits from the right.
    let h0 = 0;
    let h1 = 0;
    let h2 = 0;
    let h3 = 0;
    let t0 = 0;
    let t1 = 0;
    let t2 = 0;
    let t3 = 0;
    let before = 0;
    let after = 0;
    let isSplit = false;
    if (octets[at] === COLON) {
      if (octets[at + 1] !== COLON) return STOP;
      isSplit = true;
      at += 2;
    }
    for (;;) {
      let group = 0;
      const first = at;
      let digit = (HEX[octets[at] ?? 0] ?? 0) - 1;
      while (digit >= 0) {
        group = (group << 4) | digit;
        if (at - first > 3) return STOP;
        digit = (HEX[octets[++at] ?? 0] ?? 0) - 1;
      }
      if (at === first) {
        // Only `::` may be the end.
        if (!isSplit || after > 0) return STOP;
        break;
      }
      if (before + after === 8) return STOP;
      if (isSplit) {
        t0 = (t0 << 16) | (t1 >>> 16);
        t1 = (t1 << 16) | (t2 >>> 16);
        t2 = (t2 << 16) | (t3 >>> 16);
        t3 = (t3 << 16) | group;
        after++;
      } else {
        h0 = (h0 << 16) | (h1 >>> 16);
        h1 = (h1 << 16) | (h2 >>> 16);
        h2 = (h2 << 16) | (h3 >>> 16);
        h3 = (h3 << 16) | group;
        before++;
      }
      if (octets[at] !== COLON) break;
      at++;
      if (octets[at] === COLON) {
        if (isSplit) return STOP;
        isSplit = true;
        at++;
      } else if (HEX[octets[at] ?? 0] === 0) {
        return STOP;
      }
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    if (isSplit ? before + after > 7 : before !== 8) return STOP;
    for (let missing = 8 - before; missing > 0; missing--) {
      h0 = (h0 << 16) | (h1 >>> 16);
      h1 = (h1 << 16) | (h2 >>> 16);
      h2 = (h2 << 16) | (h3 >>> 16);
      h3 <<= 16;
    }
    this.detail = h0 | t0;
    this.hash = hashWords(h0 | t0, h1 | t1, h2 | t2, h3 | t3);
    return at;
  }
}
