/** The formats of all types by code, and what they make of octets. */
import { MAX_LABEL_OCTETS } from "../../base/name.js";
import { DNSSEC_FORMATS } from "./dnssec.js";
import type { DataFormat, FoldedNames, RdataField } from "./field.js";
import { inOctets } from "./octets.js";
import { RFC1035_FORMATS } from "./rfc1035.js";
import { OTHER_FORMATS } from "./other.js";
import { ROUTING_FORMATS } from "./routing.js";
import { SECURITY_FORMATS } from "./security.js";
import { fail, openReader } from "./wire.js";

const FORMATS: ReadonlyMap<number, DataFormat> = new Map(
  [...RFC1035_FORMATS, ...DNSSEC_FORMATS, ...SECURITY_FORMATS, ...ROUTING_FORMATS, ...OTHER_FORMATS].map((format) => [
    format.code,
    format,
  ]),
);

/** The format of a type; undefined for a type without a mnemonic. */
export function formatOf(code: number): DataFormat | undefined {
  return FORMATS.get(code);
}

/** What octets are as the data of a type. */
export interface DecodedData {
  /** Without what follows a problem; none for a type that has no format. */
  readonly fields: readonly RdataField[];
  /** Why the octets are not data of the type, as a sentence part. */
  readonly problem: string | undefined;
  /** Whether the octets are fine, but can be written only as `\#`. */
  readonly isOpaque: boolean;
}

/** Reads octets, names without compression, as the data of a type. Types without a format hold any octets. */
export function decodeData(code: number, octets: Uint8Array): DecodedData {
  const format = FORMATS.get(code);
  const fields: RdataField[] = [];
  if (format?.fields === undefined) return { fields, problem: undefined, isOpaque: true };
  const reader = openReader(octets);
  for (const field of format.fields) field.decode(reader, fields);
  if (reader.at < octets.length) fail(reader, `${inOctets(octets.length - reader.at)} too many`);
  return { fields, problem: reader.problem, isOpaque: reader.isOpaque };
}

/** Fields as a master file has them. */
export function formatFields(fields: readonly RdataField[]): string {
  let text = "";
  for (const field of fields) {
    if (field.text !== "") text += text === "" ? field.text : ` ${field.text}`;
  }
  return text;
}

/** A copy of octets in which the letters of the names are in lower case. Octets that are not data of the type stay as they are. */
export function foldNames(octets: Uint8Array, { at = 0, strings = 0, hasSuffix = false, count }: FoldedNames): Uint8Array {
  const copy = octets.slice();
  let place = at;
  for (let string = 0; string < strings; string++) place += 1 + (copy[place] ?? 0);
  // RFC 2874 section 3.1: as many octets as hold the bits that are not the prefix's.
  if (hasSuffix) place += 1 + ((128 - Math.min(copy[0] ?? 0, 128) + 7) >>> 3);
  for (let names = 0; names < count && place < copy.length;) {
    const length = copy[place] ?? 0;
    if (length > MAX_LABEL_OCTETS) break;
    if (length === 0) names++;
    const end = Math.min(place + length, copy.length - 1);
    for (place++; place <= end; place++) {
      const octet = copy[place] ?? 0;
      if (octet >= 0x41 && octet <= 0x5a) copy[place] = octet + 0x20;
    }
  }
  return copy;
}
