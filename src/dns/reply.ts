/**
 * Queries from the network, read and answered octet by octet. A query is hostile until `decodeMessage` has read it; whatever is
 * no single question of class IN gets an error or nothing.
 */
import type { DomainName } from "../base/name.js";
import { type RecordData, typeCode } from "../base/question.js";
import { encodeRecordData } from "../zone/rdata/access.js";
import { isMetaType } from "../zone/types.js";
import type { AnswerSet, Authority, AuthorityAnswer } from "./authority.js";
import { CLASS_IN, type Message, RCODE, decodeMessage } from "./message.js";

const HEADER_OCTETS = 12;
/** The largest message over UDP without EDNS (RFC 1035 section 2.3.4). */
const UDP_OCTETS = 512;
/** The largest message over UDP, whatever a client offers: that of BIND and NSD, so that a trial is cut where they cut. */
export const MAX_UDP_OCTETS = 1232;
/** The length field over TCP has 16 bits (RFC 1035 section 4.2.2). */
const TCP_OCTETS = 0xffff;
/** The longest query that is looked at. A question takes 271 octets at most; the rest is room for options. */
const MAX_QUERY_OCTETS = 4096;
/** Pointers have 14 bits (RFC 1035 section 4.1.4). */
const POINTER_LIMIT = 0x4000;

const OPT = 41;
const ANY = 255;
const AXFR = 252;
const IXFR = 251;

const FLAG_RESPONSE = 0x8000;
const FLAG_AUTHORITATIVE = 0x0400;
const FLAG_TRUNCATED = 0x0200;
const FLAG_RECURSION_DESIRED = 0x0100;

/** Answers a message; undefined for what gets no answer: what has no whole header, and responses. Never throws. */
export function respond(authority: Authority, message: Uint8Array, transport: "udp" | "tcp"): Uint8Array | undefined {
  if (message.length < HEADER_OCTETS) return undefined;
  const word = (at: number): number => ((message[at] ?? 0) << 8) | (message[at + 1] ?? 0);
  const flags = word(2);
  // An answer to an answer could go back and forth for ever.
  if ((flags & FLAG_RESPONSE) !== 0) return undefined;
  const opcode = (flags >>> 11) & 0x0f;
  const head: Head = {
    id: word(0),
    flags: (opcode << 11) | (flags & FLAG_RECURSION_DESIRED),
    question: undefined,
    edns: false,
  };
  if (opcode !== 0) return errorReply(head, RCODE.notimp);
  // One question, no answers and no authority. An OPT record may follow, and signatures of the message that nobody looks at.
  if (message.length > MAX_QUERY_OCTETS || word(4) !== 1 || word(6) !== 0 || word(8) !== 0 || word(10) > 2) {
    return errorReply(head, RCODE.formerr);
  }
  const query = decodeMessage(message);
  const question = "malformed" in query ? undefined : query.questions[0];
  if ("malformed" in query || question === undefined) return errorReply(head, RCODE.formerr);
  // The name is not compressed: a pointer in it could only go backwards, into the header.
  const end = HEADER_OCTETS + question.name.wireLength + 4;
  const asked: Head = {
    ...head,
    question: message.subarray(HEADER_OCTETS, end),
    edns: query.edns !== undefined,
  };
  if (query.edns !== undefined && query.edns.version > 0) return errorReply(asked, RCODE.badvers);
  return answerReply(authority, asked, query, question, transport);
}

// --------------------------------------------------------------------------------------------------------------------------

/** What a reply takes over from its query. */
interface Head {
  readonly id: number;
  readonly flags: number;
  /** The octets of the question, so that the case of its letters comes back as it was. */
  readonly question: Uint8Array | undefined;
  readonly edns: boolean;
}

