/** The problems of a master file: their codes, and a list that cannot grow without bound. */
import type { Diagnostic, RelatedPlace, Severity } from "../base/diagnostic.js";
import { printableStart } from "../base/escape.js";
import type { SourceText, Span } from "../base/source.js";

/** What can be wrong in a master file. */
export type ZoneProblemCode =
  | "alias-with-parameters"
  | "bad-address"
  | "bad-base32"
  | "bad-base64"
  | "bad-caa-tag"
  | "bad-class"
  | "bad-data"
  | "bad-escape"
  | "bad-generic-data"
  | "bad-hex"
  | "bad-length"
  | "bad-name"
  | "bad-number"
  | "bad-service-parameter"
  | "bad-time"
  | "bad-ttl"
  | "bad-type"
  | "class-not-in"
  | "cname-and-other-data"
  | "data-too-long"
  | "duplicate-record"
  | "extra-data"
  | "file-too-large"
  | "bad-range"
  | "hash-comment"
  | "hash-in-data"
  | "include-failed"
  | "indented-directive"
  | "meta-type"
  | "missing-data"
  | "missing-type"
  | "no-previous-owner"
  | "not-text"
  | "open-parenthesis"
  | "open-quote"
  | "origin-without-dot"
  | "out-of-zone"
  | "quoted-field"
  | "relative-without-origin"
  | "repeated-class"
  | "repeated-ttl"
  | "second-cname"
  | "second-soa"
  | "stray-carriage-return"
  | "stray-parenthesis"
  | "chunk-over-255"
  | "too-many-problems"
  | "too-many-records"
  | "ttl-too-large"
  | "unknown-directive"
  | "unknown-type"
  | "unsupported-directive";

/** A problem of a master file, or of one that it includes. */
export interface ZoneProblem extends Diagnostic<ZoneProblemCode> {
  /** The file that `span` is in. */
  readonly source: SourceText;
  /** The record that it clashes with, and the $INCLUDE that the file comes from, the innermost first. */
  readonly related?: readonly RelatedPlace[];
}

/** How many problems of one file are reported; one more says how many were left out. A binary file would give millions. */
export const MAX_PROBLEMS = 1000;

/** What is being read when a problem is found. */
export interface ProblemPlace {
  readonly source: SourceText;
  /** The $INCLUDE that it comes from, the innermost first. */
  readonly includedFrom: readonly RelatedPlace[];
  /** For records that a $GENERATE makes: its place, which all their problems have, and a note for their messages. */
  readonly generated?: { readonly span: Span; note: string } | undefined;
}

/** Problems in the order in which they were found. */
export interface ProblemList {
  readonly found: ZoneProblem[];
  /** The offsets of the $INCLUDE that lead to each, the outermost first, and its own: they give the order. */
  readonly paths: (readonly number[])[];
  place: ProblemPlace;
  /** How many problems may still be added before they are only counted in `muted`; undefined for no such limit. */
  budget: number | undefined;
  muted: number;
  /** How many errors were reported, counted ones too. */
  errors: number;
  omitted: number;
  omittedSeverity: Severity;
  omittedAt: Pick<ZoneProblem, "source" | "span" | "related"> | undefined;
}

export function createProblemList(source: SourceText): ProblemList {
  return {
    found: [],
    paths: [],
    place: { source, includedFrom: [] },
    budget: undefined,
    muted: 0,
    errors: 0,
    omitted: 0,
    omittedSeverity: "warning",
    omittedAt: undefined,
  };
}

/** Whether further problems are only counted, so that a costly message need not be made. */
export function isFull(problems: ProblemList): boolean {
  return problems.found.length >= MAX_PROBLEMS;
}

export function reportError(
  problems: ProblemList,
  code: ZoneProblemCode,
  span: Span,
  message: string,
  section: string,
  related: readonly RelatedPlace[] = [],
): void {
  report(problems, "error", code, span, message, section, related);
}

export function reportWarning(
  problems: ProblemList,
  code: ZoneProblemCode,
  span: Span,
  message: string,
  section: string,
  related: readonly RelatedPlace[] = [],
): void {
  report(problems, "warning", code, span, message, section, related);
}

/**
 * All problems in the order of the file, those of an included file where its $INCLUDE stands; the last one says how many there
 * are beyond the limit.
 */
export function sortedProblems(problems: ProblemList): readonly ZoneProblem[] {
  const sorted = problems.found
    .map((problem, index) => ({ problem, path: problems.paths[index] ?? [] }))
    .sort((a, b) => comparePaths(a.path, b.path))
    .map(({ problem }) => problem);
  if (problems.omittedAt !== undefined) {
    const more = problems.omitted === 1 ? "1 more problem" : `${problems.omitted} more problems`;
    sorted.push({
      ...problems.omittedAt,
      code: "too-many-problems",
      severity: problems.omittedSeverity,
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

function report(
  problems: ProblemList,
  severity: Severity,
  code: ZoneProblemCode,
  span: Span,
  message: string,
  section: string,
  clashes: readonly RelatedPlace[],
): void {
  const { source, includedFrom, generated } = problems.place;
  if (severity === "error") problems.errors++;
  if (problems.budget !== undefined && problems.budget-- <= 0) {
    problems.budget = 0;
    problems.muted++;
    return;
  }
  const related = [...clashes, ...includedFrom];
  const place = {
    source,
    span: generated?.span ?? span,
    ...(related.length === 0 ? {} : { related }),
  };
  if (!isFull(problems)) {
    const note = generated === undefined ? "" : `; ${generated.note}`;
    problems.found.push({ code, severity, ...place, message: `${message}${note}`, section });
    problems.paths.push([...includedFrom.map((from) => from.span.start).reverse(), place.span.start]);
    return;
  }
  problems.omitted++;
  problems.omittedAt ??= place;
  if (severity === "error") problems.omittedSeverity = "error";
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < a.length && depth < b.length; depth++) {
    const difference = (a[depth] ?? 0) - (b[depth] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
