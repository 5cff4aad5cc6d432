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
  | "byte-order-mark"
  | "class-not-in"
  | "cname-and-other-data"
  | "data-too-long"
  | "duplicate-record"
  | "extra-data"
  | "file-too-large"
  | "bad-range"
  | "generate-without-quotes"
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
  | "unsupported-directive"
  | "zone-without-records";

/**
 * Errors because no name server loads the file, although it is clear what it means. They do not keep anybody from formatting,
 * comparing or evaluating it.
 */
const CLEAR_ERRORS: ReadonlySet<ZoneProblemCode> = new Set([
  "byte-order-mark",
  "class-not-in",
  "generate-without-quotes",
  "hash-comment",
  "indented-directive",
  "zone-without-records",
]);

/** A problem of a master file, or of one that it includes. */
export interface ZoneProblem extends Diagnostic<ZoneProblemCode> {
  /** The file that `span` is in. */
  readonly source: SourceText;
  /** The record that it clashes with, and the $INCLUDE that the file comes from, the innermost first. */
  readonly related?: readonly RelatedPlace[];
}

/** Whether a problem leaves it open what the file means. */
export function hidesMeaning({ severity, code }: ZoneProblem): boolean {
  return severity === "error" && !CLEAR_ERRORS.has(code);
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

interface GeneratedProblem {
  /** Its index in `found`. */
  readonly index: number;
  /** The note of the line that has it and was seen last. */
  note: string;
  /** How many lines have it besides the first one. */
  more: number;
}

/** Problems in the order in which they were found. */
export interface ProblemList {
  readonly found: ZoneProblem[];
  /** The offsets of the $INCLUDE that lead to each, the outermost first, and its own: they give the order. */
  readonly paths: (readonly number[])[];
  place: ProblemPlace;
  /** Of the lines that a $GENERATE makes, those with a problem of one code are one, by its path and code. */
  readonly generated: Map<string, GeneratedProblem>;
  /** How many errors were reported, those left out too. */
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
    generated: new Map(),
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
  const more = new Map([...problems.generated.values()].map((one) => [one.index, one.more]));
  const sorted = problems.found
    .map((problem, index) => ({ ...problem, message: `${problem.message}${moreText(more.get(index))}` }))
    .map((problem, index) => ({ problem, path: problems.paths[index] ?? [] }))
    .sort((a, b) => comparePaths(a.path, b.path))
    .map(({ problem }) => problem);
  if (problems.omittedAt !== undefined) {
    const others = problems.omitted === 1 ? "1 more problem" : `${problems.omitted} more problems`;
    sorted.push({
      ...problems.omittedAt,
      code: "too-many-problems",
      severity: problems.omittedSeverity,
      message: `${others} of this file, from here on, are not shown: mend those above first`,
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
  const path = [...includedFrom.map((from) => from.span.start).reverse(), (generated?.span ?? span).start];
  if (generated !== undefined && !isFirstGenerated(problems, `${path.join(" ")} ${code}`, generated.note)) return;
  const related = [...clashes, ...includedFrom];
  const place = {
    source,
    span: generated?.span ?? span,
    ...(related.length === 0 ? {} : { related }),
  };
  if (!isFull(problems)) {
    const note = generated === undefined ? "" : `; ${generated.note}`;
    problems.found.push({ code, severity, ...place, message: `${message}${note}`, section });
    problems.paths.push(path);
    return;
  }
  problems.omitted++;
  problems.omittedAt ??= place;
  if (severity === "error") problems.omittedSeverity = "error";
}

/** Whether no line of the same $GENERATE had this problem; where one had, this line is counted. */
function isFirstGenerated({ generated, found }: ProblemList, key: string, note: string): boolean {
  const seen = generated.get(key);
  if (seen === undefined) {
    generated.set(key, { index: found.length, note, more: 0 });
    return true;
  }
  if (seen.note !== note) seen.more++;
  seen.note = note;
  return false;
}

function moreText(count = 0): string {
  return count === 0
    ? ""
    : count === 1
      ? ", and 1 more number has this problem"
      : `, and ${count} more numbers have this problem`;
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < a.length && depth < b.length; depth++) {
    const difference = (a[depth] ?? 0) - (b[depth] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
