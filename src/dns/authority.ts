/**
 * Zones answered as an authoritative server answers: with the records themselves, their owners and TTLs, in the sections of a
 * message (RFC 1034 section 4.3.2, RFC 2308, RFC 4592). `zone/zone-set.ts` answers the same zones for an evaluation, which
 * wants data alone and tells what is unknown from what is absent.
 */
import { DomainName, isName } from "../base/name.js";
import { type QueryType, type RecordData, typeCode, typeName } from "../base/question.js";
import type { ParsedZone } from "../zone/parse.js";
import type { ZoneRecord } from "../zone/record.js";
import { targetNames } from "../zone/rdata/access.js";
import { type RrSet, type Zone, type ZoneNode, buildZones } from "../zone/zone-data.js";
import { RCODE } from "./message.js";

/** The most CNAME records that one answer follows; the client asks on from there. */
const MAX_CNAME_HOPS = 16;
/** The question type that stands for all types (RFC 1035 section 3.2.3). */
const ANY = 255;
/** A name that a DNAME record made too long (RFC 6672 section 2.2). */
const YXDOMAIN = 6;
const TYPE_DS: QueryType = "TYPE43";
const TYPE_DNAME: QueryType = "TYPE39";

/** Records of one owner and type, with their one TTL in seconds. */
export interface AnswerSet {
  readonly owner: DomainName;
  readonly type: QueryType;
  readonly ttl: number;
  readonly data: readonly RecordData[];
}

/** An answer in the sections of a message. */
export interface AuthorityAnswer {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly AnswerSet[];
  readonly authority: readonly AnswerSet[];
  /** Addresses without which a delegation leads nowhere (RFC 9471): the message is cut where they do not fit. */
  readonly glue: readonly AnswerSet[];
  /** Addresses that save the client a question. Left out where they do not fit. */
  readonly additional: readonly AnswerSet[];
}

/** Answers a question of class IN. `type` is its code, 255 for all types. */
export type Authority = (name: DomainName, type: number) => AuthorityAnswer;

/** Makes zones ready to be served. Files with the same apex are one zone. */
export function createAuthority(parsedZones: readonly ParsedZone[]): Authority {
  const zones = buildZones(parsedZones);
  return (name, type) => answerFrom(zones, name, type);
}

// --------------------------------------------------------------------------------------------------------------------------

type Zones = ReadonlyMap<string, Zone>;

interface Draft {
  rcode: number;
  authoritative: boolean;
  readonly answers: AnswerSet[];
  readonly authority: AnswerSet[];
  readonly glue: AnswerSet[];
}

function answerFrom(zones: Zones, asked: DomainName, type: number): AuthorityAnswer {
  const draft: Draft = {
    rcode: RCODE.noerror,
    authoritative: true,
    answers: [],
    authority: [],
    glue: [],
  };
  const visited = new Set<string>();
  let name: DomainName | undefined = asked;
  while (name !== undefined && !visited.has(name.key) && visited.size <= MAX_CNAME_HOPS) {
    visited.add(name.key);
    const zone = zoneFor(zones, name, type);
    if (zone !== undefined) name = answerInZone(draft, zone, name, type, visited.size === 1);
    else {
      // RFC 1034 section 4.3.2: a chain that leaves the zones ends here, and the client goes on elsewhere.
      if (visited.size > 1) break;
      return { ...draft, rcode: RCODE.refused, authoritative: false, additional: [] };
    }
  }
  if (draft.rcode === RCODE.servfail) return failed();
  const additional = addressesFor(zones, [...draft.answers, ...draft.authority], [...draft.answers, ...draft.glue]);
  return { ...draft, additional };
}

function failed(): AuthorityAnswer {
  return {
    rcode: RCODE.servfail,
    authoritative: false,
    answers: [],
    authority: [],
    glue: [],
    additional: [],
  };
}

