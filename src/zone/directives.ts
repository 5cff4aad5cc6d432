/** Lines of a master file that are no records: $ORIGIN, $INCLUDE (RFC 1035 section 5.1), $TTL (RFC 2308 section 4), $GENERATE. */
import { DomainName, isName } from "../base/name.js";
import { printableStart } from "../base/escape.js";
import type { Span } from "../base/source.js";
import { type FieldCursor, hasMore, readName, takeString, takeWord } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError } from "./problems.js";
import type { RecordContext } from "./record.js";
import { isIndented, tokenSpan, tokenText } from "./tree.js";
import { MAX_TTL, parseTtl } from "./ttl.js";
import { nearest } from "./types.js";

/** The longest file name that a system opens. */
const MAX_PATH_OCTETS = 4096;

const DIRECTIVES: readonly string[] = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"];

/**
 * What a directive asks for. `unreadable` means that records may be missing because of it; its problem was reported. What other
 * octets have to be read for is left to the caller.
 */
export type Directive = "read" | "unreadable" | IncludeDirective | GenerateDirective;

/** `$INCLUDE <file-name> [<domain-name>]` */
export interface IncludeDirective {
  readonly kind: "include";
  readonly path: string;
  readonly pathSpan: Span;
  /** Undefined where the origin of the file that includes is the one. */
  readonly origin: DomainName | undefined;
}

/** `$GENERATE <range> <lhs> [<TTL>] [<class>] <type> <rhs>`; the tokens are those after the range. */
export interface GenerateDirective {
  readonly kind: "generate";
  readonly range: string;
  readonly rangeSpan: Span;
  readonly tokens: readonly number[];
}

/** Obeys a directive, or says what it asks for. */
export function readDirective(context: RecordContext, entry: number, tokens: readonly number[]): Directive {
  const { tree, problems } = context;
  const cursor: FieldCursor = { context, tokens, next: 1, reportedMissing: false };
  const token = tokens[0] ?? 0;
  const span = tokenSpan(tree, token);
  const text = tokenText(tree, token);
  // Servers take $ORIGIN in any case.
  const directive = text.length > 16 ? text : text.toUpperCase();
  const isKnown = DIRECTIVES.includes(directive);
  if (isKnown && isIndented(tree, entry)) {
    const message = `${directive} has to stand at the start of its line: name servers refuse the blank before it`;
    reportError(problems, "indented-directive", span, message, "RFC 1035 5.1");
  }
  switch (directive) {
    case "$ORIGIN":
      readOrigin(cursor, context);
      return "read";
    case "$TTL":
      readDefaultTtl(cursor, context);
      return "read";
    case "$INCLUDE":
      return readInclude(cursor, context);
    case "$GENERATE":
      return readGenerate(cursor, context);
    default: {
      const suggestion = directive.length > 16 ? undefined : nearest(directive, DIRECTIVES);
      const help = suggestion === undefined ? `; a name that starts with "$" is written \\$` : `: did you mean ${suggestion}`;
      reportError(problems, "unknown-directive", span, `${quoted(text)} is not a directive${help}`, "RFC 1035 5.1");
      // What was meant as $ORIGIN would change all relative names from here on.
      if (suggestion === "$ORIGIN") context.origin = "broken";
      return "unreadable";
    }
  }
}

// The file name is a string of its own: with blanks it stands in quotes.
function readInclude(cursor: FieldCursor, context: RecordContext): Directive {
  const pathToken = cursor.tokens[cursor.next];
  const path = takeString(cursor, "file name", "RFC 1035 5.1", MAX_PATH_OCTETS);
  const token = hasMore(cursor) ? takeWord(cursor, "origin of the file", "RFC 1035 5.1") : undefined;
  const origin = token === undefined ? undefined : readNewOrigin(context, token);
  const isGood = path !== undefined && pathToken !== undefined && cursor.next >= cursor.tokens.length;
  reportExtra(cursor);
  if (!isGood || (cursor.tokens.length > 2 && origin === undefined)) return "unreadable";
  return { kind: "include", path, pathSpan: tokenSpan(context.tree, pathToken), origin };
}

