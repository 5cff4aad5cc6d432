/** How many lookups the checks of a policy take, and whom the limit of ten stops (RFC 7208 section 4.6.4). */
import type { IpAddress } from "../../base/ip.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { Effect } from "../../spf/policy/ways.js";
import type { PolicyFinding, PolicyView } from "./policy-view.js";
import { shownInRoot } from "./policy-terms.js";
import { type Greatest, biggestShare, greatestOfBoth, isCountedElsewhere, lookupBound } from "./way-counts.js";

/**
 * Whom the limit stops: a sender that would pass (`senders`; which one is left out where it is not certain), or only those that would
 * not (`strangers`), or `everyone`, for nobody passes.
 */
export type Stopped =
  | { readonly kind: "senders"; readonly count: Greatest; readonly sender?: IpAddress }
  | { readonly kind: "strangers"; readonly count: Greatest }
  | { readonly kind: "everyone"; readonly count: Greatest };

/** What goes beyond ten lookups; undefined where nothing does, or where that is said elsewhere (circles, records that are checked). */
export function stoppedByLookups(view: PolicyView): Stopped | undefined {
  const count = mostLookups(view, MAX_LOOKUPS + 1);
  if (count === undefined || count.count <= MAX_LOOKUPS) return undefined;
  let isStopped = false;
  let passes = false;
  for (const { result, code, unlimited, addresses, isAssumed } of FAMILIES.flatMap(
    (family) => view.possible.outcomes[family],
  )) {
    if (result === "pass") passes = true;
    if (code !== "lookup-limit" || unlimited.lookups === Infinity) continue;
    isStopped = true;
    const sender = addresses.first();
    if (unlimited.result !== "pass" || sender === undefined) continue;
    return { kind: "senders", count, ...(isAssumed ? {} : { sender }) };
  }
  // Another limit may come first, and its rule has its say.
  if (!isStopped) return undefined;
  return { kind: passes ? "strangers" : "everyone", count };
}

/** In front of a number of lookups: what nobody knows may take more. */
export function atMost({ policy }: PolicyView): string {
  const isUnknown = [...policy.records.values()].some(({ answer }) => answer?.isUnknown === true);
  return isUnknown ? "at least" : "up to";
}

/** The check that takes the most lookups, where that may be so many; undefined where it is said elsewhere. */
export function mostLookups(view: PolicyView, least: number): Greatest | undefined {
  const bound = lookupBound(view);
  if (bound < least || bound === Infinity || isCountedElsewhere(view, least)) return undefined;
  return greatestOfBoth(view.possible, lookupsOf);
}

/** A finding at the term with the biggest share of the lookups, with the share in its message. */
export function atBiggestShare(view: PolicyView, count: Greatest, message: string): PolicyFinding {
  const share = biggestShare(count, lookupsOf);
  if (share === undefined) return { span: { start: 0, end: view.text.length }, message };
  const isMost = share.count > 1;
  const blame = isMost ? `; ${shownInRoot(view, share.term)} takes ${share.count} of them, more than any other term` : "";
  return { span: isMost ? share.term.term.span : { start: 0, end: view.text.length }, message: `${message}${blame}` };
}

function lookupsOf({ term }: Effect): number {
  return term.lookups;
}
