/** The zones that are checked together, as rules see them. */
import type { SourceText } from "../base/source.js";
import type { ParsedZone } from "../zone/parse.js";
import type { ZoneView } from "../zone/view.js";
import type { ZoneSet } from "../zone/zone-set.js";
import type { Run } from "./active.js";
import type { Estate, Rule, RuleContext } from "./rule.js";
import type { Candidates } from "./signs/candidates.js";

export function createEstate(lookup: ZoneSet["lookup"], views: readonly ZoneView[], candidates: Candidates): Estate {
  const byApex = new Map(views.map((view) => [view.apex.key, view]));
  return {
    zones: views,
    zoneOf(name) {
      for (let at = name; ; at = at.parent) {
        const zone = byApex.get(at.key);
        if (zone !== undefined || at.labels.length === 0) return zone;
      }
    },
    lookup,
    *namesWith(zone, signs) {
      for (const { node } of candidates.of(zone, signs)) yield node;
    },
  };
}

export function createContext(rule: Rule, { input, collector, estate, before }: Run): RuleContext {
  const { id, severity, section } = rule;
  return {
    estate,
    now: input.now,
    before: (zone) => before.get(zone.apex.key),
    published: (owner) => input.published?.get(owner.key),
    report: (finding) => collector.report({ severity, ...finding, rule: id, section }),
  };
}

/** The files, those included by several zones once. */
export function sourcesOf(zones: readonly ParsedZone[]): SourceText[] {
  const sources = new Map<string, SourceText>();
  for (const source of zones.flatMap((zone) => zone.sources)) {
    if (!sources.has(source.name)) sources.set(source.name, source);
  }
  return [...sources.values()];
}
