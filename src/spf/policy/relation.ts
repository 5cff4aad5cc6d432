/** For each record of a policy: where an evaluation of it ends, for every address of a family, without the limits of section 4.6.4. */
import { IpMap } from "../../base/ip-map.js";
import type { IpFamily } from "../../base/ip-set.js";
import { MAX_LOOKUPS, MAX_VOID_LOOKUPS, asksNothing } from "../limits.js";
import type { SpfResult } from "../result.js";
import {
  type Effects,
  OPEN_ENDS,
  type OutcomeOptions,
  type TermEffects,
  childEffect,
  failureCode,
  isAssumedAnswer,
  networkEffects,
  openTally,
  termEffects,
} from "./effects.js";
import type { Policy, PolicyRecord, PolicyTerm } from "./policy.js";
import { remembered, rememberedPair } from "./remembered.js";
import {
  type Beyond,
  CERTAIN,
  type End,
  MAX_COUNTED,
  NOTHING_COUNTED,
  type ReasonCode,
  START,
  type Way,
  distinctEnds,
  distinctWays,
  endOf,
  endlessEnd,
  passed,
  withAllRounds,
} from "./ways.js";

/** The possible ends of a record, for each address: one, where nothing is dynamic. */
export type Relation = IpMap<readonly End[]>;

/** How deep records are followed that can come back to themselves, at the most. */
const MAX_LOOP_DEPTH = 64;
/** Deeper than the limit of lookups lets an evaluation go. */
const MIN_LOOP_DEPTH = MAX_LOOKUPS + 2;
/** Pieces, and possibilities in them, that are worked out for a policy; what is beyond is taken as not known. A second or two of work. */
const MAX_WORK = 400_000;

/** An evaluation of a record in the middle: the ways that have met no match yet, and the ends of those that have. */
interface Progress {
  readonly ways: readonly Way[];
  readonly ends: readonly End[];
}

/** The relations of the records of one policy. */
export class Relations {
  readonly options: OutcomeOptions;
  /** Some relation was too much work and is not known. */
  isCut = false;
  readonly #beyond: Beyond;
  readonly #known = new Map<string, Relation>();
  /** The records from which a circle can be reached. */
  readonly #circular: ReadonlySet<PolicyRecord>;
  readonly #loopDepth: number;
  #work = 0;

  constructor(policy: Policy, options: OutcomeOptions) {
    this.options = options;
    this.#beyond = { lookups: MAX_LOOKUPS + 1, voids: (options.maxVoidLookups ?? MAX_VOID_LOOKUPS) + 1 };
    this.#circular = circularRecords(policy);
    // A way that is longer than there are records on it comes to one of them a second time.
    this.#loopDepth = Math.min(Math.max(this.#circular.size + 1, MIN_LOOP_DEPTH), MAX_LOOP_DEPTH);
  }

  /** The relation of a record. */
  of(record: PolicyRecord, family: IpFamily): Relation {
    return this.#relation(record, family, this.#loopDepth).map(remembered((ends) => ends.map(withAllRounds)));
  }

