/** Data of any type as octets: `\# LENGTH HEX` (RFC 3597 section 5), also for types that have a format of their own. */
import { ipFromOctets } from "../base/ip.js";
import { DomainName, isName } from "../base/name.js";
import { type RecordData, typeName } from "../base/question.js";
import { type FieldCursor, hasMore, takeNumber, takeWord } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError } from "./problems.js";
import { tokenSpan, tokenText } from "./tree.js";
import { typeMnemonic } from "./types.js";

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
    if (word.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(word)) {
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
  const octets = Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
  const data = decodeRecordData(code, octets);
  if (data !== undefined) return data;
  const span = { start: tokenSpan(tree, marker).start, end: tokenSpan(tree, cursor.tokens.at(-1) ?? marker).end };
  const message = `these octets are not the data of a record of type ${typeMnemonic(code)}`;
  reportError(problems, "bad-generic-data", span, message, SECTION);
  return undefined;
}

/**
 * Reads the octets of a record's data, names without compression (RFC 3597 section 4). Types without fields of their own are
 * `UNKNOWN`. Undefined when the octets are not data of the type.
 */
export function decodeRecordData(code: number, octets: Uint8Array): RecordData | undefined {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const type = typeName(code);
  switch (type) {
    case "A":
    case "AAAA": {
      const address = octets.length === (type === "A" ? 4 : 16) ? ipFromOctets(octets) : undefined;
      return address === undefined ? undefined : { type, address };
    }
    case "NS":
    case "CNAME":
    case "PTR": {
      const target = lastName(octets, 0);
      return target === undefined ? undefined : { type, target };
    }
    case "MX": {
      const exchange = lastName(octets, 2);
      return exchange === undefined ? undefined : { type, preference: view.getUint16(0), exchange };
    }
    case "SRV": {
      const target = lastName(octets, 6);
      if (target === undefined) return undefined;
      return { type, priority: view.getUint16(0), weight: view.getUint16(2), port: view.getUint16(4), target };
    }
    case "TXT":
    case "SPF": {
      const strings = readStrings(octets);
      return strings === undefined ? undefined : { type, strings };
    }
    case "CAA": {
      const tagEnd = 2 + (octets[1] ?? 0);
      const tag = latin1(octets.subarray(2, tagEnd));
      if (tagEnd > octets.length || !/^[A-Za-z0-9]{1,255}$/.test(tag)) return undefined;
      return { type, flags: octets[0] ?? 0, tag, value: latin1(octets.subarray(tagEnd)) };
    }
    case "SOA":
      return readSoa(octets, view);
    default:
      return { type: "UNKNOWN", code, octets };
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function readSoa(octets: Uint8Array, view: DataView): RecordData | undefined {
  const mname = readWireName(octets, 0);
  const rname = mname === undefined ? undefined : readWireName(octets, mname.end);
  if (mname === undefined || rname === undefined || rname.end + 20 !== octets.length) return undefined;
  const at = rname.end;
  return {
    type: "SOA",
    mname: mname.name,
    rname: rname.name,
    serial: view.getUint32(at),
    refresh: view.getUint32(at + 4),
    retry: view.getUint32(at + 8),
    expire: view.getUint32(at + 12),
    minimum: view.getUint32(at + 16),
  };
}

function lastName(octets: Uint8Array, start: number): DomainName | undefined {
  const read = readWireName(octets, start);
  return read !== undefined && read.end === octets.length ? read.name : undefined;
}

function readWireName(octets: Uint8Array, start: number): { name: DomainName; end: number } | undefined {
  const labels: string[] = [];
  let at = start;
  for (;;) {
    const length = octets[at++];
    // A length above 63 is a compression pointer or an unknown kind of label.
    if (length === undefined || length > 63 || at + length > octets.length) return undefined;
    if (length === 0) break;
    labels.push(latin1(octets.subarray(at, at + length)));
    at += length;
  }
  const name = DomainName.fromLabels(labels);
  return isName(name) ? { name, end: at } : undefined;
}

function readStrings(octets: Uint8Array): string[] | undefined {
  if (octets.length === 0) return undefined;
  const strings: string[] = [];
  for (let at = 0; at < octets.length;) {
    const end = at + 1 + (octets[at] ?? 0);
    if (end > octets.length) return undefined;
    strings.push(latin1(octets.subarray(at + 1, end)));
    at = end;
  }
  return strings;
}

/** Octets as an octet string, one character an octet. Works in pieces: a call takes only so many arguments. */
export function latin1(octets: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < octets.length; at += 8192) {
    // A spread would go through an iterator, ten times slower.
    pieces.push(String.fromCharCode.apply(undefined, octets.subarray(at, at + 8192) as unknown as number[]));
  }
  return pieces.join("");
}