/** Adds what one zone says of a name, and returns the name to go on with, if there is one. */
function answerInZone(draft: Draft, zone: Zone, name: DomainName, type: number, isFirst: boolean): DomainName | undefined {
  const { encloser, node, cut, dname } = descend(zone, name, type);
  if (dname !== undefined) return rename(draft, dname, name, type);
  if (cut !== undefined) refer(draft, zone, cut, isFirst);
  else if (node !== undefined) return answerAtNode(draft, zone, node, name, type);
  else if (!zone.isComplete || zone.hasUnreadLines) draft.rcode = RCODE.servfail;
  else {
    // RFC 4592 section 3.3.1: only the wildcard below the closest encloser counts.
    const wildcard = zone.nodes.get(encloser.labels.length === 0 ? "*" : `*.${encloser.key}`);
    if (wildcard !== undefined) return answerAtNode(draft, zone, wildcard, name, type);
    draft.rcode = RCODE.nxdomain;
    pushSoa(draft, zone);
  }
  return undefined;
}

interface Place {
  /** The deepest name on the way that exists. */
  readonly encloser: DomainName;
  readonly node?: ZoneNode | undefined;
  /** The delegation that the name is at or below. */
  readonly cut?: DomainName;
  /** The DNAME record above it, which renames everything below its owner (RFC 6672). */
  readonly dname?: RrSet;
}

/** Walks from the apex down to a name. */
function descend(zone: Zone, name: DomainName, type: number): Place {
  let encloser = zone.apex;
  for (const ancestor of pathTo(zone.apex, name)) {
    const node = zone.nodes.get(ancestor.key);
    if (node === undefined) return { encloser };
    encloser = ancestor;
    const isLast = ancestor.labels.length === name.labels.length;
    const isApex = ancestor.labels.length === zone.apex.labels.length;
    // The parent answers for DS at the cut itself (RFC 4035 section 3.1.4.1).
    if (!isApex && node.has("NS") && !(isLast && type === typeCode(TYPE_DS))) return { encloser, cut: ancestor };
    const dname = isLast ? undefined : node.get(TYPE_DNAME);
    if (dname !== undefined) return { encloser, dname };
    if (isLast) return { encloser, node };
  }
  return { encloser };
}

function answerAtNode(draft: Draft, zone: Zone, node: ZoneNode, name: DomainName, type: number): DomainName | undefined {
  const types: readonly QueryType[] = type === ANY ? [...node.keys()] : [typeName(type)];
  let found = false;
  for (const each of types) {
    const records = node.get(each);
    if (records !== undefined) {
      found = true;
      pushSet(draft, draft.answers, records, name);
    }
  }
  if (found) return undefined;
  const alias = node.get("CNAME");
  if (alias !== undefined) {
    pushSet(draft, draft.answers, alias, name);
    const data = alias[0]?.data;
    return data?.type === "CNAME" ? data.target : undefined;
  }
  if (!zone.isComplete || zone.hasUnreadLines) draft.rcode = RCODE.servfail;
  else pushSoa(draft, zone);
  return undefined;
}

/** Adds the DNAME record and the CNAME record that it stands for (RFC 6672 section 3.1), and returns the new name. */
function rename(draft: Draft, dname: RrSet, name: DomainName, type: number): DomainName | undefined {
  const [first] = dname;
  const [target] = first === undefined ? [] : targetNames(first.data);
  if (first === undefined || target === undefined) {
    draft.rcode = RCODE.servfail;
    return undefined;
  }
  pushSet(draft, draft.answers, dname, first.owner);
  const below = name.labels.slice(0, name.labels.length - first.owner.labels.length);
  const renamed = DomainName.fromLabels([...below, ...target.labels]);
  if (!isName(renamed)) {
    draft.rcode = YXDOMAIN;
    return undefined;
  }
  draft.answers.push({
    owner: name,
    type: "CNAME",
    ttl: first.ttl ?? 0,
    data: [{ type: "CNAME", target: renamed }],
  });
  return type === typeCode("CNAME") || type === ANY ? undefined : renamed;
}

