/** The state of one evaluation, and how its parts ask DNS: every question passes here, where it is counted and traced. */
import { type IpAddress, inNetwork } from "../base/ip.js";
import type { DomainName } from "../base/name.js";
import type { Answer, QueryType, Question, RecordData } from "../base/question.js";
import type { Steps } from "../base/run.js";
import { Limits, MAX_VOID_LOOKUPS } from "./limits.js";
import type { Term, SpfRecord } from "./record.js";
import type { Place, Reason, SpfResult } from "./result.js";
import type { Sender } from "./sender.js";
import type { TraceRecord, TraceTerm } from "./trace.js";

/** Settings of an evaluation. Every one has the default that RFC 7208 gives. */
export interface EvaluationOptions {
  /** Void lookups that are allowed (section 4.6.4); default 2. */
  readonly maxVoidLookups?: number;
  /**
   * Lookups that are allowed (section 4.6.4); default 10. Another number is for finding out how many a record needs; questions are
   * limited in proportion.
   */
  readonly maxLookups?: number;
  /** Count void answers to address questions about mx and ptr names too; default false. */
  readonly countHostVoids?: boolean;
  /** The receiving host's name for `%{r}`; default `unknown`. */
  readonly receiver?: string;
  /** Seconds since 1970 for `%{t}`; default 0. */
  readonly timestamp?: number;
  /** Ask for the explanation of a fail (section 6.2); default true. It costs a question. */
  readonly explain?: boolean;
  /** Collect a trace; default false. */
  readonly trace?: boolean;
}

/** What is asked: may this client send for this sender under this HELO name? */
export interface EvaluationRequest {
  readonly client: IpAddress;
  readonly sender: Sender;
  readonly helo: string;
}

/** One record that is being evaluated: the checked domain's own, or that of an include or redirect. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly domain: DomainName;
  record: SpfRecord | undefined;
  /** The term that is being evaluated. */
  term: Term | undefined;
  readonly trace: TraceRecord | undefined;
  traceTerm: TraceTerm | undefined;
}

/** The outcome of evaluating a record, and the innermost frame that decided it. */
export interface Verdict {
  readonly result: SpfResult;
  readonly reason: Reason;
  readonly frame: Frame | undefined;
}

/** The end of the whole evaluation: temperror or permerror, from wherever it was met. */
export class Stop implements Verdict {
  readonly result: "temperror" | "permerror";
  readonly reason: Reason;
  readonly frame: Frame | undefined;

  constructor(result: "temperror" | "permerror", reason: Reason, frame: Frame | undefined) {
    this.result = result;
    this.reason = reason;
    this.frame = frame;
  }
}

export class Evaluation {
  readonly request: EvaluationRequest;
  readonly options: EvaluationOptions;
  readonly limits: Limits;

  constructor(request: EvaluationRequest, options: EvaluationOptions) {
    this.request = request;
    this.options = options;
    this.limits = new Limits(options.maxVoidLookups ?? MAX_VOID_LOOKUPS, options.maxLookups);
  }

  stop(result: "temperror" | "permerror", frame: Frame, reason: Reason): Stop {
    if (frame.traceTerm !== undefined) frame.traceTerm.outcome = "error";
    return new Stop(result, reason, frame);
  }

  /** Counts a term (or a `%{p}`) against the limit of 10. */
  countLookup(frame: Frame): Stop | undefined {
    const within = this.limits.countLookup();
    if (frame.traceTerm !== undefined) frame.traceTerm.lookup = this.limits.counts().lookups;
    if (within) return undefined;
    const { maxLookups } = this.limits;
    const message = `this is DNS lookup ${maxLookups + 1}, and at most ${maxLookups} are allowed (RFC 7208 4.6.4)`;
    return this.stop("permerror", frame, { code: "lookup-limit", message });
  }

