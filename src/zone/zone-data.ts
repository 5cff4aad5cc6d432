/** Zones as names with records, of one file or merged from several. */
import { DomainName } from "../base/name.js";
import { mergeNodes } from "./merged-nodes.js";
import type { ParsedZone } from "./parse.js";
import type { ZoneRecord } from "./record.js";
import { TableNodes } from "./table-nodes.js";
import type { ZoneSoa } from "./view.js";
import type { ZoneNodes } from "./zone-nodes.js";

export type { RrSet, ZoneNode } from "./zone-nodes.js";

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
  readonly soa: ZoneRecord | undefined;
  readonly soas: readonly ZoneSoa[];
  /** Seconds that a negative answer may be kept (RFC 2308 section 5). */
  readonly negativeTtl: number | undefined;
  readonly nodes: ZoneNodes;
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

const TYPE_SOA = 6;

function buildZone(group: readonly ParsedZone[]): Zone {
  const [first] = group;
  const apex = first === undefined ? DomainName.root : apexOf(first);
  const nodes = first !== undefined && group.length === 1 ? new TableNodes(first.table, apex) : mergeNodes(group, apex);
  const soa = findSoa(group, nodes, apex);
  const files = group.map((parsed) => parsed.source.name);
  return {
    apex,
    files,
    label: `zone ${apex.text} (${files.join(", ")})`,
    isComplete: group.some((parsed) => !parsed.isFragment),
    hasUnreadLines: group.some((parsed) => parsed.hasUnreadLines),
    soa,
    soas: group.flatMap((parsed) => soaOf(parsed)),
    negativeTtl: negativeTtl(soa),
    nodes,
  };
}

function findSoa(group: readonly ParsedZone[], nodes: ZoneNodes, apex: DomainName): ZoneRecord | undefined {
  return group.every((parsed) => parsed.isFragment) ? undefined : nodes.get(apex.key)?.rrset("SOA")[0];
}

function soaOf({ isFragment, source, table, guessedOrigin }: ParsedZone): ZoneSoa[] {
  if (isFragment) return [];
  const record = table.record(table.types.subarray(0, table.count).indexOf(TYPE_SOA));
  return [{ file: source.name, record, guessedOrigin }];
}

function negativeTtl(soa: ZoneRecord | undefined): number | undefined {
  if (soa?.data.type !== "SOA") return undefined;
  return Math.min(soa.ttl ?? soa.data.minimum, soa.data.minimum);
}

function apexOf(parsed: ParsedZone): DomainName {
  return parsed.origin ?? DomainName.root;
}
