/** The terms of a policy, each with the way from the root to it. */
import type { DomainName } from "../../base/name.js";
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import { domainWords } from "../../spf/policy/published.js";
import { formatTerm } from "../../spf/print.js";
import type { Mechanism } from "../../spf/record.js";
import { quoted } from "../../zone/problems.js";
import type { PolicyView } from "./policy-view.js";

/** A term that evaluations reach. */
export interface PlacedTerm {
  readonly term: PolicyTerm;
  /** The record that it stands in. */
  readonly record: PolicyRecord;
  /** The term of the root record that leads to it: itself, where it stands there. */
  readonly rootTerm: PolicyTerm;
  /** The domains of the records on the way, the root's left out. */
  readonly way: readonly DomainName[];
  /** Whoever passes the record that it stands in passes the root, if nothing before decides: the way has no `-include`. */
  readonly isPassing: boolean;
}

/**
 * The terms that a rule has to blame on the root's record: its own, and those of records that it leads to, nearer ones first and each
 * record once. Left out is what stands in, or behind, another record that is checked itself.
 */
export function placedTerms(view: PolicyView): PlacedTerm[] {
  const { root } = view.policy;
  const seen = new Set<PolicyRecord>([root]);
  const placed = root.terms
    .filter(({ isReached }) => isReached)
    .map((term): PlacedTerm => ({ term, record: root, rootTerm: term, way: [], isPassing: true }));
  for (const parent of placed) {
    const { child } = parent.term;
    if (child === undefined || seen.has(child) || view.isChecked(child.domain)) continue;
    seen.add(child);
    const isPassing = parent.isPassing && handsOnPass(parent.term);
    // What is added is met by the loop.
    for (const term of child.terms) {
      if (!term.isReached) continue;
      placed.push({ term, record: child, rootTerm: parent.rootTerm, way: [...parent.way, child.domain], isPassing });
    }
  }
  return placed;
}

/** Whether a term makes a pass of what its record passes. */
export function handsOnPass({ term }: PolicyTerm): boolean {
  return term.kind === "modifier" || (term.mechanism.name === "include" && term.qualifier === "+");
}

/** The name of a term's mechanism, or `redirect`. */
export function termName({ term }: PolicyTerm): Mechanism["name"] | "redirect" {
  return term.kind === "directive" ? term.mechanism.name : "redirect";
}

/** A term as it is written in the root's record. */
export function shownInRoot(view: PolicyView, { term }: PolicyTerm): string {
  return quoted(view.text.slice(term.span.start, term.span.end));
}

/** A term for messages: as it is written, with the record that it stands in where that is not the root. */
export function shownPlaced(view: PolicyView, { term, way }: PlacedTerm): string {
  const last = way.at(-1);
  return last === undefined
    ? shownInRoot(view, term)
    : `${quoted(formatTerm(term.term))} in the record of ${domainWords(last)}`;
}

/** ` (through a.example, b.example)`: the records on the way; empty for a term of the root. */
export function through({ way }: PlacedTerm): string {
  return way.length === 0 ? "" : ` (through ${way.map(domainWords).join(", ")})`;
}
