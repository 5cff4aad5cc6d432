/** Takes the fields of one record's data one after another, and reports what is wrong with each where it stands. */
import { DomainName, describeNameProblem, isName, readEscape } from "../base/name.js";
import type { Span } from "../base/source.js";
import { TokenKind } from "./lexer.js";
import { type ProblemList, quoted, reportError } from "./problems.js";
import { parseTtl } from "./ttl.js";
import { type ZoneTree, textBetween, tokenSpan, tokenText } from "./tree.js";

/** The longest `<character-string>`, in octets (RFC 1035 section 3.3). */
const MAX_STRING_OCTETS = 255;

/**
 * The name that completes relative names. `undefined` when none is known, `broken` after a $ORIGIN that could not be read: that
 * was reported, and names completed with an older origin would be wrong.
 */
type Origin = DomainName | "broken" | undefined;

/** What all records of a file share. */
export interface FieldContext {
  readonly tree: ZoneTree;
  readonly problems: ProblemList;
  origin: Origin;
  /** One missing origin is one problem, however many names need it. */
  reportedMissingOrigin: boolean;
}

/** A place in the fields of one entry. `tokens` are words and strings; `next` is the index of the one to take. */
export interface FieldCursor {
  readonly context: FieldContext;
  readonly tokens: readonly number[];
  next: number;
  /** A record that ends too early is one problem, however many fields it lacks. */
  reportedMissing: boolean;
}

/** Takes a domain name. Undefined after a problem was reported. */
export function takeName(cursor: FieldCursor, what: string, section: string): DomainName | undefined {
  const token = takeWord(cursor, what, section);
  return token === undefined ? undefined : readName(cursor.context, token, what);
}

/** Takes a decimal number from 0 to `max`. */
export function takeNumber(cursor: FieldCursor, what: string, max: number, section: string): number | undefined {
  const token = takeWord(cursor, what, section);
  if (token === undefined) return undefined;
  const text = tokenText(cursor.context.tree, token);
  const value = parseDecimal(text);
  if (value !== undefined && value <= max) return value;
  const { problems, tree } = cursor.context;
  reportError(
    problems,
    "bad-number",
    tokenSpan(tree, token),
    `the ${what} has to be a number from 0 to ${max}, not ${quoted(text)}`,
    section,
  );
  return undefined;
}

