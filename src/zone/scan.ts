/**
 * The fast way through a master file: reads the entries that nearly all large files consist of straight into the columns of a
 * `ZoneTable`, and stops at the first that is anything else. Whatever it stops at, wrong or only unusual, is read by the careful
 * parser, which alone reports problems; so this file never has to say what is wrong, and when in doubt it stops.
 *
 * It may only accept what the careful parser reads without a problem, and has to read it alike: `test/zone/scan.test.ts` compares.
 * All functions take an offset and return the offset behind what they read, or `STOP`.
 */
import { hashWords, joinHashes } from "./data-hash.js";
import { HASH_FACTOR, hashPower } from "./name-hash.js";
import { NO_NAME } from "./name-table.js";
import {
  AT,
  BREAKS,
  CLOSE,
  COLON,
  CR,
  DIGEST_OCTETS,
  DOLLAR,
  DOT,
  ENDS_FIELD,
  HASH,
  HEX,
  IN_COMMENT,
  IN_QUOTES,
  IN_WORD,
  LF,
  LOWER_PLAIN,
  MAX_LABEL,
  MAX_NAME,
  MAX_STRING,
  NINE,
  OPEN,
  ORIGIN_WORD,
  PACKED,
  QUOTE,
  SEMICOLON,
  SPACE,
  TAB,
  TYPE_A,
  TYPE_AAAA,
  TYPE_CNAME,
  TYPE_DS,
  TYPE_MX,
  TYPE_NS,
  TYPE_PTR,
  TYPE_SRV,
  TYPE_TXT,
  UNIT_SECONDS,
  WORD_IN,
  ZERO,
  typeOf,
} from "./scan-tables.js";
import { MAX_TTL } from "./ttl.js";
import { FLAG_PLAIN, NO_DETAIL, NO_TTL, UNKNOWN_ORIGIN, type ZoneTable } from "./zone-table.js";

const STOP = -1;

/** What one entry hands on to those below it, and the way of the plain ones. */
export class Scanner {
  octets: Uint8Array = new Uint8Array(0);
  /** Where the scanner stops: behind a line end, so that every line has one. */
  limit = 0;
  /** A name, `UNKNOWN_ORIGIN` or `BROKEN_ORIGIN`. Set it with `setOrigin`. */
  origin: number = UNKNOWN_ORIGIN;
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

  readonly #table: ZoneTable;
  // Of the text that completes a relative name, its dot included.
  #originLength = 0;
  #originHash = 0;
  #originPower = 1;
  // Where the owner that was read last stands, and its name: most records have the owner of the one before.
  #ownerStart = 0;
  #ownerLength = 0;
  #ownerName: number = NO_NAME;
  // What the last function that read something has read.
  #hash = 0;
  #value = 0;
  #isRelative = false;
  #detail: number = NO_DETAIL;
  // The name that the data points to, as `NameTable.intern` takes it; the end is `STOP` where there is none.
  #targetStart = 0;
  #targetEnd: number = STOP;
  #targetSuffix: number = NO_NAME;
  #targetHash = 0;
  #depth = 0;

  constructor(table: ZoneTable) {
    this.#table = table;
  }

  setOrigin(origin: number): void {
    this.origin = origin;
    this.#ownerLength = 0;
    this.#table.beginStretch(this.file, origin);
    if (origin < 0) return;
    const { names } = this.#table;
    const length = names.textLength(origin);
    this.#originLength = length === 0 ? 0 : length + 1;
    this.#originPower = hashPower(this.#originLength);
    // H(".x") from H(x): the dot stands in front of all octets of x.
    this.#originHash = length === 0 ? 0 : (Math.imul(DOT, hashPower(length)) + names.hash(origin)) | 0;
  }

