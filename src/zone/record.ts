/** One record of a master file: `[owner] [TTL] [class] type data`, TTL and class in either order (RFC 1035 section 5.1). */
import type { DomainName } from "../base/name.js";
import { type QueryType, type RecordData, typeName } from "../base/question.js";
import type { SourceText, Span } from "../base/source.js";
import { isSlashComment, lineHint, ownerHint } from "./entry-hints.js";
import { type FieldContext, type FieldCursor, readName } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { isFull, quoted, reportError } from "./problems.js";
import { takeRecordData } from "./rdata.js";
import { hasUnclosed, isIndented, tokenSpan, tokenText } from "./tree.js";
import { MAX_TTL, looksLikeTtl, parseTtl } from "./ttl.js";
import { CLASS_IN, findClass, findType, nearestType } from "./types.js";

/** A record of class IN. */
export interface ZoneRecord {
  readonly owner: DomainName;
  /** Seconds; undefined where neither the record nor anything before it nor a SOA says it. */
  readonly ttl: number | undefined;
  /** `TYPE43` for a type without fields of its own (RFC 3597 section 5). */
  readonly type: QueryType;
  /** `UNKNOWN` without octets when `isRead` is false. */
  readonly data: RecordData;
  /** False when the record is there but its data is not: it has an error, or a format that this version does not read. */
  readonly isRead: boolean;
  /** The file that the record is in: all its spans are octets of this one. */
  readonly source: SourceText;
  /** From the first to the last field. */
  readonly span: Span;
  /** Undefined for a record that has the owner of the record before. */
  readonly ownerSpan: Span | undefined;
  readonly typeSpan: Span;
  /** One span for each field of the data, and so for each string of a TXT record, quotes included. */
  readonly dataSpans: readonly Span[];
}

/** What one line hands on to those below it. */
export interface RecordContext extends FieldContext {
  /** `broken` after an owner that could not be read: its problem was reported once, not again for each record below it. */
  owner: DomainName | "broken" | undefined;
  /** The value of the last $TTL, in seconds. */
  defaultTtl: number | undefined;
  /** The last TTL that a record stated. */
  statedTtl: number | undefined;
  class: number;
}

/**
 * Reads a record. `unreadable` says that there is a record but not which, after its problem was reported. `ignored` is a record
 * that is none of ours: it has another class. `comment` is a line that is meant as a comment, and changes nothing for those below.
 */
export function readRecord(
  context: RecordContext,
  entry: number,
  tokens: readonly number[],
): ZoneRecord | "unreadable" | "ignored" | "comment" {
  // What a parenthesis that is never closed leaves out is reported where it stands.
  const cursor: FieldCursor = { context, tokens, next: 0, reportedMissing: hasUnclosed(context.tree, entry) };
  const ownerSpan = readOwner(cursor, isIndented(context.tree, entry));
  const header = readHeader(cursor);
  // BIND and RFC 2308 section 4 agree that $TTL goes before the last stated TTL of RFC 1035.
  const ttl = header.ttl ?? context.defaultTtl ?? context.statedTtl;
  if (header.ttl !== undefined) context.statedTtl = header.ttl;
  if (header.code === undefined) return isSlashComment(cursor) ? "comment" : "unreadable";
  if (context.class !== CLASS_IN) {
    const message = `this record has class ${className(context.class)}: name servers refuse a zone of class IN that has one`;
    reportError(context.problems, "class-not-in", header.classSpan ?? header.typeSpan, message, "RFC 1035 3.2.4");
    return "ignored";
  }
  const dataSpans = tokens.slice(cursor.next).map((token) => tokenSpan(context.tree, token));
  const data = takeRecordData(cursor, header.code);
  if (context.owner === undefined || context.owner === "broken") return "unreadable";
  const isRead = typeof data !== "string";
  return {
    owner: context.owner,
    ttl,
    type: typeName(header.code),
    data: isRead ? data : { type: "UNKNOWN", code: header.code, octets: new Uint8Array(0) },
    isRead,
    source: context.tree.source,
    span: fieldsSpan(cursor),
    ownerSpan,
    typeSpan: header.typeSpan,
    dataSpans,
  };
}

// --------------------------------------------------------------------------------------------------------------------------

interface RecordHeader {
  readonly ttl: number | undefined;
  /** The code of the type; undefined after a problem was reported. */
  readonly code: number | undefined;
  readonly typeSpan: Span;
  readonly classSpan: Span | undefined;
}

