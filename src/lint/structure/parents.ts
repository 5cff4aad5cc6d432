/** Zones and the zones above them, where both are checked together. */
import type { NodeView, ZoneView } from "../../zone/view.js";
import type { Estate } from "../rule.js";
import { isWhole } from "./targets.js";
import { TYPE_DNAME } from "./types.js";

export interface ZoneAbove {
  readonly zone: ZoneView;
  /** What it has at the apex of the zone below: the delegation. Undefined where it has nothing. */
  readonly node: NodeView | undefined;
}

/**
 * The whole zone that has to delegate another one. Undefined where that is none of the estate: a zone between the two is delegated
 * away, or nothing above is at hand.
 */
export function zoneAbove({ apex }: ZoneView, estate: Estate): ZoneAbove | undefined {
  if (apex.labels.length === 0) return undefined;
  const zone = estate.zoneOf(apex.parent);
  if (zone === undefined || !isWhole(zone)) return undefined;
  for (let name = apex.parent; name.labels.length > zone.apex.labels.length; name = name.parent) {
    const between = zone.node(name);
    if (between !== undefined && (between.types.includes("NS") || between.types.includes(TYPE_DNAME))) return undefined;
  }
  return { zone, node: zone.node(apex) };
}
