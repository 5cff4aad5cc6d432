/** Who may send by a policy, in the numbers and names that fit on a page. */
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import { type AddressSets, type FamilySets, addressesWhere } from "../../spf/policy/authorised.js";
import { FAMILIES, type PolicyOutcomes, type ReasonCode } from "../../spf/policy/outcomes.js";
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import { dynamicTerms } from "../../spf/policy/worst-case.js";
import type { SpfResult } from "../../spf/result.js";

export interface Senders {
  /** The verdicts that some address gets or may get, best first. `unknown`: nobody who was asked knows. */
  readonly verdicts: readonly VerdictSets[];
  /** The terms that let most addresses pass, those of each family from the widest down, as many as were asked for. */
  readonly widest: readonly PassingTerm[];
  /** How many more terms let addresses pass. */
  readonly more: number;
  /** Terms that depend on the sender or the client beyond its address: nobody can list whom they let pass. */
  readonly dynamic: readonly PlacedTerm[];
  /** Why evaluations fail, each reason once: permerror first, then temperror. */
  readonly faults: readonly Fault[];
  /** Some addresses get permerror for certain. */
  readonly isBroken: boolean;
}

/** Where evaluations end with permerror or temperror, and by what. */
export interface Fault {
  readonly result: "permerror" | "temperror";
  readonly code: ReasonCode;
  /** The record that it is in, and the term; absent where the record as a whole is at fault. */
  readonly record: PolicyRecord;
  readonly term?: PolicyTerm;
}

export interface VerdictSets {
  readonly result: SpfResult | "unknown";
  readonly sets: FamilySets;
}

/** A term with the record that it stands in. */
export interface PlacedTerm {
  readonly term: PolicyTerm;
  readonly record: PolicyRecord;
}

/** A term that lets addresses of one family pass. */
export interface PassingTerm extends PlacedTerm {
  /** The term of the root that leads to it, an include or a redirect; absent for terms of the root. */
  readonly via?: PolicyTerm;
  /** Without those of mail exchanges that nobody who was asked knows. */
  readonly addresses: IpSet;
  /** There are such exchanges, so that it may let in more. */
  readonly isPartial: boolean;
}

const ORDER: readonly SpfResult[] = ["pass", "neutral", "softfail", "fail", "none", "permerror", "temperror"];

/**
 * Gathers who may send, with at most so many of the widest terms. `assumed` are the outcomes of the same policy where what nobody knows
 * is taken for any answer: a verdict that they all lead to is certain.
 */
export function whoMaySend(outcomes: PolicyOutcomes, assumed: PolicyOutcomes, most: number): Senders {
  const verdicts = verdictsOf(outcomes, assumed);
  const passing = passingTerms(assumed, verdicts.find(({ result }) => result === "pass")?.sets);
  const widest = widestOf(passing, most);
  const permerror = verdicts.find(({ result }) => result === "permerror");
  return {
    verdicts,
    widest,
    more: passing[4].length + passing[6].length - widest.length,
    dynamic: placed(outcomes, dynamicTerms(outcomes.policy)),
    faults: [...faultsOf(outcomes, "permerror"), ...faultsOf(outcomes, "temperror")],
    isBroken: FAMILIES.some((family) => permerror?.sets[family].certain.isEmpty === false),
  };
}

function verdictsOf(outcomes: PolicyOutcomes, assumed: PolicyOutcomes): VerdictSets[] {
  const known: VerdictSets[] = ORDER.map((result) => {
    const sets = addressesWhere(outcomes, (outcome) => outcome.result === result && !outcome.isUnknown);
    const { 4: four, 6: six } = addressesWhere(assumed, (outcome) => outcome.result === result && !outcome.isUnknown);
    const both = (one: AddressSets, { certain }: AddressSets): AddressSets => ({
      certain,
      possible: one.possible.union(certain),
    });
    return { result, sets: { 4: both(sets[4], four), 6: both(sets[6], six) } };
  });
  const unknown = addressesWhere(outcomes, ({ isUnknown }) => isUnknown);
  const open = (family: IpFamily): AddressSets => {
    const certain = IpSet.unionOf(
      family,
      known.map(({ sets }) => sets[family].certain),
    );
    return { certain: unknown[family].certain.subtract(certain), possible: unknown[family].possible.subtract(certain) };
  };
  const verdicts: VerdictSets[] = [...known, { result: "unknown", sets: { 4: open(4), 6: open(6) } }];
  return verdicts.filter(({ sets }) => FAMILIES.some((family) => !sets[family].possible.isEmpty));
}

