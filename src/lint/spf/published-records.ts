/** The SPF records that zones hold, and those that DNS has at the same names. */
import type { DomainName } from "../../base/name.js";
import type { Steps } from "../../base/run.js";
import { selectRecords } from "../../spf/selection.js";
import type { ParsedZone } from "../../zone/parse.js";
import { createZoneViews } from "../../zone/views.js";
import { spfRecords } from "../mail/texts.js";

/** The most names that DNS is asked about, a question each. */
const MAX_NAMES = 200;

/** The names of zones that have an SPF record, wildcards left out. */
export function spfOwners(zones: readonly ParsedZone[]): DomainName[] {
  const owners: DomainName[] = [];
  for (const view of createZoneViews(zones)) {
    for (const node of view.nodes()) {
      if (!node.types.includes("TXT") || node.owner.labels[0] === "*") continue;
      if (spfRecords(node, view).length > 0) owners.push(node.owner);
    }
  }
  return owners;
}

/**
 * Asks what is published at names: the SPF records of each by its key. A name whose question fails is left out, and so are those beyond
 * the first 200.
 */
export function* publishedRecordsSteps(names: readonly DomainName[]): Steps<ReadonlyMap<string, readonly string[]>> {
  const published = new Map<string, readonly string[]>();
  for (const name of names.slice(0, MAX_NAMES)) {
    const answer = yield { name, type: "TXT" };
    const isKnown = answer.status === "noerror" || answer.status === "nodata" || answer.status === "nxdomain";
    if (isKnown) published.set(name.key, selectRecords(answer));
  }
  return published;
}
