/** The limits of RFC 7208 section 4.6.4 and the only place that counts them. */
import { countValidatedNameMacros } from "./macro.js";
import type { All, Directive, Ip4, Ip6, Mechanism, RedirectModifier } from "./record.js";

/** Terms that cause DNS questions, over the whole evaluation (section 4.6.4). */
export const MAX_LOOKUPS = 10;
/** Void lookups (section 4.6.4); the limit itself may be configured, this is the RFC's default. */
export const MAX_VOID_LOOKUPS = 2;
/** Names of one `mx` whose addresses are asked for (section 4.6.4). */
export const MAX_MX_NAMES = 10;
/** Names of one PTR answer whose addresses are asked for (section 4.6.4). */
export const MAX_PTR_NAMES = 10;
/**
 * Questions of one check: one for the record, and at most eleven for each of ten terms (an MX or PTR question, then ten names).
 * Nothing in RFC 7208 lets an evaluation ask more; beyond it is temperror.
 */
export const MAX_QUESTIONS: number = questionsFor(MAX_LOOKUPS);

function questionsFor(lookups: number): number {
  return 1 + lookups * (1 + MAX_MX_NAMES);
}

/** Milliseconds for one evaluation (section 4.6.4: at least 20 seconds); beyond it is temperror. Drivers keep this one. */
export const MAX_EVALUATION_MS = 20_000;

/** The mechanisms that compare the client with what they say themselves (sections 5.1 and 5.6). */
export type Immediate = All | Ip4 | Ip6;

/** Whether a mechanism asks nothing, and so counts nothing. */
export function asksNothing(mechanism: Mechanism): mechanism is Immediate {
  return mechanism.name === "ip4" || mechanism.name === "ip6" || mechanism.name === "all";
}

/**
 * The lookups that a term counts by itself whenever it is evaluated, before it asks anything: one where it asks DNS, and one for
 * each `%{p}` in its domain-spec. What the record of an include or a redirect counts comes on top.
 */
export function ownLookups(term: Directive | RedirectModifier): number {
  const asking = term.kind === "modifier" ? term : term.mechanism;
  if (term.kind === "directive" && asksNothing(term.mechanism)) return 0;
  const domain = "domain" in asking ? asking.domain : undefined;
  return 1 + (domain === undefined ? 0 : countValidatedNameMacros(domain));
}

/** What an evaluation has used. */
export interface Counts {
  /** Terms counted against the limit of 10: include, a, mx, ptr, exists, redirect, and each `%{p}`. */
  readonly lookups: number;
  /** Questions of terms that were answered with nothing, counted against the limit of 2. */
  readonly voidLookups: number;
  /** All DNS questions. */
  readonly questions: number;
}

/** The counters of one evaluation. Each method counts one and says whether that is still within its limit. */
export class Limits {
  readonly maxVoidLookups: number;
  readonly maxLookups: number;
  readonly maxQuestions: number;
  #lookups = 0;
  #voidLookups = 0;
  #questions = 0;
  #suspended = false;

  constructor(maxVoidLookups: number, maxLookups: number = MAX_LOOKUPS) {
    this.maxVoidLookups = maxVoidLookups;
    this.maxLookups = maxLookups;
    this.maxQuestions = questionsFor(maxLookups);
  }

  countLookup(): boolean {
    if (this.#suspended) return true;
    this.#lookups++;
    return this.#lookups <= this.maxLookups;
  }

  countVoidLookup(): boolean {
    if (this.#suspended) return true;
    this.#voidLookups++;
    return this.#voidLookups <= this.maxVoidLookups;
  }

  countQuestion(): boolean {
    if (this.#questions >= this.maxQuestions) return false;
    this.#questions++;
    return true;
  }

  /** From here on terms and voids are free: an explanation does not count (section 4.6.4). Questions still do. */
  suspend(): void {
    this.#suspended = true;
  }

  counts(): Counts {
    return { lookups: this.#lookups, voidLookups: this.#voidLookups, questions: this.#questions };
  }
}
