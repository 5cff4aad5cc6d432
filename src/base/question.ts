/**
 * What the core asks and what it is told: a DNS question, record data, and an answer that is always a value. A failure of DNS
 * is an answer too, so that temporary errors and void lookups are plain cases and not exceptions.
 */
import { type IpAddress, parseIp4, parseIp6 } from "./ip.js";
import { DomainName, describeNameProblem, isName } from "./name.js";

/** The record types whose data is read into fields. Other types are `UNKNOWN` (RFC 3597). */
export type KnownType = Exclude<RecordData["type"], "UNKNOWN">;

/** A type that can be asked for: a mnemonic, or `TYPE123` (RFC 3597 section 5). */
export type QueryType = KnownType | `TYPE${number}`;

/** One DNS question, class IN. */
export interface Question {
  readonly name: DomainName;
  readonly type: QueryType;
}

/** The data of one resource record. Octet strings hold one octet a character. */
export type RecordData =
  | { readonly type: "A"; readonly address: IpAddress }
  | { readonly type: "AAAA"; readonly address: IpAddress }
  | { readonly type: "MX"; readonly preference: number; readonly exchange: DomainName }
  | { readonly type: "TXT"; readonly strings: readonly string[] }
  | { readonly type: "SPF"; readonly strings: readonly string[] }
  | { readonly type: "CNAME"; readonly target: DomainName }
  | { readonly type: "NS"; readonly target: DomainName }
  | { readonly type: "PTR"; readonly target: DomainName }
  | {
      readonly type: "SOA";
      readonly mname: DomainName;
      readonly rname: DomainName;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minimum: number;
    }
  | {
      readonly type: "SRV";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: DomainName;
    }
  | { readonly type: "CAA"; readonly flags: number; readonly tag: string; readonly value: string }
  | { readonly type: "UNKNOWN"; readonly code: number; readonly octets: Uint8Array };

/** The codes of the types that are read into fields (IANA, "Resource Record (RR) TYPEs"). */
export const TYPE_CODES: Readonly<Record<KnownType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  SPF: 99,
  CAA: 257,
};

/** What every answer may say beside its content. */
export interface AnswerDetails {
  /** Seconds that the answer may be kept: the lowest TTL of its chain, or the negative TTL (RFC 2308). */
  readonly ttl?: number;
  /** Milliseconds that the question took; 0 from a cache. */
  readonly elapsedMs?: number;
  /** Where the answer comes from, for people: a server, `cache`, or a zone. */
  readonly from?: string;
  /** The names that a CNAME chain went through, without the name asked. */
  readonly aliases?: readonly DomainName[];
  /** Why there is no usable answer, for people. */
  readonly reason?: string;
  /**
   * Whoever answers does not know, such as zone files alone that do not hold the name. It is no failure of DNS: where SPF goes on
   * after a failure (ptr), it must not go on after this one, for DNS may say something else.
   */
  readonly isUnknown?: boolean;
  /** Zone files have records for this answer whose data could not be read: whoever wants a verdict has to have them mended. */
  readonly isUnread?: boolean;
}

/**
 * The answer to a question.
 *
 * - `noerror`: records of the type asked, after following CNAME. Records of other types are ignored by those who read it.
 * - `nodata`: the name exists and has no record of this type. `nxdomain`: the name does not exist.
 * - `servfail`: the servers refuse or fail, or the zones at hand do not know. `timeout`: no answer in time. `malformed`: bytes
 *   that are no DNS message, or a message that does not answer.
 * - `out-of-time`: the time of the whole evaluation is over. Only drivers give this one.
 */
export type Answer = AnswerDetails &
  (
    | { readonly status: "noerror"; readonly records: readonly RecordData[] }
    | { readonly status: "nodata" | "nxdomain" }
    | { readonly status: "servfail" | "timeout" | "malformed" | "out-of-time" }
  );

export type AnswerStatus = Answer["status"];

/**
 * The most CNAME records that one question follows, through zones at hand and through DNS. RFC 1034 section 3.6.2 leaves the number
 * open; resolvers allow 8 to 16.
 */
export const MAX_ALIASES = 10;

/** The answer that a name does not exist. */
export const NXDOMAIN: Answer = { status: "nxdomain" };
/** The answer that a name has no record of the type asked. */
export const NODATA: Answer = { status: "nodata" };

/**
 * Builds a `noerror` answer from texts, for resolvers of one's own and for tests: `"192.0.2.1"` for A, `"2001:db8::1"` for AAAA,
 * `"10 mail.example.org"` for MX, a name for PTR, CNAME and NS, and the text itself, without quotes, for TXT. No texts at all
 * give `nodata`. Throws a TypeError when a text cannot be read as the type, and for other types.
 */
export function answer(type: QueryType, texts: readonly string[], details: AnswerDetails = {}): Answer {
  if (texts.length === 0) return { ...details, status: "nodata" };
  return { ...details, status: "noerror", records: texts.map((text) => recordData(type, text)) };
}

function recordData(type: QueryType, text: string): RecordData {
  switch (type) {
    case "A": {
      const address = parseIp4(text);
      if (address === undefined) throw new TypeError(`${JSON.stringify(text)} is not an IPv4 address`);
      return { type, address };
    }
    case "AAAA": {
      const address = parseIp6(text);
      if (address === undefined) throw new TypeError(`${JSON.stringify(text)} is not an IPv6 address`);
      return { type, address };
    }
    case "MX": {
      const match = /^(\d{1,5}) +(\S+)$/.exec(text);
      if (match === null) throw new TypeError(`${JSON.stringify(text)} is not "preference name"`);
      return { type, preference: Number(match[1]), exchange: readTarget(match[2] ?? "") };
    }
    case "TXT":
      return { type, strings: [text] };
    case "PTR":
    case "CNAME":
    case "NS":
      return { type, target: readTarget(text) };
    default:
      throw new TypeError(`answer() makes no ${type} records; build the RecordData yourself`);
  }
}

function readTarget(text: string): DomainName {
  const name = DomainName.fromPresentation(text);
  if (isName(name)) return name;
  throw new TypeError(`${JSON.stringify(text)} is not a domain name: ${describeNameProblem(name)}`);
}

/** The name that data of the usual types points to. */
export function targetOf(data: RecordData): DomainName | undefined {
  switch (data.type) {
    case "NS":
    case "CNAME":
    case "PTR":
    case "SRV":
      return data.target;
    case "MX":
      return data.exchange;
    default:
      return undefined;
  }
}

/** The numeric code of a type. */
export function typeCode(type: QueryType): number {
  return type.startsWith("TYPE") ? Number(type.slice(4)) : TYPE_CODES[type as KnownType];
}

/** The mnemonic of a code, or `TYPE123`. */
export function typeName(code: number): QueryType {
  return TYPE_NAMES.get(code) ?? `TYPE${code}`;
}

const TYPE_NAMES: ReadonlyMap<number, KnownType> = new Map(
  (Object.entries(TYPE_CODES) as [KnownType, number][]).map(([name, code]) => [code, name]),
);
