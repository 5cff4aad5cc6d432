/**
 * Two policies compared by what they decide: which addresses change their verdict, or the proof that none does. Where dynamic terms
 * decide, their answers are not known, so both policies must ask the same in the same order and make the same of it; what cannot be
 * told is said.
 */
import type { IpNetwork } from "../../base/ip.js";
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import { MAX_VOID_LOOKUPS } from "../limits.js";
import type { SpfResult } from "../result.js";
import { ConditionNumbers } from "./condition.js";
import { type Decision, limitedDecision } from "./limited.js";
import { FAMILIES, type OutcomeOptions, type PolicyOutcomes, type ReasonCode, outcomesOf } from "./outcomes.js";
import type { Policy, PolicyRecord, PolicyTerm } from "./policy.js";
import { rememberedPair } from "./remembered.js";
import { areSamePolicies } from "./same.js";
import { type End, type Way, effectsOf } from "./ways.js";

export interface CompareOptions extends OutcomeOptions {
  /** Take verdicts for different that have different reasons too: a permerror by syntax and one by a limit. Default false. */
  readonly byReason?: boolean;
}

export interface PolicyComparison {
  /** No address changes its verdict, whatever dynamic terms say: the proof is that every address was compared. */
  readonly isEqual: boolean;
  /** The verdicts that change for certain, those of most addresses first. */
  readonly changes: readonly VerdictChange[];
  /** Where dynamic terms, or answers that nobody knows, decide whether a verdict changes. */
  readonly unclear: readonly UnclearChange[];
}

export interface Verdict {
  readonly result: SpfResult;
  readonly code: ReasonCode;
}

/** Addresses that get another verdict. */
export interface VerdictChange extends ChangedAddresses {
  /** The code is that of one of them, where verdicts are compared by result. */
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Addresses of which it cannot be told whether, or to what, their verdict changes. */
export interface UnclearChange extends ChangedAddresses {
  /** The verdicts that they may get. */
  readonly before: readonly SpfResult[];
  readonly after: readonly SpfResult[];
  /** No verdict is possible both before and after: it changes, though nobody knows from what to what. */
  readonly isChange: boolean;
  /** What decides: dynamic terms, and records and terms whose answers are not known. */
  readonly because: Readonly<Record<"before" | "after", readonly (PolicyTerm | PolicyRecord)[]>>;
}

export interface ChangedAddresses {
  readonly addresses: Readonly<Record<IpFamily, IpSet>>;
  /** The fewest networks that hold them. */
  readonly networks: Readonly<Record<IpFamily, readonly IpNetwork[]>>;
  /** How many they are, of both families. */
  readonly count: bigint;
}

/**
 * Compares two policies. Answers that are not known are taken for any answer, the same for both policies: they may be equal in spite
 * of them, and are where nothing differs.
 */
export function comparePolicies(before: Policy, after: Policy, options: CompareOptions = {}): PolicyComparison {
  const all = { assumeUnknown: true, ...options };
  if (all.assumeUnknown && areSamePolicies(before, after)) return { isEqual: true, changes: [], unclear: [] };
  return compareOutcomes(outcomesOf(before, all), outcomesOf(after, all), options);
}

/** Compares what two policies decide. */
export function compareOutcomes(
  before: PolicyOutcomes,
  after: PolicyOutcomes,
  options: Pick<CompareOptions, "byReason"> = {},
): PolicyComparison {
  const conditions = new ConditionNumbers();
  const sides = { before: new Side(before, options, conditions), after: new Side(after, options, conditions) };
  const differences = new Map<string, Difference>();
  const found = new Map<Difference, Record<IpFamily, IpSet>>();
  for (const family of FAMILIES) {
    const difference = rememberedPair((a: readonly End[], b: readonly End[]) => differenceOf(a, b, sides, differences));
    for (const [one, set] of before.ends[family].combine(after.ends[family], difference).sets()) {
      if (one === undefined) continue;
      const addresses = found.get(one) ?? { 4: IpSet.empty(4), 6: IpSet.empty(6) };
      addresses[family] = set;
      found.set(one, addresses);
    }
  }
  const [changes, unclear]: [VerdictChange[], UnclearChange[]] = [[], []];
  for (const [one, addresses] of found) {
    const changed = changedAddresses(addresses);
    if (one.kind === "change") changes.push({ before: one.before, after: one.after, ...changed });
    else unclear.push({ before: one.before, after: one.after, isChange: one.isChange, because: one.because, ...changed });
  }
  const most = (a: ChangedAddresses, b: ChangedAddresses): number => (a.count < b.count ? 1 : a.count > b.count ? -1 : 0);
  return { isEqual: found.size === 0, changes: changes.sort(most), unclear: unclear.sort(most) };
}

function changedAddresses(addresses: Readonly<Record<IpFamily, IpSet>>): ChangedAddresses {
  const networks = { 4: addresses[4].networks(), 6: addresses[6].networks() };
  return { addresses, networks, count: addresses[4].size + addresses[6].size };
}

type Difference =
  | { readonly kind: "change"; readonly before: Verdict; readonly after: Verdict }
  | ({ readonly kind: "unclear" } & Pick<UnclearChange, "before" | "after" | "isChange" | "because">);

type Sides = Readonly<Record<"before" | "after", Side>>;

/** How the possible ends of an address differ, as one object for all that differ alike; undefined where they do not. */
function differenceOf(
  before: readonly End[],
  after: readonly End[],
  sides: Sides,
  differences: Map<string, Difference>,
): Difference | undefined {
  const [a, b] = [sides.before.possible(before), sides.after.possible(after)];
  if (a.certain !== undefined && b.certain !== undefined) {
    if (a.certain.name === b.certain.name) return undefined;
    return shared(differences, `${a.certain.name}>${b.certain.name}`, {
      kind: "change",
      before: a.certain.verdict,
      after: b.certain.verdict,
    });
  }
  if (a.form !== undefined && a.form === b.form) return undefined;
  const isChange = !a.isUnknown && !b.isUnknown && !a.names.some((name) => b.names.includes(name));
  const because = { before: deciders(before), after: deciders(after) };
  const key = [
    a.results.join(),
    b.results.join(),
    isChange,
    sides.before.list(because.before),
    sides.after.list(because.after),
  ];
  return shared(differences, key.join(" "), { kind: "unclear", before: a.results, after: b.results, isChange, because });
}

function shared(differences: Map<string, Difference>, key: string, difference: Difference): Difference {
  const known = differences.get(key) ?? difference;
  differences.set(key, known);
  return known;
}

// ------------------------------------------------------------------------------------------------------------------------

/** What the possible ends of an address come to. */
interface Possible {
  /** The verdict, where it is the same for all. */
  readonly certain?: { readonly name: string; readonly verdict: Verdict };
  /** The names of the verdicts, sorted. */
  readonly names: readonly string[];
  readonly results: readonly SpfResult[];
  /** Which answers of dynamic terms lead to which verdict; undefined where they cannot be compared. */
  readonly form: string | undefined;
  readonly isUnknown: boolean;
}

/** One of the policies. */
class Side {
  readonly #domain: string;
  readonly #maxVoidLookups: number;
  readonly #byReason: boolean;
  readonly #conditions: ConditionNumbers;
  readonly #possible = new Map<readonly End[], Possible>();
  readonly #ids = new Map<PolicyTerm | PolicyRecord, number>();

