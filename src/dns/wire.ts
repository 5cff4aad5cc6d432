/**
 * The parts that DNS messages are made of: integers, names with compression pointers (RFC 1035 section 4.1.4) and record data.
 *
 * A reader keeps its first problem and gives empty values from then on, so nothing here throws; who reads in a loop looks at
 * `problem` in each turn.
 */
import { ip4, ip6 } from "../base/ip.js";
import { DomainName, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, describeNameProblem, isName } from "../base/name.js";
import type { QueryType, RecordData } from "../base/question.js";

/** The most compression pointers that one name goes through: a useful pointer follows a label, and a name has 127 at most. */
const MAX_POINTERS = 127;
/**
 * The most labels that the names of one message have together, counted anew for each use of a pointer to a part of a name. As
 * many as a message of 65,535 octets can write without pointers; with pointers, a few octets could claim a million.
 */
const MAX_LABELS = 32_768;
/** Pointers have 14 bits, so only names before this offset can be pointed at. */
const POINTER_LIMIT = 0x4000;
/** The first octet that a name can have: those before are the header. */
const FIRST_NAME_AT = 12;

/** A place in a message. `end` is where reading must stop: the end of the message, or of the record data being read. */
export interface Reader {
  readonly octets: Uint8Array;
  readonly view: DataView;
  at: number;
  end: number;
  /** The first thing that was wrong, as a sentence part. */
  problem: string | undefined;
  /** The names that are known already, by offset: most records repeat the same few. */
  readonly names: Map<number, KnownName>;
  labels: number;
}

interface KnownName {
  readonly name: DomainName;
  readonly pointers: number;
}

/** A reader at the start of a message. */
export function openReader(octets: Uint8Array): Reader {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return {
    octets,
    view,
    at: 0,
    end: octets.length,
    problem: undefined,
    names: new Map(),
    labels: 0,
  };
}

/** Notes a problem, unless there is one already. */
export function fail(reader: Reader, problem: string): void {
  reader.problem ??= problem;
}

export function readUint16(reader: Reader): number {
  return has(reader, 2) ? reader.view.getUint16(reader.at - 2) : 0;
}

export function readUint32(reader: Reader): number {
  return has(reader, 4) ? reader.view.getUint32(reader.at - 4) : 0;
}

/** Passes over octets without looking at them. */
export function skip(reader: Reader, octets: number): void {
  has(reader, octets);
}

/**
 * Reads a name. A pointer must go to before the start of the part of the name it is in, so that every step goes backwards and
 * a name cannot go in circles; pointers to pointers are fine within `MAX_POINTERS`.
 */
export function readName(reader: Reader): DomainName {
  const { octets } = reader;
  const start = reader.at;
  const labels: string[] = [];
  let pointers = 0;
  let nameOctets = 1;
  let known: KnownName | undefined;
  let at = start;
  let segmentStart = start;
  let limit = reader.end;
  let after = -1;
  let firstTarget = -1;
  let labelsBefore = 0;
  while (reader.problem === undefined) {
    const length = at < limit ? (octets[at] ?? 0) : -1;
    if (length === 0) {
      if (after < 0) after = at + 1;
      break;
    }
    if (length < 0 || (length >= 0xc0 && at + 1 >= limit) || (length <= MAX_LABEL_OCTETS && at + length >= limit)) {
      fail(reader, "a name goes beyond its place");
    } else if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | (octets[at + 1] ?? 0);
      if (after < 0) {
        after = at + 2;
        firstTarget = target;
        labelsBefore = labels.length;
      }
      if (target >= segmentStart || target < FIRST_NAME_AT)
        fail(reader, "a compression pointer does not go backwards to a name");
      else if (++pointers > MAX_POINTERS) fail(reader, TOO_MANY_POINTERS);
      else if ((known = reader.names.get(target)) !== undefined) break;
      at = target;
      segmentStart = target;
      limit = octets.length;
    } else if (length > MAX_LABEL_OCTETS) {
      fail(reader, "a label has a type that does not exist");
    } else if ((nameOctets += length + 1) > MAX_NAME_OCTETS) {
      fail(reader, NAME_TOO_LONG);
    } else {
      labels.push(text(octets, at + 1, length));
      at += length + 1;
    }
  }
  if (known !== undefined) {
    pointers += known.pointers;
    if (pointers > MAX_POINTERS) fail(reader, TOO_MANY_POINTERS);
    if (labels.length > 0 && nameOctets + known.name.wireLength - 1 > MAX_NAME_OCTETS) fail(reader, NAME_TOO_LONG);
  }
  const whole = known === undefined || labels.length > 0;
  if (whole && (reader.labels += labels.length + (known?.name.labels.length ?? 0)) > MAX_LABELS) {
    fail(reader, "its names have too many labels");
  }
  if (reader.problem !== undefined) return DomainName.root;
  reader.at = after;
  const name =
    known !== undefined && !whole ? known.name : build(reader, known === undefined ? labels : labels.concat(known.name.labels));
  if (start < POINTER_LIMIT) reader.names.set(start, { name, pointers });
  if (firstTarget >= 0 && known === undefined) {
    const target = labelsBefore === 0 ? name : build(reader, labels.slice(labelsBefore));
    reader.names.set(firstTarget, { name: target, pointers: pointers - 1 });
  }
  return name;
}

