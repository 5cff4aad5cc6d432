/**
 * The policy of a domain: all that an evaluation of it can meet, whoever the client is. Records are shared by their domain, so what
 * is a tree to an evaluation is a graph here, with circles where records refer back.
 */
import type { DomainName } from "../../base/name.js";
import type { Answer, Question } from "../../base/question.js";
import type { ParsedRecord } from "../parse.js";
import type { Directive, MacroLetter, RedirectModifier } from "../record.js";

export interface Policy {
  /** The checked domain, which `%{o}` stands for. */
  readonly domain: DomainName;
  readonly root: PolicyRecord;
  /** All records by the key of their domain, the root first, each nearer to the root before those that are farther. */
  readonly records: ReadonlyMap<string, PolicyRecord>;
  /** Each question that was asked with its answer, in order. No question is in it twice. */
  readonly questions: readonly PolicyQuestion[];
  /** What the limits left out; absent where nothing is. */
  readonly cut?: PolicyCut;
}

export interface PolicyQuestion {
  readonly question: Question;
  readonly answer: Answer;
}

/** What was not read because the policy is larger than the limits allow. */
export interface PolicyCut {
  /** Domains whose records were not read: more records, or deeper ones, than the limits allow. */
  readonly unread: readonly DomainName[];
  /** Questions of terms that were not asked. */
  readonly unasked: number;
}

/**
 * What the TXT question about a domain gave: one record that is right (`record`), none, `several` (section 4.5), one with a `syntax`
 * error (section 4.6), no usable answer (`failed`). `not-read`: a limit of the policy was reached.
 */
export type PolicyRecordState = "record" | "none" | "several" | "syntax" | "failed" | "not-read";

/** The record of a domain, as an include or redirect of the policy leads to it. */
export interface PolicyRecord {
  readonly domain: DomainName;
  readonly state: PolicyRecordState;
  /** How many includes and redirects it takes from the root, at the least. */
  readonly depth: number;
  /** The answer to the TXT question; absent where it was not asked. */
  readonly answer?: Answer;
  /** The SPF records among the TXT records: one, but for `none` and `several`. */
  readonly texts: readonly string[];
  /** Present for `record` and `syntax`. */
  readonly parsed?: ParsedRecord;
  /** The directives in their order, then the redirect. Of a record with a syntax error none is reached. */
  readonly terms: readonly PolicyTerm[];
}

/** A directive or the redirect of a record, with what DNS says of it. Nothing is asked for a term that is not reached. */
export interface PolicyTerm {
  readonly term: Directive | RedirectModifier;
  /** Whether evaluations may come to it: it is not behind `all`, nor a redirect beside `all`, nor in a record with errors. */
  readonly isReached: boolean;
  /** The lookups that it counts by itself (section 4.6.4), without those of the record that it leads to. */
  readonly lookups: number;
  /** Absent for `all`, `ip4` and `ip6`. */
  readonly target?: PolicyTarget;
  /** The answers of `a`, by the client's family. */
  readonly addresses?: FamilyAnswers;
  /** The answer to the A question of `exists`, or to the MX question of `mx`. */
  readonly answer?: Answer;
  /** The mail exchanges of `mx` in the order in which they are asked for, each once; none are asked for where there are too many. */
  readonly hosts?: readonly PolicyHost[];
  /** How many mail exchanges count against the limit of 10, repeated ones each time. */
  readonly mxNames?: number;
  /** The record that an include or a redirect leads to. */
  readonly child?: PolicyRecord;
}

export interface PolicyHost {
  readonly name: DomainName;
  readonly addresses: FamilyAnswers;
}

/** The answers to an A and to an AAAA question; one is absent where a limit of the policy left it out. */
export interface FamilyAnswers {
  readonly 4?: Answer;
  readonly 6?: Answer;
}

/**
 * What the domain-spec of a term means: a name, no name (section 4.8), or something that depends on the sender or the client, by
 * these macro letters. `ptr` is dynamic whatever its domain: its letters are then those of the domain-spec, perhaps none, and
 * `name` is the name that its domain-spec gives.
 */
export type PolicyTarget =
  | { readonly kind: "name"; readonly name: DomainName }
  | { readonly kind: "malformed"; readonly problem: string }
  | { readonly kind: "dynamic"; readonly letters: readonly MacroLetter[]; readonly name?: DomainName };
