/** Names and the data of records on the octets of a master file; see `scan.ts`. */
import { joinHashes } from "./data-hash.js";
import { HASH_FACTOR, hashPower } from "./name-hash.js";
import { NO_NAME } from "./name-table.js";
import { FieldScanner, STOP } from "./scan-fields.js";
import {
  AT,
  CR,
  DIGEST_OCTETS,
  DOT,
  ENDS_FIELD,
  HASH,
  HEX,
  IN_QUOTES,
  IN_WORD,
  LF,
  LOWER_PLAIN,
  MAX_LABEL,
  MAX_NAME,
  MAX_STRING,
  NINE,
  QUOTE,
  SEMICOLON,
  SPACE,
  TYPE_A,
  TYPE_AAAA,
  TYPE_CNAME,
  TYPE_DS,
  TYPE_MX,
  TYPE_NS,
  TYPE_PTR,
  TYPE_SRV,
  TYPE_TXT,
  ZERO,
} from "./scan-tables.js";
import { NO_DETAIL, UNKNOWN_ORIGIN, type ZoneTable } from "./zone-table.js";

export class DataScanner extends FieldScanner {
  /** A name, `UNKNOWN_ORIGIN` or `BROKEN_ORIGIN`. Set it with `setOrigin`. */
  origin: number = UNKNOWN_ORIGIN;
  protected readonly table: ZoneTable;
  protected isRelative = false;
  // The name that the data points to, as `NameTable.intern` takes it; the end is `STOP` where there is none.
  protected targetStart = 0;
  protected targetEnd: number = STOP;
  protected targetSuffix: number = NO_NAME;
  protected targetHash = 0;
  // Of the text that completes a relative name, its dot included.
  #originLength = 0;
  #originHash = 0;
  #originPower = 1;

  constructor(table: ZoneTable) {
    super();
    this.table = table;
  }

  setOrigin(origin: number): void {
    this.origin = origin;
    if (origin < 0) return;
    const { names } = this.table;
    const length = names.textLength(origin);
    this.#originLength = length === 0 ? 0 : length + 1;
    this.#originPower = hashPower(this.#originLength);
    // H(".x") from H(x): the dot stands in front of all octets of x.
    this.#originHash = length === 0 ? 0 : (Math.imul(DOT, hashPower(length)) + names.hash(origin)) | 0;
  }

  /** The data of a record up to its last field; its hash is that of `hashData`. */
  protected data(start: number, type: number): number {
    switch (type) {
      case TYPE_A:
        return this.address4(start);
      case TYPE_AAAA:
        return this.address6(start);
      case TYPE_NS:
      case TYPE_CNAME:
      case TYPE_PTR:
        return this.target(start);
      case TYPE_MX:
        return this.numbersAndTarget(start, 1);
      case TYPE_SRV:
        return this.numbersAndTarget(start, 3);
      case TYPE_TXT:
        this.detail = this.depth === 0 ? start : this.depth === 1 ? ~start : NO_DETAIL;
        return this.strings(start);
      case TYPE_DS:
        return this.delegationSigner(start);
      default:
        return STOP;
    }
  }

  /** A name of plain octets, of which the first is here. The hash is that of its text with the origin. */
  protected name(start: number): number {
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
        this.hash = hash;
        this.isRelative = false;
        return at;
      }
      hash = (Math.imul(hash, HASH_FACTOR) + DOT) | 0;
    }
    if (this.origin < 0 || at - start + this.#originLength > MAX_NAME) return STOP;
    this.hash = (Math.imul(hash, this.#originPower) + this.#originHash) | 0;
    this.isRelative = true;
    return at;
  }

  /** A name as the last field. The hash is that of its text and a dot. */
  protected target(start: number): number {
    const { octets } = this;
    const code = octets[start] ?? 0;
    let at: number;
    this.targetStart = start;
    if (code === AT || code === DOT) {
      at = start + 1;
      if (code === AT && this.origin < 0) return STOP;
      if (code === AT) {
        this.detail = this.origin;
        this.hash = this.table.names.hash(this.origin);
      } else {
        // The root, whose text is empty.
        this.targetEnd = start;
        this.targetSuffix = NO_NAME;
        this.hash = 0;
      }
    } else {
      if (LOWER_PLAIN[code] === 0) return STOP;
      at = this.name(start);
      if (at === STOP) return STOP;
      this.targetEnd = this.isRelative ? at : at - 1;
      this.targetSuffix = this.isRelative ? this.origin : NO_NAME;
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    this.targetHash = this.hash;
    this.hash = (Math.imul(this.hash, HASH_FACTOR) + DOT) | 0;
    return at;
  }

  protected numbersAndTarget(start: number, count: number): number {
    const middle = this.numbers(start, count);
    if (middle === STOP) return STOP;
    const numbers = this.hash;
    const at = this.target(middle);
    this.hash = joinHashes(numbers, this.hash);
    return at;
  }

  /** Strings in quotes and words, of printable ASCII without escapes. The hash is that of all in quotes, a blank between. */
  protected strings(start: number): number {
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
      at = this.skip(at);
      if (at === STOP) return STOP;
      code = octets[at] ?? 0;
      if (code === LF || code === CR || code === SEMICOLON) {
        this.hash = hash;
        return at;
      }
    }
  }

  /** Key tag, algorithm, digest type, and a digest of the length of its type in one word. The hash is that of the octets. */
  protected delegationSigner(start: number): number {
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
      at = this.skip(at);
      if (at === STOP) return STOP;
    }
    const length = DIGEST_OCTETS[value] ?? 0;
    if (length === 0) return STOP;
    this.detail = (algorithm << 8) | value;
    for (let octet = 0; octet < length; octet++, at += 2) {
      const high = HEX[octets[at] ?? 0] ?? 0;
      if (high === 0) return STOP;
      const low = HEX[octets[at + 1] ?? 0] ?? 0;
      if (low === 0) return STOP;
      hash = (Math.imul(hash, HASH_FACTOR) + (high - 1) * 16 + low - 1) | 0;
    }
    if (ENDS_FIELD[octets[at] ?? 0] === 0) return STOP;
    this.hash = hash;
    return at;
  }
}
