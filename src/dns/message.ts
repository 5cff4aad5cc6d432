/**
 * DNS messages (RFC 1035 section 4): queries are written, replies are compared with their query and read.
 *
 * Whatever the network sends is hostile (RFC 9267 lists how). It is looked at only by `matchReply` and `decodeMessage`, which
 * never throw, never read outside the message and never allocate by a number that the message only claims. dns-packet writes
 * queries and reads nothing.
 */
import { type OptAnswer, type RecordType, RECURSION_DESIRED, encode } from "dns-packet";
import type { DomainName } from "../base/name.js";
import { type QueryType, type Question, type RecordData, typeCode, typeName } from "../base/question.js";
import { type Reader, fail, openReader, readData, readName, readUint16, readUint32, skip } from "./wire.js";

/** The length of a message header, in octets (RFC 1035 section 4.1.1). */
const HEADER_OCTETS = 12;
/** The UDP payload size that queries offer, in octets: no path fragments it (DNS Flag Day 2020, RFC 9715 section 3.1). */
export const EDNS_PAYLOAD_OCTETS = 1232;
/** The class of the Internet (RFC 1035 section 3.2.4). */
export const CLASS_IN = 1;
/**
 * The most records that are kept of a section. Of those beyond it, only the names and the lengths are checked; their data is
 * passed over unread. Our own limit: 4,096 addresses at one name are more than any honest zone has, and a message over TCP, of
 * 65,535 octets, has room for 5,956 of the shortest records.
 */
export const MAX_RECORDS = 4096;

/** Response codes that are told apart (RFC 1035 section 4.1.1, RFC 6891 section 9). */
export const RCODE = {
  noerror: 0,
  formerr: 1,
  servfail: 2,
  nxdomain: 3,
  notimp: 4,
  refused: 5,
  badvers: 16,
} as const;

/** A resource record as it came: the owner's case and the class are kept. `ttl` is in seconds, 0 to 2,147,483,647. */
export interface ResourceRecord {
  readonly name: DomainName;
  readonly type: QueryType;
  readonly class: number;
  readonly ttl: number;
  readonly data: RecordData;
}

/** A DNS message. `rcode` has the 12 bits of RFC 6891 section 6.1.3; the OPT record is `edns` and not in `additional`. */
export interface Message {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly rcode: number;
  readonly questions: readonly {
    readonly name: DomainName;
    readonly type: QueryType;
    readonly class: number;
  }[];
  readonly answers: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly edns?: { readonly payloadOctets: number; readonly version: number };
}

/** What a query says. `id` is 0 to 65,535; `edns` is a UDP payload size in octets, or false for a message without OPT. */
export interface Query {
  readonly id: number;
  readonly question: Question;
  readonly edns: number | false;
  readonly recursionDesired: boolean;
}

/**
 * Writes a query of one question, class IN. The case of the name's letters goes on the wire as it is. Throws a RangeError when
 * the type is no number from 0 to 65,535.
 */
