/**
 * The most that an evaluation can count (section 4.6.4), over all addresses of both families: worked out, not sampled. The limits
 * are lifted for this, since a policy of 14 lookups shows 11 to an evaluation that stops there.
 */
import type { IpAddress } from "../../base/ip.js";
import { MAX_LOOKUPS, MAX_MX_NAMES, MAX_VOID_LOOKUPS } from "../limits.js";
import { type FamilySets, addressesWhere } from "./authorised.js";
import { type PolicyPlace, pathTo } from "./limited.js";
import { FAMILIES, type PolicyOutcomes } from "./outcomes.js";
import type { Policy, PolicyTerm } from "./policy.js";
import { type End, type Tally, effectsOf, saysCount } from "./ways.js";

export interface WorstCase {
  /** Terms that ask DNS. */
  readonly lookups: Worst;
  readonly voidLookups: Worst;
  /** Mail exchanges of one `mx`. */
  readonly mxNames: Worst;
  /** The addresses whose evaluation is permerror by each limit. */
  readonly stopped: Readonly<Record<"lookup-limit" | "void-lookup-limit" | "mx-limit", FamilySets>>;
  /** Some addresses pass within the limits although others go beyond them: who tries only the former does not see it. */
  readonly isHiddenByOrder: boolean;
}

/** The greatest number of one kind. */
export interface Worst {
  /** `Infinity` where records go round in a circle, or count more than 200. */
  readonly count: number;
  readonly limit: number;
  /** An address that meets the number: of those with the same way the one that is best to name, IPv4 first. */
  readonly witness: IpAddress;
  /** Where the evaluation of the witness ends without limits: the records on the way, in a circle each once. */
  readonly path: readonly PolicyPlace[];
  /**
   * What each term of the root counts on the witness's way, in order; those that count nothing are left out. They add up to a
   * count that is exact and has an end.
   */
  readonly shares: readonly Share[];
  /** The witness meets the number, whatever dynamic terms say. Otherwise it is a bound that no evaluation exceeds. */
  readonly isExact: boolean;
  /** What a record counts that nobody knows comes on top of the number, without any bound. */
  readonly isOpen: boolean;
  /** The dynamic terms of the policy, where it is a bound. */
  readonly dynamic: readonly PolicyTerm[];
}

export interface Share {
  /** A term of the root record. */
  readonly term: PolicyTerm;
  /** What it counts itself and in the records that it leads to. */
  readonly count: number;
}

type Measure = keyof Tally;

/** Works out the worst case of a policy. */
export function worstCase(outcomes: PolicyOutcomes): WorstCase {
  const { maxVoidLookups = MAX_VOID_LOOKUPS } = outcomes.options;
  const lookups = worstOf(outcomes, "lookups", MAX_LOOKUPS);
  const voidLookups = worstOf(outcomes, "voids", maxVoidLookups);
  const mxNames = worstOf(outcomes, "mxNames", MAX_MX_NAMES);
  const stoppedBy = (code: string): FamilySets => addressesWhere(outcomes, (outcome) => outcome.code === code);
  const stopped = {
    "lookup-limit": stoppedBy("lookup-limit"),
    "void-lookup-limit": stoppedBy("void-lookup-limit"),
    "mx-limit": stoppedBy("mx-limit"),
  };
  const isBeyond = [lookups, voidLookups, mxNames].some(({ count, limit }) => count > limit);
  const passes = FAMILIES.some((family) => outcomes.outcomes[family].some(({ result }) => result === "pass"));
  return { lookups, voidLookups, mxNames, stopped, isHiddenByOrder: isBeyond && passes };
}

interface Candidate {
  readonly end: End;
  readonly witness: IpAddress;
  readonly most: number;
  /** The least that an evaluation of the witness can count; below `most`, where something decides that is not known. */
  readonly least: number;
}

function worstOf(outcomes: PolicyOutcomes, measure: Measure, limit: number): Worst {
  let worst: Candidate | undefined;
  for (const family of FAMILIES) {
    for (const [possible, addresses] of outcomes.ends[family].sets()) {
      const counted = possible.filter((end) => saysCount(end, measure));
      const end = (counted.length > 0 ? counted : possible).reduce((a, b) => (b.tally[measure] > a.tally[measure] ? b : a));
      const witness = addresses.example();
      if (witness === undefined) continue;
      const least = possible.some(({ isOpen }) => isOpen) ? 0 : Math.min(...possible.map(({ tally }) => tally[measure]));
      const most = end.tally[measure];
      if (worst === undefined || most > worst.most || (most === worst.most && least > worst.least)) {
        worst = { end, witness, most, least };
      }
    }
  }
  if (worst === undefined) throw new Error("every address has an end");
  const isOpen = FAMILIES.some((family) => [...outcomes.ends[family].sets().keys()].flat().some((end) => end.isOpen));
  const isExact = !isOpen && worst.least === worst.most;
  const shares = effectsOf(worst.end).map(({ term, tally }) => ({ term, count: tally[measure] }));
  return {
    count: worst.most,
    limit,
    witness: worst.witness,
    path: withoutCircle(pathTo(worst.end)),
    shares: shares.filter(({ count }) => count > 0),
    isExact,
    isOpen,
    dynamic: isExact ? [] : dynamicTerms(outcomes.policy),
  };
}

/** A way up to the first record that is on it for the second time. */
function withoutCircle(path: readonly PolicyPlace[]): PolicyPlace[] {
  const repeated = path.findIndex(({ record }, at) => path.findIndex((place) => place.record === record) < at);
  return path.slice(0, repeated < 0 ? path.length : repeated + 1);
}

/** The terms of a policy that evaluations reach and that depend on the sender or the client. */
export function dynamicTerms({ records }: Policy): PolicyTerm[] {
  const terms = [...records.values()].flatMap((record) => record.terms);
  return terms.filter(({ isReached, target }) => isReached && target?.kind === "dynamic");
}
