/**
 * Tokens of a master file (RFC 1035 section 5.1). Every octet of the file belongs to exactly one token, so the tokens joined are
 * the file. A token is a kind and an offset in two typed arrays: a million records are some ten million tokens.
 */

/** What a token is. `HashComment`, `OpenQuoted` and the unmatched parentheses are accepted here and reported by the parser. */
export const TokenKind = {
  /** Spaces and tabs. */
  Whitespace: 0,
  /** LF, CR LF, or a CR alone. */
  Newline: 1,
  /** From `;` to the end of the line, the line end not included. */
  Comment: 2,
  /** A line that starts with `#`, which is no comment in RFC 1035, the line end not included. */
  HashComment: 3,
  /** Characters without quotes, escapes as written. */
  Word: 4,
  /** A string with both its quotes, escapes as written. */
  Quoted: 5,
  /** A string whose closing quote is missing on its line. */
  OpenQuoted: 6,
  Open: 7,
  Close: 8,
  /** A parenthesis that is never closed. It does not join lines. */
  UnmatchedOpen: 9,
  UnmatchedClose: 10,
  /** The octets EF BB BF at the start of the file. */
  ByteOrderMark: 11,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** The tokens of a text. Token `i` reaches from `starts[i]` to `starts[i + 1]`; `starts[count]` is where the last one ends. */
export interface TokenTable {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
}

/** A table that is filled again and again. */
export class TokenBuffer implements TokenTable {
  count = 0;
  kinds: Uint8Array = new Uint8Array(64);
  starts: Uint32Array = new Uint32Array(64);

  /** Makes room for one more token and the end after it. */
  grow(): void {
    const kinds = new Uint8Array(this.kinds.length * 2);
    const starts = new Uint32Array(kinds.length);
    kinds.set(this.kinds);
    starts.set(this.starts);
    this.kinds = kinds;
    this.starts = starts;
  }
}

/**
 * The most tokens of one entry that are kept, far more than 65,535 octets of data with a comment behind each can have. An entry with
 * as many is not read: it would take fifty times its size in memory to say that it is too long.
 */
export const MAX_ENTRY_TOKENS = 524_288;

/** Splits octets into tokens. Accepts all octets, in linear time. */
export function tokenize(octets: Uint8Array): TokenTable {
  const buffer = new TokenBuffer();
  tokenizeRest(octets, 0, octets.length, buffer);
  const { count } = buffer;
  return { count, kinds: buffer.kinds.slice(0, count), starts: buffer.starts.slice(0, count + 1) };
}

/**
 * Puts the tokens of the entry that starts at `start` into a buffer: all up to the first line end outside parentheses. Returns
 * where the next entry starts, with MAX_ENTRY_TOKENS tokens where there are more, or -1 when `limit` came before the parentheses were
 * closed: then nothing short of the whole rest says which of them are unmatched. `unclosed` are those of which this is known.
 */
export function tokenizeEntry(
  octets: Uint8Array,
  start: number,
  limit: number,
  buffer: TokenBuffer,
  unclosed: UnclosedParentheses | undefined,
): number {
  return readTokens(octets, start, limit, buffer, MAX_ENTRY_TOKENS, unclosed);
}

/** Puts the tokens from `start`, the start of an entry, up to `limit` into a buffer. */
export function tokenizeRest(octets: Uint8Array, start: number, limit: number, buffer: TokenBuffer): void {
  if (readTokens(octets, start, limit, buffer, Infinity, undefined) < 0) markUnmatched(buffer.kinds, buffer.count);
}

/** The parentheses of a rest that are never closed, found without keeping a token of it. */
export class UnclosedParentheses {
  /** They are more than memory is given to: nobody knows which of them are never closed. */
  isFull = false;
  readonly #most: number;
  readonly #octets: Uint8Array;
  #places: Uint32Array = new Uint32Array(64);
  #count = 0;
  // One of them, and where its line starts: a long line is looked through once, not for each entry in front of it.
  #known = Infinity;
  #knownLine = Infinity;

  /** Looks from `start`, the start of an entry, to the end. */
  constructor(octets: Uint8Array, start: number) {
    this.#octets = octets;
    this.#most = Math.max(MIN_UNCLOSED, octets.length >>> 2);
    // Each closing one belongs to the nearest open one before it.
    readTokens(octets, start, octets.length, NO_TOKENS, 0, undefined, this);
  }

  open(at: number): void {
    if (this.#count === this.#most) this.isFull = true;
    if (this.isFull) return;
    if (this.#count === this.#places.length) {
      const places = new Uint32Array(Math.min(this.#count * 2, this.#most));
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[this.#count++] = at;
  }

  close(): void {
    this.#count--;
  }

  has(at: number): boolean {
    return this.#next(at) === at;
  }

  /** Where the line of the first of them at `at` or behind it starts; `Infinity` where there is none. */
  nextLine(at: number): number {
    const next = this.#next(at);
    if (next !== this.#known) {
      this.#known = next;
      this.#knownLine = next === Infinity ? Infinity : this.#octets.lastIndexOf(LF, next) + 1;
    }
    return this.#knownLine;
  }

  #next(at: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#places[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low < this.#count ? (this.#places[low] ?? 0) : Infinity;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

/** How many open parentheses are kept of any file; of a larger one, as many as take the memory of the file. */
const MIN_UNCLOSED = 1024 * 1024;
/** Is written to, and never read. */
const NO_TOKENS = new TokenBuffer();

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;

const ENDS_WORD = new Uint8Array(256);
for (const code of [TAB, LF, CR, SPACE, QUOTE, OPEN, CLOSE, SEMICOLON]) ENDS_WORD[code] = 1;

// The end of the last token, or -1 when parentheses are open there. Of one entry `most` tokens are kept, 0 is none of all entries, and
// Infinity all of all. `unclosed` are parentheses that join no lines, `finding` is told of all others.
function readTokens(
  octets: Uint8Array,
  start: number,
  limit: number,
  buffer: TokenBuffer,
  most: number,
  unclosed: UnclosedParentheses | undefined,
  finding?: UnclosedParentheses,
): number {
  const oneEntry = most > 0 && most < Infinity;
  let at = start;
  let depth = 0;
  let count = 0;
  // Only here can a `#` start a comment: within parentheses it is data, as servers read it.
  let atLineStart = true;
  while (at < limit) {
    if (count + 1 >= buffer.kinds.length) buffer.grow();
    buffer.starts[count] = at;
    let kind: TokenKind;
    const code = octets[at] ?? 0;
    switch (code) {
      case SPACE:
      case TAB:
        kind = TokenKind.Whitespace;
        at++;
        while (at < limit && (octets[at] === SPACE || octets[at] === TAB)) at++;
        break;
      case LF:
      case CR:
        kind = TokenKind.Newline;
        at += code === CR && at + 1 < limit && octets[at + 1] === LF ? 2 : 1;
        atLineStart = depth === 0;
        break;
      case SEMICOLON:
        kind = TokenKind.Comment;
        at = endOfLine(octets, at, limit);
        break;
      case QUOTE: {
        const end = endOfQuoted(octets, at + 1, limit);
        kind = end > 0 ? TokenKind.Quoted : TokenKind.OpenQuoted;
        at = Math.abs(end);
        break;
      }
      case OPEN:
        kind = unclosed?.has(at) === true ? TokenKind.UnmatchedOpen : TokenKind.Open;
        if (kind === TokenKind.Open) {
          depth++;
          finding?.open(at);
        }
        at++;
        break;
      case CLOSE:
        kind = depth > 0 ? TokenKind.Close : TokenKind.UnmatchedClose;
        if (depth > 0) finding?.close();
        depth = Math.max(0, depth - 1);
        at++;
        break;
      default:
        if (at === 0 && code === 0xef && octets[1] === 0xbb && octets[2] === 0xbf) {
          kind = TokenKind.ByteOrderMark;
          at = 3;
        } else if (atLineStart && code === HASH) {
          kind = TokenKind.HashComment;
          at = endOfLine(octets, at, limit);
        } else {
          kind = TokenKind.Word;
          at = endOfWord(octets, at, limit);
        }
    }
    if (kind !== TokenKind.Whitespace && kind !== TokenKind.Newline && kind !== TokenKind.ByteOrderMark) atLineStart = false;
    buffer.kinds[count] = kind;
    if (count < most) count++;
    if (oneEntry && kind === TokenKind.Newline && depth === 0) break;
  }
  buffer.starts[count] = at;
  buffer.count = count;
  return depth > 0 ? -1 : at;
}

// The line end itself is a token of its own, so that a comment can be moved without it.
function endOfLine(octets: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && octets[at] !== LF) at++;
  return at < limit && at > from && octets[at - 1] === CR ? at - 1 : at;
}

function endOfWord(octets: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = octets[at] ?? 0;
    if (code === BACKSLASH && !isLineEnd(octets, at + 1, limit)) at += 2;
    else if (ENDS_WORD[code] === 1) return at;
    else at++;
  }
  return Math.min(at, limit);
}

// The end of a quoted string after its closing quote; negative where the line ends before one.
function endOfQuoted(octets: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = octets[at];
    if (code === QUOTE) return at + 1;
    // A string over a line end would hide a forgotten quote until some later line, and servers refuse it.
    if (isLineEnd(octets, at, limit)) return -at;
    at += code === BACKSLASH && !isLineEnd(octets, at + 1, limit) ? 2 : 1;
  }
  return -limit;
}

function isLineEnd(octets: Uint8Array, at: number, limit: number): boolean {
  if (at >= limit) return false;
  return octets[at] === LF || (octets[at] === CR && at + 1 < limit && octets[at + 1] === LF);
}

// From the end backwards each closing parenthesis belongs to the nearest opening one before it; this needs no stack.
function markUnmatched(kinds: Uint8Array, count: number): void {
  let closing = 0;
  for (let index = count - 1; index >= 0; index--) {
    const kind = kinds[index];
    if (kind === TokenKind.Close) closing++;
    else if (kind === TokenKind.Open && closing-- <= 0) {
      closing = 0;
      kinds[index] = TokenKind.UnmatchedOpen;
    }
  }
}