export function encodeQuery({ id, question, edns, recursionDesired }: Query): Uint8Array {
  const { labels } = question.name;
  const code = typeCode(question.type);
  if (!Number.isInteger(code) || code < 0 || code > 0xffff) throw new RangeError(`${question.type} is no record type`);
  const opt: OptAnswer = {
    type: "OPT",
    name: ".",
    udpPayloadSize: edns || 0,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  const octets = encode({
    type: "query",
    id,
    flags: recursionDesired ? RECURSION_DESIRED : 0,
    questions: [
      {
        // dns-packet takes names as UTF-8 text with dots. Labels are octets, a dot or 0xFF among them, so it gets a name of the
        // same shape and the octets follow.
        name: labels.length === 0 ? "." : labels.map((label) => "x".repeat(label.length)).join("."),
        type: `UNKNOWN_${code}` as RecordType,
        class: "IN",
      },
    ],
    additionals: edns === false ? [] : [opt],
  });
  writeLabels(octets, question.name);
  return octets;
}

/**
 * How a reply relates to a query, from the raw octets (RFC 5452 section 9.1): it must have the same id, be a response of opcode
 * QUERY and repeat the question.
 *
 * - `exact`: the question is repeated octet for octet. `folded`: all but the case of letters.
 * - `bare`: an error of a server that did not understand the query and repeats no question (RFC 6891 section 7).
 * - undefined: not a reply to this query.
 */
export function matchReply(query: Uint8Array, reply: Uint8Array): "exact" | "folded" | "bare" | undefined {
  if (reply.length < HEADER_OCTETS || reply[0] !== query[0] || reply[1] !== query[1]) return undefined;
  // QR set, opcode QUERY.
  if (((reply[2] ?? 0) & 0xf8) !== 0x80 || reply[4] !== 0) return undefined;
  if (reply[5] === 0) {
    const rcode = (reply[3] ?? 0) & 0x0f;
    return rcode === RCODE.formerr || rcode === RCODE.notimp ? "bare" : undefined;
  }
  if (reply[5] !== 1) return undefined;
  let at = HEADER_OCTETS;
  let exact = true;
  // Length octets are below "A", so the whole name can be compared in one case.
  for (let nameEnd = HEADER_OCTETS + questionNameOctets(query); at < nameEnd; at++) {
    const asked = query[at] ?? 0;
    const answered = reply[at] ?? -1;
    if (asked === answered) continue;
    if (lowerCase(asked) !== lowerCase(answered)) return undefined;
    exact = false;
  }
  for (const questionEnd = at + 4; at < questionEnd; at++) if (query[at] !== reply[at]) return undefined;
  return exact ? "exact" : "folded";
}

/**
 * Writes a name over the name in the question of a reply, which must be the same but for case. Names in the reply's records are
 * often pointers to it, and would show the random case that the query went out with.
 */
export function restoreCase(reply: Uint8Array, name: DomainName): void {
  // A bare reply has no question.
  if (reply[5] === 1) writeLabels(reply, name);
}

/** Whether the TC bit of a reply is set: it is cut, and its records are not to be looked at (RFC 2181 section 9). */
export function isTruncated(reply: Uint8Array): boolean {
  return ((reply[2] ?? 0) & 0x02) !== 0;
}

/**
 * Reads a message, or says why it is none. Every length is checked, and the data of every record that is kept must fill its
 * RDLENGTH exactly.
 *
 * Octets after the last record are accepted: they are never read, so they change nothing, and some middleboxes pad messages.
 */
export function decodeMessage(octets: Uint8Array): Message | { readonly malformed: string } {
  if (octets.length < HEADER_OCTETS) return { malformed: `it has ${octets.length} octets, fewer than a header` };
  const reader = openReader(octets);
  const id = readUint16(reader);
  const flags = readUint16(reader);
  const counts = [readUint16(reader), readUint16(reader), readUint16(reader), readUint16(reader)] as const;
  const [questionCount, answerCount, authorityCount, additionalCount] = counts;
  // The shortest question has 5 octets, the shortest record 11. A lie about the counts ends here, before any work.
  const least = questionCount * 5 + (answerCount + authorityCount + additionalCount) * 11;
  if (least > octets.length - HEADER_OCTETS) return { malformed: "it claims more records than it has room for" };

  const questions: Message["questions"][number][] = [];
  for (let left = questionCount; left > 0 && reader.problem === undefined; left--) {
    questions.push({
      name: readName(reader),
      type: typeName(readUint16(reader)),
      class: readUint16(reader),
    });
  }
  const answers = readSection(reader, answerCount);
  const authority = readSection(reader, authorityCount);
  const opts: Opt[] = [];
  const additional = readSection(reader, additionalCount, opts);
  // RFC 6891 section 6.1.1.
  if (opts.length > 1) fail(reader, "it has more than one OPT record");
  if (reader.problem !== undefined) return { malformed: reader.problem };
  const [opt] = opts;
  return {
    id,
    response: (flags & 0x8000) !== 0,
    opcode: (flags >>> 11) & 0x0f,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    recursionDesired: (flags & 0x0100) !== 0,
    recursionAvailable: (flags & 0x0080) !== 0,
    rcode: (flags & 0x0f) | ((opt?.extendedRcode ?? 0) << 4),
    questions,
    answers,
    authority,
    additional,
    ...(opt === undefined ? {} : { edns: { payloadOctets: opt.payloadOctets, version: opt.version } }),
  };
}

// ---------------------------------------------------------------------------------------------------------------------------

interface Opt {
  readonly payloadOctets: number;
  readonly extendedRcode: number;
  readonly version: number;
}

const OPT = 41;

// OPT has its own place, in the additional section only; `opts` takes it there.
function readSection(reader: Reader, count: number, opts?: Opt[]): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (let left = count; left > 0 && reader.problem === undefined; left--) {
    const name = readName(reader);
    const code = readUint16(reader);
    const recordClass = readUint16(reader);
    const ttl = readUint32(reader);
    const length = readUint16(reader);
    if (reader.problem !== undefined) break;
    if (length > reader.end - reader.at) {
      fail(reader, "a record's data goes beyond the message");
    } else if (code === OPT && opts !== undefined) {
      if (name.labels.length > 0) fail(reader, "the OPT record is not at the root");
      opts.push({
        payloadOctets: recordClass,
        extendedRcode: ttl >>> 24,
        version: (ttl >>> 16) & 0xff,
      });
      skip(reader, length);
    } else if (records.length >= MAX_RECORDS) {
      skip(reader, length);
    } else {
      // Other classes give the same types other data (RFC 1035 section 3.2).
      const type = recordClass === CLASS_IN ? typeName(code) : (`TYPE${code}` as const);
      const data = readData(reader, type, code, length);
      // A TTL with its top bit set is zero (RFC 2181 section 8).
      records.push({
        name,
        type: typeName(code),
        class: recordClass,
        ttl: ttl > 0x7fffffff ? 0 : ttl,
        data,
      });
    }
  }
  return records;
}

// The octets of a name's labels, over labels of the same lengths, in the first question of a message.
function writeLabels(message: Uint8Array, { labels }: DomainName): void {
  let at = HEADER_OCTETS;
  for (const label of labels) {
    at++;
    for (let index = 0; index < label.length; index++) message[at++] = label.charCodeAt(index);
  }
}

function questionNameOctets(query: Uint8Array): number {
  let at = HEADER_OCTETS;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) at += length + 1;
  return at + 1 - HEADER_OCTETS;
}

function lowerCase(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}
