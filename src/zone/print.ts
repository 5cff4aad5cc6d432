/** Records in the presentation form of RFC 1035 section 5.1, so that they read back equal. Always printable ASCII. */
import { formatIp } from "../base/ip.js";
import { type RecordData, typeCode } from "../base/question.js";
import type { ZoneRecord } from "./record.js";
import { encodeHex } from "./rdata/encodings.js";
import { decodeData, foldNames, formatFields, formatOf } from "./rdata/formats.js";
import { absoluteName, formatString } from "./rdata/text.js";
import { latin1 } from "./rdata/wire.js";
import { typeMnemonic } from "./types.js";

/** A record on one line: owner, TTL where one is known, class, type and data. */
export function formatRecord(record: ZoneRecord): string {
  const owner = absoluteName(record.owner);
  // A line that starts with "#" would be read as a comment.
  const start = owner.startsWith("#") ? `\\${owner}` : owner;
  const ttl = record.ttl === undefined ? "" : `${record.ttl} `;
  return `${start} ${ttl}IN ${typeMnemonic(typeCode(record.type))} ${formatRecordData(record.data)}`;
}

/**
 * The data of a record in the form of its type: names are absolute and strings are quoted. Types without a form, and octets that
 * are not of their type, are `\# LENGTH HEX` (RFC 3597 section 5).
 */
export function formatRecordData(data: RecordData): string {
  switch (data.type) {
    case "A":
    case "AAAA":
      return formatIp(data.address);
    case "MX":
      return `${data.preference} ${absoluteName(data.exchange)}`;
    case "TXT":
    case "SPF":
      return data.strings.map(formatString).join(" ");
    case "NS":
    case "CNAME":
    case "PTR":
      return absoluteName(data.target);
    case "SOA": {
      const times = `${data.serial} ${data.refresh} ${data.retry} ${data.expire} ${data.minimum}`;
      return `${absoluteName(data.mname)} ${absoluteName(data.rname)} ${times}`;
    }
    case "SRV":
      return `${data.priority} ${data.weight} ${data.port} ${absoluteName(data.target)}`;
    case "CAA":
      return `${data.flags} ${data.tag} ${formatString(data.value)}`;
    case "UNKNOWN":
      return formatUnknown(data.code, data.octets);
  }
}

/**
 * A text that is equal for equal data of one type. Names are compared without case where RFC 4034 section 6.2 lists the type,
 * everything else with it (RFC 2181 section 5: an RRset has no two equal records).
 */
export function recordDataKey(data: RecordData): string {
  switch (data.type) {
    case "A":
      return String(data.address.w3);
    case "AAAA": {
      const { w0, w1, w2, w3 } = data.address;
      return `${w0} ${w1} ${w2} ${w3}`;
    }
    case "NS":
    case "CNAME":
    case "PTR":
      return data.target.key;
    case "MX":
      return `${data.preference} ${data.exchange.key}`;
    case "SRV":
      return `${data.priority} ${data.weight} ${data.port} ${data.target.key}`;
    case "SOA":
      return formatRecordData(data).toLowerCase();
    case "TXT":
    case "SPF":
      // The lengths keep the strings apart.
      return data.strings.map((text) => `${text.length} ${text}`).join("");
    case "CAA":
      return `${data.flags} ${data.tag} ${data.value}`;
    case "UNKNOWN":
      return unknownKey(data.code, data.octets);
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function unknownKey(code: number, octets: Uint8Array): string {
  const folded = formatOf(code)?.folded;
  return latin1(folded === undefined ? octets : foldNames(octets, folded));
}

function formatUnknown(code: number, octets: Uint8Array): string {
  const { fields, problem, isOpaque } = decodeData(code, octets);
  if (fields.length > 0 && problem === undefined && !isOpaque) return formatFields(fields);
  return `\\# ${octets.length} ${hex(octets)}`.trimEnd();
}

function hex(octets: Uint8Array): string {
  return encodeHex(octets).toLowerCase();
}