  /** Counts a question of a term that was answered with nothing. */
  countVoid(frame: Frame): Stop | undefined {
    const within = this.limits.countVoidLookup();
    const traced = frame.traceTerm?.questions.at(-1);
    if (traced !== undefined) traced.voidLookup = this.limits.counts().voidLookups;
    if (within) return undefined;
    const { maxVoidLookups } = this.limits;
    const message = `this is void lookup ${maxVoidLookups + 1}, and at most ${maxVoidLookups} are allowed (RFC 7208 4.6.4)`;
    return this.stop("permerror", frame, { code: "void-lookup-limit", message });
  }

  /** Whether one of the addresses, or the network of that length around it, holds the client. */
  hasClient(records: readonly RecordData[], prefix4: number, prefix6: number): boolean {
    const { client } = this.request;
    const prefix = client.family === 4 ? prefix4 : prefix6;
    for (const record of records) {
      if ((record.type === "A" || record.type === "AAAA") && inNetwork(client, record.address, prefix)) return true;
    }
    return false;
  }

  /** The way from the checked domain's record to the innermost frame. */
  path(innermost: Frame | undefined): Place[] {
    const places: Place[] = [];
    for (let frame = innermost; frame !== undefined; frame = frame.parent) {
      places.unshift({
        domain: frame.domain,
        ...(frame.record === undefined ? {} : { record: frame.record }),
        ...(frame.term === undefined ? {} : { term: frame.term }),
      });
    }
    return places;
  }
}

/** Asks a question. The answer is for the caller to judge; only the limit of questions and of time stop everything here. */
export function* askFor(evaluation: Evaluation, frame: Frame, name: DomainName, type: QueryType): Steps<Answer | Stop> {
  if (!evaluation.limits.countQuestion()) {
    const message = `the evaluation would ask more than ${evaluation.limits.maxQuestions} questions`;
    return evaluation.stop("temperror", frame, { code: "question-limit", message });
  }
  const question: Question = { name, type };
  const answer = answerOfType(yield question, type);
  if (frame.trace !== undefined) (frame.traceTerm ?? frame.trace).questions.push({ question, answer });
  if (answer.status === "out-of-time") {
    return evaluation.stop("temperror", frame, {
      code: "out-of-time",
      message: answer.reason ?? "the time for the evaluation is over",
    });
  }
  return answer;
}

/**
 * An answer as the evaluation sees it: whoever answers may put a CNAME or other records beside those asked for, and without one of
 * the type there is no data.
 */
export function answerOfType(answer: Answer, type: QueryType): Answer {
  if (answer.status !== "noerror" || answer.records.some((record) => record.type === type)) return answer;
  return { ...answer, status: "nodata" };
}

/**
 * Asks a term's own question and returns its records, none for a void lookup, which is counted. A failure of DNS is temperror
 * (section 5).
 */
export function* askForTerm(
  evaluation: Evaluation,
  frame: Frame,
  name: DomainName,
  type: QueryType,
): Steps<readonly RecordData[] | Stop> {
  const answer = yield* askFor(evaluation, frame, name, type);
  if (answer instanceof Stop) return answer;
  if (answer.status === "noerror") return answer.records;
  if (isFailure(answer)) return dnsFailure(evaluation, frame, { name, type }, answer);
  return evaluation.countVoid(frame) ?? [];
}

/** Whether DNS gave no usable answer: neither records nor the word that there are none. */
export function isFailure(answer: Answer): boolean {
  return answer.status !== "noerror" && answer.status !== "nodata" && answer.status !== "nxdomain";
}

/** Temperror because of a question (section 2.6.6). */
export function dnsFailure(evaluation: Evaluation, frame: Frame, question: Question, answer: Answer): Stop {
  const what = `the ${question.type} records of ${question.name.text} could not be looked up`;
  return evaluation.stop("temperror", frame, { code: "dns", message: `${what}: ${failureWords(answer)}`, question, answer });
}

/** Why there is no usable answer. May quote text of a stranger. */
export function failureWords(answer: Answer): string {
  return answer.reason ?? FAILURE_WORDS[answer.status] ?? answer.status;
}

const FAILURE_WORDS: Partial<Record<Answer["status"], string>> = {
  servfail: "the server failed",
  timeout: "no answer in time",
  malformed: "the answer is no DNS message",
};