function readGenerate(cursor: FieldCursor, context: RecordContext): Directive {
  const section = "BIND ARM, $GENERATE";
  const rangeToken = takeWord(cursor, "range", section);
  if (rangeToken === undefined) return "unreadable";
  const rest = cursor.tokens.slice(cursor.next);
  const needed = ["owner", "type", "data"][rest.length];
  if (needed !== undefined) {
    cursor.next = cursor.tokens.length;
    takeWord(cursor, needed, section);
    return "unreadable";
  }
  const { tree } = context;
  // An open quote was reported already.
  if (rest.some((token) => tree.tokens.kinds[token] === TokenKind.OpenQuoted)) return "unreadable";
  return {
    kind: "generate",
    range: tokenText(tree, rangeToken),
    rangeSpan: tokenSpan(tree, rangeToken),
    tokens: rest,
  };
}

/** `$ORIGIN <domain-name>`; a relative name is completed with the origin so far. */
function readOrigin(cursor: FieldCursor, context: RecordContext): void {
  const token = takeWord(cursor, "new origin", "RFC 1035 5.1");
  context.origin = (token === undefined ? undefined : readNewOrigin(context, token)) ?? "broken";
  reportExtra(cursor);
}

// A relative one is read as it is written, but `$ORIGIN example.org` within example.org is hardly ever meant so.
function readNewOrigin(context: RecordContext, token: number): DomainName | undefined {
  const { tree, problems, origin } = context;
  const text = tokenText(tree, token);
  const name = readName(context, token, "origin", `end it with a dot, "${printableStart(text, 60)}.", or give --origin NAME`);
  const written = DomainName.fromPresentation(text);
  if (name === undefined || !isName(written) || origin === undefined || origin === "broken") return name;
  // "@" is the origin itself, and what ends with a dot is complete.
  if (name.labels.length === written.labels.length + origin.labels.length && repeatsOrigin(written, origin)) {
    const message = `this makes the origin ${quoted(name.text)}: is the dot at its end missing`;
    reportError(problems, "origin-without-dot", tokenSpan(tree, token), message, "RFC 1035 5.1");
  }
  return name;
}

/** Whether a name ends with the origin, or with a name of two labels or more above it: com in com is a name like others. */
function repeatsOrigin(written: DomainName, origin: DomainName): boolean {
  for (let above = origin; above.labels.length >= 2; above = above.parent) if (written.isWithin(above)) return true;
  return false;
}

/** `$TTL <TTL>` */
function readDefaultTtl(cursor: FieldCursor, context: RecordContext): void {
  const { tree, problems } = context;
  const token = takeWord(cursor, "TTL", "RFC 2308 4");
  if (token !== undefined) {
    const text = tokenText(tree, token);
    const ttl = parseTtl(text);
    if (typeof ttl === "number") context.defaultTtl = ttl;
    else if (ttl === "bad-ttl") {
      const message = `${quoted(text)} is not a TTL: write seconds, or numbers with units such as 1h30m`;
      reportError(problems, ttl, tokenSpan(tree, token), message, "RFC 2308 4");
    } else {
      reportError(problems, ttl, tokenSpan(tree, token), `the TTL ${quoted(text)} is above ${MAX_TTL} seconds`, "RFC 2181 8");
    }
  }
  reportExtra(cursor);
}

function reportExtra(cursor: FieldCursor): void {
  const { tree, problems } = cursor.context;
  const first = cursor.tokens[cursor.next];
  if (first === undefined) return;
  // An open quote was reported already.
  if (tree.tokens.kinds[first] === TokenKind.OpenQuoted) return;
  const span = {
    start: tokenSpan(tree, first).start,
    end: tokenSpan(tree, cursor.tokens.at(-1) ?? first).end,
  };
  const message = `${quoted(tokenText(tree, first))} is more than the directive takes: a comment starts with ";"`;
  reportError(problems, "extra-data", span, message, "RFC 1035 5.1");
}
