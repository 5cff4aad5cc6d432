/** Data of any type as octets: `\# LENGTH HEX` (RFC 3597 section 5), also for types that have a format of their own. */
import { DomainName } from "../base/name.js";
import { type RecordData, typeName } from "../base/question.js";
import { type FieldCursor, hasMore, takeNumber, takeWord } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError } from "./problems.js";
import { decodeHex } from "./rdata/encodings.js";
import type { FieldValues, RdataField } from "./rdata/field.js";
import { decodeData } from "./rdata/formats.js";
import { tokenSpan, tokenText } from "./tree.js";
import { typeMnemonic } from "./types.js";

export { latin1 } from "./rdata/wire.js";

const SECTION = "RFC 3597 5";

/** Whether the fields that are left start with the word `\#`. In quotes it is a string like others. */
export function isGenericData(cursor: FieldCursor): boolean {
  const { tree } = cursor.context;
  const token = cursor.tokens[cursor.next];
  return token !== undefined && tree.tokens.kinds[token] === TokenKind.Word && tokenText(tree, token) === "\\#";
}

/** Takes `\#`, a length and the octets in hex, which may be cut into words. Undefined after a problem was reported. */
export function takeGenericData(cursor: FieldCursor, code: number): RecordData | undefined {
  const { tree, problems } = cursor.context;
  const marker = cursor.tokens[cursor.next++] ?? 0;
  const lengthToken = cursor.tokens[cursor.next];
  const length = takeNumber(cursor, "length of the data", 0xffff, SECTION);
  const words: string[] = [];
  while (hasMore(cursor)) {
    const token = takeWord(cursor, "data", SECTION);
    if (token === undefined) return undefined;
    const word = tokenText(tree, token);
    if (!(decodeHex(word) instanceof Uint8Array)) {
      const message = `${quoted(word)} has to be pairs of hexadecimal digits`;
      reportError(problems, "bad-generic-data", tokenSpan(tree, token), message, SECTION);
      return undefined;
    }
    words.push(word);
  }
  if (length === undefined || lengthToken === undefined) return undefined;
  const hex = words.join("");
  if (hex.length !== length * 2) {
    const message = `the length is ${length}, but ${hex.length / 2} octets follow`;
    reportError(problems, "bad-generic-data", tokenSpan(tree, lengthToken), message, SECTION);
    return undefined;
  }
  const octets = decodeHex(hex);
  if (!(octets instanceof Uint8Array)) return undefined;
  const data = decodeRecordData(code, octets);
  if (data !== undefined) return data;
  const span = {
    start: tokenSpan(tree, marker).start,
    end: tokenSpan(tree, cursor.tokens.at(-1) ?? marker).end,
  };
  const { problem } = decodeData(code, octets);
  const message = `these octets are not the data of a record of type ${typeMnemonic(code)}: ${problem ?? "they have no text"}`;
  reportError(problems, "bad-generic-data", span, message, SECTION);
  return undefined;
}

/**
 * Reads the octets of a record's data, names without compression (RFC 3597 section 4). Types that `RecordData` does not list are
 * `UNKNOWN`; their octets are looked at all the same. Undefined when the octets are not data of the type.
 */
export function decodeRecordData(code: number, octets: Uint8Array): RecordData | undefined {
  const { fields, problem } = decodeData(code, octets);
  return problem === undefined ? recordDataOf(code, octets, fields) : undefined;
}

// --------------------------------------------------------------------------------------------------------------------------

function recordDataOf(code: number, octets: Uint8Array, fields: readonly RdataField[]): RecordData | undefined {
  const type = typeName(code);
  const value = <Kind extends keyof FieldValues>(at: number, kind: Kind): FieldValues[Kind] | undefined => {
    const field = fields[at];
    return field?.kind === kind ? (field.value as FieldValues[Kind]) : undefined;
  };
  const number = (at: number): number => value(at, "number") ?? 0;
  const name = (at: number): DomainName => value(at, "name") ?? DomainName.root;
  const text = (at: number): string => value(at, "string") ?? "";
  switch (type) {
    case "A":
    case "AAAA":
      return fields[0]?.kind === "address" ? { type, address: fields[0].value } : undefined;
    case "NS":
    case "CNAME":
    case "PTR":
      return { type, target: name(0) };
    case "MX":
      return { type, preference: number(0), exchange: name(1) };
    case "SRV":
      return { type, priority: number(0), weight: number(1), port: number(2), target: name(3) };
    case "TXT":
    case "SPF":
      return { type, strings: fields.map((_, at) => text(at)) };
    case "CAA":
      return { type, flags: number(0), tag: text(1), value: text(2) };
    case "SOA":
      return {
        type,
        mname: name(0),
        rname: name(1),
        serial: number(2),
        refresh: number(3),
        retry: number(4),
        expire: number(5),
        minimum: number(6),
      };
    default:
      return { type: "UNKNOWN", code, octets };
  }
}
