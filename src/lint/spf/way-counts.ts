/** What evaluations of a policy count, and which terms of the root have which share of it. */
import { type IpAddress, formatIp, ipNumber } from "../../base/ip.js";
import type { IpFamily } from "../../base/ip-set.js";
import type { PolicyOutcomes } from "../../spf/policy/outcomes.js";
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import { type Effect, type End, effectsOf } from "../../spf/policy/ways.js";
import type { PolicyView } from "./policy-view.js";

/** A term on the way of an evaluation. */
interface MetTerm {
  readonly effect: Effect;
  /** The term of the root that leads to it, or itself. */
  readonly rootTerm: PolicyTerm;
}

/** The evaluation that counts the most. */
export interface Greatest {
  readonly count: number;
  /** The lowest address that it is so for. */
  readonly witness: IpAddress;
  /** The terms that count something, in their order. */
  readonly met: readonly MetTerm[];
}

/**
 * The evaluation of a family whose terms weigh the most, without the limits. What a dynamic include counts in records that nobody
 * knows is left out, so this many are met for certain by somebody for whom the dynamic terms do not match.
 */
export function greatest({ ends }: PolicyOutcomes, family: IpFamily, weigh: (effect: Effect) => number): Greatest | undefined {
  let found: { readonly count: number; readonly witness: IpAddress; readonly end: End } | undefined;
  for (const [possible, addresses] of ends[family].sets()) {
    const witness = addresses.first();
    if (witness === undefined) continue;
    for (const end of possible) {
      if (end.tally.lookups === Infinity) continue;
      let count = 0;
      for (const { effect } of metTerms(end)) count += weigh(effect);
      if (found === undefined || count > found.count) found = { count, witness, end };
    }
  }
  if (found === undefined) return undefined;
  const { count, witness, end } = found;
  return { count, witness, met: [...metTerms(end)].filter(({ effect }) => weigh(effect) > 0) };
}

/** The greater of those of both families, that of IPv4 where they are equal. */
export function greatestOfBoth(
  outcomes: PolicyOutcomes,
  weigh: (effect: Effect, family: IpFamily) => number,
): Greatest | undefined {
  const [four, six] = [4 as const, 6 as const].map((family) => greatest(outcomes, family, (effect) => weigh(effect, family)));
  if (four === undefined || six === undefined) return four ?? six;
  return six.count > four.count ? six : four;
}

/** `, such as for 192.0.2.1`; empty for the lowest address of all, which stands for whoever matches nothing. */
export function suchAs(address: IpAddress): string {
  return ipNumber(address) === 0n ? "" : `, such as for ${formatIp(address)}`;
}

/** The term of the root with the biggest share, the first of those. */
export function biggestShare(
  { met }: Greatest,
  weigh: (effect: Effect) => number,
): { readonly term: PolicyTerm; readonly count: number } | undefined {
  const shares = new Map<PolicyTerm, number>();
  for (const { effect, rootTerm } of met) shares.set(rootTerm, (shares.get(rootTerm) ?? 0) + weigh(effect));
  let biggest: { readonly term: PolicyTerm; readonly count: number } | undefined;
  for (const [term, count] of shares) if (biggest === undefined || count > biggest.count) biggest = { term, count };
  return biggest;
}

/** The terms on the way to an end, those of other records behind the ones that lead there. */
function* metTerms(end: End, rootTerm?: PolicyTerm): Generator<MetTerm> {
  for (const effect of effectsOf(end)) {
    const root = rootTerm ?? effect.term;
    yield { effect, rootTerm: root };
    if (effect.child !== undefined) yield* metTerms(effect.child, root);
  }
}

/** The lookups of all terms of a record and of those that it leads to: no evaluation counts more. `Infinity` in a circle. */
export function lookupBound(view: PolicyView, record: PolicyRecord = view.policy.root): number {
  let known = bounds.get(view);
  if (known === undefined) bounds.set(view, (known = new Map()));
  return weightBound(record, ({ lookups }) => lookups, known);
}

const bounds = new WeakMap<PolicyView, Map<PolicyRecord, number>>();

/** The weights of all terms that are reached in a record and in those that it leads to; `Infinity` in a circle. */
export function weightBound(
  record: PolicyRecord,
  weigh: (term: PolicyTerm) => number,
  known: Map<PolicyRecord, number> = new Map(),
): number {
  const found = known.get(record);
  if (found !== undefined) return found;
  // Whoever comes here again before the sum is known goes round.
  known.set(record, Infinity);
  let sum = 0;
  for (const term of record.terms) {
    if (term.isReached) sum += weigh(term) + (term.child === undefined ? 0 : weightBound(term.child, weigh, known));
  }
  known.set(record, sum);
  return sum;
}

/** Whether a term of the root leads to a record that is checked itself, and that by itself counts so many lookups. */
export function isCountedElsewhere(view: PolicyView, least: number): boolean {
  return view.policy.root.terms.some(
    ({ isReached, child }) =>
      isReached && child !== undefined && view.isChecked(child.domain) && lookupBound(view, child) >= least,
  );
}
