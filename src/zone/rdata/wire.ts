/** Octets of record data: a writer that grows, and a reader that keeps its first problem (RFC 1035 section 3.3). */
import { DomainName, MAX_LABEL_OCTETS, isName } from "../../base/name.js";

/** Octets that are being written. A record that is too long is noticed once it is whole. */
export interface WireWriter {
  octets: Uint8Array;
  length: number;
}

/** A writer without octets. Most data fits into 64 octets. */
export function createWriter(): WireWriter {
  return { octets: new Uint8Array(64), length: 0 };
}

/** The octets that were written, in an array of just that length. */
export function writtenOctets(writer: WireWriter): Uint8Array {
  return writer.octets.slice(0, writer.length);
}

export function writeUint8(writer: WireWriter, value: number): void {
  if (writer.length === writer.octets.length) grow(writer, 1);
  writer.octets[writer.length++] = value;
}

export function writeUint16(writer: WireWriter, value: number): void {
  writeUint8(writer, value >>> 8);
  writeUint8(writer, value & 0xff);
}

export function writeUint32(writer: WireWriter, value: number): void {
  writeUint16(writer, value >>> 16);
  writeUint16(writer, value & 0xffff);
}

export function writeOctets(writer: WireWriter, octets: Uint8Array): void {
  if (writer.length + octets.length > writer.octets.length) grow(writer, octets.length);
  writer.octets.set(octets, writer.length);
  writer.length += octets.length;
}

/** Writes an octet string without a length. */
export function writeText(writer: WireWriter, text: string): void {
  if (writer.length + text.length > writer.octets.length) grow(writer, text.length);
  const { octets, length } = writer;
  for (let index = 0; index < text.length; index++) octets[length + index] = text.charCodeAt(index);
  writer.length += text.length;
}

/** Writes a `<character-string>`: an octet with its length, and at most 255 octets (RFC 1035 section 3.3). */
export function writeString(writer: WireWriter, text: string): void {
  writeUint8(writer, text.length);
  writeText(writer, text);
}

/** Writes a name without compression (RFC 3597 section 4). */
export function writeName(writer: WireWriter, name: DomainName): void {
  for (const label of name.labels) writeString(writer, label);
  writeUint8(writer, 0);
}

// --------------------------------------------------------------------------------------------------------------------------

/** A place in the octets of one record's data. After a problem all reads give empty values. */
export interface WireReader {
  readonly octets: Uint8Array;
  at: number;
  /** The first thing that is wrong, as a sentence part. */
  problem: string | undefined;
  /** Set when the octets are fine but have no presentation format beside `\#`, such as a later version of a format. */
  isOpaque: boolean;
}

export function openReader(octets: Uint8Array): WireReader {
  return { octets, at: 0, problem: undefined, isOpaque: false };
}

/** Notes a problem, unless there is one already. */
export function fail(reader: WireReader, problem: string): void {
  reader.problem ??= problem;
}

/** Whether octets are left to be read. */
export function hasOctets(reader: WireReader): boolean {
  return reader.problem === undefined && reader.at < reader.octets.length;
}

export function readUint8(reader: WireReader): number {
  return has(reader, 1) ? (reader.octets[reader.at++] ?? 0) : 0;
}

export function readUint16(reader: WireReader): number {
  if (!has(reader, 2)) return 0;
  return readUint8(reader) * 0x100 + readUint8(reader);
}

export function readUint32(reader: WireReader): number {
  if (!has(reader, 4)) return 0;
  return readUint16(reader) * 0x1_0000 + readUint16(reader);
}

/** The next `length` octets; the rest of the data unless told. */
export function readOctets(reader: WireReader, length: number = reader.octets.length - reader.at): Uint8Array {
  if (!has(reader, length)) return new Uint8Array(0);
  reader.at += length;
  return reader.octets.subarray(reader.at - length, reader.at);
}

/** A `<character-string>` as an octet string. */
export function readString(reader: WireReader): string {
  return latin1(readOctets(reader, readUint8(reader)));
}

export function readName(reader: WireReader): DomainName {
  const labels: string[] = [];
  for (;;) {
    const length = readUint8(reader);
    if (length > MAX_LABEL_OCTETS) fail(reader, "a name is compressed or has a label that is too long");
    if (reader.problem !== undefined) return DomainName.root;
    if (length === 0) break;
    labels.push(latin1(readOctets(reader, length)));
  }
  const name = DomainName.fromLabels(labels);
  if (isName(name)) return name;
  fail(reader, "a name is longer than 255 octets");
  return DomainName.root;
}

/** Octets as an octet string, one character an octet. */
export function latin1(octets: Uint8Array): string {
  // For a few octets, as in labels, a loop is several times faster than an argument list.
  if (octets.length <= 16) {
    let text = "";
    for (let at = 0; at < octets.length; at++) text += String.fromCharCode(octets[at] ?? 0);
    return text;
  }
  const pieces: string[] = [];
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < octets.length; at += 8192) {
    // A spread would go through an iterator, ten times slower.
    pieces.push(String.fromCharCode.apply(undefined, octets.subarray(at, at + 8192) as unknown as number[]));
  }
  return pieces.join("");
}

// --------------------------------------------------------------------------------------------------------------------------

function grow(writer: WireWriter, needed: number): void {
  const larger = new Uint8Array(Math.max(writer.octets.length * 2, writer.length + needed));
  larger.set(writer.octets.subarray(0, writer.length));
  writer.octets = larger;
}

function has(reader: WireReader, octets: number): boolean {
  if (reader.problem !== undefined) return false;
  if (reader.octets.length - reader.at >= octets) return true;
  reader.problem = "they end within a field";
  return false;
}
