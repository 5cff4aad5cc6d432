/**
 * Zones at hand, asked as an authoritative server would be (RFC 1034 section 4.3.2, RFC 4592). What the files do not know is
 * `unknown`, which is neither "no such name" nor "no such record": a fragment, a file with lines that could not be read and a
 * delegation prove nothing about what they do not hold.
 */
import type { DomainName } from "../base/name.js";
import {
  type Answer,
  MAX_ALIASES,
  type QueryType,
  type Question,
  type RecordData,
  typeCode,
  typeName,
} from "../base/question.js";
import type { ParsedZone } from "./parse.js";
import type { ZoneRecord } from "./record.js";
import { isMetaType, typeMnemonic } from "./types.js";
import { type RrSet, type Zone, type ZoneNode, buildZones } from "./zone-data.js";

/** What the zones say to a question. */
export type ZoneLookup =
  | { readonly kind: "answer"; readonly answer: Answer }
  | {
      readonly kind: "unknown";
      /** Who knows more has to be asked for this name: the one asked, or the end of a CNAME chain in the zones. */
      readonly name: DomainName;
      /** The lowest TTL of that chain, in seconds. */
      readonly ttl: number | undefined;
      /** The names that the chain went through, without the name asked; the last one is `name`. */
      readonly aliases: readonly DomainName[];
      /** Why the zones do not know, for people. */
      readonly reason: string;
    };

export interface ZoneSet {
  /** Answers from the deepest zone that holds the name; CNAME records are followed through all zones of the set. */
  readonly lookup: (question: Question) => ZoneLookup;
}

/** Makes zones ready for lookups. Files with the same apex are one zone, which is complete when one of them has a SOA record. */
export function createZoneSet(parsedZones: readonly ParsedZone[]): ZoneSet {
  return zoneSetOf(buildZones(parsedZones));
}

/** The same for zones by the keys of their apexes. */
export function zoneSetOf(zones: ReadonlyMap<string, Zone>): ZoneSet {
  return { lookup: (question) => lookup(zones, question) };
}

/** What the zones say as an answer of DNS: what they do not know is `servfail`, with the reason, so that nothing passes by it. */
export function zoneAnswer(found: ZoneLookup): Answer {
  if (found.kind === "answer") return found.answer;
  const { reason, aliases } = found;
  return { status: "servfail", isUnknown: true, reason, ...(aliases.length > 0 ? { aliases } : {}) };
}

// --------------------------------------------------------------------------------------------------------------------------

function lookup(zones: ReadonlyMap<string, Zone>, question: Question): ZoneLookup {
  // `TYPE16` is the same question as `TXT`.
  const type = typeName(typeCode(question.type));
  if (isMetaType(typeCode(type))) {
    const reason = `no zone file answers questions of type ${type}`;
    return { kind: "unknown", name: question.name, ttl: undefined, aliases: [], reason };
  }
  const aliases: DomainName[] = [];
  const visited = new Set([question.name.key]);
  let name = question.name;
  let ttl: number | undefined;
  for (;;) {
    const path = ancestry(name);
    const zone = deepestZone(zones, path);
    const found: Found = zone === undefined ? unknown(`no zone file holds ${name.text}`) : findInZone(zone, path, type);
    if (found.kind === "unknown") return { kind: "unknown", name, ttl, aliases, reason: found.reason };
    const details = {
      ...(aliases.length > 0 ? { aliases } : {}),
      ...(zone === undefined ? {} : { from: zone.label }),
    };
    const failed = (reason: string, isUnread?: boolean): ZoneLookup => ({
      kind: "answer",
      answer: { ...details, status: "servfail", reason, ...(isUnread === true ? { isUnread } : {}) },
    });
    if (found.kind === "failed") return failed(found.reason, found.isUnread);
    ttl = lowest(ttl, found.ttl);
    const kept = ttl === undefined ? details : { ...details, ttl };
    if (found.kind !== "alias") {
      const answer: Answer =
        found.kind === "records" ? { ...kept, status: "noerror", records: found.records } : { ...kept, status: found.kind };
      return { kind: "answer", answer };
    }
    if (visited.has(found.target.key)) return failed(`the CNAME records of ${question.name.text} form a loop`);
    if (aliases.length >= MAX_ALIASES) {
      return failed(`the CNAME chain of ${question.name.text} is longer than ${MAX_ALIASES}`);
    }
    visited.add(found.target.key);
    aliases.push(found.target);
    name = found.target;
  }
}

/** What one zone says to one name, CNAME not followed. TTLs are seconds. */
type Found =
  | {
      readonly kind: "records";
      readonly records: readonly RecordData[];
      readonly ttl: number | undefined;
    }
  | { readonly kind: "alias"; readonly target: DomainName; readonly ttl: number | undefined }
  | { readonly kind: "nodata" | "nxdomain"; readonly ttl: number | undefined }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string; readonly isUnread?: boolean };