function readOwner(cursor: FieldCursor, indented: boolean): Span | undefined {
  const context = cursor.context as RecordContext;
  const { tree, problems } = context;
  const token = cursor.tokens[0] ?? 0;
  if (indented) {
    if (context.owner !== undefined) return undefined;
    const message = "the first record has no owner: start its line with a name, such as @ for the zone itself";
    reportError(problems, "no-previous-owner", tokenSpan(tree, token), message, "RFC 1035 5.1");
    context.owner = "broken";
    return undefined;
  }
  cursor.next = 1;
  const span = tokenSpan(tree, token);
  if (tree.tokens.kinds[token] !== TokenKind.Word) {
    if (tree.tokens.kinds[token] === TokenKind.Quoted) {
      reportError(problems, "quoted-field", span, "write the owner without quotes", "RFC 1035 5.1");
    }
    context.owner = "broken";
    return span;
  }
  context.owner = readName(context, token, "owner") ?? "broken";
  return span;
}

function readHeader(cursor: FieldCursor): RecordHeader {
  const context = cursor.context as RecordContext;
  const { tree, problems } = context;
  let ttl: number | undefined;
  let ttlSpan: Span | undefined;
  let classSpan: Span | undefined;
  while (cursor.next < cursor.tokens.length) {
    const token = cursor.tokens[cursor.next] ?? 0;
    const span = tokenSpan(tree, token);
    const text = tokenText(tree, token);
    const isWord = tree.tokens.kinds[token] === TokenKind.Word;
    const isTtl = isWord && looksLikeTtl(text) && !text.includes(".") && !text.includes(":");
    const classCode = isWord && !isTtl ? findClass(text) : undefined;
    if (isTtl) {
      if (ttlSpan === undefined) ttl = readTtl(context, text, span);
      else reportError(problems, "repeated-ttl", span, `the record has a second TTL, ${quoted(text)}`, "RFC 1035 5.1");
      ttlSpan = span;
    } else if (classCode !== undefined) {
      if (classCode < 0) reportError(problems, "bad-class", span, `${quoted(text)} is above CLASS65535`, "RFC 3597 5");
      else if (classSpan === undefined) context.class = classCode;
      else reportError(problems, "repeated-class", span, `the record has a second class, ${quoted(text)}`, "RFC 1035 5.1");
      classSpan = span;
    } else {
      cursor.next++;
      return { ttl, code: readType(cursor, token, text, isWord), typeSpan: span, classSpan };
    }
    cursor.next++;
  }
  const { end } = fieldsSpan(cursor);
  const hint = lineHint(cursor) || "write owner, TTL, class, type and data, such as www 3600 IN A 192.0.2.1";
  const message = `the record has no type: ${hint}`;
  reportError(problems, "missing-type", { start: end, end }, message, "RFC 1035 5.1");
  return { ttl, code: undefined, typeSpan: { start: end, end }, classSpan };
}

function readTtl(context: RecordContext, text: string, span: Span): number | undefined {
  const ttl = parseTtl(text);
  if (typeof ttl === "number") return ttl;
  if (ttl === "bad-ttl") {
    const message = `${quoted(text)} is not a TTL: write seconds, or numbers with units such as 1h30m`;
    reportError(context.problems, ttl, span, message, "RFC 1035 5.1");
    return undefined;
  }
  reportError(context.problems, ttl, span, `the TTL ${quoted(text)} is above ${MAX_TTL} seconds`, "RFC 2181 8");
  // Such a TTL counts as zero.
  return 0;
}

function readType(cursor: FieldCursor, token: number, text: string, isWord: boolean): number | undefined {
  const { tree, problems } = cursor.context;
  const span = tokenSpan(tree, token);
  const shown = quoted(text);
  const found = isWord ? findType(text) : undefined;
  if (found?.kind === "type") return found.code;
  if (found?.kind === "meta") {
    const message = `${shown} is a type of questions and messages: no record of a zone has it`;
    reportError(problems, "meta-type", span, message, "RFC 6895 3.1");
    return undefined;
  }
  if (isFull(problems)) {
    reportError(problems, "unknown-type", span, "", "");
    return undefined;
  }
  const cause = lineHint(cursor);
  const hint = cause === "" ? ownerHint(cursor) : cause;
  const more = hint === "" ? "" : `; ${hint}`;
  if (found === undefined || looksLikeTtl(text)) {
    const message = `a type such as TXT has to stand here, not ${shown}${more}`;
    reportError(problems, "missing-type", span, message, "RFC 1035 5.1");
    return undefined;
  }
  const suggestion = cause === "" ? nearestType(text) : undefined;
  const generic = cause === "" ? "; one without a mnemonic is written TYPE123" : "";
  const help = suggestion === undefined ? `${generic}${more}` : `: did you mean ${suggestion}`;
  reportError(problems, "unknown-type", span, `${shown} is not a type${help}`, "RFC 1035 5.1");
  return undefined;
}

function fieldsSpan(cursor: FieldCursor): Span {
  const { tree } = cursor.context;
  const { start } = tokenSpan(tree, cursor.tokens[0] ?? 0);
  return { start, end: tokenSpan(tree, cursor.tokens.at(-1) ?? 0).end };
}

function className(code: number): string {
  return code === 3 ? "CH" : code === 4 ? "HS" : `CLASS${code}`;
}
