/**
 * Ways through a policy. An evaluation without the limits of section 4.6.4 passes terms that do not match, and ends somewhere; what
 * it counts only grows on the way. So ways are put together from those through each record, each of which is worked out once, and the
 * limits are laid over the complete ones (`limited.ts`).
 */
import type { Reason, SpfResult } from "../result.js";
import { ALWAYS, type Condition, bothConditions, eitherCondition } from "./condition.js";
import type { PolicyRecord, PolicyTerm } from "./policy.js";

/** What was counted, `Infinity` where it is without end. */
export interface Tally {
  readonly lookups: number;
  readonly voids: number;
  /** The most mail exchanges of one term. */
  readonly mxNames: number;
}

export const NOTHING_COUNTED: Tally = { lookups: 0, voids: 0, mxNames: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  if (a === NOTHING_COUNTED) return b;
  return { lookups: a.lookups + b.lookups, voids: a.voids + b.voids, mxNames: Math.max(a.mxNames, b.mxNames) };
}

export type ReasonCode = Reason["code"];

/** What all parts of a way say of what they rest on. */
export interface Grounds {
  /** It is one of several possibilities: a dynamic term, or one whose answer is not known, decides between them. */
  readonly isAssumed: boolean;
  /** The answers of dynamic terms that lead here; undefined where those of another policy cannot be compared with them. */
  readonly when: Condition | undefined;
  /** The tally is not exact: what a record counts that nobody knows comes on top of it, or it is the most of several. */
  readonly isOpen: boolean;
}

export const CERTAIN: Grounds = { isAssumed: false, when: ALWAYS, isOpen: false };

function bothGrounds(a: Grounds, b: Grounds): Grounds {
  if (!b.isAssumed) return a;
  if (!a.isAssumed) return b;
  const when = a.when === undefined || b.when === undefined ? undefined : bothConditions(a.when, b.when);
  return { isAssumed: true, when, isOpen: a.isOpen || b.isOpen };
}

function eitherGrounds(a: Grounds, b: Grounds): Grounds {
  const when = a.when === undefined || b.when === undefined ? undefined : eitherCondition(a.when, b.when);
  return { isAssumed: true, when, isOpen: a.isOpen || b.isOpen };
}

/** What one term does to some addresses. */
export interface Effect extends Grounds {
  readonly term: PolicyTerm;
  readonly kind: "no-match" | "match" | "end";
  /** The result of the record, for a match and for an end. */
  readonly result: SpfResult;
  readonly code: ReasonCode;
  /** Everything that it counts, its own lookups first. */
  readonly tally: Tally;
  /** The end of the record that the term leads to. */
  readonly child?: End;
  /** The term itself is the place that decides, not the record behind it. */
  readonly isDecidedHere?: boolean;
  /** The question that decides it has an answer that nobody knows. */
  readonly isUnknown?: boolean;
}

/** A way through a record up to some term: the terms that counted something and did not match. */
export interface Way extends Grounds {
  readonly before?: Way;
  readonly effect?: Effect;
  readonly tally: Tally;
}

export const START: Way = { ...CERTAIN, tally: NOTHING_COUNTED };

/** Where an evaluation of a record ends. */
export interface End extends Grounds {
  readonly record: PolicyRecord;
  /** What came before the deciding term. */
  readonly way: Way;
  /** The deciding term; absent where the record as a whole decides, or that no term matches. */
  readonly effect?: Effect;
  readonly result: SpfResult;
  readonly code: ReasonCode;
  readonly tally: Tally;
  readonly isUnknown?: boolean;
  /** The way goes on, and was left after it had come to some record for the second time. */
  readonly isEndless?: boolean;
}

/** Lookups beyond which nothing is counted one by one: the way is as good as endless. */
export const MAX_COUNTED = 200;

export function passed(way: Way, effect: Effect): Way {
  return { before: way, effect, tally: addTallies(way.tally, effect.tally), ...grounds(way, effect) };
}

export function endOf(record: PolicyRecord, way: Way, effect: Effect): End {
  const { result, code, isUnknown } = effect;
  return {
    record,
    way,
    effect,
    result,
    code,
    tally: addTallies(way.tally, effect.tally),
    ...grounds(way, effect),
    ...(isUnknown === true ? { isUnknown } : {}),
    ...(effect.child?.isEndless === true ? { isEndless: true } : {}),
  };
}

/** An endless way with what it counts in all its rounds: a record that comes again does the same again. */
export function withAllRounds(end: End): End {
  if (end.isEndless !== true) return end;
  // What dynamic terms say in one round was not told apart from what they say in another: a bound.
  if (end.isAssumed) return { ...end, isOpen: true, tally: { ...end.tally, voids: Infinity } };
  let voids = 0;
  const before = new Map<PolicyRecord, number>();
  for (let at: End | undefined = end; at !== undefined; at = at.effect?.child) {
    const first = before.get(at.record);
    if (first !== undefined) return { ...end, tally: { ...end.tally, voids: voids > first ? Infinity : voids } };
    before.set(at.record, voids);
    voids += at.way.tally.voids;
  }
  return end;
}

