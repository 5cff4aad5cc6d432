/**
 * What a policy decides for every address: the addresses of both families in sets, each with its verdict and the way to it. No
 * question is asked, and no address is tried: the sets follow from the records (section 4.6 and 5), and are exact where nothing is
 * dynamic.
 */
import type { IpAddress } from "../../base/ip.js";
import { IpMap } from "../../base/ip-map.js";
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import { MAX_VOID_LOOKUPS } from "../limits.js";
import type { SpfResult } from "../result.js";
import type { OutcomeOptions } from "./effects.js";
import { type Decision, limitedDecision } from "./limited.js";
import type { Policy, PolicyRecord, PolicyTerm } from "./policy.js";
import { Relations } from "./relation.js";
import type { End, ReasonCode } from "./ways.js";

export type { OutcomeOptions } from "./effects.js";
export type { Decision, PolicyPlace } from "./limited.js";
export type { ReasonCode } from "./ways.js";

/** A verdict, with the addresses that have it (or, where it is assumed, may have it). */
export interface Outcome extends Decision {
  readonly family: IpFamily;
  readonly addresses: IpSet;
  /** The same evaluation without the limits of section 4.6.4. */
  readonly unlimited: UnlimitedDecision;
  /** Something dynamic, or not known, is on the way: the evaluation of these addresses ends here or in another outcome. */
  readonly isAssumed: boolean;
  /** It is a failure of DNS only because whoever answers does not know (`Answer.isUnknown`). */
  readonly isUnknown: boolean;
}

export interface UnlimitedDecision {
  readonly result: SpfResult;
  readonly code: ReasonCode;
  /** All lookups: `Infinity` where they never end, or are more than 200. A bound where the outcome is assumed. */
  readonly lookups: number;
  readonly voidLookups: number;
  /** The most mail exchanges of one `mx`; more than 10 are permerror. */
  readonly mxNames: number;
}

export interface PolicyOutcomes {
  readonly policy: Policy;
  readonly options: OutcomeOptions;
  /** The outcomes of each family. Those that are not assumed have no address in common with any other. */
  readonly outcomes: Readonly<Record<IpFamily, readonly Outcome[]>>;
  /** For each address its possible outcomes, one where nothing is dynamic. */
  readonly maps: Readonly<Record<IpFamily, IpMap<readonly Outcome[]>>>;
  /** For each address the ends of which these outcomes are made, in the order of its outcomes' making. */
  readonly ends: Readonly<Record<IpFamily, IpMap<readonly End[]>>>;
  /** The policy was too large to be worked out: what is not known of it is assumed. */
  readonly isCut: boolean;
}

/** The families, in the order in which they are told of. */
export const FAMILIES: readonly IpFamily[] = [4, 6];

/** Works out what a policy decides. The checked domain itself is `none` where it has no record. */
export function outcomesOf(policy: Policy, options: OutcomeOptions = {}): PolicyOutcomes {
  const relations = new Relations(policy, options);
  const of = (family: IpFamily): FamilyOutcomes => familyOutcomes(relations, policy, family);
  const [four, six] = [of(4), of(6)];
  return {
    policy,
    options,
    outcomes: { 4: four.outcomes, 6: six.outcomes },
    maps: { 4: four.map, 6: six.map },
    ends: { 4: four.ends, 6: six.ends },
    isCut: relations.isCut || policy.cut !== undefined,
  };
}

/** The possible outcomes of an address: one where nothing is dynamic on its way. */
export function outcomesAt(outcomes: PolicyOutcomes, address: IpAddress): readonly Outcome[] {
  return outcomes.maps[address.family].at(address);
}

interface FamilyOutcomes {
  readonly outcomes: readonly Outcome[];
  readonly map: IpMap<readonly Outcome[]>;
  readonly ends: IpMap<readonly End[]>;
}

type Draft = { -readonly [Key in keyof Outcome]: Outcome[Key] };

function familyOutcomes(relations: Relations, policy: Policy, family: IpFamily): FamilyOutcomes {
  const ends = relations.of(policy.root, family);
  const naming = new Naming(family, relations.options.maxVoidLookups ?? MAX_VOID_LOOKUPS);
  const lists = new Map<readonly End[], readonly Draft[]>();
  const map = ends.map((possible) => {
    const known = lists.get(possible);
    if (known !== undefined) return known;
    const list = naming.listOf(possible.map((end) => naming.outcomeOf(end)));
    lists.set(possible, list);
    return list;
  });
  const pieces = new Map<Draft, IpSet[]>();
  for (const [list, set] of map.sets()) {
    for (const outcome of list) {
      const sets = pieces.get(outcome);
      if (sets === undefined) pieces.set(outcome, [set]);
      else sets.push(set);
    }
  }
  for (const [outcome, sets] of pieces) outcome.addresses = IpSet.unionOf(family, sets);
  return { outcomes: [...pieces.keys()], map, ends };
}

/** One outcome for all ends that say the same, and one list for all lists of the same outcomes. */
class Naming {
  readonly #family: IpFamily;
  readonly #maxVoidLookups: number;
  readonly #outcomes = new Map<string, Draft>();
  readonly #lists = new Map<string, readonly Draft[]>();
  readonly #ids = new Map<Draft | PolicyRecord | PolicyTerm, number>();

  constructor(family: IpFamily, maxVoidLookups: number) {
    this.#family = family;
    this.#maxVoidLookups = maxVoidLookups;
  }

  outcomeOf(end: End): Draft {
    const decision = limitedDecision(end, this.#maxVoidLookups);
    const { lookups, voids, mxNames } = end.tally;
    const unlimited = { result: end.result, code: end.code, lookups, voidLookups: voids, mxNames };
    const isUnknown = end.isUnknown === true && decision.result === "temperror";
    const path = decision.path.map(({ record, term }) => `${this.#id(record)}.${term === undefined ? "" : this.#id(term)}`);
    const key = [
      decision.result,
      decision.code,
      decision.lookups,
      decision.voidLookups,
      ...Object.values(unlimited),
      end.isAssumed,
      isUnknown,
      ...path,
    ].join(" ");
    let outcome = this.#outcomes.get(key);
    if (outcome === undefined) {
      const addresses = IpSet.empty(this.#family);
      outcome = { ...decision, family: this.#family, addresses, unlimited, isAssumed: end.isAssumed, isUnknown };
      this.#outcomes.set(key, outcome);
    }
    return outcome;
  }

  listOf(outcomes: readonly Draft[]): readonly Draft[] {
    const distinct = [...new Set(outcomes)];
    const key = distinct.map((outcome) => this.#id(outcome)).join(" ");
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    this.#lists.set(key, distinct);
    return distinct;
  }

  #id(one: Draft | PolicyRecord | PolicyTerm): number {
    const known = this.#ids.get(one);
    if (known !== undefined) return known;
    this.#ids.set(one, this.#ids.size);
    return this.#ids.size - 1;
  }
}
