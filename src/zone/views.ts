/** Zones as those who check them see them, made of parsed files. */
import type { ParsedZone } from "./parse.js";
import type { ZoneView } from "./view.js";
import { type Zone, buildZones } from "./zone-data.js";
import { type ZoneSet, zoneSetOf } from "./zone-set.js";

/** One view for each apex, in order of the first file of each. Files with the same apex are one zone. */
export function createZoneViews(parsedZones: readonly ParsedZone[]): ZoneView[] {
  return [...buildZones(parsedZones).values()].map(viewOf);
}

/** Views of zones, and the same zones ready for lookups: what both find out about a large zone is found once. */
export interface ViewedZones extends ZoneSet {
  readonly views: readonly ZoneView[];
}

/** Makes both. */
export function createViewedZones(parsedZones: readonly ParsedZone[]): ViewedZones {
  const zones = buildZones(parsedZones);
  return { views: [...zones.values()].map(viewOf), ...zoneSetOf(zones) };
}

// --------------------------------------------------------------------------------------------------------------------------

function viewOf({ apex, isComplete, hasUnreadLines, files, soa, soas, nodes }: Zone): ZoneView {
  return {
    apex,
    isComplete,
    hasUnreadLines,
    files,
    soa,
    soas,
    nodes: () => nodes.all(),
    node: (name) => nodes.get(name.key),
    columns: nodes.columns,
  };
}
