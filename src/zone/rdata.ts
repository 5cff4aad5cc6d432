/** The data of records in presentation form: the common types by hand, each with its format, and all others by their tables. */
import { parseIp4, parseIp6 } from "../base/ip.js";
import type { RecordData } from "../base/question.js";
import { type FieldCursor, hasMore, takeName, takeNumber, takeString, takeWord } from "./fields.js";
import { decodeRecordData, isGenericData, takeGenericData } from "./generic.js";
import { reportForgotten } from "./forgotten.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError, reportWarning } from "./problems.js";
import type { DataInput } from "./rdata/field.js";
import { formatOf } from "./rdata/formats.js";
import { createWriter, writtenOctets } from "./rdata/wire.js";
import { tokenSpan, tokenStartsWith, tokenText } from "./tree.js";
import { typeMnemonic } from "./types.js";

/** The most octets of data that a record can have: RDLENGTH has 16 bits (RFC 1035 section 3.2.1). */
const MAX_DATA_OCTETS = 0xffff;

/** The outcome of reading data: the data, or `bad` after a problem was reported. */
export type DataOutcome = RecordData | "bad";

/** Reads all fields that are left as the data of a type. Every problem of the data is reported. */
export function takeRecordData(cursor: FieldCursor, code: number): DataOutcome {
  if (isGenericData(cursor)) return takeGenericData(cursor, code) ?? "bad";
  const take = READERS.get(code);
  if (take === undefined) return takeFormat(cursor, code);
  const data = take(cursor);
  if (hasMore(cursor)) {
    reportExtra(cursor, code);
    return "bad";
  }
  return data ?? "bad";
}

// --------------------------------------------------------------------------------------------------------------------------

type DataReader = (cursor: FieldCursor) => RecordData | undefined;

const MAX_UINT16 = 0xffff;

const READERS: ReadonlyMap<number, DataReader> = new Map<number, DataReader>([
  [1, takeA],
  [2, (cursor) => takeTarget(cursor, "NS", "name server", "RFC 1035 3.3.11")],
  [5, (cursor) => takeTarget(cursor, "CNAME", "canonical name", "RFC 1035 3.3.1")],
  [12, (cursor) => takeTarget(cursor, "PTR", "name", "RFC 1035 3.3.12")],
  [15, takeMx],
  [16, (cursor) => takeStrings(cursor, "TXT")],
  [28, takeAaaa],
  [99, (cursor) => takeStrings(cursor, "SPF")],
]);

/** `A <address>` (RFC 1035 section 3.4.1) */
function takeA(cursor: FieldCursor): RecordData | undefined {
  const token = takeWord(cursor, "IPv4 address", "RFC 1035 3.4.1");
  if (token === undefined) return undefined;
  const text = tokenText(cursor.context.tree, token);
  const address = parseIp4(text);
  if (address !== undefined) return { type: "A", address };
  const hint = parseIp6(text) === undefined ? "" : "; an IPv6 address belongs into an AAAA record";
  reportBadAddress(cursor, token, `${quoted(text)} is not an IPv4 address such as 192.0.2.1${hint}`, "RFC 1035 3.4.1");
  return undefined;
}

/** `AAAA <address>` (RFC 3596 section 2.4) */
function takeAaaa(cursor: FieldCursor): RecordData | undefined {
  const token = takeWord(cursor, "IPv6 address", "RFC 3596 2.4");
  if (token === undefined) return undefined;
  const text = tokenText(cursor.context.tree, token);
  const address = parseIp6(text);
  if (address !== undefined) return { type: "AAAA", address };
  const hint = parseIp4(text) === undefined ? "" : "; an IPv4 address belongs into an A record";
  reportBadAddress(cursor, token, `${quoted(text)} is not an IPv6 address such as 2001:db8::1${hint}`, "RFC 3596 2.4");
  return undefined;
}

function reportBadAddress(cursor: FieldCursor, token: number, message: string, section: string): void {
  const { problems, tree } = cursor.context;
  reportError(problems, "bad-address", tokenSpan(tree, token), message, section);
}

/** `<domain-name>` */
function takeTarget(cursor: FieldCursor, type: "NS" | "CNAME" | "PTR", what: string, section: string): RecordData | undefined {
  const target = takeName(cursor, what, section);
  return target === undefined ? undefined : { type, target };
}

const MX_NUMBERS: readonly string[] = ["preference"];

/** `MX <preference> <exchange>` (RFC 1035 section 3.3.9) */
function takeMx(cursor: FieldCursor): RecordData | undefined {
  if (reportForgotten(cursor, MX_NUMBERS, "RFC 1035 3.3.9")) return undefined;
  const preference = takeNumber(cursor, "preference", MAX_UINT16, "RFC 1035 3.3.9");
  const exchange = takeName(cursor, "mail exchange", "RFC 1035 3.3.9");
  return preference === undefined || exchange === undefined ? undefined : { type: "MX", preference, exchange };
}

