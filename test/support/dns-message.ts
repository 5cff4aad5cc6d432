/** Writes DNS messages octet by octet, right ones and wrong ones. */
import { DomainName } from "../../src/base/name.js";

/** A record on the wire. `name` and `data` are octets as they go out; `length` is what RDLENGTH claims, the truth by default. */
export interface WireRecord {
  readonly name: Uint8Array;
  readonly type: number;
  readonly data: Uint8Array;
  readonly class?: number;
  readonly ttl?: number;
  readonly length?: number;
}

export interface WireMessage {
  readonly id?: number;
  /** The 16 bits after the id. Default 0x8180: a response, RD and RA set, NOERROR. */
  readonly flags?: number;
  /** Octets of whole questions: name, type, class. */
  readonly questions?: readonly Uint8Array[];
  readonly answers?: readonly WireRecord[];
  readonly authority?: readonly WireRecord[];
  readonly additional?: readonly WireRecord[];
  /** What the header claims instead of the true counts. */
  readonly counts?: readonly [number, number, number, number];
  /** Octets after the message. */
  readonly after?: Uint8Array;
}

export function wireMessage(message: WireMessage): Uint8Array {
  const { id = 0, flags = 0x8180, questions = [], answers = [], authority = [], additional = [] } = message;
  const counts = message.counts ?? [questions.length, answers.length, authority.length, additional.length];
  const records = [...answers, ...authority, ...additional].map((record) =>
    octets(
      record.name,
      u16(record.type),
      u16(record.class ?? 1),
      u32(record.ttl ?? 300),
      u16(record.length ?? record.data.length),
      record.data,
    ),
  );
  return octets(u16(id), u16(flags), ...counts.map(u16), ...questions, ...records, message.after ?? []);
}

/** The reply to a query, with its id and its question octet for octet. */
export function wireReply(query: Uint8Array, message: WireMessage = {}): Uint8Array {
  const id = ((query[0] ?? 0) << 8) | (query[1] ?? 0);
  return wireMessage({ id, questions: [query.subarray(12, questionEnd(query))], ...message });
}

/** Where the question of a query ends. */
function questionEnd(query: Uint8Array): number {
  let at = 12;
  while ((query[at] ?? 0) !== 0) at += (query[at] ?? 0) + 1;
  return at + 5;
}

/** The name asked for in a query, and the code of the type. */
export function questionOf(query: Uint8Array): { name: DomainName; type: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length !== 0; length = query[at] ?? 0) {
    labels.push(String.fromCharCode(...query.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
  const name = DomainName.fromLabels(labels);
  if (typeof name === "string") throw new TypeError(name);
  return { name, type: ((query[at + 1] ?? 0) << 8) | (query[at + 2] ?? 0) };
}

/** A name without compression: in presentation form, or as labels of any octets and any length. */
export function wireName(name: string | readonly string[]): Uint8Array {
  const labels = typeof name === "string" ? (DomainName.fromPresentation(name) as DomainName).labels : name;
  return octets(...labels.map((label) => octets([label.length], ascii(label))), [0]);
}

/** A compression pointer. */
export function pointer(offset: number): Uint8Array {
  return u16(0xc000 | offset);
}

/** A string with its length in front. */
export function wireString(text: string): Uint8Array {
  return octets([text.length], ascii(text));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

export function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** All the parts, one after another. */
export function octets(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