/** The end of a way that goes on for ever, or further than is counted. */
export function endlessEnd(record: PolicyRecord, way: Way): End {
  const tally = { ...way.tally, lookups: Infinity };
  const { isAssumed, when, isOpen } = way;
  return { record, way, result: "permerror", code: "lookup-limit", tally, isAssumed, when, isOpen };
}

function grounds(a: Grounds, b: Grounds): Grounds {
  const { isAssumed, when, isOpen } = bothGrounds(a, b);
  return { isAssumed, when, isOpen };
}

/**
 * Whether a way says how much is counted on it. What a record counts that nobody knows may be endless, which says nothing of what is
 * known; where the known records go round in a circle it does.
 */
export function saysCount({ isOpen, isEndless, tally }: End, measure: keyof Tally): boolean {
  return !isOpen || tally[measure] < Infinity || (measure === "lookups" && isEndless === true);
}

/** The effects on the way to an end, in their order, the deciding one last. */
export function effectsOf(end: End): Effect[] {
  const effects: Effect[] = end.effect === undefined ? [] : [end.effect];
  for (let way: Way | undefined = end.way; way !== undefined; way = way.before) {
    if (way.effect !== undefined) effects.push(way.effect);
  }
  return effects.reverse();
}

// ------------------------------------------------------------------------------------------------------------------------
// Several possibilities for the same addresses

/** Possibilities for one address beyond which those that the limits judge alike are no longer told apart. */
const MAX_POSSIBLE = 24;

/** Counts that the limits judge alike: the first number of each that is beyond them. */
export type Beyond = Pick<Tally, "lookups" | "voids">;

/** One of each kind among the possible ways: with the same counts they go on alike. */
export function distinctWays(ways: readonly Way[], beyond: Beyond): readonly Way[] {
  if (ways.length < 2) return ways;
  const distinct = merged(ways, ({ tally }) => exactly(tally));
  return distinct.length <= MAX_POSSIBLE ? distinct : merged(distinct, ({ tally }) => roughly(tally, beyond));
}

/**
 * One of each kind among the possible ends: those that come to the same place in the same way, with the same counts. Of too many, one
 * of those that the same term decides, then one of those with the same result and reason.
 */
export function distinctEnds(ends: readonly End[], beyond: Beyond): readonly End[] {
  if (ends.length < 2) return ends;
  const ids = new Map<unknown, number>();
  const id = (one: unknown): number => {
    const known = ids.get(one) ?? ids.size;
    ids.set(one, known);
    return known;
  };
  const what = ({ result, code, isUnknown, isEndless }: End): string =>
    `${result} ${code} ${isUnknown === true} ${isEndless === true}`;
  const distinct = merged(ends, (end) => {
    return `${what(end)} ${id(end.effect?.term)} ${id(end.effect?.child)} ${exactly(end.tally)}`;
  });
  if (distinct.length <= MAX_POSSIBLE) return distinct;
  const rough = merged(distinct, (end) => `${what(end)} ${id(decider(end))} ${roughly(end.tally, beyond)}`);
  return rough.length <= MAX_POSSIBLE ? rough : merged(rough, (end) => `${what(end)} ${roughly(end.tally, beyond)}`);
}

/** The term that decides, or the record. */
function decider(end: End): PolicyRecord | PolicyTerm {
  const { effect, record } = end;
  if (effect === undefined) return record;
  return effect.child === undefined || effect.isDecidedHere === true ? effect.term : decider(effect.child);
}

function exactly({ lookups, voids, mxNames }: Tally): string {
  return `${lookups} ${voids} ${mxNames}`;
}

function roughly({ lookups, voids }: Tally, beyond: Beyond): string {
  return `${Math.min(lookups, beyond.lookups)} ${Math.min(voids, beyond.voids)}`;
}

function merged<T extends Way | End>(possible: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const one of possible) {
    const key = keyOf(one);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? one : together(known, one));
  }
  return [...byKey.values()];
}

/** One for two that go on alike, with the way of the first. */
function together<T extends Way | End>(a: T, b: T): T {
  const isSame = exactly(a.tally) === exactly(b.tally);
  return { ...a, ...eitherGrounds(a, b), ...(isSame ? {} : { isOpen: true, tally: mostOf(a.tally, b.tally) }) };
}

function mostOf(a: Tally, b: Tally): Tally {
  return {
    lookups: Math.max(a.lookups, b.lookups),
    voids: Math.max(a.voids, b.voids),
    mxNames: Math.max(a.mxNames, b.mxNames),
  };
}