/** `TXT <character-string>...` (RFC 1035 section 3.3.14): words without quotes are a string each. */
function takeStrings(cursor: FieldCursor, type: "TXT" | "SPF"): RecordData | undefined {
  const { tree, problems } = cursor.context;
  const strings: string[] = [];
  const first = cursor.tokens[cursor.next];
  let octets = 0;
  let isGood = true;
  do {
    const token = cursor.tokens[cursor.next];
    if (token !== undefined) warnOfHash(cursor, token);
    const text = takeString(cursor, "text", "RFC 1035 3.3.14");
    if (text === undefined) isGood = false;
    else {
      strings.push(text);
      octets += text.length + 1;
    }
  } while (hasMore(cursor));
  if (octets > MAX_DATA_OCTETS && first !== undefined) {
    const message = `the strings of this record take ${octets} octets, but a record holds at most ${MAX_DATA_OCTETS}`;
    reportError(problems, "data-too-long", tokenSpan(tree, first), message, "RFC 1035 3.2.1");
    return undefined;
  }
  return isGood ? { type, strings } : undefined;
}

// A `#` after a quoted string is nearly always meant as a comment, but servers read its words as strings.
function warnOfHash(cursor: FieldCursor, token: number): void {
  const { tree, problems } = cursor.context;
  const before = cursor.tokens[cursor.next - 1];
  if (before === undefined || tree.tokens.kinds[before] !== TokenKind.Quoted) return;
  if (tree.tokens.kinds[token] !== TokenKind.Word || !tokenStartsWith(tree, token, "#")) return;
  const message = `${quoted(tokenText(tree, token))} and what follows are strings of this record: a comment starts with ";"`;
  reportWarning(problems, "hash-in-data", tokenSpan(tree, token), message, "RFC 1035 5.1");
}

// --------------------------------------------------------------------------------------------------------------------------

// SOA, SRV, CAA: types with a shape of their own that are too rare to be read by hand.
const OF_FIELDS: ReadonlySet<number> = new Set([6, 33, 257]);

function takeFormat(cursor: FieldCursor, code: number): DataOutcome {
  const format = formatOf(code);
  if (format?.fields === undefined) return refuseText(cursor, code);
  if (reportForgotten(cursor, format.numbers, format.section)) return "bad";
  const { next } = cursor;
  const wire = createWriter();
  const input: DataInput = { cursor, wire, section: format.section, isGood: true };
  for (const field of format.fields) field.take(input);
  // After a problem it is not known which fields the rest are.
  if (!input.isGood) return "bad";
  if (hasMore(cursor)) {
    reportExtra(cursor, code);
    return "bad";
  }
  if (wire.length > MAX_DATA_OCTETS) {
    const { problems, tree } = cursor.context;
    const message = `this data takes ${wire.length} octets, but a record holds at most ${MAX_DATA_OCTETS}`;
    reportError(problems, "data-too-long", tokenSpan(tree, cursor.tokens[next] ?? 0), message, "RFC 1035 3.2.1");
    return "bad";
  }
  const octets = writtenOctets(wire);
  return OF_FIELDS.has(code) ? (decodeRecordData(code, octets) ?? "bad") : { type: "UNKNOWN", code, octets };
}

function refuseText(cursor: FieldCursor, code: number): "bad" {
  const { tree, problems } = cursor.context;
  const token = cursor.tokens[cursor.next];
  // Reports that data is missing.
  if (token === undefined) takeWord(cursor, "data", "RFC 3597 5");
  else {
    const shown = quoted(tokenText(tree, token));
    const message = `the data of ${typeMnemonic(code)} has to be written as \\# LENGTH HEX, not ${shown}`;
    reportError(problems, "bad-generic-data", tokenSpan(tree, token), message, "RFC 3597 5");
  }
  cursor.next = cursor.tokens.length;
  return "bad";
}

function reportExtra(cursor: FieldCursor, code: number): void {
  const { tree, problems } = cursor.context;
  const first = cursor.tokens[cursor.next] ?? 0;
  const text = tokenText(tree, first);
  const hint = text.startsWith("#") || text.startsWith("//") ? `: a comment starts with ";"` : "";
  const span = {
    start: tokenSpan(tree, first).start,
    end: tokenSpan(tree, cursor.tokens.at(-1) ?? first).end,
  };
  const message = `${quoted(text)} is more than a record of type ${typeMnemonic(code)} has${hint}`;
  reportError(problems, "extra-data", span, message, "RFC 1035 5.1");
}