function answerReply(
  authority: Authority,
  head: Head,
  query: Message,
  question: Message["questions"][number],
  transport: "udp" | "tcp",
): Uint8Array {
  const type = typeCode(question.type);
  if (question.class !== CLASS_IN || type === AXFR || type === IXFR) return errorReply(head, RCODE.refused);
  if (isMetaType(type) && type !== ANY) return errorReply(head, RCODE.notimp);
  const answer = authority(question.name, type);
  const offered = Math.min(Math.max(query.edns?.payloadOctets ?? 0, UDP_OCTETS), MAX_UDP_OCTETS);
  const limit = transport === "tcp" ? TCP_OCTETS : offered;
  const whole = writeReply(head, question.name, answer, limit);
  if (whole !== undefined) return whole;
  // Over TCP there is no more room anywhere.
  if (transport === "tcp") return errorReply(head, RCODE.servfail);
  const flags = head.flags | FLAG_TRUNCATED | (answer.authoritative ? FLAG_AUTHORITATIVE : 0);
  return errorReply({ ...head, flags }, answer.rcode);
}

/** A reply without records. */
function errorReply(head: Head, rcode: number): Uint8Array {
  const writer = openWriter(TCP_OCTETS);
  writeHead(writer, head, rcode);
  finish(writer, head, rcode, [0, 0, 0]);
  return writer.octets.slice(0, writer.at);
}

/** The whole reply; undefined where it does not fit. Records that are only helpful are left out for that. */
function writeReply(head: Head, name: DomainName, answer: AuthorityAnswer, limit: number): Uint8Array | undefined {
  const writer = openWriter(limit - (head.edns ? OPT_OCTETS : 0));
  const flags = head.flags | (answer.authoritative ? FLAG_AUTHORITATIVE : 0);
  writeHead(writer, { ...head, flags }, answer.rcode);
  rememberQuestion(writer, name);
  const counts: [number, number, number] = [0, 0, 0];
  const sections = [answer.answers, answer.authority, answer.glue] as const;
  for (const [section, sets] of sections.entries()) {
    for (const set of sets) {
      if (!writeSet(writer, set)) return undefined;
      counts[section] = (counts[section] ?? 0) + set.data.length;
    }
  }
  for (const set of answer.additional) if (writeSet(writer, set)) counts[2] += set.data.length;
  writer.limit = limit;
  finish(writer, head, answer.rcode, counts);
  return writer.octets.slice(0, writer.at);
}

// --------------------------------------------------------------------------------------------------------------------------
// The writer

interface Writer {
  octets: Uint8Array;
  at: number;
  /** Octets that the message may have. */
  limit: number;
  /** Where a name was written, by its labels: names after it can point there. */
  readonly names: Map<string, number>;
}

const OPT_OCTETS = 11;

function openWriter(limit: number): Writer {
  return { octets: new Uint8Array(1024), at: 0, limit, names: new Map() };
}

function writeHead(writer: Writer, head: Head, rcode: number): void {
  write16(writer, head.id);
  write16(writer, FLAG_RESPONSE | head.flags | (rcode & 0x0f));
  write16(writer, head.question === undefined ? 0 : 1);
  // The counts of the sections follow in the end.
  for (let section = 0; section < 3; section++) write16(writer, 0);
  if (head.question !== undefined) writeOctets(writer, head.question);
}

/** Writes the OPT record, which answers that of the query (RFC 6891 section 6.1.1), and the counts. */
function finish(writer: Writer, head: Head, rcode: number, counts: readonly [number, number, number]): void {
  if (head.edns) {
    writeOctets(writer, Uint8Array.of(0, 0, OPT, MAX_UDP_OCTETS >>> 8, MAX_UDP_OCTETS & 0xff, rcode >>> 4, 0, 0, 0, 0, 0));
  }
  const additional = counts[2] + (head.edns ? 1 : 0);
  for (const [section, count] of [counts[0], counts[1], additional].entries()) {
    writer.octets[6 + 2 * section] = count >>> 8;
    writer.octets[7 + 2 * section] = count;
  }
}

