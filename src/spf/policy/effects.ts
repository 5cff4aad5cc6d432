/** What one term does to each address of a family, in the words of `ways.ts`: sections 5.1 to 5.7 without a client. */
import { formatIp } from "../../base/ip.js";
import { IpMap } from "../../base/ip-map.js";
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import type { Answer } from "../../base/question.js";
import { QUALIFIER_RESULTS } from "../check-host.js";
import { isFailure } from "../evaluation.js";
import { MAX_MX_NAMES, asksNothing } from "../limits.js";
import type { Mechanism } from "../record.js";
import type { SpfResult } from "../result.js";
import type { PolicyTerm } from "./policy.js";
import { networksAround } from "./term-networks.js";
import {
  CERTAIN,
  type Effect,
  type End,
  type Grounds,
  type ReasonCode,
  NOTHING_COUNTED,
  type Tally,
  addTallies,
} from "./ways.js";

export interface OutcomeOptions {
  /** Void lookups that are allowed (section 4.6.4); default 2. */
  readonly maxVoidLookups?: number;
  /** Count void answers to address questions about mx and ptr names too; default false. */
  readonly countHostVoids?: boolean;
  /**
   * Take a term whose answer is not known (`Answer.isUnknown`: zone files alone) as one that may match or not, as dynamic terms are;
   * default false, which is the evaluation's way: a failure of DNS. For comparing policies without DNS.
   */
  readonly assumeUnknown?: boolean;
}

/** The possible effects of a term on the same addresses; none at all for the networks that were passed. */
export type Effects = readonly Effect[];
export type TermEffects = IpMap<Effects>;

const PASSED: Effects = [];

/** The effects of `all`, `ip4` and `ip6` in a row: for each address that of the first one that matches. */
export function networkEffects(terms: readonly PolicyTerm[], family: IpFamily): TermEffects {
  const everything = { address: IpSet.all(family).first(), prefix: 0 };
  const list = terms.flatMap((term) => {
    const mechanism = term.term.kind === "directive" ? term.term.mechanism : undefined;
    if (mechanism === undefined || !asksNothing(mechanism)) return [];
    const { address, prefix } = mechanism.name === "all" ? everything : mechanism;
    if (address?.family !== family) return [];
    const effects: Effects = [matched(term, ownTally(term))];
    return [[{ address, prefix }, effects] as const];
  });
  return IpMap.firstOf(family, list, PASSED);
}

/** The effects of `a`, `mx`, `exists` and `ptr`, and those of includes and redirects that lead to no known record. */
export function termEffects(term: PolicyTerm, family: IpFamily, options: OutcomeOptions): TermEffects {
  const { target } = term;
  const constant = (effects: Effects): TermEffects => IpMap.constant(family, effects);
  const name = nameOf(term);
  if (target?.kind === "malformed") {
    // Section 4.8: it does not match; for an include or redirect it is permerror.
    const isRecord = name === "include" || name === "redirect";
    return constant([
      isRecord ? ended(term, ownTally(term), "permerror", "target-malformed") : unmatched(term, ownTally(term)),
    ]);
  }
  if (target?.kind === "dynamic") return constant(openEffects(term, family, options));
  switch (name) {
    case "a":
      return addressEffects(term, family, term.addresses?.[family], options);
    case "exists":
      return answered(term, family, term.answer, options, () => constant([matched(term, ownTally(term))]));
    case "mx":
      return answered(term, family, term.answer, options, () => mxEffects(term, family, options));
    default:
      return constant(openEffects(term, family, options));
  }
}

/** What the question of a term gives where it is no records: unknown, a failure, or a void lookup. */
function answered(
  term: PolicyTerm,
  family: IpFamily,
  answer: Answer | undefined,
  options: OutcomeOptions,
  withRecords: () => TermEffects,
): TermEffects {
  if (answer === undefined || isNotKnown(answer, options)) return IpMap.constant(family, openEffects(term, family, options));
  if (answer.status === "noerror") return withRecords();
  const effect = isFailure(answer) ? failed(term, ownTally(term), answer) : unmatched(term, { ...ownTally(term), voids: 1 });
  return IpMap.constant<Effects>(family, [effect]);
}

function addressEffects(term: PolicyTerm, family: IpFamily, answer: Answer | undefined, options: OutcomeOptions): TermEffects {
  return answered(term, family, answer, options, () => {
    const tally = ownTally(term);
    return IpMap.ofSet<Effects>(networksAround(term, family, answer), [matched(term, tally)], [unmatched(term, tally)]);
  });
}

