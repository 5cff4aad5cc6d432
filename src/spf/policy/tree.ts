/**
 * The policy of a domain as a tree to be shown: each record where an evaluation comes to it first, and after that by its name alone.
 * What is wrong stands at the term or record that it is wrong with.
 */
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import { type Attribution, type FamilySets, attribution, authorised } from "./authorised.js";
import { type RecordCost, recordCosts } from "./costs.js";
import { type PolicyCounts, type TreeCount, policyCounts } from "./counts.js";
import { FAMILIES, type Outcome, type PolicyOutcomes, type PolicyPlace } from "./outcomes.js";
import type { Policy, PolicyRecord, PolicyTerm } from "./policy.js";
import { domainWords } from "./published.js";
import { type TreeProblem, recordProblems, termProblems } from "./tree-problems.js";
import { type Share, worstCase } from "./worst-case.js";

export interface PolicyTree {
  readonly policy: Policy;
  /** The most that an evaluation counts (section 4.6.4). */
  readonly counts: PolicyCounts["counts"];
  /** What each term of the root adds to the lookups, in order; those that add nothing are left out. */
  readonly shares: readonly Share[];
  readonly root: TreeRecord;
  /** The addresses that pass. */
  readonly passes: FamilySets;
  /** The addresses that get permerror, whatever dynamic terms say. */
  readonly broken: Readonly<Record<IpFamily, IpSet>>;
  /** The domain has no record that can be used, some address gets permerror for certain, or evaluations can exceed the lookups. */
  readonly isBroken: boolean;
  /** The policy was too large to be read or worked out whole. */
  readonly isCut: boolean;
}

/** A record, at a place where the policy leads to it. */
export interface TreeRecord {
  readonly record: PolicyRecord;
  /** Whether its terms are here, or the record stands `above` already, or is one that leads to this place: a `loop`. */
  readonly shown: "here" | "above" | "loop";
  /** It is the root or a redirect leads to it from there: what its terms say is the verdict, and not just whether an include matches. */
  readonly isVerdict: boolean;
  /** The text in octets; absent where there is no single record. */
  readonly octets?: number;
  /** Seconds. */
  readonly ttl?: number;
  /** The most lookups of its own terms and of all that they lead to; `Infinity` where it is endless. */
  readonly lookups: number;
  readonly voids: number;
  /** What is not known comes on top of `lookups` and `voids`. */
  readonly isOpen: boolean;
  /** The addresses that pass by way of it, wherever the policy leads to it. */
  readonly passes: FamilySets;
  readonly problems: readonly TreeProblem[];
  /** Empty unless it is shown here. */
  readonly terms: readonly TreeTerm[];
}

export interface TreeTerm {
  readonly term: PolicyTerm;
  /** As it stands in the record: text of a stranger. */
  readonly text: string;
  /** The most lookups of the term and of all that it leads to. */
  readonly lookups: number;
  /** The addresses that pass by way of it. */
  readonly passes: FamilySets;
  readonly problems: readonly TreeProblem[];
  readonly child?: TreeRecord;
}

/** Draws up the tree of a policy from what it decides. */
export function policyTree(outcomes: PolicyOutcomes): PolicyTree {
  const { policy } = outcomes;
  const costOf = recordCosts(outcomes);
  const { counts, shares } = policyCounts(outcomes, worstCase(outcomes), costOf);
  const builder = new TreeBuilder(outcomes, costOf);
  const root = builder.record(policy.root, "root");
  builder.mark(root, limitPlaces(outcomes, counts));
  const broken = { 4: brokenIn(outcomes, 4), 6: brokenIn(outcomes, 6) };
  const isUsable = policy.root.state === "record" || policy.root.state === "failed" || policy.root.state === "not-read";
  return {
    policy,
    counts,
    shares,
    root,
    passes: authorised(outcomes).pass,
    broken,
    isBroken: !isUsable || !broken[4].isEmpty || !broken[6].isEmpty || counts.lookups.count > counts.lookups.limit,
    isCut: outcomes.isCut,
  };
}

function brokenIn({ maps }: PolicyOutcomes, family: IpFamily): IpSet {
  return maps[family].where((possible) => possible.every(({ result }) => result === "permerror"));
}

class TreeBuilder {
  readonly #costOf: (record: PolicyRecord) => RecordCost;
  readonly #passing: Attribution;
  readonly #problems = new Map<TreeTerm, TreeProblem[]>();
  readonly #shown = new Set<PolicyRecord>();
  readonly #open = new Set<PolicyRecord>();

