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

/** The tokens of a text. Token `i` reaches from `starts[i]` to `starts[i + 1]`; `starts[count]` is the length of the text. */
export interface TokenTable {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
}

/** Splits a text, one octet a character, into tokens. Accepts every text, in linear time. */
export function tokenize(text: string): TokenTable {
  let kinds = new Uint8Array((text.length >>> 2) + 16);
  let starts = new Uint32Array(kinds.length);
  let count = 0;
  let at = 0;
  let depth = 0;
  // Only here can a `#` start a comment: within parentheses it is data, as servers read it.
  let atLineStart = true;
  while (at < text.length) {
    if (count + 1 >= kinds.length) {
      kinds = grown(kinds, new Uint8Array(kinds.length * 2));
      starts = grown(starts, new Uint32Array(starts.length * 2));
    }
    starts[count] = at;
    let kind: TokenKind;
    const code = text.charCodeAt(at);
    switch (code) {
      case SPACE:
      case TAB:
        kind = TokenKind.Whitespace;
        at = endOfWhitespace(text, at + 1);
        break;
      case LF:
      case CR:
        kind = TokenKind.Newline;
        at += code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
        atLineStart = depth === 0;
        break;
      case SEMICOLON:
        kind = TokenKind.Comment;
        at = endOfLine(text, at);
        break;
      case QUOTE: {
        const end = endOfQuoted(text, at + 1);
        kind = end > 0 ? TokenKind.Quoted : TokenKind.OpenQuoted;
        at = Math.abs(end);
        break;
      }
      case OPEN:
        kind = TokenKind.Open;
        depth++;
        at++;
        break;
      case CLOSE:
        kind = depth > 0 ? TokenKind.Close : TokenKind.UnmatchedClose;
        depth = Math.max(0, depth - 1);
        at++;
        break;
      default:
        if (at === 0 && text.startsWith(BYTE_ORDER_MARK)) {
          kind = TokenKind.ByteOrderMark;
          at = BYTE_ORDER_MARK.length;
        } else if (atLineStart && code === HASH) {
          kind = TokenKind.HashComment;
          at = endOfLine(text, at);
        } else {
          kind = TokenKind.Word;
          at = endOfWord(text, at);
        }
    }
    if (kind !== TokenKind.Whitespace && kind !== TokenKind.Newline && kind !== TokenKind.ByteOrderMark) atLineStart = false;
    kinds[count++] = kind;
  }
  starts[count] = text.length;
  if (depth > 0) markUnmatched(kinds, count);
  return { count, kinds: kinds.subarray(0, count), starts: starts.subarray(0, count + 1) };
}

// --------------------------------------------------------------------------------------------------------------------------

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
const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

const ENDS_WORD = new Uint8Array(256);
for (const code of [TAB, LF, CR, SPACE, QUOTE, OPEN, CLOSE, SEMICOLON]) ENDS_WORD[code] = 1;

function endOfWhitespace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === SPACE || code === TAB; code = text.charCodeAt(at)) at++;
  return at;
}

// The line end itself is a token of its own, so that a comment can be moved without it.
function endOfLine(text: string, from: number): number {
  const lineFeed = text.indexOf("\n", from);
  if (lineFeed < 0) return text.length;
  return lineFeed > from && text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && !isLineEnd(text, at + 1)) at += 2;
    else if (ENDS_WORD[code] === 1) return at;
    else at++;
  }
  return Math.min(at, text.length);
}

// The end of a quoted string after its closing quote; negative where the line ends before one.
function endOfQuoted(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    // A string over a line end would hide a forgotten quote until some later line, and servers refuse it.
    if (isLineEnd(text, at)) return -at;
    at += code === BACKSLASH && !isLineEnd(text, at + 1) ? 2 : 1;
  }
  return -text.length;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LF || (code === CR && text.charCodeAt(at + 1) === LF);
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

function grown<Table extends Uint8Array | Uint32Array>(from: Table, to: Table): Table {
  to.set(from);
  return to;
}
