/** A word that is looked at, among its neighbours. */
import type { FixClaim } from "../spf-text.js";
import { type FaultRule, type Found, writing } from "./fault.js";
import type { Token } from "./tokens.js";

export interface TermPlace {
  readonly token: Token;
  /** The words behind it. */
  readonly following: readonly Token[];
}

/** A fault of one word, and how many words it takes. */
export interface FoundTerm extends Found {
  readonly takes?: number;
}

/** A fault of some characters of a word, with the text that should stand in the place of the word. */
export function faultAt(
  { token }: TermPlace,
  rule: FaultRule,
  [from, to]: readonly [number, number],
  message: string,
  replacement?: string,
  claim?: FixClaim,
): FoundTerm {
  const span = { start: token.start + from, end: token.start + Math.max(to, from + 1) };
  const whole = { start: token.start, end: token.end };
  return { rule, span, message, ...(replacement === undefined ? {} : { cure: writing(whole, replacement, claim) }) };
}

/** A fault of all of a word. */
export function faultOf(place: TermPlace, rule: FaultRule, message: string, replacement?: string, claim?: FixClaim): FoundTerm {
  return faultAt(place, rule, [0, place.token.text.length], message, replacement, claim);
}

/** A fault of several words that belong together. */
export function faultOver(
  { token, following }: TermPlace,
  takes: number,
  rule: FaultRule,
  message: string,
  replacement?: string,
): FoundTerm {
  const span = { start: token.start, end: following[takes - 2]?.end ?? token.end };
  return { rule, span, message, takes, ...(replacement === undefined ? {} : { cure: writing(span, replacement) }) };
}