/** Writes all records of a set, or none where they do not fit. */
function writeSet(writer: Writer, set: AnswerSet): boolean {
  const start = writer.at;
  for (const data of set.data) {
    writeName(writer, set.owner);
    write16(writer, typeCode(set.type));
    write16(writer, CLASS_IN);
    write16(writer, set.ttl >>> 16);
    write16(writer, set.ttl & 0xffff);
    const lengthAt = writer.at;
    write16(writer, 0);
    writeData(writer, data);
    const length = writer.at - lengthAt - 2;
    if (writer.at > writer.limit || length > 0xffff) {
      writer.at = start;
      // Nothing may point to what is taken back.
      for (const [labels, at] of writer.names) if (at >= start) writer.names.delete(labels);
      return false;
    }
    writer.octets[lengthAt] = length >>> 8;
    writer.octets[lengthAt + 1] = length;
  }
  return true;
}

/** Only names in the types of RFC 1035 may be compressed (RFC 3597 section 4). */
function writeData(writer: Writer, data: RecordData): void {
  switch (data.type) {
    case "NS":
    case "CNAME":
    case "PTR":
      writeName(writer, data.target);
      break;
    case "MX":
      write16(writer, data.preference);
      writeName(writer, data.exchange);
      break;
    case "SOA":
      writeName(writer, data.mname);
      writeName(writer, data.rname);
      for (const number of [data.serial, data.refresh, data.retry, data.expire, data.minimum]) {
        write16(writer, number >>> 16);
        write16(writer, number & 0xffff);
      }
      break;
    default:
      writeOctets(writer, encodeRecordData(data));
  }
}

function writeName(writer: Writer, name: DomainName): void {
  for (let at = 0; at < name.labels.length; at++) {
    const rest = labelsKey(name.labels, at);
    const known = writer.names.get(rest);
    if (known !== undefined) {
      write16(writer, 0xc000 | known);
      return;
    }
    if (writer.at < POINTER_LIMIT && !writer.names.has(rest)) writer.names.set(rest, writer.at);
    writeString(writer, name.labels[at] ?? "");
  }
  write8(writer, 0);
}

/** The question's name is in the message already, in the case in which it was asked. */
function rememberQuestion(writer: Writer, name: DomainName): void {
  let offset = HEADER_OCTETS;
  for (const [at, label] of name.labels.entries()) {
    writer.names.set(labelsKey(name.labels, at), offset);
    offset += label.length + 1;
  }
}

// Labels have no length octet above 63 in them that could be taken for another's: each is preceded by its own.
function labelsKey(labels: readonly string[], from: number): string {
  let key = "";
  for (let at = from; at < labels.length; at++) {
    const label = labels[at] ?? "";
    key += String.fromCharCode(label.length) + label;
  }
  return key;
}

function write8(writer: Writer, value: number): void {
  reserve(writer, 1);
  writer.octets[writer.at++] = value;
}

function write16(writer: Writer, value: number): void {
  reserve(writer, 2);
  writer.octets[writer.at++] = value >>> 8;
  writer.octets[writer.at++] = value;
}

/** A `<character-string>` or a label: its length in one octet. The parser lets no longer one through. */
function writeString(writer: Writer, text: string): void {
  write8(writer, text.length);
  writeText(writer, text);
}

function writeText(writer: Writer, text: string): void {
  reserve(writer, text.length);
  for (let at = 0; at < text.length; at++) writer.octets[writer.at++] = text.charCodeAt(at);
}

function writeOctets(writer: Writer, octets: Uint8Array): void {
  reserve(writer, octets.length);
  writer.octets.set(octets, writer.at);
  writer.at += octets.length;
}

function reserve(writer: Writer, octets: number): void {
  if (writer.at + octets <= writer.octets.length) return;
  const grown = new Uint8Array(Math.max(writer.octets.length * 2, writer.at + octets));
  grown.set(writer.octets);
  writer.octets = grown;
}
