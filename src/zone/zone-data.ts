/** Zones as maps from names to records, merged from files. Maps and not objects: `__proto__` is a name like others. */
import { DomainName } from "../base/name.js";
import type { QueryType } from "../base/question.js";
import type { ParsedZone } from "./parse.js";
import { recordDataKey } from "./print.js";
import type { ZoneRecord } from "./record.js";

/** The records of one name and type. */
export type RrSet = readonly ZoneRecord[];

/** What a name has. A name without records exists because of a name below it: an empty non-terminal (RFC 4592 section 2.2.2). */
export type ZoneNode = ReadonlyMap<QueryType, RrSet>;

/** One zone, of one file or of several. */
export interface Zone {
  /** The root for a fragment that does not say what it belongs to; its names are absolute. */
  readonly apex: DomainName;
  readonly files: readonly string[];
  /** `zone <apex> (<files>)`. */
  readonly label: string;
  /** Whether a file has a SOA record. */
  readonly isComplete: boolean;
  readonly hasUnreadLines: boolean;
  /** Seconds that a negative answer may be kept (RFC 2308 section 5). */
  readonly negativeTtl: number | undefined;
  /** By `DomainName.key`. */
  readonly nodes: ReadonlyMap<string, ZoneNode>;
}

/** Merges files with the same apex. The zones by the key of their apex. */
export function buildZones(parsedZones: readonly ParsedZone[]): ReadonlyMap<string, Zone> {
  const groups = new Map<string, ParsedZone[]>();
  for (const parsed of parsedZones) {
    const { key } = apexOf(parsed);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [parsed]);
    else group.push(parsed);
  }
  return new Map([...groups].map(([key, group]) => [key, buildZone(group)]));
}

// --------------------------------------------------------------------------------------------------------------------------

type MutableNode = Map<QueryType, ZoneRecord[]>;

function buildZone(group: readonly ParsedZone[]): Zone {
  const apex = group[0] === undefined ? DomainName.root : apexOf(group[0]);
  const nodes = new Map<string, MutableNode>();
  const seen = new Set<string>();
  let soa: ZoneRecord | undefined;
  // Of equal records the one of a complete file counts: only there is its TTL sure to be known.
  const completeFirst = group.toSorted((a, b) => Number(a.isFragment) - Number(b.isFragment));
  for (const record of completeFirst.flatMap((parsed) => parsed.records)) {
    // A second SOA record, of another file, is no second zone.
    if (record.type === "SOA" && soa !== undefined) continue;
    if (record.type === "SOA") soa = record;
    // Each file by itself has no repetitions.
    if (group.length > 1 && record.isRead) {
      const key = `${record.owner.key} ${record.type} ${recordDataKey(record.data)}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    addRecord(nodes, apex, record);
  }
  const files = group.map((parsed) => parsed.source.name);
  return {
    apex,
    files,
    label: `zone ${apex.text} (${files.join(", ")})`,
    isComplete: group.some((parsed) => !parsed.isFragment),
    hasUnreadLines: group.some((parsed) => parsed.hasUnreadLines),
    negativeTtl: negativeTtl(soa),
    nodes,
  };
}

function addRecord(nodes: Map<string, MutableNode>, apex: DomainName, record: ZoneRecord): void {
  let node = nodes.get(record.owner.key);
  if (node === undefined) {
    node = new Map();
    nodes.set(record.owner.key, node);
    // Every ancestor of a name that exists does so as well, and those of an ancestor that is known are known.
    for (let at = record.owner; at.labels.length > apex.labels.length;) {
      at = at.parent;
      if (nodes.has(at.key)) break;
      nodes.set(at.key, new Map());
    }
  }
  const rrSet = node.get(record.type);
  if (rrSet === undefined) node.set(record.type, [record]);
  else rrSet.push(record);
}

function negativeTtl(soa: ZoneRecord | undefined): number | undefined {
  if (soa?.data.type !== "SOA") return undefined;
  return Math.min(soa.ttl ?? soa.data.minimum, soa.data.minimum);
}

function apexOf(parsed: ParsedZone): DomainName {
  return parsed.origin ?? DomainName.root;
}