/** Reads the data of a record of class IN; `length` octets, all of them, are its data. */
export function readData(reader: Reader, type: QueryType, code: number, length: number): RecordData {
  const messageEnd = reader.end;
  const end = reader.at + length;
  reader.end = end;
  const data = readFields(reader, type) ?? { type: "UNKNOWN", code, octets: rest(reader) };
  if (reader.at !== end) fail(reader, `the data of a record of type ${type} is not as long as it says`);
  reader.end = messageEnd;
  return data;
}

// ---------------------------------------------------------------------------------------------------------------------------

const TOO_MANY_POINTERS = `a name goes through more than ${MAX_POINTERS} compression pointers`;
const NAME_TOO_LONG = `a name has more than ${MAX_NAME_OCTETS} octets`;

// The fields of RFC 1035 section 3.3, RFC 3596, RFC 2782, RFC 8659. The order of the properties is the order on the wire.
function readFields(reader: Reader, type: QueryType): RecordData | undefined {
  switch (type) {
    case "A":
      return { type, address: ip4(readUint32(reader)) };
    case "AAAA":
      return {
        type,
        address: ip6(readUint32(reader), readUint32(reader), readUint32(reader), readUint32(reader)),
      };
    case "MX":
      return { type, preference: readUint16(reader), exchange: readName(reader) };
    case "TXT":
    case "SPF":
      return { type, strings: readStrings(reader) };
    case "CNAME":
    case "NS":
    case "PTR":
      return { type, target: readName(reader) };
    case "SOA":
      return {
        type,
        mname: readName(reader),
        rname: readName(reader),
        serial: readUint32(reader),
        refresh: readUint32(reader),
        retry: readUint32(reader),
        expire: readUint32(reader),
        minimum: readUint32(reader),
      };
    case "SRV":
      return {
        type,
        priority: readUint16(reader),
        weight: readUint16(reader),
        port: readUint16(reader),
        target: readName(reader),
      };
    case "CAA":
      return { type, flags: readUint8(reader), tag: readString(reader), value: readRest(reader) };
    default:
      return undefined;
  }
}

// One string at least (RFC 1035 section 3.3.14).
function readStrings(reader: Reader): string[] {
  const strings: string[] = [];
  do strings.push(readString(reader));
  while (reader.at < reader.end && reader.problem === undefined);
  return strings;
}

function readString(reader: Reader): string {
  const length = readUint8(reader);
  return has(reader, length) ? text(reader.octets, reader.at - length, length) : "";
}

function readRest(reader: Reader): string {
  const start = reader.at;
  let value = "";
  // In pieces: an argument list cannot be as long as a message.
  for (let at = start; at < reader.end; at += 255) value += text(reader.octets, at, Math.min(255, reader.end - at));
  reader.at = reader.end;
  return value;
}

function rest(reader: Reader): Uint8Array {
  // A copy: a few octets must not keep a whole message in memory.
  const octets = Uint8Array.from(reader.octets.subarray(reader.at, reader.end));
  reader.at = reader.end;
  return octets;
}

function readUint8(reader: Reader): number {
  return has(reader, 1) ? reader.view.getUint8(reader.at - 1) : 0;
}

// Takes octets when they are there.
function has(reader: Reader, octets: number): boolean {
  if (reader.problem !== undefined) return false;
  if (reader.end - reader.at < octets) {
    reader.problem = "it ends within a field";
    return false;
  }
  reader.at += octets;
  return true;
}

// At most 255 octets. For a few, a loop is several times faster than an argument list.
function text(octets: Uint8Array, start: number, length: number): string {
  if (length > 12) return String.fromCharCode.apply(undefined, octets.subarray(start, start + length) as unknown as number[]);
  let characters = "";
  for (let at = start; at < start + length; at++) characters += String.fromCharCode(octets[at] ?? 0);
  return characters;
}

function build(reader: Reader, labels: string[]): DomainName {
  const name = DomainName.fromLabels(labels);
  if (isName(name)) return name;
  fail(reader, `of a name, ${describeNameProblem(name)}`);
  return DomainName.root;
}
