/** Zones as those who check them see them, made of parsed files. */
import type { ParsedZone } from "./parse.js";
import type { ZoneView } from "./view.js";
import { type Zone, buildZones } from "./zone-data.js";

/** One view for each apex, in order of the first file of each. Files with the same apex are one zone. */
export function createZoneViews(parsedZones: readonly ParsedZone[]): ZoneView[] {
  return [...buildZones(parsedZones).values()].map(viewOf);
}

function viewOf({ apex, isComplete, hasUnreadLines, files, soa, nodes }: Zone): ZoneView {
  return {
    apex,
    isComplete,
    hasUnreadLines,
    files,
    soa,
    nodes: () => nodes.all(),
    node: (name) => nodes.get(name.key),
    columns: nodes.columns,
  };
}
