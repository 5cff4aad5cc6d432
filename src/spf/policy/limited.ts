/**
 * The limits of section 4.6.4, laid over a way without limits: the first count that goes beyond its limit ends the evaluation, whatever
 * would have come behind it. What came before it, a failure of DNS too, comes first here as well.
 */
import { MAX_LOOKUPS } from "../limits.js";
import type { SpfResult } from "../result.js";
import type { PolicyRecord, PolicyTerm } from "./policy.js";
import { type End, type ReasonCode, effectsOf } from "./ways.js";

/** A record on the way to a decision, and the term in it; absent where the record as a whole, or that nothing matches, decides. */
export interface PolicyPlace {
  readonly record: PolicyRecord;
  readonly term?: PolicyTerm;
}

/** What an evaluation gives, in the words of `CheckHostResult`. */
export interface Decision {
  readonly result: SpfResult;
  readonly code: ReasonCode;
  /** From the root to the place that decides. */
  readonly path: readonly PolicyPlace[];
  /** What was counted up to the decision: at most one beyond each limit. */
  readonly lookups: number;
  readonly voidLookups: number;
}

/** The decision where an evaluation within the limits stops or ends. */
export function limitedDecision(end: End, maxVoidLookups: number): Decision {
  const { lookups, voids } = end.tally;
  if (lookups > MAX_LOOKUPS || voids > maxVoidLookups) return stopped(end, maxVoidLookups);
  return { result: end.result, code: end.code, path: pathTo(end), lookups, voidLookups: voids };
}

/** The way from the root of an end to its decision. */
export function pathTo(end: End): PolicyPlace[] {
  const path: PolicyPlace[] = [];
  for (let at: End | undefined = end; at !== undefined; at = at.effect?.isDecidedHere === true ? undefined : at.effect?.child) {
    path.push({ record: at.record, ...(at.effect === undefined ? {} : { term: at.effect.term }) });
  }
  return path;
}

function stopped(whole: End, maxVoidLookups: number): Decision {
  const path: PolicyPlace[] = [];
  let [lookups, voids] = [0, 0];
  const tooMany = (): Decision => {
    return { result: "permerror", code: "lookup-limit", path, lookups: MAX_LOOKUPS + 1, voidLookups: voids };
  };
  // Down into the record of the effect that goes beyond a limit.
  for (let end: End | undefined = whole; end !== undefined;) {
    const { record }: End = end;
    let inside: End | undefined;
    for (const { term, tally, child } of effectsOf(end)) {
      const isBeyond = lookups + tally.lookups > MAX_LOOKUPS || voids + tally.voids > maxVoidLookups;
      if (!isBeyond) {
        lookups += tally.lookups;
        voids += tally.voids;
        continue;
      }
      path.push({ record, term });
      if (lookups + term.lookups > MAX_LOOKUPS) return tooMany();
      lookups += term.lookups;
      inside = child;
      if (inside !== undefined) break;
      if (lookups + tally.lookups - term.lookups > MAX_LOOKUPS || voids + tally.voids <= maxVoidLookups) return tooMany();
      return { result: "permerror", code: "void-lookup-limit", path, lookups, voidLookups: maxVoidLookups + 1 };
    }
    if (inside === undefined) path.push({ record });
    end = inside;
  }
  // The way itself is not known to its end: a circle, or possibilities that were no longer told apart.
  return tooMany();
}
