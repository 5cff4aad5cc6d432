/** Reads the policy of a domain: asks all that an evaluation can ask, for clients of both families, and each question once. */
import type { DomainName } from "../../base/name.js";
import type { Answer, QueryType } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { answerOfType, isFailure } from "../evaluation.js";
import { MAX_MX_NAMES, ownLookups } from "../limits.js";
import { mailExchanges } from "../mechanisms.js";
import type { ParsedRecord } from "../parse.js";
import { parsedRecord } from "../record-memo.js";
import type { Directive, RedirectModifier } from "../record.js";
import { selectRecords } from "../selection.js";
import type { FamilyAnswers, Policy, PolicyHost, PolicyQuestion, PolicyRecord, PolicyTarget, PolicyTerm } from "./policy.js";
import { policyTarget } from "./target.js";

/** How much of a policy is read. Records that an evaluation within the limits of section 4.6.4 can meet are at most 10 deep. */
export interface PolicyOptions {
  /** Records; default 200. */
  readonly maxRecords?: number;
  /** Questions, those for records among them; default 2,000. */
  readonly maxQuestions?: number;
  /** Includes and redirects on the way from the root; default 20. */
  readonly maxDepth?: number;
}

const MAX_RECORDS = 200;
const MAX_POLICY_QUESTIONS = 2000;
const MAX_DEPTH = 20;

type Draft = { -readonly [Key in keyof PolicyRecord]: PolicyRecord[Key] };

/**
 * Reads the policy of a domain: the TXT records of all includes and redirects, A and AAAA for `a`, MX and the addresses of each
 * exchange for `mx`, A for `exists`. Nothing is asked for what depends on the sender or the client, for terms that no evaluation
 * reaches, nor for explanations. Records near the root are read before those farther away.
 */
export function* policySteps(domain: DomainName, options: PolicyOptions = {}): Steps<Policy> {
  const reader = new PolicyReader(domain, options);
  const root = reader.draft(domain, 0);
  // What is read adds to the list, and a loop over a map meets what was added.
  for (const record of reader.records.values()) yield* reader.read(record);
  const unread = [...reader.records.values()].filter(({ state }) => state === "not-read").map((record) => record.domain);
  const isCut = unread.length > 0 || reader.unasked > 0;
  return {
    domain,
    root,
    records: reader.records,
    questions: reader.questions,
    ...(isCut ? { cut: { unread, unasked: reader.unasked } } : {}),
  };
}

class PolicyReader {
  readonly records = new Map<string, Draft>();
  readonly questions: PolicyQuestion[] = [];
  unasked = 0;
  readonly #checked: DomainName;
  readonly #answers = new Map<string, Answer>();
  readonly #maxRecords: number;
  readonly #maxQuestions: number;
  readonly #maxDepth: number;
  #read = 0;

  constructor(checked: DomainName, options: PolicyOptions) {
    this.#checked = checked;
    this.#maxRecords = options.maxRecords ?? MAX_RECORDS;
    this.#maxQuestions = options.maxQuestions ?? MAX_POLICY_QUESTIONS;
    this.#maxDepth = options.maxDepth ?? MAX_DEPTH;
  }

  /** The record of a domain, which is read in its turn. */
  draft(domain: DomainName, depth: number): Draft {
    const known = this.records.get(domain.key);
    if (known !== undefined) return known;
    const draft: Draft = { domain, depth, state: "not-read", texts: [], terms: [] };
    this.records.set(domain.key, draft);
    return draft;
  }

  *read(draft: Draft): Steps<void> {
    if (draft.domain.labels.length < 2) {
      // Section 4.3: there is no domain to check, and nothing to ask.
      draft.state = "none";
      return;
    }
    if (this.#read >= this.#maxRecords || draft.depth > this.#maxDepth) return;
    const answer = yield* this.#ask(draft.domain, "TXT");
    if (answer === undefined) return;
    this.#read++;
    draft.answer = answer;
    draft.texts = selectRecords(answer);
    const [text] = draft.texts;
    if (isFailure(answer)) draft.state = "failed";
    else if (text === undefined) draft.state = "none";
    else if (draft.texts.length > 1) draft.state = "several";
    else {
      draft.parsed = parsedRecord(text);
      draft.state = draft.parsed.problems.length > 0 ? "syntax" : "record";
      draft.terms = yield* this.#terms(draft, draft.parsed);
    }
  }

  *#terms(draft: Draft, { record, problems }: ParsedRecord): Steps<PolicyTerm[]> {
    const terms: PolicyTerm[] = [];
    let isReached = problems.length === 0;
    for (const directive of record.directives) {
      terms.push(yield* this.#term(draft, directive, isReached));
      if (directive.mechanism.name === "all") isReached = false;
    }
    if (record.redirect !== undefined) terms.push(yield* this.#term(draft, record.redirect, isReached));
    return terms;
  }

  *#term(draft: Draft, term: Directive | RedirectModifier, isReached: boolean): Steps<PolicyTerm> {
    const target = policyTarget(term, draft.domain, this.#checked);
    const base = { term, isReached, lookups: ownLookups(term), ...(target === undefined ? {} : { target }) };
    if (!isReached || target?.kind !== "name") return base;
    if (term.kind === "modifier") return { ...base, child: this.draft(target.name, draft.depth + 1) };
    switch (term.mechanism.name) {
      case "include":
        return { ...base, child: this.draft(target.name, draft.depth + 1) };
      case "a":
        return { ...base, addresses: yield* this.#addresses(target.name) };
      case "exists": {
        const answer = yield* this.#ask(target.name, "A");
        return { ...base, ...(answer === undefined ? {} : { answer }) };
      }
      case "mx":
        return { ...base, ...(yield* this.#exchanges(target)) };
      default:
        return base;
    }
  }

  *#exchanges({ name }: PolicyTarget & { kind: "name" }): Steps<Pick<PolicyTerm, "answer" | "hosts" | "mxNames">> {
    const answer = yield* this.#ask(name, "MX");
    if (answer === undefined) return {};
    if (answer.status !== "noerror") return { answer };
    const exchanges = mailExchanges(answer.records);
    const mxNames = exchanges.length;
    const hosts: PolicyHost[] = [];
    const isAsked = mxNames <= MAX_MX_NAMES;
    for (const host of new Map(exchanges.map((exchange) => [exchange.key, exchange])).values()) {
      hosts.push({ name: host, addresses: isAsked ? yield* this.#addresses(host) : {} });
    }
    return { answer, hosts, mxNames };
  }

  *#addresses(name: DomainName): Steps<FamilyAnswers> {
    const [a, aaaa] = [yield* this.#ask(name, "A"), yield* this.#ask(name, "AAAA")];
    return { ...(a === undefined ? {} : { 4: a }), ...(aaaa === undefined ? {} : { 6: aaaa }) };
  }

  /** The answer to a question, asked once; undefined where the limit of questions is reached. */
  *#ask(name: DomainName, type: QueryType): Steps<Answer | undefined> {
    const id = `${type} ${name.key}`;
    const known = this.#answers.get(id);
    if (known !== undefined) return known;
    if (this.questions.length >= this.#maxQuestions) {
      this.unasked++;
      return undefined;
    }
    const question = { name, type };
    const answer = answerOfType(yield question, type);
    this.#answers.set(id, answer);
    this.questions.push({ question, answer });
    return answer;
  }
}
