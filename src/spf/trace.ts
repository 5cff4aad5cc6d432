/** The trace: what an evaluation did, as a tree. Collected only when it is asked for. */
import type { Answer, Question } from "../base/question.js";
import type { Span } from "../base/source.js";
import type { SpfResult } from "./result.js";

/** The evaluation of one domain's record. */
export interface TraceRecord {
  readonly domain: string;
  /** The questions for the record itself: one, or none where a limit stopped it. */
  readonly questions: TraceQuestion[];
  /** The record's text, where one was selected. */
  record?: string;
  /** The terms that were evaluated, in order. Terms behind the one that decided are not here. */
  readonly terms: TraceTerm[];
  result?: SpfResult;
  /** In the outermost record: the questions for the explanation of a fail. */
  explanationQuestions?: readonly TraceQuestion[];
  /** In the outermost record: why there is no explanation although the record names one. */
  explanationNote?: string;
  /** What else there is to say, in words: the syntax error, the limit, the explanation's fate. */
  note?: string;
}

/** The evaluation of one term. */
export interface TraceTerm {
  /** The term as published. */
  readonly text: string;
  readonly span: Span;
  /** The name that its domain-spec expanded to, where it has one. */
  target?: string;
  readonly questions: TraceQuestion[];
  /** The record behind an include or a redirect. */
  child?: TraceRecord;
  outcome?: "match" | "no-match" | "error" | "used";
  /** The number of this term against the limit of 10, where it counts. */
  lookup?: number;
  note?: string;
}

/** One question with its answer. */
export interface TraceQuestion {
  readonly question: Question;
  readonly answer: Answer;
  /** Its number against the limit of void lookups, where it is one. */
  voidLookup?: number;
}