/** The value of 1 to 11 digits; undefined for any other text. */
export function parseDecimal(text: string): number | undefined {
  // Eleven digits hold every 32-bit number with a leading zero; longer ones are no numbers that people write.
  if (text.length === 0 || text.length > 11) return undefined;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Takes seconds, with or without units. `max` is 2^31 - 1 for TTLs and 2^32 - 1 for other times. */
export function takeSeconds(cursor: FieldCursor, what: string, max: number, section: string): number | undefined {
  const token = takeWord(cursor, what, section);
  if (token === undefined) return undefined;
  const text = tokenText(cursor.context.tree, token);
  const seconds = parseTtl(text, max);
  if (typeof seconds === "number") return seconds;
  const { problems, tree } = cursor.context;
  const message =
    seconds === "ttl-too-large"
      ? `the ${what} ${quoted(text)} is more than ${max} seconds`
      : `the ${what} has to be seconds, or numbers with units such as 1h30m, not ${quoted(text)}`;
  reportError(problems, seconds, tokenSpan(tree, token), message, section);
  return undefined;
}

/** Takes a string, quoted or not, of at most `max` octets, with its escapes resolved to an octet string. */
export function takeString(
  cursor: FieldCursor,
  what: string,
  section: string,
  max: number = MAX_STRING_OCTETS,
): string | undefined {
  const token = takeToken(cursor, what, section);
  if (token === undefined) return undefined;
  const { problems, tree } = cursor.context;
  const octets = readString(cursor.context, token);
  if (octets === undefined || octets.length <= max) return octets;
  const message = `the ${what} has ${octets.length} octets, but at most ${max} fit: split it into several quoted strings`;
  reportError(problems, "chunk-over-255", tokenSpan(tree, token), message, section);
  return undefined;
}

/** Takes a field that must not be in quotes. Undefined when there is none or it is in quotes, which is reported. */
export function takeWord(cursor: FieldCursor, what: string, section: string): number | undefined {
  const token = takeToken(cursor, what, section);
  if (token === undefined) return undefined;
  const { problems, tree } = cursor.context;
  const kind = tree.tokens.kinds[token];
  if (kind === TokenKind.Word) return token;
  // An open quote was reported already where the file's strings were looked at.
  if (kind === TokenKind.Quoted) {
    reportError(problems, "quoted-field", tokenSpan(tree, token), `write the ${what} without quotes`, section);
  }
  return undefined;
}

/** Whether fields are left. */
export function hasMore(cursor: FieldCursor): boolean {
  return cursor.next < cursor.tokens.length;
}

/**
 * Reads the name of a word, completed with the origin where it is relative. Undefined after a problem was reported. `help` is what
 * to do where no origin is known.
 */
export function readName(
  context: FieldContext,
  token: number,
  what: string,
  help = "give --origin NAME or add a $ORIGIN line",
): DomainName | undefined {
  const { tree, problems, origin } = context;
  const text = tokenText(tree, token);
  if (!isAbsolute(text) && (origin === undefined || origin === "broken")) {
    if (origin === undefined && !context.reportedMissingOrigin) {
      context.reportedMissingOrigin = true;
      const message = `the ${what} ${quoted(text)} is relative, but the origin is not known: ${help}`;
      reportError(problems, "relative-without-origin", tokenSpan(tree, token), message, "RFC 1035 5.1");
    }
    return undefined;
  }
  const name = DomainName.fromPresentation(text, origin === "broken" ? undefined : origin);
  if (isName(name)) return name;
  const message = `the ${what} ${quoted(text)} is not a domain name: ${describeNameProblem(name)}`;
  reportError(problems, "bad-name", tokenSpan(tree, token), message, "RFC 1035 2.3.4");
  return undefined;
}

/** Reports each escape of a string that stands for no octet, else gives the octets. */
function readString(context: FieldContext, token: number): string | undefined {
  const { tree } = context;
  const kind = tree.tokens.kinds[token];
  if (kind === TokenKind.OpenQuoted) return undefined;
  const span = tokenSpan(tree, token);
  return kind === TokenKind.Quoted
    ? readEscapes(context, span.start + 1, span.end - 1)
    : readEscapes(context, span.start, span.end);
}

/** Resolves the escapes of a piece of the file. Undefined after each bad escape was reported. */
export function readEscapes(context: FieldContext, start: number, end: number): string | undefined {
  const { tree, problems } = context;
  const text = textBetween(tree, start, end);
  let backslash = text.indexOf("\\");
  if (backslash < 0) return text;
  const parts: string[] = [];
  let at = 0;
  let isGood = true;
  while (backslash >= 0) {
    parts.push(text.slice(at, backslash));
    const escape = readEscape(text, backslash);
    if (escape === undefined) {
      isGood = false;
      const place = { start: start + backslash, end: start + endOfBadEscape(text, backslash) };
      const message = `${quoted(text.slice(backslash, backslash + 4))} is no escape: write a backslash and one character, or three digits up to 255`;
      reportError(problems, "bad-escape", place, message, "RFC 1035 5.1");
      at = backslash + 1;
    } else {
      parts.push(String.fromCharCode(escape.value));
      at = backslash + escape.length;
    }
    backslash = text.indexOf("\\", at);
  }
  parts.push(text.slice(at));
  return isGood ? parts.join("") : undefined;
}

/** The place behind the last token of an entry that was taken, for what is missing there. */
function placeAfter(cursor: FieldCursor): Span {
  const last = cursor.tokens[Math.min(cursor.next, cursor.tokens.length) - 1] ?? 0;
  const { end } = tokenSpan(cursor.context.tree, last);
  return { start: end, end };
}

/** Takes a field in quotes or without. Undefined when there is none, which is reported once a record. */
function takeToken(cursor: FieldCursor, what: string, section: string): number | undefined {
  const token = cursor.tokens[cursor.next];
  if (token !== undefined) {
    cursor.next++;
    return token;
  }
  if (!cursor.reportedMissing) {
    cursor.reportedMissing = true;
    const message = `the record ends here, but its ${what} has to follow`;
    reportError(cursor.context.problems, "missing-data", placeAfter(cursor), message, section);
  }
  return undefined;
}

// A name is absolute when it ends with a dot that is not escaped. `@` is relative: it is the origin itself.
function isAbsolute(text: string): boolean {
  if (!text.endsWith(".")) return false;
  let at = text.length - 2;
  while (at >= 0 && text.charCodeAt(at) === 0x5c) at--;
  return (text.length - 2 - at) % 2 === 0;
}

// The digits of an escape such as \256 or \12 belong to what is wrong.
function endOfBadEscape(text: string, backslash: number): number {
  let end = backslash + 1;
  while (end < backslash + 4 && /^[0-9]$/.test(text.charAt(end))) end++;
  return end;
}