/** The exchanges are asked for in their order, so the addresses that an earlier one has do not meet what a later one gives. */
function mxEffects(term: PolicyTerm, family: IpFamily, options: OutcomeOptions): TermEffects {
  const { hosts = [], mxNames = 0 } = term;
  let voids = 0;
  const tally = (): Tally => ({ ...ownTally(term), mxNames, voids });
  if (mxNames > MAX_MX_NAMES) return IpMap.constant<Effects>(family, [ended(term, tally(), "permerror", "mx-limit")]);
  const matches: (readonly [IpSet, Effects])[] = [];
  let rest: Effects | undefined;
  for (const host of hosts) {
    const answer = host.addresses[family];
    if (answer === undefined || isNotKnown(answer, options)) rest ??= openHostEffects(term, family, tally(), options);
    else if (isFailure(answer)) {
      rest ??= [failed(term, tally(), answer)];
      break;
    } else if (answer.status === "noerror") matches.push([networksAround(term, family, answer), [matched(term, tally())]]);
    else if (options.countHostVoids === true) voids++;
    // Whether a host that nobody knows matches or not, those behind it do; but its voids, where they count, may end it before.
    if (rest !== undefined && options.countHostVoids === true) break;
  }
  rest ??= [unmatched(term, tally())];
  return matches.reduceRight<TermEffects>(
    (later, [set, effects]) => IpMap.ofSet(set, true, false).combine(later, (isIn, others) => (isIn ? effects : others)),
    IpMap.constant(family, rest),
  );
}

function isNotKnown(answer: Answer | undefined, options: OutcomeOptions): boolean {
  return answer === undefined || isAssumedAnswer(answer, options);
}

/** Whether an answer that nobody knows is to be taken for any answer. */
export function isAssumedAnswer(answer: Answer, options: OutcomeOptions): boolean {
  return answer.isUnknown === true && options.assumeUnknown === true;
}

// ------------------------------------------------------------------------------------------------------------------------
// Includes and redirects

/** What an include or redirect makes of an end of the record that it leads to (sections 5.2 and 6.1). */
export function childEffect(term: PolicyTerm, child: End): Effect {
  const { isAssumed, when, isOpen } = child;
  const effect = recordEffect(term, child.result, child.code, addTallies(ownTally(term), child.tally));
  const isUnknown = child.isUnknown === true && effect.kind === "end";
  return { ...effect, child, isAssumed, when, isOpen, ...(isUnknown ? { isUnknown } : {}) };
}

function recordEffect(term: PolicyTerm, result: SpfResult, code: ReasonCode, tally: Tally): Effect {
  if (result === "none") return { ...ended(term, tally, "permerror", "target-without-record"), isDecidedHere: true };
  if (term.term.kind === "modifier" || result === "temperror" || result === "permerror")
    return ended(term, tally, result, code);
  return result === "pass" ? matched(term, tally) : unmatched(term, tally);
}

/**
 * How a record may end that nobody knows; `none` stands for all that is permerror but the limits. That DNS may fail is not among it:
 * so may any question, of any record.
 */
export const OPEN_ENDS: readonly (readonly [SpfResult, ReasonCode, isEndless: boolean])[] = [
  ["pass", "match", false],
  ["fail", "match", false],
  ["softfail", "match", false],
  ["neutral", "match", false],
  ["none", "no-record", false],
  ["permerror", "lookup-limit", true],
];

/** What an unknown record counts: nothing, or more than can be. Whatever is between leads to the same verdicts as one of them. */
export function openTally(isEndless: boolean): Tally {
  return isEndless ? { lookups: Infinity, voids: Infinity, mxNames: Infinity } : NOTHING_COUNTED;
}

// ------------------------------------------------------------------------------------------------------------------------
// Terms that may do this or that

/** All that a term can do whose target, or whose answer, is not known. A failure of DNS is not among it. */
function openEffects(term: PolicyTerm, family: IpFamily, options: OutcomeOptions): Effects {
  const tally = ownTally(term);
  const form = formOf(term, family);
  const name = nameOf(term);
  // What was only left out may be answered in another way in another policy, and is not compared.
  const isComparable = term.target?.kind === "dynamic" || wasAsked(term, family);
  const when = (answer: string, isOpen: boolean): Grounds => {
    return { isAssumed: true, when: isComparable ? `${form}=${answer}` : undefined, isOpen };
  };
  if (name === "include" || name === "redirect") {
    return OPEN_ENDS.flatMap(([result, code, isEndless]) => {
      // An include makes the same of all that is no pass and no error.
      if (name === "include" && (result === "softfail" || result === "neutral")) return [];
      const effect = recordEffect(term, result, code, addTallies(tally, openTally(isEndless)));
      return [{ ...effect, ...when(`${result} ${code}`, true) }];
    });
  }
  const counted = name === "mx" ? { ...tally, mxNames: MAX_MX_NAMES } : tally;
  const letters = term.target?.kind === "dynamic" ? term.target.letters : [];
  const hasHosts = options.countHostVoids === true && (name === "mx" || name === "ptr" || letters.includes("p"));
  const effects: Effect[] = [
    { ...matched(term, counted), ...when("match", hasHosts) },
    { ...unmatched(term, counted), ...when("no-match", hasHosts) },
    { ...unmatched(term, { ...tally, voids: 1 }), ...when("void", hasHosts) },
  ];
  if (name === "mx") {
    effects.push({ ...ended(term, { ...tally, mxNames: Infinity }, "permerror", "mx-limit"), ...when("mx-limit", false) });
  }
  return hasHosts ? [...effects, { ...hostVoids(term, tally), ...when("host-voids", true) }] : effects;
}

