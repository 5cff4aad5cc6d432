/** Policies in which includes and redirects go round in a circle. */
import { type DomainName, compareNames } from "../../base/name.js";
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import type { PolicyView } from "./policy-view.js";
import { placedTerms } from "./policy-terms.js";
import { lookupBound } from "./way-counts.js";

export interface Circle {
  /** The term of the root that leads into it. */
  readonly rootTerm: PolicyTerm;
  /** The domains of one way round. */
  readonly circle: readonly DomainName[];
}

/**
 * The circle that is to be reported at the root of a policy. One with several checked records in it is reported at the first of
 * them by name, and one that is in the checked zones as a whole is not: whoever has these sees it without a policy.
 */
export function circleToBlame(view: PolicyView): Circle | undefined {
  if (lookupBound(view) !== Infinity) return undefined;
  const { root } = view.policy;
  const own = wayRound(root);
  if (own !== undefined)
    return blamed(
      view,
      root,
      own,
      root.terms.find(({ child }) => child !== undefined && child === (own[1] ?? root)),
    );
  for (const { term, rootTerm } of placedTerms(view)) {
    const way = term.child === undefined ? undefined : wayRound(term.child);
    if (term.child === undefined || way === undefined) continue;
    return knotOf(term.child).some(({ domain }) => view.isChecked(domain))
      ? undefined
      : blamed(view, term.child, way, rootTerm);
  }
  return undefined;
}

function blamed(
  view: PolicyView,
  record: PolicyRecord,
  way: readonly PolicyRecord[],
  rootTerm: PolicyTerm | undefined,
): Circle | undefined {
  const knot = knotOf(record);
  if (rootTerm === undefined || knot.every(({ domain }) => view.isAnsweredHere({ name: domain, type: "TXT" })))
    return undefined;
  const others = knot.filter((other) => other !== record && view.isChecked(other.domain));
  const isFirst = others.every(({ domain }) => compareNames(record.domain, domain) < 0);
  return isFirst ? { rootTerm, circle: way.map(({ domain }) => domain) } : undefined;
}

/** The shortest way from a record back to it, which it starts with; undefined where it is in no circle. */
function wayRound(start: PolicyRecord): PolicyRecord[] | undefined {
  const before = new Map<PolicyRecord, PolicyRecord | undefined>([[start, undefined]]);
  // What is added is met by the loop.
  for (const record of before.keys()) {
    for (const child of childrenOf(record)) {
      if (child === start) {
        const way: PolicyRecord[] = [];
        for (let at: PolicyRecord | undefined = record; at !== undefined; at = before.get(at)) way.push(at);
        return way.reverse();
      }
      if (!before.has(child)) before.set(child, record);
    }
  }
  return undefined;
}

/** The records that a record leads to and that lead back to it, itself among them. */
function knotOf(record: PolicyRecord): PolicyRecord[] {
  return [...reached(record)].filter((other) => reached(other).has(record));
}

function reached(start: PolicyRecord): ReadonlySet<PolicyRecord> {
  const seen = new Set([start]);
  for (const record of seen) for (const child of childrenOf(record)) seen.add(child);
  return seen;
}

function childrenOf({ terms }: PolicyRecord): PolicyRecord[] {
  return terms.flatMap(({ isReached, child }) => (isReached && child !== undefined ? [child] : []));
}
