/** Reads the answer to a question out of a message: the records at the end of its CNAME chain, and nothing beside that chain. */
import type { DomainName } from "../base/name.js";
import { type Answer, MAX_ALIASES, type Question, type RecordData, typeCode, typeName } from "../base/question.js";
import { CLASS_IN, type Message, RCODE, type ResourceRecord } from "./message.js";

/**
 * What a message says about a question: the answer; or that the name is an alias of `target`, which must be asked for, with the
 * names on the way and the lowest TTL so far; or why the server that sent it is of no use for this question.
 */
export type Reading =
  | { readonly answer: Answer }
  | { readonly target: DomainName; readonly aliases: readonly DomainName[]; readonly ttl: number }
  | { readonly fault: string };

/** Reads a message whose response code is NOERROR or NXDOMAIN. */
export function readAnswer(message: Message, question: Question): Reading {
  const type = typeName(typeCode(question.type));
  const aliases: DomainName[] = [];
  let name = question.name;
  let ttl = Infinity;
  for (;;) {
    const here = message.answers.filter((record) => record.class === CLASS_IN && record.name.equals(name));
    const found = here.filter((record) => record.type === type);
    if (found.length > 0) {
      // The code is about the end of the chain, as below, and a name that does not exist has no records.
      if (message.rcode === RCODE.nxdomain) return { fault: `answered NXDOMAIN with records of ${name.text}` };
      ttl = Math.min(ttl, ...found.map((record) => record.ttl));
      return { answer: { status: "noerror", records: distinct(found), ttl, ...followed(aliases) } };
    }
    const targets = here.filter(isAlias);
    const [alias] = targets;
    if (alias === undefined) break;
    // RFC 2181 section 10.1. Which of two would be followed must not depend on their order.
    if (targets.some((other) => !other.data.target.equals(alias.data.target))) {
      return { fault: `gave two CNAME records for ${name.text}` };
    }
    name = alias.data.target;
    ttl = Math.min(ttl, ...targets.map((target) => target.ttl));
    aliases.push(name);
    if (aliases.length > MAX_ALIASES) return { answer: endlessChain(question.name) };
  }

  const negativeTtl = soaTtl(message, name);
  const details = {
    ...followed(aliases),
    ...(negativeTtl === undefined ? {} : { ttl: Math.min(ttl, negativeTtl) }),
  };
  // The code is about the end of the chain (RFC 6604 section 3).
  if (message.rcode === RCODE.nxdomain) return { answer: { status: "nxdomain", ...details } };
  // Without the SOA of its zone, the chain's end is not known to be empty: the server may just not have followed it there.
  if (aliases.length > 0 && negativeTtl === undefined) return { target: name, aliases, ttl };
  if (negativeTtl === undefined && !message.authoritative && !message.recursionAvailable) {
    if (isReferral(message)) return { fault: "gave a referral to other servers and no answer" };
    // A lame server: it neither has the zone nor asks others, so its silence says nothing about the name.
    if (message.answers.length === 0) return { fault: "gave an empty answer and is no server for the name" };
  }
  return { answer: { status: "nodata", ...details } };
}

/** The answer for a chain that is too long or goes in circles. It is final: another server has the same records. */
export function endlessChain(name: DomainName): Answer {
  return {
    status: "servfail",
    reason: `the CNAME records of ${name.text} go in circles or are more than ${MAX_ALIASES}`,
  };
}

// ---------------------------------------------------------------------------------------------------------------------------

type AliasRecord = ResourceRecord & { readonly data: Extract<RecordData, { type: "CNAME" }> };

function isAlias(record: ResourceRecord): record is AliasRecord {
  return record.data.type === "CNAME";
}

function followed(aliases: readonly DomainName[]): { aliases?: readonly DomainName[] } {
  return aliases.length === 0 ? {} : { aliases };
}

// The negative TTL (RFC 2308 section 5): the lower of the SOA record's own TTL and its MINIMUM field.
function soaTtl(message: Message, name: DomainName): number | undefined {
  for (const record of message.authority) {
    if (record.data.type !== "SOA" || record.class !== CLASS_IN || !name.isWithin(record.name)) continue;
    // MINIMUM is a TTL as well (RFC 2181 section 8).
    const minimum = record.data.minimum > 0x7fffffff ? 0 : record.data.minimum;
    return Math.min(record.ttl, minimum);
  }
  return undefined;
}

// RFC 2308 section 2.2.1: name servers without SOA are a referral. A resolver that follows referrals itself (RA) gives none.
function isReferral(message: Message): boolean {
  return message.authority.some((record) => record.type === "NS");
}

// A set of records has no duplicates (RFC 2181 section 5).
function distinct(records: readonly ResourceRecord[]): RecordData[] {
  if (records.length === 1) return records.map((record) => record.data);
  return [...new Map(records.map((record) => [identity(record.data), record.data])).values()];
}

function identity(data: RecordData): string {
  switch (data.type) {
    case "A":
      return String(data.address.w3);
    case "MX":
      return `${data.preference} ${data.exchange.key}`;
    case "CNAME":
    case "NS":
    case "PTR":
      return data.target.key;
    default:
      return JSON.stringify(data);
  }
}