/** Whether the question was asked that decides what a term with a known target does. */
function wasAsked({ term, addresses, answer }: PolicyTerm, family: IpFamily): boolean {
  const isAddress = term.kind === "directive" && term.mechanism.name === "a";
  return (isAddress ? addresses?.[family] : answer) !== undefined;
}

/** An `mx` whose exchanges are known, with addresses that are not: from that exchange on it may match or not. */
function openHostEffects(term: PolicyTerm, family: IpFamily, tally: Tally, options: OutcomeOptions): Effects {
  const hosts = (term.hosts ?? []).map(({ name, addresses }) => {
    const answer = addresses[family];
    const set = networksAround(term, family, answer).networks();
    const known = set.map(({ address, prefix }) => `${formatIp(address)}/${prefix}`).join(",");
    return `${name.key}:${isNotKnown(answer, options) ? "?" : `${answer?.status ?? ""}:${known}`}`;
  });
  const isComparable = (term.hosts ?? []).every(({ addresses }) => addresses[family] !== undefined);
  const form = isComparable ? `${formOf(term, family)}[${hosts.join(" ")}]` : undefined;
  const isOpen = options.countHostVoids === true;
  const when = (answer: string): Grounds => ({
    isAssumed: true,
    when: form === undefined ? undefined : `${form}=${answer}`,
    isOpen,
  });
  const effects = [
    { ...matched(term, tally), ...when("match") },
    { ...unmatched(term, tally), ...when("no-match") },
  ];
  return isOpen ? [...effects, { ...hostVoids(term, tally), ...when("host-voids") }] : effects;
}

/** Void answers about hosts that nobody knows, more than any limit allows: fewer of them change nothing but the counts. */
function hostVoids(term: PolicyTerm, tally: Tally): Effect {
  return ended(term, { ...tally, voids: Infinity }, "permerror", "void-lookup-limit");
}

/** A term as text that is the same only where it asks the same and compares in the same way. */
function formOf(term: PolicyTerm, family: IpFamily): string {
  const { target } = term;
  const asked = target?.kind === "name" ? target.name.key : target?.kind === "dynamic" ? `${target.form} ` : "";
  const lengths = term.term.kind === "directive" && "prefix4" in term.term.mechanism ? term.term.mechanism : undefined;
  const length = lengths === undefined ? "" : `/${family === 4 ? lengths.prefix4 : lengths.prefix6}`;
  return `${nameOf(term)}:${asked}${length}`;
}

function nameOf({ term }: PolicyTerm): Mechanism["name"] | "redirect" {
  return term.kind === "directive" ? term.mechanism.name : "redirect";
}

// ------------------------------------------------------------------------------------------------------------------------

function ownTally({ lookups }: PolicyTerm): Tally {
  return { lookups, voids: 0, mxNames: 0 };
}

function matched(term: PolicyTerm, tally: Tally): Effect {
  const qualifier = term.term.kind === "directive" ? term.term.qualifier : "+";
  return { ...CERTAIN, term, kind: "match", result: QUALIFIER_RESULTS[qualifier], code: "match", tally };
}

function unmatched(term: PolicyTerm, tally: Tally): Effect {
  return { ...CERTAIN, term, kind: "no-match", result: "neutral", code: "no-match", tally };
}

function ended(term: PolicyTerm, tally: Tally, result: SpfResult, code: ReasonCode): Effect {
  return { ...CERTAIN, term, kind: "end", result, code, tally };
}

function failed(term: PolicyTerm, tally: Tally, answer: Answer): Effect {
  const effect = ended(term, tally, "temperror", failureCode(answer));
  return answer.isUnknown === true ? { ...effect, isUnknown: true } : effect;
}

/** The reason that a question without a usable answer is. */
export function failureCode(answer: Answer): ReasonCode {
  return answer.status === "out-of-time" ? "out-of-time" : "dns";
}
