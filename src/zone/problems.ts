/** The problems of a master file: their codes, and a list that cannot grow without bound. */
import type { Diagnostic, Severity } from "../base/diagnostic.js";
import { printableStart } from "../base/escape.js";
import type { Span } from "../base/source.js";

/** What can be wrong in a master file. */
export type ZoneProblemCode =
  | "bad-address"
  | "bad-caa-tag"
  | "bad-class"
  | "bad-escape"
  | "bad-generic-data"
  | "bad-name"
  | "bad-number"
  | "bad-ttl"
  | "class-not-in"
  | "cname-and-other-data"
  | "data-too-long"
  | "duplicate-record"
  | "extra-data"
  | "file-too-large"
  | "hash-comment"
  | "hash-in-data"
  | "indented-directive"
  | "meta-type"
  | "missing-data"
  | "missing-type"
  | "no-previous-owner"
  | "not-text"
  | "open-parenthesis"
  | "open-quote"
  | "out-of-zone"
  | "quoted-field"
  | "relative-without-origin"
  | "repeated-class"
  | "repeated-ttl"
  | "second-cname"
  | "second-soa"
  | "stray-carriage-return"
  | "stray-parenthesis"
  | "string-too-long"
  | "too-many-problems"
  | "ttl-too-large"
  | "unknown-directive"
  | "unknown-type"
  | "unsupported-directive";

export type ZoneProblem = Diagnostic<ZoneProblemCode>;

/** How many problems of one file are reported; one more says how many were left out. A binary file would give millions. */
export const MAX_PROBLEMS = 1000;

/** Problems in the order in which they were found. */
export interface ProblemList {
  readonly found: ZoneProblem[];
  omitted: number;
  omittedSeverity: Severity;
  omittedSpan: Span | undefined;
}

export function createProblemList(): ProblemList {
  return { found: [], omitted: 0, omittedSeverity: "warning", omittedSpan: undefined };
}

/** Whether further problems are only counted, so that a costly message need not be made. */
export function isFull(problems: ProblemList): boolean {
  return problems.found.length >= MAX_PROBLEMS;
}

export function reportError(problems: ProblemList, code: ZoneProblemCode, span: Span, message: string, section: string): void {
  report(problems, { code, severity: "error", span, message, section });
}

export function reportWarning(
  problems: ProblemList,
  code: ZoneProblemCode,
  span: Span,
  message: string,
  section: string,
): void {
  report(problems, { code, severity: "warning", span, message, section });
}

/** All problems in the order of the file; the last one says how many there are beyond the limit. */
export function sortedProblems(problems: ProblemList): readonly ZoneProblem[] {
  const sorted = problems.found.toSorted((a, b) => a.span.start - b.span.start);
  if (problems.omittedSpan !== undefined) {
    const more = problems.omitted === 1 ? "1 more problem" : `${problems.omitted} more problems`;
    sorted.push({
      code: "too-many-problems",
      severity: problems.omittedSeverity,
      span: problems.omittedSpan,
      message: `${more} of this file, from here on, are not shown: mend those above first`,
    });
  }
  return sorted;
}

/** A piece of the file for a message: in quotes, printable, and not long. */
export function quoted(text: string): string {
  const shown = printableStart(text, 60);
  return shown.startsWith('"') ? shown : `"${shown}"`;
}

function report(problems: ProblemList, problem: ZoneProblem): void {
  if (!isFull(problems)) {
    problems.found.push(problem);
    return;
  }
  problems.omitted++;
  problems.omittedSpan ??= problem.span;
  if (problem.severity === "error") problems.omittedSeverity = "error";
}