  constructor(
    { policy, options }: PolicyOutcomes,
    { byReason = false }: Pick<CompareOptions, "byReason">,
    conditions: ConditionNumbers,
  ) {
    this.#domain = policy.domain.key;
    this.#maxVoidLookups = options.maxVoidLookups ?? MAX_VOID_LOOKUPS;
    this.#byReason = byReason;
    this.#conditions = conditions;
  }

  possible(ends: readonly End[]): Possible {
    const known = this.#possible.get(ends) ?? this.#possibleOf(ends);
    this.#possible.set(ends, known);
    return known;
  }

  /** A text that stands for a list of terms and records. */
  list(many: readonly (PolicyTerm | PolicyRecord)[]): string {
    const id = (one: PolicyTerm | PolicyRecord): number => {
      const known = this.#ids.get(one) ?? this.#ids.size;
      this.#ids.set(one, known);
      return known;
    };
    return many.map(id).join();
  }

  #possibleOf(ends: readonly End[]): Possible {
    const decided = ends.map((end) => ({ end, decision: limitedDecision(end, this.#maxVoidLookups) }));
    const isUnknown = decided.some(({ end, decision }) => end.isUnknown === true && decision.result === "temperror");
    const names = distinct(decided.map(({ decision }) => this.#name(decision)));
    const results = distinct(decided.map(({ decision }) => decision.result));
    const forms = decided.map(({ end, decision }) => this.#form(end, decision));
    const told = forms.filter((form) => form !== undefined);
    const form = isUnknown || told.length < forms.length ? undefined : distinct(told).join("\n");
    const [first] = decided;
    const [name, ...others] = names;
    if (first === undefined || name === undefined || others.length > 0 || isUnknown) return { names, results, form, isUnknown };
    return {
      certain: { name, verdict: { result: first.decision.result, code: first.decision.code } },
      names,
      results,
      form,
      isUnknown,
    };
  }

  #name({ result, code }: Decision): string {
    return this.#byReason ? `${result} ${code}` : result;
  }

  #form({ when, isOpen, tally }: End, decision: Decision): string | undefined {
    if (when === undefined) return undefined;
    // What an unknown record counts decides together with all that is counted beside it, and may depend on the checked domain.
    const counted = isOpen ? ` ${tally.lookups} ${tally.voids} ${this.#domain}` : "";
    return `${this.#conditions.of(when)} ${this.#name(decision)}${counted}`;
  }
}

function distinct<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The terms and records whose unknown answers are on the ways to some ends. */
function deciders(ends: readonly End[]): (PolicyTerm | PolicyRecord)[] {
  const found = new Set<PolicyTerm | PolicyRecord>();
  const seen = new Set<End | Way>();
  const visit = (end: End): void => {
    if (seen.has(end) || (!end.isAssumed && end.isUnknown !== true)) return;
    seen.add(end);
    const effects = effectsOf(end);
    if (effects.length === 0) found.add(end.record);
    for (const effect of effects) {
      if (!effect.isAssumed && effect.isUnknown !== true) continue;
      if (effect.child === undefined) found.add(effect.term);
      else visit(effect.child);
    }
  };
  ends.forEach(visit);
  return [...found];
}
