/** The data of a record as fields with names, and as octets, whatever its type is. */
import { ipOctets } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { type RecordData, typeCode } from "../../base/question.js";
import type { FieldValues, RdataField } from "./field.js";
import { decodeData } from "./formats.js";
import {
  createWriter,
  writeName,
  writeString,
  writeText,
  writeUint8,
  writeUint16,
  writeUint32,
  writtenOctets,
} from "./wire.js";

/**
 * The fields of a record's data in the order of their text, such as `keyTag`, `algorithm`, `digestType` and `digest` of a DS
 * record. Undefined for a type without a format, and for octets that are not data of their type.
 */
export function rdataFields(data: RecordData): readonly RdataField[] | undefined {
  const { fields, problem } = decodeData(codeOf(data), encodeRecordData(data));
  return problem === undefined && fields.length > 0 ? fields : undefined;
}

/** The first field of a name and kind: its value, or undefined where the data has none. */
export function rdataValue<Kind extends keyof FieldValues>(
  fields: readonly RdataField[] | undefined,
  name: string,
  kind: Kind,
): FieldValues[Kind] | undefined {
  const field = fields?.find((candidate) => candidate.name === name && candidate.kind === kind);
  return field?.value as FieldValues[Kind] | undefined;
}

/** The domain names in a record's data, in the order of their text. The root, which often stands for none, is among them. */
export function targetNames(data: RecordData): readonly DomainName[] {
  switch (data.type) {
    case "A":
    case "AAAA":
    case "TXT":
    case "SPF":
    case "CAA":
      return [];
    case "NS":
    case "CNAME":
    case "PTR":
    case "SRV":
      return [data.target];
    case "MX":
      return [data.exchange];
    case "SOA":
      return [data.mname, data.rname];
    case "UNKNOWN": {
      const { fields, problem } = decodeData(data.code, data.octets);
      return problem === undefined ? fields.flatMap((field) => (field.kind === "name" ? [field.value] : [])) : [];
    }
  }
}

/** The octets of a record's data on the wire, names without compression. */
export function encodeRecordData(data: RecordData): Uint8Array {
  if (data.type === "UNKNOWN") return data.octets;
  if (data.type === "A" || data.type === "AAAA") return ipOctets(data.address);
  const wire = createWriter();
  switch (data.type) {
    case "NS":
    case "CNAME":
    case "PTR":
      writeName(wire, data.target);
      break;
    case "MX":
      writeUint16(wire, data.preference);
      writeName(wire, data.exchange);
      break;
    case "TXT":
    case "SPF":
      for (const text of data.strings) writeString(wire, text);
      break;
    case "SRV":
      for (const number of [data.priority, data.weight, data.port]) writeUint16(wire, number);
      writeName(wire, data.target);
      break;
    case "SOA":
      writeName(wire, data.mname);
      writeName(wire, data.rname);
      for (const number of [data.serial, data.refresh, data.retry, data.expire, data.minimum]) writeUint32(wire, number);
      break;
    case "CAA":
      writeUint8(wire, data.flags);
      writeString(wire, data.tag);
      writeText(wire, data.value);
      break;
  }
  return writtenOctets(wire);
}

function codeOf(data: RecordData): number {
  return data.type === "UNKNOWN" ? data.code : typeCode(data.type);
}