function faultsOf({ outcomes }: PolicyOutcomes, kind: Fault["result"]): Fault[] {
  const found: Fault[] = [];
  for (const { result, code, path, isUnknown } of FAMILIES.flatMap((family) => outcomes[family])) {
    const place = path.at(-1);
    if (result !== kind || isUnknown || place === undefined) continue;
    const { record, term } = place;
    // A limit is one reason, wherever an evaluation meets it.
    const isSame = (other: Fault): boolean =>
      other.code === code && (code.endsWith("-limit") || (other.record === record && other.term === term));
    if (!found.some(isSame)) found.push({ result: kind, code, record, ...(term === undefined ? {} : { term }) });
  }
  return found;
}

function placed({ policy }: PolicyOutcomes, terms: readonly PolicyTerm[]): PlacedTerm[] {
  const wanted = new Set(terms);
  return [...policy.records.values()].flatMap((record) =>
    record.terms.filter((term) => wanted.has(term)).map((term) => ({ term, record })),
  );
}

/** The terms that end evaluations with pass, by family, the widest first. One that several includes lead to is there for each. */
function passingTerms({ outcomes }: PolicyOutcomes, passes: FamilySets | undefined): Record<IpFamily, PassingTerm[]> {
  const of = (family: IpFamily): PassingTerm[] => {
    const found = new Map<PolicyTerm, Map<PolicyTerm | undefined, { place: PlacedTerm; sets: IpSet[] }>>();
    for (const { result, path, addresses, isAssumed } of outcomes[family]) {
      const [first, last] = [path[0], path.at(-1)];
      if (result !== "pass" || last?.term === undefined || !isListable(last.term, family)) continue;
      // Of exchanges that nobody knows, whoever comes to them may be one.
      if (isAssumed && isPartlyKnown(last.term, family)) continue;
      const ways = found.get(last.term) ?? new Map<PolicyTerm | undefined, { place: PlacedTerm; sets: IpSet[] }>();
      found.set(last.term, ways);
      const via = first === last ? undefined : first?.term;
      const way = ways.get(via) ?? { place: { term: last.term, record: last.record }, sets: [] };
      ways.set(via, way);
      way.sets.push(addresses);
    }
    const terms = [...found.values()].flatMap((ways) =>
      [...ways].map(([via, { place, sets }]) => ({
        ...place,
        ...(via === undefined ? {} : { via }),
        isPartial: isPartlyKnown(place.term, family),
        addresses: IpSet.unionOf(family, sets).intersect(passes?.[family].possible ?? IpSet.empty(family)),
      })),
    );
    return terms.filter(({ addresses }) => !addresses.isEmpty).sort((a, b) => compare(b.addresses.size, a.addresses.size));
  };
  return { 4: of(4), 6: of(6) };
}

/** Whether it is known of some addresses whether a term matches them. */
function isListable({ target, addresses, answer }: PolicyTerm, family: IpFamily): boolean {
  const answers = [answer, addresses?.[family]];
  return target?.kind !== "dynamic" && !answers.some((one) => one?.isUnknown === true);
}

/** Whether the addresses of some mail exchange of a term are not known. */
function isPartlyKnown({ hosts = [] }: PolicyTerm, family: IpFamily): boolean {
  return hosts.some((host) => host.addresses[family]?.isUnknown === true);
}

/** The widest of each family; one leaves to the other what it does not need. */
function widestOf(passing: Readonly<Record<IpFamily, readonly PassingTerm[]>>, most: number): PassingTerm[] {
  const half = Math.ceil(most / 2);
  const four = Math.min(passing[4].length, Math.max(half, most - passing[6].length));
  return [...passing[4].slice(0, four), ...passing[6].slice(0, most - four)];
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