  /** Reads entries from `from`, the start of one, and returns the start of the first that it leaves to others, or `limit`. */
  scan(from: number): number {
    const { octets, limit } = this;
    let at = from;
    while (at < limit) {
      const code = octets[at] ?? 0;
      let next: number;
      if (code === LF) next = at + 1;
      else if (code === SEMICOLON) next = this.#lineEnd(at);
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
    this.#depth = 0;
    let at = start;
    let owner = this.owner;
    let ownerEnd = STOP;
    let ownerLength = 0;
    let ownerHash = 0;
    let isRelative = false;
    if (first === SPACE || first === TAB) {
      at = this.#skip(at);
      if (at === STOP) return STOP;
      const code = octets[at] ?? 0;
      if (code === LF || code === CR || code === SEMICOLON) return this.#lineEnd(at);
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
        at = this.#name(at);
        if (at === STOP) return STOP;
        ownerLength = at - start;
        ownerEnd = this.#isRelative ? at : at - 1;
        isRelative = this.#isRelative;
        ownerHash = this.#hash;
      }
      if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    }

    let ttl = NO_TTL;
    let statesClass = false;
    let type = 0;
    while (type === 0) {
      at = this.#skip(at);
      if (at === STOP) return STOP;
      const code = octets[at] ?? 0;
      if (code >= ZERO && code <= NINE) {
        if (ttl !== NO_TTL) return STOP;
        at = this.#ttl(at);
        if (at === STOP) return STOP;
        ttl = this.#value;
      } else {
        at = this.#mnemonic(at);
        if (at === STOP) return STOP;
        type = typeOf(this.#value);
        if (type !== 0) break;
        // Only the first class may be one.
        if (this.#value !== WORD_IN || statesClass) return STOP;
        statesClass = true;
      }
    }
    if (!statesClass && !this.isClassIn) return STOP;

    at = this.#skip(at);
    if (at === STOP) return STOP;
    this.#detail = NO_DETAIL;
    this.#targetEnd = STOP;
    at = this.#data(at, type);
    if (at === STOP) return STOP;
    const hash = this.#hash;
    at = this.#skip(at);
    if (at === STOP || this.#depth > 0) return STOP;
    at = this.#lineEnd(at);
    if (at === STOP) return STOP;

    // Only here is it sure that the entry is plain; nothing was changed before.
    if (ownerEnd !== STOP) {
      owner = this.#table.names.intern(octets, start, ownerEnd, isRelative ? this.origin : NO_NAME, ownerHash);
      this.#ownerStart = start;
      this.#ownerLength = ownerLength;
      this.#ownerName = owner;
    }
    this.owner = owner;
    if (statesClass) this.isClassIn = true;
    if (ttl !== NO_TTL) this.statedTtl = ttl;
    else ttl = this.defaultTtl === NO_TTL ? this.statedTtl : this.defaultTtl;
    if (this.#targetEnd !== STOP) {
      this.#detail = this.#table.names.internTarget(
        octets,
        this.#targetStart,
        this.#targetEnd,
        this.#targetSuffix,
        this.#targetHash,
      );
    }
    this.#table.add(owner, type, ttl, start, hash, this.#detail, FLAG_PLAIN);
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

  /** The data of a record up to its last field; its hash is that of `hashData`. */
  #data(start: number, type: number): number {
    switch (type) {
      case TYPE_A:
        return this.#address4(start);
      case TYPE_AAAA:
        return this.#address6(start);
      case TYPE_NS:
      case TYPE_CNAME:
      case TYPE_PTR:
        return this.#target(start);
      case TYPE_MX:
        return this.#numbersAndTarget(start, 1);
      case TYPE_SRV:
        return this.#numbersAndTarget(start, 3);
      case TYPE_TXT:
        this.#detail = this.#depth === 0 ? start : this.#depth === 1 ? ~start : NO_DETAIL;
        return this.#strings(start);
      case TYPE_DS:
        return this.#delegationSigner(start);
      default:
        return STOP;
    }
  }

  /** `$ORIGIN <domain-name>` */
  #originDirective(start: number): number {
    const { octets } = this;
    for (let at = 0; at < ORIGIN_WORD.length; at++) if (octets[start + at] !== ORIGIN_WORD[at]) return STOP;
    this.#depth = 0;
    const nameStart = this.#skip(start + ORIGIN_WORD.length);
    if (nameStart === STOP || nameStart === start + ORIGIN_WORD.length) return STOP;
    if (LOWER_PLAIN[octets[nameStart] ?? 0] === 0) return STOP;
    let at = this.#name(nameStart);
    if (at === STOP || ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    const nameEnd = this.#isRelative ? at : at - 1;
    // The careful parser sees whether the dot at its end was forgotten.
    if (this.#isRelative && octets.subarray(nameStart, nameEnd).includes(DOT)) return STOP;
    const suffix = this.#isRelative ? this.origin : NO_NAME;
    const hash = this.#hash;
    at = this.#skip(at);
    if (at === STOP || this.#depth > 0) return STOP;
    at = this.#lineEnd(at);
    if (at === STOP) return STOP;
    const origin = this.#table.names.intern(octets, nameStart, nameEnd, suffix, hash);
    this.setOrigin(origin);
    if (this.firstOrigin < 0) this.firstOrigin = origin;
    return at;
  }

  /** Blanks, and within parentheses line ends and comments too. */
  #skip(start: number): number {
    const { octets } = this;
    let at = start;
    for (;;) {
      let code = octets[at] ?? 0;
      while (code === SPACE || code === TAB) code = octets[++at] ?? 0;
      if (BREAKS[code] === 0) return at;
      if (code === OPEN) {
        this.#depth++;
        at++;
      } else if (code === CLOSE) {
        if (this.#depth === 0) return STOP;
        this.#depth--;
        at++;
      } else {
        if (this.#depth === 0) return at;
        at = this.#lineEnd(at);
        // What is not closed before the end is for the careful parser.
        if (at === STOP || at >= this.limit) return STOP;
      }
    }
  }

  /** A comment, if there is one, and the line end. */
  #lineEnd(start: number): number {
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

  /** A name of plain octets, of which the first is here. The hash is that of its text with the origin. */
  #name(start: number): number {
    const { octets } = this;
    let hash = 0;
    let at = start;
    let label = start;
    let code = octets[at] ?? 0;
    for (;;) {
      let lower = LOWER_PLAIN[code] ?? 0;
      while (lower !== 0) {
        hash = (Math.imul(hash, HASH_FACTOR) + lower) | 0;
        code = octets[++at] ?? 0;
        lower = LOWER_PLAIN[code] ?? 0;
      }
      if (at === label || at - label > MAX_LABEL) return STOP;
      if (code !== DOT) break;
      code = octets[++at] ?? 0;
      label = at;
      if (LOWER_PLAIN[code] === 0) {
        // The last dot of an absolute name.
        if (at - start - 1 > MAX_NAME) return STOP;
        this.#hash = hash;
        this.#isRelative = false;
        return at;
      }
      hash = (Math.imul(hash, HASH_FACTOR) + DOT) | 0;
    }
    if (this.origin < 0 || at - start + this.#originLength > MAX_NAME) return STOP;
    this.#hash = (Math.imul(hash, this.#originPower) + this.#originHash) | 0;
    this.#isRelative = true;
    return at;
  }

  /** A name as the last field. The hash is that of its text and a dot. */
  #target(start: number): number {
    const { octets } = this;
    const code = octets[start] ?? 0;
    let at: number;
    this.#targetStart = start;
    if (code === AT || code === DOT) {
      at = start + 1;
      if (code === AT && this.origin < 0) return STOP;
      if (code === AT) {
        this.#detail = this.origin;
        this.#hash = this.#table.names.hash(this.origin);
      } else {
        // The root, whose text is empty.
        this.#targetEnd = start;
        this.#targetSuffix = NO_NAME;
        this.#hash = 0;
      }
    } else {
      if (LOWER_PLAIN[code] === 0) return STOP;
      at = this.#name(start);
      if (at === STOP) return STOP;
      this.#targetEnd = this.#isRelative ? at : at - 1;
      this.#targetSuffix = this.#isRelative ? this.origin : NO_NAME;
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    this.#targetHash = this.#hash;
    this.#hash = (Math.imul(this.#hash, HASH_FACTOR) + DOT) | 0;
    return at;
  }

  #numbersAndTarget(start: number, count: number): number {
    const middle = this.#numbers(start, count);
    if (middle === STOP) return STOP;
    const numbers = this.#hash;
    const at = this.#target(middle);
    this.#hash = joinHashes(numbers, this.#hash);
    return at;
  }

  /** Numbers of 16 bits without leading zeros, up to the field after them. The hash is that of each with a blank. */
  #numbers(start: number, count: number): number {
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
      at = this.#skip(at);
      if (at === STOP) return STOP;
    }
    this.#hash = hash;
    return at;
  }

  /** Strings in quotes and words, of printable ASCII without escapes. The hash is that of all in quotes, a blank between. */
  #strings(start: number): number {
    const { octets } = this;
    let hash = 0;
    let at = start;
    let total = 0;
    for (;;) {
      let code = octets[at] ?? 0;
      const first = at;
      if (total > 0) hash = (Math.imul(hash, HASH_FACTOR) + SPACE) | 0;
      hash = (Math.imul(hash, HASH_FACTOR) + QUOTE) | 0;
      let length: number;
      if (code === QUOTE) {
        code = octets[++at] ?? 0;
        while (IN_QUOTES[code] === 1) {
          hash = (Math.imul(hash, HASH_FACTOR) + code) | 0;
          code = octets[++at] ?? 0;
        }
        if (code !== QUOTE) return STOP;
        at++;
        length = at - first - 2;
      } else {
        // A word with `#` may be meant as a comment.
        if (code === HASH) return STOP;
        while (IN_WORD[code] === 1) {
          hash = (Math.imul(hash, HASH_FACTOR) + code) | 0;
          code = octets[++at] ?? 0;
        }
        length = at - first;
        if (length === 0) return STOP;
      }
      if (length > MAX_STRING || ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
      hash = (Math.imul(hash, HASH_FACTOR) + QUOTE) | 0;
      total += length + 1;
      if (total > 0xffff) return STOP;
      at = this.#skip(at);
      if (at === STOP) return STOP;
      code = octets[at] ?? 0;
      if (code === LF || code === CR || code === SEMICOLON) {
        this.#hash = hash;
        return at;
      }
    }
  }

  /** Key tag, algorithm, digest type, and a digest of the length of its type in one word. The hash is that of the octets. */
  #delegationSigner(start: number): number {
    const { octets } = this;
    let at = start;
    let hash = 0;
    let value = 0;
    let algorithm = 0;
    for (let number = 0; number < 3; number++) {
      const first = at;
      value = 0;
      let code = octets[at] ?? 0;
      while (code >= ZERO && code <= NINE) {
        value = value * 10 + code - ZERO;
        if (at - first > 4) return STOP;
        code = octets[++at] ?? 0;
      }
      if (at === first || ENDS_FIELD[code] === 0) return STOP;
      if (number === 0) hash = Math.imul(value >> 8, HASH_FACTOR) + (value & 255);
      else hash = Math.imul(hash, HASH_FACTOR) + value;
      if (number === 1) algorithm = value;
      if (value > (number === 0 ? 0xffff : 0xff)) return STOP;
      at = this.#skip(at);
      if (at === STOP) return STOP;
    }
    const length = DIGEST_OCTETS[value] ?? 0;
    if (length === 0) return STOP;
    this.#detail = (algorithm << 8) | value;
    for (let octet = 0; octet < length; octet++, at += 2) {
      const high = HEX[octets[at] ?? 0] ?? 0;
      if (high === 0) return STOP;
      const low = HEX[octets[at + 1] ?? 0] ?? 0;
      if (low === 0) return STOP;
      hash = (Math.imul(hash, HASH_FACTOR) + (high - 1) * 16 + low - 1) | 0;
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    this.#hash = hash;
    return at;
  }

  /** A TTL in seconds or with units. */
  #ttl(start: number): number {
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
    this.#value = total;
    return at;
  }

  /** A word of at most five letters and digits, as a number. */
  #mnemonic(start: number): number {
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
    this.#value = word;
    return at;
  }

  /** An IPv4 address; its hash are its bits. */
  #address4(start: number): number {
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
    this.#hash = bits;
    return at;
  }

  /** An IPv6 address of hexadecimal groups. */
  #address6(start: number): number {
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
    this.#detail = h0 | t0;
    this.#hash = hashWords(h0 | t0, h1 | t1, h2 | t2, h3 | t3);
    return at;
  }
}
