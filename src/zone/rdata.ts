/** The data of records in presentation form: one function per type, each with the format that it reads. */
import { parseIp4, parseIp6 } from "../base/ip.js";
import type { RecordData } from "../base/question.js";
import { type FieldCursor, hasMore, takeName, takeNumber, takeSeconds, takeString, takeWord } from "./fields.js";
import { isGenericData, takeGenericData } from "./generic.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError, reportWarning } from "./problems.js";
import { MAX_TTL } from "./ttl.js";
import { tokenSpan, tokenStartsWith, tokenText } from "./tree.js";
import { typeMnemonic } from "./types.js";

/** The most octets of data that a record can have: RDLENGTH has 16 bits (RFC 1035 section 3.2.1). */
const MAX_DATA_OCTETS = 0xffff;

/** The outcome of reading data: the data, `unread` for a type that has a format which is not read here, or `bad`, reported. */
export type DataOutcome = RecordData | "unread" | "bad";

/** Reads all fields that are left as the data of a type. Every problem of the data is reported. */
export function takeRecordData(cursor: FieldCursor, code: number): DataOutcome {
  if (isGenericData(cursor)) return takeGenericData(cursor, code) ?? "bad";
  const take = READERS.get(code);
  if (take === undefined) return takeOtherData(cursor, code);
  const data = take(cursor);
  if (hasMore(cursor)) {
    reportExtra(cursor, code);
    return "bad";
  }
  return data ?? "bad";
}

// --------------------------------------------------------------------------------------------------------------------------

type DataReader = (cursor: FieldCursor) => RecordData | undefined;

const MAX_UINT8 = 0xff;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffff_ffff;

const READERS: ReadonlyMap<number, DataReader> = new Map<number, DataReader>([
  [1, takeA],
  [2, (cursor) => takeTarget(cursor, "NS", "name server", "RFC 1035 3.3.11")],
  [5, (cursor) => takeTarget(cursor, "CNAME", "canonical name", "RFC 1035 3.3.1")],
  [6, takeSoa],
  [12, (cursor) => takeTarget(cursor, "PTR", "name", "RFC 1035 3.3.12")],
  [15, takeMx],
  [16, (cursor) => takeStrings(cursor, "TXT")],
  [28, takeAaaa],
  [33, takeSrv],
  [99, (cursor) => takeStrings(cursor, "SPF")],
  [257, takeCaa],
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

/** `MX <preference> <exchange>` (RFC 1035 section 3.3.9) */
function takeMx(cursor: FieldCursor): RecordData | undefined {
  const preference = takeNumber(cursor, "preference", MAX_UINT16, "RFC 1035 3.3.9");
  const exchange = takeName(cursor, "mail exchange", "RFC 1035 3.3.9");
  return preference === undefined || exchange === undefined ? undefined : { type: "MX", preference, exchange };
}

/** `SOA <mname> <rname> <serial> <refresh> <retry> <expire> <minimum>` (RFC 1035 section 3.3.13) */
function takeSoa(cursor: FieldCursor): RecordData | undefined {
  const section = "RFC 1035 3.3.13";
  const mname = takeName(cursor, "primary name server", section);
  const rname = takeName(cursor, "mailbox", section);
  const serial = takeNumber(cursor, "serial", MAX_UINT32, section);
  const refresh = takeSeconds(cursor, "refresh time", MAX_UINT32, section);
  const retry = takeSeconds(cursor, "retry time", MAX_UINT32, section);
  const expire = takeSeconds(cursor, "expire time", MAX_UINT32, section);
  // The minimum is the TTL of negative answers, and so has the limit of a TTL (RFC 2308 section 4).
  const minimum = takeSeconds(cursor, "minimum", MAX_TTL, "RFC 2308 4");
  if (mname === undefined || rname === undefined || serial === undefined) return undefined;
  if (refresh === undefined || retry === undefined || expire === undefined || minimum === undefined) return undefined;
  return { type: "SOA", mname, rname, serial, refresh, retry, expire, minimum };
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

/** `SRV <priority> <weight> <port> <target>` (RFC 2782) */
function takeSrv(cursor: FieldCursor): RecordData | undefined {
  const priority = takeNumber(cursor, "priority", MAX_UINT16, "RFC 2782");
  const weight = takeNumber(cursor, "weight", MAX_UINT16, "RFC 2782");
  const port = takeNumber(cursor, "port", MAX_UINT16, "RFC 2782");
  const target = takeName(cursor, "target", "RFC 2782");
  if (priority === undefined || weight === undefined || port === undefined || target === undefined) return undefined;
  return { type: "SRV", priority, weight, port, target };
}

/** `CAA <flags> <tag> <value>` (RFC 8659 section 4.1.1): the value may be longer than 255 octets. */
function takeCaa(cursor: FieldCursor): RecordData | undefined {
  const { tree, problems } = cursor.context;
  const section = "RFC 8659 4.1.1";
  const flags = takeNumber(cursor, "flags", MAX_UINT8, section);
  const tagToken = takeWord(cursor, "tag", section);
  const tag = tagToken === undefined ? "" : tokenText(tree, tagToken);
  const isTag = /^[A-Za-z0-9]{1,255}$/.test(tag);
  if (tagToken !== undefined && !isTag) {
    const message = `the tag ${quoted(tag)} has to be letters and digits, such as issue, issuewild or iodef`;
    reportError(problems, "bad-caa-tag", tokenSpan(tree, tagToken), message, section);
  }
  const value = takeString(cursor, "value", section, MAX_DATA_OCTETS - 2 - tag.length);
  return flags === undefined || !isTag || value === undefined ? undefined : { type: "CAA", flags, tag, value };
}

// --------------------------------------------------------------------------------------------------------------------------

const TYPE_APL = 42;

function takeOtherData(cursor: FieldCursor, code: number): "unread" | "bad" {
  const mnemonic = typeMnemonic(code);
  const { tree, problems } = cursor.context;
  const first = cursor.tokens[cursor.next];
  if (mnemonic.startsWith("TYPE") && first !== undefined) {
    const message = `the data of ${mnemonic} has to be written as \\# LENGTH HEX, not ${quoted(tokenText(tree, first))}`;
    reportError(problems, "bad-generic-data", tokenSpan(tree, first), message, "RFC 3597 5");
    return "bad";
  }
  // An empty list of address prefixes is valid (RFC 3123 section 5); every other type needs data.
  if (first === undefined && code !== TYPE_APL) {
    takeWord(cursor, "data", "RFC 1035 5.1");
    return "bad";
  }
  const isWhole = cursor.tokens.every((token) => tree.tokens.kinds[token] !== TokenKind.OpenQuoted);
  cursor.next = cursor.tokens.length;
  return isWhole ? "unread" : "bad";
}

function reportExtra(cursor: FieldCursor, code: number): void {
  const { tree, problems } = cursor.context;
  const first = cursor.tokens[cursor.next] ?? 0;
  const text = tokenText(tree, first);
  const hint = text.startsWith("#") || text.startsWith("//") ? `: a comment starts with ";"` : "";
  const span = { start: tokenSpan(tree, first).start, end: tokenSpan(tree, cursor.tokens.at(-1) ?? first).end };
  const message = `${quoted(text)} is more than the data of ${article(typeMnemonic(code))} record has${hint}`;
  reportError(problems, "extra-data", span, message, "RFC 1035 5.1");
}

function article(mnemonic: string): string {
  return /^(?:A|MX|NS|SOA|SRV|SPF)/.test(mnemonic) ? `an ${mnemonic}` : `a ${mnemonic}`;
}
