/** What a zone has below its delegations. Only glue belongs there: servers never answer with anything else (RFC 1034 4.2.1). */
import type { DomainName } from "../../base/name.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import type { Estate } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { perZone } from "./state.js";

/** The names below one delegation with records that are not addresses. */
interface Occluded {
  readonly first: ZoneRecord;
  /** How many names there are. */
  names: number;
}

/** By the key of the delegated name. */
export interface BelowDelegations {
  readonly occluded: ReadonlyMap<string, Occluded>;
  /** The first address of each name that has nothing but addresses, and that no NS record of the zone points to. */
  readonly unneededGlue: ReadonlyMap<string, readonly ZoneRecord[]>;
}

/** Looks at all names below delegations, once for each zone. */
export function belowDelegations(zone: ZoneView, estate: Estate): BelowDelegations {
  const known = found(zone);
  known.below ??= findBelow(zone, estate);
  return known.below;
}

/** Whether the NS records of a name point to a host. */
export function isServerOf(node: NodeView | undefined, host: DomainName): boolean {
  return (node?.rrset("NS") ?? []).some(({ data }) => data.type === "NS" && data.target.equals(host));
}

// --------------------------------------------------------------------------------------------------------------------------

const found = perZone((): { below?: BelowDelegations } => ({}));

function findBelow(zone: ZoneView, estate: Estate): BelowDelegations {
  const occluded = new Map<string, Occluded>();
  const glue = new Map<string, { cut: DomainName; record: ZoneRecord }>();
  for (const node of estate.namesWith(zone, Sign.OutOfSight)) {
    const { cut, owner, types } = node;
    if (cut === undefined || cut.labels.length === owner.labels.length) continue;
    const other = types.find((type) => type !== "A" && type !== "AAAA");
    const [record] = node.rrset(other ?? types[0] ?? "A");
    if (record === undefined) continue;
    if (other === undefined) {
      // Mostly glue is for the delegation that it is below.
      if (!isServerOf(zone.node(cut), owner)) glue.set(owner.key, { cut, record });
      continue;
    }
    const group = occluded.get(cut.key);
    if (group === undefined) occluded.set(cut.key, { first: record, names: 1 });
    else group.names++;
  }
  // In columns no name of a server shows the sign.
  if (glue.size > 0 && zone.columns === undefined) removeServers(zone, glue);
  const unneededGlue = new Map<string, ZoneRecord[]>();
  for (const { cut, record } of glue.values()) {
    const records = unneededGlue.get(cut.key);
    if (records === undefined) unneededGlue.set(cut.key, [record]);
    else records.push(record);
  }
  return { occluded, unneededGlue };
}

// Glue may be for another delegation, or for the zone itself.
function removeServers(zone: ZoneView, glue: Map<string, unknown>): void {
  for (const node of zone.nodes()) {
    if (!node.types.includes("NS")) continue;
    for (const { data } of node.rrset("NS")) if (data.type === "NS") glue.delete(data.target.key);
  }
}