  constructor(outcomes: PolicyOutcomes, costOf: (record: PolicyRecord) => RecordCost) {
    this.#costOf = costOf;
    this.#passing = attribution(outcomes, ["pass"]);
  }

  record(record: PolicyRecord, by: "root" | "redirect" | "include"): TreeRecord {
    const shown = this.#open.has(record) ? "loop" : this.#shown.has(record) ? "above" : "here";
    const { lookups, voids, isOpen } = this.#costOf(record);
    const { answer, texts } = record;
    const [text] = texts;
    const node = {
      record,
      shown,
      isVerdict: by !== "include",
      ...(text === undefined || texts.length > 1 ? {} : { octets: text.length }),
      ...(answer?.ttl === undefined ? {} : { ttl: answer.ttl }),
      lookups,
      voids,
      isOpen,
      passes: this.#passing.records.get(record) ?? NOBODY,
    } as const;
    if (shown !== "here") return { ...node, problems: shown === "loop" ? [loopProblem(record)] : [], terms: [] };
    this.#shown.add(record);
    this.#open.add(record);
    const terms = record.terms.map((term) => this.#term(term, record, by));
    this.#open.delete(record);
    return { ...node, problems: recordProblems(record, by === "root"), terms };
  }

  #term(term: PolicyTerm, record: PolicyRecord, by: "root" | "redirect" | "include"): TreeTerm {
    const { start, end } = term.term.span;
    const leads = term.term.kind === "modifier" && by !== "include" ? "redirect" : "include";
    const child = term.child === undefined ? undefined : this.record(term.child, leads);
    const problems = termProblems(term);
    const node: TreeTerm = {
      term,
      text: (record.parsed?.record.text ?? "").slice(start, end),
      lookups: term.isReached ? term.lookups + (child?.lookups ?? 0) : 0,
      passes: this.#passing.terms.get(term) ?? NOBODY,
      problems,
      ...(child === undefined ? {} : { child }),
    };
    this.#problems.set(node, problems);
    return node;
  }

  /** Says where limits are met: on the way there, at the last term that is shown. */
  mark(root: TreeRecord, places: readonly LimitPlace[]): void {
    for (const { path, problem } of places) {
      let last: TreeTerm | undefined;
      for (let at = 0, record: TreeRecord | undefined = root; record?.shown === "here"; at++) {
        const entry: TreeTerm | undefined = record.terms.find(({ term }) => term === path[at]?.term);
        last = entry ?? last;
        record = entry?.child;
      }
      if (last !== undefined) this.#problems.get(last)?.unshift(problem);
    }
  }
}

const NO_ADDRESSES = { 4: IpSet.empty(4), 6: IpSet.empty(6) };
const NOBODY: FamilySets = {
  4: { certain: NO_ADDRESSES[4], possible: NO_ADDRESSES[4] },
  6: { certain: NO_ADDRESSES[6], possible: NO_ADDRESSES[6] },
};

function loopProblem({ domain }: PolicyRecord): TreeProblem {
  return { code: "loop", severity: "error", message: `${domainWords(domain)} leads back to itself, without end` };
}

// ------------------------------------------------------------------------------------------------------------------------
// Where the limits are met

interface LimitPlace {
  /** From the root to the term that is one too many. */
  readonly path: readonly PolicyPlace[];
  readonly problem: TreeProblem;
}

function limitPlaces(outcomes: PolicyOutcomes, { lookups, voids }: PolicyTree["counts"]): LimitPlace[] {
  const all = FAMILIES.flatMap((family) => outcomes.outcomes[family]);
  const placeOf = ({ count, limit }: TreeCount, code: "lookup-limit" | "void-lookup-limit", what: string): LimitPlace[] => {
    if (count <= limit) return [];
    // A way that is too long because of what nobody knows is no proof of anything.
    const isMet = ({ unlimited }: Outcome): boolean =>
      (code === "lookup-limit" ? unlimited.lookups : unlimited.voidLookups) === count;
    const outcome = all.find((one) => one.code === code && isMet(one)) ?? all.find((one) => one.code === code);
    const address = outcome?.addresses.example();
    if (outcome === undefined || address === undefined) return [];
    const verb = outcome.isAssumed ? "may be" : "is";
    const severity = outcome.isAssumed && code === "void-lookup-limit" ? "warning" : "error";
    const message = `here ${verb} ${what} ${limit + 1}, and ${limit} are allowed: permerror`;
    return [{ path: outcome.path, problem: { code, severity, message, address } }];
  };
  return [...placeOf(voids, "void-lookup-limit", "void lookup"), ...placeOf(lookups, "lookup-limit", "lookup")];
}