  /** The effects of the terms of a record that evaluations reach, in their order; networks in a row are taken together. */
  *#termsOf(record: PolicyRecord, family: IpFamily, depth: number): Generator<TermEffects> {
    let networks: PolicyTerm[] = [];
    for (const term of record.terms) {
      if (!term.isReached) continue;
      if (term.term.kind === "directive" && asksNothing(term.term.mechanism)) {
        networks.push(term);
        continue;
      }
      if (networks.length > 0) yield networkEffects(networks, family);
      networks = [];
      yield this.#effects(term, family, depth);
    }
    if (networks.length > 0) yield networkEffects(networks, family);
  }

  #effects(term: PolicyTerm, family: IpFamily, depth: number): TermEffects {
    if (term.child === undefined) return termEffects(term, family, this.options);
    const effects = remembered((ends: readonly End[]): Effects => ends.map((end) => childEffect(term, end)));
    const relation = this.#relation(term.child, family, depth - 1);
    this.#work += relation.length;
    return relation.map(effects);
  }

  #relation(record: PolicyRecord, family: IpFamily, depth: number): Relation {
    const isCircular = this.#circular.has(record);
    const key = `${family} ${isCircular ? depth : "-"} ${record.domain.key}`;
    let relation = this.#known.get(key);
    if (relation === undefined) {
      if (isCircular && depth <= 0) {
        relation = IpMap.constant<readonly End[]>(family, [{ ...endlessEnd(record, START), isEndless: true }]);
      } else {
        relation = this.#evaluated(record, family, isCircular ? depth : this.#loopDepth);
      }
      this.#known.set(key, relation);
    }
    return relation;
  }

  #evaluated(record: PolicyRecord, family: IpFamily, depth: number): Relation {
    const ends = this.#endsOfWhole(record);
    if (ends !== undefined) return IpMap.constant(family, ends);
    let progress = IpMap.constant<Progress>(family, { ways: [START], ends: [] });
    for (const effects of this.#termsOf(record, family, depth)) {
      if (this.#work > MAX_WORK) {
        this.isCut = true;
        return IpMap.constant(family, openEnds(record, undefined));
      }
      // Nobody comes to the terms that are left.
      if (!progress.some(({ ways }) => ways.length > 0)) break;
      const step = rememberedPair((here: Progress, there: Effects) => this.#step(record, here, there));
      progress = progress.combine(effects, step);
      this.#work += progress.length;
    }
    return progress.map(remembered((last) => this.#finished(record, last)));
  }

  /** The ends of a record that is not evaluated term by term (sections 4.4 to 4.6); undefined for one that is. */
  #endsOfWhole(record: PolicyRecord): readonly End[] | undefined {
    const { answer } = record;
    const one = (result: SpfResult, code: ReasonCode): End[] => [whole(record, result, code)];
    switch (record.state) {
      case "record":
        return undefined;
      case "none":
        return one("none", answer === undefined ? "no-domain" : "no-record");
      case "several":
        return one("permerror", "multiple-records");
      case "syntax":
        return one("permerror", "syntax");
      case "failed":
        if (answer === undefined || isAssumedAnswer(answer, this.options))
          return openEnds(record, `record:${record.domain.key}`);
        return [
          { ...whole(record, "temperror", failureCode(answer)), ...(answer.isUnknown === true ? { isUnknown: true } : {}) },
        ];
      case "not-read":
        return openEnds(record, undefined);
    }
  }

  #step(record: PolicyRecord, here: Progress, effects: Effects): Progress {
    if (here.ways.length === 0 || effects.length === 0) return here;
    const [nextWays, nextEnds]: [Way[], End[]] = [[], [...here.ends]];
    this.#work += here.ways.length * effects.length + here.ends.length;
    for (const way of here.ways) {
      for (const effect of effects) {
        if (effect.kind !== "no-match") nextEnds.push(endOf(record, way, effect));
        else {
          const next = passed(way, effect);
          if (next.tally.lookups > MAX_COUNTED) nextEnds.push(endlessEnd(record, next));
          else nextWays.push(next);
        }
      }
    }
    return { ways: distinctWays(nextWays, this.#beyond), ends: distinctEnds(nextEnds, this.#beyond) };
  }

  /** Section 4.7: neutral, where no term matches. */
  #finished(record: PolicyRecord, { ways, ends }: Progress): readonly End[] {
    if (ways.length === 0) return ends;
    const unmatched = ways.map((way): End => {
      const { tally, isAssumed, when, isOpen } = way;
      return { record, way, result: "neutral", code: "no-match", tally, isAssumed, when, isOpen };
    });
    return distinctEnds([...ends, ...unmatched], this.#beyond);
  }
}

function whole(record: PolicyRecord, result: SpfResult, code: ReasonCode): End {
  return { ...CERTAIN, record, way: START, result, code, tally: NOTHING_COUNTED };
}

/**
 * All ends that a record may have. With a form, it is the same record in another policy that has that form: nobody knows either. A
 * record that was only left out may be another one there.
 */
function openEnds(record: PolicyRecord, form: string | undefined): End[] {
  return OPEN_ENDS.map(([result, code, isEndless]) => ({
    ...whole(record, result, code),
    tally: openTally(isEndless),
    isAssumed: true,
    when: form === undefined ? undefined : `${form}=${result} ${code}`,
    isOpen: true,
  }));
}

/** The records from which following includes and redirects can go round in a circle. */
function circularRecords({ records }: Policy): ReadonlySet<PolicyRecord> {
  const parents = new Map<PolicyRecord, PolicyRecord[]>();
  const children = new Map<PolicyRecord, number>();
  for (const record of records.values()) {
    const targets = record.terms.flatMap(({ child }) => (child === undefined ? [] : [child]));
    children.set(record, targets.length);
    for (const child of targets) {
      const list = parents.get(child);
      if (list === undefined) parents.set(child, [record]);
      else list.push(record);
    }
  }
  // Records without children are in no circle; without them, neither are those that had only such children.
  const circular = new Set(records.values());
  const leaves = [...circular].filter((record) => children.get(record) === 0);
  for (const leaf of leaves) {
    circular.delete(leaf);
    for (const parent of parents.get(leaf) ?? []) {
      const left = (children.get(parent) ?? 0) - 1;
      children.set(parent, left);
      if (left === 0) leaves.push(parent);
    }
  }
  return circular;
}
