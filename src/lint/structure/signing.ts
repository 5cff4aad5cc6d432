/** What the signatures of a zone have to cover (RFC 4035 section 2). */
import { type QueryType, typeCode } from "../../base/question.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { zoneKeys } from "./keys.js";
import { uint16At } from "./octets.js";
import { TYPE_DNSKEY, TYPE_DS, TYPE_NSEC, TYPE_RRSIG } from "./types.js";

/** Whether a zone has keys and signatures. Without one of both it is not signed here, or other rules say what is missing. */
export function isSigned(zone: ZoneView): boolean {
  const types = zone.node(zone.apex)?.types ?? [];
  return types.includes(TYPE_DNSKEY) && types.includes(TYPE_RRSIG);
}

/** The names that the zone answers for, its delegations among them. What is below those is glue. */
export function* ownNodes(zone: ZoneView): Iterable<NodeView> {
  for (const node of zone.nodes()) {
    const { cut } = node;
    if (cut === undefined || cut.labels.length >= node.owner.labels.length) yield node;
  }
}

/** The types of a name that are signed: at a delegation only DS and NSEC (RFC 4035 sections 2.2 and 2.4). */
export function signedTypes(node: NodeView): readonly QueryType[] {
  const { types } = node;
  if (node.cut !== undefined) return types.filter((type) => type === TYPE_DS || type === TYPE_NSEC);
  return types.includes(TYPE_RRSIG) ? types.filter((type) => type !== TYPE_RRSIG) : types;
}

/** The codes of the types that the signatures of a name cover. */
export interface Coverage {
  readonly all: ReadonlySet<number>;
  /** By a key of the zone, as its key tag and algorithm say. */
  readonly byKeys: ReadonlySet<number>;
}

/** Reads which types the signatures of names cover. The keys are read once for the zone. */
export function coverageIn(zone: ZoneView): (node: NodeView) => Coverage {
  const keys = new Set(
    zoneKeys(zone.node(zone.apex)?.rrset(TYPE_DNSKEY) ?? []).map(({ tag, algorithm }) => keyId(tag, algorithm)),
  );
  return (node) => {
    const all = new Set<number>();
    const byKeys = new Set<number>();
    for (const { data } of node.types.includes(TYPE_RRSIG) ? node.rrset(TYPE_RRSIG) : []) {
      if (data.type !== "UNKNOWN" || data.octets.length < 18) continue;
      // RFC 4034 section 3.1: the type covered, the algorithm, and later the key tag.
      const covered = uint16At(data.octets, 0);
      all.add(covered);
      if (keys.has(keyId(uint16At(data.octets, 16), data.octets[2] ?? 0))) byKeys.add(covered);
    }
    return { all, byKeys };
  };
}

export function isCovered(type: QueryType, covered: ReadonlySet<number>): boolean {
  return covered.has(typeCode(type));
}

// --------------------------------------------------------------------------------------------------------------------------

function keyId(tag: number, algorithm: number): number {
  return algorithm * 0x1_0000 + tag;
}
