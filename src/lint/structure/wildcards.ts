/** Where wildcards do not reach: names that exist, and names below those that exist (RFC 4592 section 2.2.1). */
import type { DomainName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { isWildcard } from "./names.js";
import { perZone } from "./state.js";

/** Hosts that a wildcard's records of a type do not reach, because they have records of their own. */
interface HiddenHosts {
  readonly wildcard: ZoneRecord;
  /** The first record of the first host. */
  readonly first: ZoneRecord;
  count: number;
}

/** Names without records that stop a wildcard. */
interface BlockingNames {
  readonly name: DomainName;
  /** The first record below the first name: the one that makes it exist. */
  readonly below: ZoneRecord;
  count: number;
}

/** By the key of the wildcard's name. */
export interface WildcardReach {
  readonly hidden: ReadonlyMap<string, readonly HiddenHosts[]>;
  readonly blocking: ReadonlyMap<string, BlockingNames>;
}

/** What a mail domain needs at each name that sends or receives: it is easily forgotten that the wildcard does not give it. */
const NEEDED: readonly QueryType[] = ["MX", "TXT"];

/** Looks at all names of a zone, twice, once for each zone. Asked for where there is a wildcard. */
export const wildcardReach: (zone: ZoneView) => WildcardReach = perZone((zone) => {
  const search: Search = {
    zone,
    wildcards: new Map(),
    hidden: new Map(),
    blocking: new Map(),
    seen: new Set(),
  };
  for (const node of zone.nodes()) {
    if (isWildcard(node.owner) && node.cut === undefined) search.wildcards.set(node.owner.parent.key, node);
  }
  for (const node of zone.nodes()) {
    if (node.cut !== undefined || isWildcard(node.owner)) continue;
    addHost(node, search);
    addBlocking(node, search);
  }
  return search;
});

// --------------------------------------------------------------------------------------------------------------------------

interface Search {
  readonly zone: ZoneView;
  /** By the key of the name that they stand below. */
  readonly wildcards: Map<string, NodeView>;
  readonly hidden: Map<string, HiddenHosts[]>;
  readonly blocking: Map<string, BlockingNames>;
  /** Names without records that were counted. */
  readonly seen: Set<string>;
}

function addHost(node: NodeView, { wildcards, hidden }: Search): void {
  const { owner, types } = node;
  if (!types.includes("A") && !types.includes("AAAA")) return;
  const wildcard = wildcards.get(owner.parent.key);
  if (wildcard === undefined) return;
  for (const type of NEEDED) {
    if (types.includes(type)) continue;
    const [record] = wildcard.rrset(type);
    const [first] = node.rrset(types.includes("A") ? "A" : "AAAA");
    if (record === undefined || first === undefined) continue;
    const groups = hidden.get(wildcard.owner.key) ?? [];
    const group = groups.find((known) => known.wildcard.type === type);
    if (group !== undefined) group.count++;
    else hidden.set(wildcard.owner.key, [...groups, { wildcard: record, first, count: 1 }]);
  }
}

function addBlocking(node: NodeView, { zone, wildcards, blocking, seen }: Search): void {
  const lowest = zone.apex.labels.length + 1;
  for (let name = node.owner.parent; name.labels.length >= lowest; name = name.parent) {
    // A name such as _tcp is there for what is below it, and nobody asks for hosts there.
    if (name.labels[0]?.startsWith("_") === true || seen.has(name.key)) continue;
    const wildcard = wildcards.get(name.parent.key);
    const found = wildcard === undefined ? undefined : zone.node(name);
    if (wildcard === undefined || found === undefined || found.types.length > 0) continue;
    seen.add(name.key);
    const [below] = node.rrset(node.types[0] ?? "A");
    const group = blocking.get(wildcard.owner.key);
    if (group !== undefined) group.count++;
    else if (below !== undefined) blocking.set(wildcard.owner.key, { name, below, count: 1 });
  }
}