/** A referral: the name servers of the cut and their addresses below it. AA speaks of the first name (RFC 1035 4.1.1). */
function refer(draft: Draft, zone: Zone, cut: DomainName, isFirst: boolean): void {
  if (isFirst) draft.authoritative = false;
  const servers = zone.nodes.get(cut.key)?.get("NS") ?? [];
  pushSet(draft, draft.authority, servers, cut);
  for (const { data } of servers) {
    if (data.type !== "NS" || !data.target.isWithin(cut)) continue;
    const node = zone.nodes.get(data.target.key);
    for (const family of ["A", "AAAA"] as const) {
      const addresses = node?.get(family);
      if (addresses !== undefined && !has(draft.glue, data.target, family)) pushSet(draft, draft.glue, addresses, data.target);
    }
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function pushSoa(draft: Draft, zone: Zone): void {
  const soa = zone.nodes.get(zone.apex.key)?.get("SOA") ?? [];
  const sets: AnswerSet[] = [];
  pushSet(draft, sets, soa, zone.apex);
  // RFC 2308 section 3: the TTL of a negative answer is the lower one of the SOA record's and its minimum.
  for (const set of sets) draft.authority.push({ ...set, ttl: Math.min(set.ttl, zone.negativeTtl ?? set.ttl) });
}

/** Adds records under a name: their own, or the one that a wildcard stands for. */
function pushSet(draft: Draft, sets: AnswerSet[], records: readonly ZoneRecord[], owner: DomainName): void {
  const [first] = records;
  if (first === undefined) return;
  if (records.some((record) => !record.isRead)) {
    draft.rcode = RCODE.servfail;
    return;
  }
  // RFC 2181 section 5.2: a set has one TTL. One that no line states is 0, so that nobody keeps a trial.
  const ttl = records.reduce((least, record) => Math.min(least, record.ttl ?? 0), 0x7fff_ffff);
  sets.push({ owner, type: first.type, ttl, data: records.map((record) => record.data) });
}

/** Addresses of the hosts that records name, where the zones have them and the message does not. */
function addressesFor(zones: Zones, sets: readonly AnswerSet[], present: readonly AnswerSet[]): AnswerSet[] {
  const additional: AnswerSet[] = [];
  for (const data of sets.flatMap((set) => set.data)) {
    const host = hostOf(data);
    const zone = host === undefined ? undefined : zoneFor(zones, host, 0);
    if (host === undefined || zone === undefined) continue;
    const place = descend(zone, host, 0);
    if (place.cut !== undefined || place.dname !== undefined) continue;
    for (const family of ["A", "AAAA"] as const) {
      const records = place.node?.get(family);
      if (records === undefined || has(present, host, family) || has(additional, host, family)) continue;
      const ignored: Draft = {
        rcode: 0,
        authoritative: true,
        answers: [],
        authority: [],
        glue: [],
      };
      pushSet(ignored, additional, records, host);
    }
  }
  return additional;
}

function hostOf(data: RecordData): DomainName | undefined {
  if (data.type === "MX") return data.exchange;
  return data.type === "NS" || data.type === "SRV" ? data.target : undefined;
}

function has(sets: readonly AnswerSet[], owner: DomainName, type: QueryType): boolean {
  return sets.some((set) => set.type === type && set.owner.equals(owner));
}

/** The deepest zone that holds a name; for DS at an apex, the one above. */
function zoneFor(zones: Zones, name: DomainName, type: number): Zone | undefined {
  const isDs = type === typeCode(TYPE_DS);
  let apexZone: Zone | undefined;
  for (let at = name; ; at = at.parent) {
    const zone = zones.get(at.key);
    if (zone !== undefined) {
      if (!isDs || at !== name) return zone;
      apexZone = zone;
    }
    if (at.labels.length === 0) return apexZone;
  }
}

/** The names from the apex down to a name, both included. */
function pathTo(apex: DomainName, name: DomainName): DomainName[] {
  const path: DomainName[] = [];
  for (let at = name; at.labels.length > apex.labels.length; at = at.parent) path.push(at);
  path.push(apex);
  return path.reverse();
}
