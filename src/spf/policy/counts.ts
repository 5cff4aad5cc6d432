/** What evaluations of a policy count at the most (section 4.6.4), in numbers to be shown: what is not known of them is said with them. */
import type { IpAddress } from "../../base/ip.js";
import { isFailure } from "../evaluation.js";
import { MAX_LOOKUPS, MAX_MX_NAMES, MAX_VOID_LOOKUPS } from "../limits.js";
import { type RecordCost, recordCosts } from "./costs.js";
import { FAMILIES, type Outcome, type PolicyOutcomes } from "./outcomes.js";
import type { Policy, PolicyRecord, PolicyTerm } from "./policy.js";
import type { Share, WorstCase } from "./worst-case.js";

export interface PolicyCounts {
  /** The most that an evaluation counts (section 4.6.4). */
  readonly counts: Readonly<Record<"lookups" | "voids" | "mxNames", TreeCount>>;
  /** What each term of the root adds to the lookups, in order; those that add nothing are left out. */
  readonly shares: readonly Share[];
}

/** The most of one kind that an evaluation counts. */
export interface TreeCount {
  /** `Infinity` where records go round in a circle. */
  readonly count: number;
  readonly limit: number;
  /**
   * `least`: what is not known comes on top. `most`: dynamic terms decide whether so many are met. `possible`: both, so that it may be
   * more or less.
   */
  readonly is: "exact" | "least" | "most" | "possible";
  /** An address whose evaluation meets it; absent where nothing is counted. */
  readonly address?: IpAddress;
}

/** The counts of a policy with its worst case, which is of the same outcomes. */
export function policyCounts(
  outcomes: PolicyOutcomes,
  worst: WorstCase,
  costOf: (record: PolicyRecord) => RecordCost = recordCosts(outcomes),
): PolicyCounts {
  const { policy } = outcomes;
  const counts = countsOf(outcomes, worst, costOf(policy.root));
  return { counts, shares: sharesOf(policy, worst, counts.lookups, costOf) };
}

function countsOf(outcomes: PolicyOutcomes, worst: WorstCase, { isOpen, lookups, voids }: RecordCost): PolicyCounts["counts"] {
  const { maxVoidLookups = MAX_VOID_LOOKUPS } = outcomes.options;
  const all = FAMILIES.flatMap((family) => outcomes.outcomes[family]);
  const addressOf = (is: (outcome: Outcome) => boolean): Pick<TreeCount, "address"> => {
    const address = all.find(is)?.addresses.example();
    return address === undefined ? {} : { address };
  };
  const kind = (isExact: boolean): TreeCount["is"] => (isOpen ? "least" : isExact ? "exact" : "most");
  const terms = [...outcomes.policy.records.values()].flatMap((record) => record.terms);
  const mxNames = Math.max(0, ...terms.map((term) => term.mxNames ?? 0));
  return {
    lookups: {
      count: lookups,
      limit: MAX_LOOKUPS,
      is: kind(worst.lookups.isExact),
      ...(lookups === 0 ? {} : addressOf(({ unlimited }) => unlimited.lookups === lookups)),
    },
    voids: {
      count: voids,
      limit: maxVoidLookups,
      // A term whose answer is not known may find nothing, or something.
      is: isOpen && voids > 0 ? "possible" : kind(worst.voidLookups.isExact),
      ...(voids === 0 ? {} : addressOf(({ unlimited }) => unlimited.voidLookups === voids)),
    },
    mxNames: { count: mxNames, limit: MAX_MX_NAMES, is: isOpen || terms.some(hasUnknownExchanges) ? "least" : "exact" },
  };
}

/** Whether it is an `mx` of which nobody can say how many exchanges it has. */
function hasUnknownExchanges({ answer, isReached, target, term }: PolicyTerm): boolean {
  if (!isReached || term.kind !== "directive" || term.mechanism.name !== "mx") return false;
  return target?.kind === "dynamic" || (target?.kind === "name" && (answer === undefined || isFailure(answer)));
}

function sharesOf(
  { root }: Policy,
  worst: WorstCase,
  { count }: TreeCount,
  costOf: (record: PolicyRecord) => RecordCost,
): readonly Share[] {
  if (worst.lookups.count === count) return worst.lookups.shares;
  // The worst case is one that nobody knows.
  return root.terms
    .filter(({ isReached }) => isReached)
    .map((term) => ({ term, count: term.lookups + (term.child === undefined ? 0 : costOf(term.child).lookups) }))
    .filter((share) => share.count > 0);
}
