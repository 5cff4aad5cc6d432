/** Includes and redirects that lead to no good record. */
import type { PolicyRecord } from "../../spf/policy/policy.js";
import type { PolicyView } from "./policy-view.js";
import { type PlacedTerm, placedTerms } from "./policy-terms.js";

/** A term with the record that it leads to. */
export interface LedTo {
  readonly placed: PlacedTerm;
  readonly child: PolicyRecord;
}

/**
 * The includes and redirects of a policy with their records, each record once. Left out are those that the checked zones answer for: the
 * rules of names and zones are about these.
 */
export function ledTo(view: PolicyView): LedTo[] {
  const seen = new Set<PolicyRecord>();
  const found: LedTo[] = [];
  for (const placed of placedTerms(view)) {
    const { child } = placed.term;
    if (child === undefined || seen.has(child) || view.isAnsweredHere({ name: child.domain, type: "TXT" })) continue;
    seen.add(child);
    found.push({ placed, child });
  }
  return found;
}

/** What a check makes of such a target, for messages. */
export const BREAKS = "checks that come here are a permanent error";
