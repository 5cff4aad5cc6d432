/** Lines of a master file that are no records: $ORIGIN and $TTL (RFC 1035 section 5.1, RFC 2308 section 4). */
import { type FieldCursor, readName, takeWord } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError, reportWarning } from "./problems.js";
import type { RecordContext } from "./record.js";
import { isIndented, tokenSpan, tokenText } from "./tree.js";
import { MAX_TTL, parseTtl } from "./ttl.js";
import { nearest } from "./types.js";

const DIRECTIVES: readonly string[] = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"];

/** Obeys a directive. `unreadable` means that records may be missing because of it; its problem was reported. */
export function readDirective(context: RecordContext, entry: number, tokens: readonly number[]): "read" | "unreadable" {
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
    reportWarning(problems, "indented-directive", span, message, "RFC 1035 5.1");
  }
  switch (directive) {
    case "$ORIGIN":
      readOrigin(cursor, context);
      return "read";
    case "$TTL":
      readDefaultTtl(cursor, context);
      return "read";
    case "$INCLUDE":
    case "$GENERATE": {
      const message = `this version does not read ${directive}: write the records that it stands for into the file`;
      reportError(problems, "unsupported-directive", span, message, directive === "$INCLUDE" ? "RFC 1035 5.1" : "BIND ARM");
      return "unreadable";
    }
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

/** `$ORIGIN <domain-name>`; a relative name is completed with the origin so far. */
function readOrigin(cursor: FieldCursor, context: RecordContext): void {
  const token = takeWord(cursor, "new origin", "RFC 1035 5.1");
  context.origin = (token === undefined ? undefined : readName(context, token, "origin")) ?? "broken";
  reportExtra(cursor);
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
  const span = { start: tokenSpan(tree, first).start, end: tokenSpan(tree, cursor.tokens.at(-1) ?? first).end };
  const message = `${quoted(tokenText(tree, first))} is more than the directive takes: a comment starts with ";"`;
  reportError(problems, "extra-data", span, message, "RFC 1035 5.1");
}
