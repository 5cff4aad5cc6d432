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
export function attribution({ maps }: PolicyOutcomes, results: readonly SpfResult[] = RESULTS): Attribution {
  const terms = new Shares<PolicyTerm>();
  const records = new Shares<PolicyRecord>();
  for (const family of FAMILIES) {
    for (const [possible, addresses] of maps[family].sets()) {
      const decided = possible.filter(({ result }) => results.includes(result));
      const piece = { family, addresses, ways: possible.length };
      // A record is more than once on the way that goes round in a circle.
      records.add(
        piece,
        decided.map(({ path }) => new Set(path.map(({ record }) => record))),
      );
      terms.add(
        piece,
        decided.map(({ path }) => new Set(path.flatMap(({ term }) => (term === undefined ? [] : [term])))),
      );
    }
  }
  return { terms: terms.sets(), records: records.sets() };
}

/** Addresses with the same possible outcomes. */
interface Piece {
  readonly family: IpFamily;
  readonly addresses: IpSet;
  /** How many possible outcomes they have. */
  readonly ways: number;
}

class Shares<Key> {
  readonly #sets = new Map<Key, Record<IpFamily, Record<keyof AddressSets, IpSet[]>>>();

  /** Adds the addresses of a piece to what is on some of its ways; they are certain for what is on each of them. */
  add({ family, addresses, ways }: Piece, on: readonly ReadonlySet<Key>[]): void {
    const met = new Map<Key, number>();
    for (const way of on) for (const key of way) met.set(key, (met.get(key) ?? 0) + 1);
    for (const [key, count] of met) {
      const sets = this.#sets.get(key) ?? { 4: { certain: [], possible: [] }, 6: { certain: [], possible: [] } };
      this.#sets.set(key, sets);
      sets[family].possible.push(addresses);
      if (count === ways) sets[family].certain.push(addresses);
    }
  }

  sets(): Map<Key, FamilySets> {
    const of = (family: IpFamily, { certain, possible }: Record<keyof AddressSets, IpSet[]>): AddressSets => ({
      certain: IpSet.unionOf(family, certain),
      possible: IpSet.unionOf(family, possible),
    });
    return new Map([...this.#sets].map(([key, sets]) => [key, { 4: of(4, sets[4]), 6: of(6, sets[6]) }]));
  }
}
