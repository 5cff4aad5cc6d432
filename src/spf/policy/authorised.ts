/** What a policy authorises: the addresses of each verdict, and the terms and records that decide about them. */
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import type { SpfResult } from "../result.js";
import { FAMILIES, type Outcome, type PolicyOutcomes } from "./outcomes.js";
import type { PolicyRecord, PolicyTerm } from "./policy.js";

/** Addresses of which something is so (`certain`), or may be so (`possible`, with the certain ones). Equal where nothing is dynamic. */
export interface AddressSets {
  readonly certain: IpSet;
  readonly possible: IpSet;
}

export type FamilySets = Readonly<Record<IpFamily, AddressSets>>;

const RESULTS: readonly SpfResult[] = ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"];

/** For each result the addresses that get it whatever dynamic terms say, and those that may get it. */
export function authorised(outcomes: PolicyOutcomes): Readonly<Record<SpfResult, FamilySets>> {
  const of = (result: SpfResult): FamilySets => addressesWhere(outcomes, (outcome) => outcome.result === result);
  return {
    pass: of("pass"),
    fail: of("fail"),
    softfail: of("softfail"),
    neutral: of("neutral"),
    none: of("none"),
    temperror: of("temperror"),
    permerror: of("permerror"),
  };
}

/** The addresses all of whose possible outcomes are of a kind, and those that have one. */
export function addressesWhere({ maps }: PolicyOutcomes, is: (outcome: Outcome) => boolean): FamilySets {
  const of = (family: IpFamily): AddressSets => ({
    certain: maps[family].where((possible) => possible.every(is)),
    possible: maps[family].where((possible) => possible.some(is)),
  });
  return { 4: of(4), 6: of(6) };
}

/** The addresses that terms and records decide about. One on whose behalf nothing is decided is not in it. */
export interface Attribution {
  /** By term, of whichever record: the addresses whose way to the decision goes through it. */
  readonly terms: ReadonlyMap<PolicyTerm, FamilySets>;
  readonly records: ReadonlyMap<PolicyRecord, FamilySets>;
}

/**
 * Which terms and records decide about which addresses; with `results`, about which they decide so. `certain` are those that come
 * this way whatever dynamic terms say.
 */
export function attribution({ outcomes }: PolicyOutcomes, results: readonly SpfResult[] = RESULTS): Attribution {
  const terms = new Shares<PolicyTerm>();
  const records = new Shares<PolicyRecord>();
  for (const outcome of FAMILIES.flatMap((family) => outcomes[family])) {
    if (!results.includes(outcome.result)) continue;
    // A record is more than once on the way that goes round in a circle.
    for (const record of new Set(outcome.path.map((place) => place.record))) records.add(record, outcome);
    for (const term of new Set(outcome.path.map((place) => place.term))) if (term !== undefined) terms.add(term, outcome);
  }
  return { terms: terms.sets(), records: records.sets() };
}

class Shares<Key> {
  readonly #outcomes = new Map<Key, Outcome[]>();

  add(key: Key, outcome: Outcome): void {
    const list = this.#outcomes.get(key);
    if (list === undefined) this.#outcomes.set(key, [outcome]);
    else list.push(outcome);
  }

  sets(): Map<Key, FamilySets> {
    const union = (family: IpFamily, list: readonly Outcome[]): IpSet =>
      IpSet.unionOf(
        family,
        list.filter((outcome) => outcome.family === family).map(({ addresses }) => addresses),
      );
    const of = (family: IpFamily, list: readonly Outcome[]): AddressSets => ({
      certain: union(
        family,
        list.filter(({ isAssumed }) => !isAssumed),
      ),
      possible: union(family, list),
    });
    return new Map([...this.#outcomes].map(([key, list]) => [key, { 4: of(4, list), 6: of(6, list) }]));
  }
}