const TYPE_DNAME: QueryType = "TYPE39";
const TYPE_DS: QueryType = "TYPE43";

// `path` is the name and its ancestors, the root first; so `path[n]` has n labels.
function findInZone(zone: Zone, path: readonly DomainName[], type: QueryType): Found {
  const apexDepth = zone.apex.labels.length;
  const depth = path.length - 1;
  const name = path[depth] ?? zone.apex;
  let encloser = apexDepth;
  let node: ZoneNode | undefined;
  for (let at = apexDepth; at <= depth; at++) {
    const ancestor = path[at] ?? name;
    node = zone.nodes.get(ancestor.key);
    // Names between two that exist do so too, in a fragment as well; below a name that does not there is nothing.
    if (node === undefined) break;
    encloser = at;
    const servers = at > apexDepth ? node.get("NS") : undefined;
    // The parent answers for DS at the cut itself (RFC 4035 section 3.1.4.1).
    if (servers !== undefined && !(at === depth && type === TYPE_DS)) return delegated(zone, ancestor, servers);
    if (at < depth && node.has(TYPE_DNAME)) {
      return {
        kind: "failed",
        reason: `${ancestor.text} has a DNAME record, which is not followed`,
      };
    }
  }
  if (node !== undefined) return findAtNode(zone, node, name, type);
  if (!provesAbsence(zone)) return notHeld(zone, name, type);
  // RFC 4592 section 3.3.1: only the wildcard below the closest encloser counts.
  const wildcard = zone.nodes.get(wildcardKey(path[encloser] ?? zone.apex));
  if (wildcard === undefined) return { kind: "nxdomain", ttl: zone.negativeTtl };
  return findAtNode(zone, wildcard, name, type);
}

function findAtNode(zone: Zone, node: ZoneNode, name: DomainName, type: QueryType): Found {
  const rrSet = node.get(type);
  const alias = node.get("CNAME");
  const wanted = rrSet ?? alias;
  if (wanted === undefined) {
    return provesAbsence(zone) ? { kind: "nodata", ttl: zone.negativeTtl } : notHeld(zone, name, type);
  }
  // A CNAME record stands for records of all types.
  const unread = [...wanted, ...(alias ?? [])].find((record) => !record.isRead);
  if (unread !== undefined) return { kind: "failed", reason: unreadReason(zone, unread), isUnread: true };
  const ttl = wanted.reduce<number | undefined>((least, record) => lowest(least, record.ttl), undefined);
  const records = wanted.map((record) => record.data);
  const [first] = records;
  if (rrSet === undefined && first?.type === "CNAME") return { kind: "alias", target: first.target, ttl };
  return { kind: "records", records, ttl };
}

// --------------------------------------------------------------------------------------------------------------------------

function provesAbsence(zone: Zone): boolean {
  return zone.isComplete && !zone.hasUnreadLines;
}

function notHeld(zone: Zone, name: DomainName, type: QueryType): Found {
  const files = zone.files.join(" and ");
  const isOne = zone.files.length === 1;
  const record = `${typeMnemonic(typeCode(type))} record for ${name.text}`;
  if (zone.isComplete) {
    return unknown(`${files} ${isOne ? "has" : "have"} lines that cannot be read, and no other line with the ${record}`);
  }
  return unknown(`${files} ${isOne ? "is a fragment and has" : "are fragments and have"} no ${record}`);
}

function delegated(zone: Zone, cut: DomainName, servers: RrSet): Found {
  const targets = servers.flatMap((record) => (record.data.type === "NS" ? [record.data.target.text] : []));
  const to = targets.length === 0 ? "other servers" : targets.join(", ");
  return unknown(`${cut.text} is delegated to ${to} in ${zone.files.join(" and ")}`);
}

function unreadReason(zone: Zone, record: ZoneRecord): string {
  return `the data of the ${typeMnemonic(typeCode(record.type))} record for ${record.owner.text} in ${zone.files.join(" and ")} could not be read`;
}

function unknown(reason: string): Found {
  return { kind: "unknown", reason };
}

function ancestry(name: DomainName): DomainName[] {
  const path = [name];
  for (let at = name; at.labels.length > 0; at = at.parent) path.push(at.parent);
  return path.reverse();
}

function deepestZone(zones: ReadonlyMap<string, Zone>, path: readonly DomainName[]): Zone | undefined {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const zone = zones.get(path[depth]?.key ?? "");
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function wildcardKey(encloser: DomainName): string {
  return encloser.labels.length === 0 ? "*" : `*.${encloser.key}`;
}

function lowest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
