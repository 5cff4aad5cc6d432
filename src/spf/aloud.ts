/** Reads a record aloud: what each of its terms means for a mail from the domain, in plain English. */
import { printable } from "../base/escape.js";
import type { Span } from "../base/source.js";
import { summaryOf } from "./aloud-summary.js";
import { type Meaning, directiveMeaning, modifierMeaning, nearestTerm } from "./aloud-terms.js";
import { laterMeaning } from "./aloud-later.js";
import { QUALIFIER_RESULTS } from "./check-host.js";
import { MAX_LOOKUPS, ownLookups } from "./limits.js";
import { type MacroReading, exampleOf, readMacros } from "./macro-words.js";
import { type MatchedBefore, matchedBefore } from "./matched-before.js";
import type { ParsedRecord, SyntaxProblem } from "./parse.js";
import type { Directive, RedirectModifier, SpfRecord, Term } from "./record.js";
import type { SpfResult } from "./result.js";
import { macroStringOf, reachableDirectives } from "./term-words.js";
import { versionProblem } from "./version-words.js";

/** One term of a record in words. Sentences are printable ASCII and end with a full stop. */
export interface TermReading {
  /** Where it is in the record's text. */
  readonly span: Span;
  /** As written: untrusted text. */
  readonly text: string;
  readonly kind: "version" | "directive" | "modifier" | "error";
  /** Whether an evaluation can come to it: not behind `all`, and not in a record with a syntax error. */
  readonly isReachable: boolean;
  /** What the hosts that it matches get: of directives. */
  readonly result?: SpfResult;
  /** How many of the ten DNS lookups it takes itself: 0 where no evaluation comes to it. */
  readonly lookups: number;
  /** What it means. */
  readonly meaning: string;
  /** What is to be known besides. Where a thing is so of every term of this kind, the sentence is the same. */
  readonly notes: readonly string[];
  /** Its macros, each text once. */
  readonly macros: readonly MacroReading[];
  /** What its domain becomes for an example, where it has macros. */
  readonly example?: string;
  /** Its syntax errors; spans are those in the record. */
  readonly problems: readonly SyntaxProblem[];
}

/** A record in words. */
export interface RecordReading {
  /** As given: untrusted text. */
  readonly text: string;
  /** `none`: receivers do not take the text for an SPF record. `permerror`: it has syntax errors, so that nothing of it counts. */
  readonly status: "valid" | "permerror" | "none";
  /**
   * The version, then the terms in the order of evaluation: directives, redirect, the other modifiers. In the order of the text
   * where there is a syntax error, since nothing is evaluated. Of a text that is no record, only its start.
   */
  readonly terms: readonly TermReading[];
  /** How many of the ten DNS lookups the record takes itself, at the most: the records that it leads to come on top. */
  readonly lookups: number;
  /** Whether it leads to other records, by include or redirect. */
  readonly hasOtherRecords: boolean;
  /** What it comes to, in sentences; the first is the shortest answer. */
  readonly summary: readonly string[];
}

/** Reads a parsed record aloud. Never throws, whatever the text. */
export function readAloud(parsed: ParsedRecord): RecordReading {
  const { record, problems } = parsed;
  if (problems.some(({ code }) => code === "version-missing")) return noRecord(record.text, problems);
  const isValid = problems.length === 0;
  const terms = isValid ? evaluationOrder(record).map(termReader(record, true)) : brokenTerms(parsed);
  const lookups = terms.reduce((sum, term) => sum + term.lookups, 0);
  const reachable = new Set(terms.filter((term) => term.isReachable).map((term) => term.span.start));
  return {
    text: record.text,
    status: isValid ? "valid" : "permerror",
    terms: [versionTerm(record.text), ...withLimit(terms)],
    lookups,
    hasOtherRecords: record.terms.some((term) => reachable.has(term.span.start) && leadsOn(term)),
    summary: summaryOf(parsed, lookups),
  };
}

const VERSION_LENGTH = "v=spf1".length;

// --------------------------------------------------------------------------------------------------------------------------
// The order of evaluation

/** Directives from left to right (section 4.6.2), then redirect (6.1); exp and what is ignored come last. */
function evaluationOrder({ terms, directives, redirect }: SpfRecord): Term[] {
  const others = terms.filter((term) => term.kind === "modifier" && term !== redirect);
  return [...directives, ...(redirect === undefined ? [] : [redirect]), ...others];
}

/** The function that tells whether an evaluation may come to a term: behind `all` to none, and then to no redirect. */
function reachability(record: SpfRecord): (term: Term) => boolean {
  const directives = reachableDirectives(record);
  const reached = new Set<Term>(directives);
  const hasAll = directives.at(-1)?.mechanism.name === "all";
  return (term) => (term.kind === "directive" ? reached.has(term) : !(hasAll && term.name === "redirect"));
}

/** Directives and redirect decide; every other modifier does not, and costs nothing. */
function isEvaluated(term: Term): term is Directive | RedirectModifier {
  return term.kind === "directive" || term.name === "redirect";
}

function leadsOn(term: Term): boolean {
  return term.kind === "modifier" ? term.name === "redirect" : term.mechanism.name === "include";
}

// --------------------------------------------------------------------------------------------------------------------------
// Terms

function versionTerm(text: string): TermReading {
  const meaning =
    "An SPF record. Receivers try its terms on the host that sends a mail, from left to right; the first one that matches decides.";
  return { ...plainTerm(text, { start: 0, end: VERSION_LENGTH }), kind: "version", isReachable: true, meaning };
}

function termReader(record: SpfRecord, isRecordValid: boolean): (term: Term) => TermReading {
  const isReachable = reachability(record);
  const before = matchedBefore(record);
  return (term) => {
    const matched = term.kind === "directive" ? before.get(term) : undefined;
    return readTerm(term, record, isReachable(term), isRecordValid, matched);
  };
}

function readTerm(
  term: Term,
  record: SpfRecord,
  reachable: boolean,
  isRecordValid: boolean,
  matched: MatchedBefore | undefined,
): TermReading {
  const { meaning, notes } = reachable ? meaningOf(term, record, matched) : UNREACHABLE[term.kind];
  // What nobody expands needs no explanation: that of a term behind all, and that of a modifier that is ignored.
  const macroString = reachable && !(term.kind === "modifier" && term.name === "unknown") ? macroStringOf(term) : undefined;
  const example = macroString === undefined ? undefined : exampleOf(macroString);
  return {
    ...plainTerm(record.text, term.span),
    kind: term.kind,
    isReachable: reachable && isRecordValid,
    ...(term.kind === "directive" ? { result: QUALIFIER_RESULTS[term.qualifier] } : {}),
    lookups: reachable && isRecordValid && isEvaluated(term) && !isNeverLookedAt(matched) ? ownLookups(term) : 0,
    meaning,
    notes,
    macros: macroString === undefined ? [] : readMacros(macroString),
    ...(example === undefined ? {} : { example: `${example}.` }),
  };
}

/** Whether every host is matched before. */
function isNeverLookedAt(matched: MatchedBefore | undefined): boolean {
  return matched?.families[4] !== undefined && matched.families[6] !== undefined;
}

function meaningOf(term: Term, record: SpfRecord, matched: MatchedBefore | undefined): Meaning {
  if (term.kind === "modifier") return modifierMeaning(term, record);
  return matched === undefined ? directiveMeaning(term, record) : laterMeaning(term, record, matched);
}

const UNREACHABLE: Readonly<Record<Term["kind"], Meaning>> = {
  directive: { meaning: "Never looked at: all stands in front of it and matches every host.", notes: [] },
  modifier: { meaning: "Never followed: the record has all, which matches every host (RFC 7208 5.1).", notes: [] },
};

function plainTerm(text: string, span: Span): Pick<TermReading, "span" | "text" | "lookups" | "notes" | "macros" | "problems"> {
  return { span, text: text.slice(span.start, span.end), lookups: 0, notes: [], macros: [], problems: [] };
}

/** Says at the term that breaks the limit of lookups that it does. */
function withLimit(terms: readonly TermReading[]): TermReading[] {
  let lookups = 0;
  return terms.map((term) => {
    const before = lookups;
    lookups += term.lookups;
    if (before > MAX_LOOKUPS || lookups <= MAX_LOOKUPS) return term;
    const note = `Here the record needs lookup ${MAX_LOOKUPS + 1} where ${MAX_LOOKUPS} are allowed: a host that gets as far gets permerror.`;
    return { ...term, notes: [...term.notes, note] };
  });
}

// --------------------------------------------------------------------------------------------------------------------------
// What is wrong

/** All terms in the order of the text, those with a syntax error too: what stands between spaces. */
function brokenTerms({ record, problems }: ParsedRecord): TermReading[] {
  const known = new Map(record.terms.map((term) => [term.span.start, term]));
  const byTerm = problemsByTerm(record.text, problems);
  const read = termReader(record, false);
  const readings: TermReading[] = [];
  for (const match of record.text.slice(VERSION_LENGTH).matchAll(/[^ ]+/g)) {
    const start = VERSION_LENGTH + match.index;
    const found = byTerm.get(start) ?? [];
    const term = known.get(start);
    if (term !== undefined && found.length === 0) readings.push(read(term));
    else readings.push(errorTerm(record.text, { start, end: start + match[0].length }, found));
  }
  return readings;
}

/** The problems by the place where their term starts. */
function problemsByTerm(text: string, problems: readonly SyntaxProblem[]): Map<number, SyntaxProblem[]> {
  const byTerm = new Map<number, SyntaxProblem[]>();
  for (const problem of problems) {
    const start = text.lastIndexOf(" ", problem.span.start) + 1;
    const known = byTerm.get(start);
    if (known === undefined) byTerm.set(start, [problem]);
    else known.push(problem);
  }
  return byTerm;
}

function errorTerm(text: string, span: Span, problems: readonly SyntaxProblem[]): TermReading {
  const [meaning = "", ...notes] = problems.map(({ message, section }) => {
    const sentence = printable(message).replace(/\?$/, "");
    const end = sentence.length < message.length ? "?" : ".";
    return `Syntax error: ${sentence}${section === undefined ? "" : ` (${section})`}${end}`;
  });
  const [first] = problems;
  if (first?.code === "unknown-mechanism" && !first.message.includes("?")) {
    notes.push(...nearestTerm(text.slice(first.span.start, first.span.end)));
  }
  return { ...plainTerm(text, span), kind: "error", isReachable: false, meaning, notes, problems };
}

function noRecord(text: string, problems: readonly SyntaxProblem[]): RecordReading {
  const end = /^ *[^ ]*/.exec(text)?.[0].length ?? 0;
  const span = { start: 0, end };
  const message = versionProblem(text);
  const found = problems.filter(({ code }) => code === "version-missing").map((problem) => ({ ...problem, span, message }));
  const term = { ...errorTerm(text, span, found), meaning: `Not the start of an SPF record: ${message}.` };
  return {
    text,
    status: "none",
    terms: [term],
    lookups: 0,
    hasOtherRecords: false,
    summary: [
      "Receivers do not take this text for an SPF record.",
      "If the domain has no other one, the result is none: SPF says nothing of any host.",
    ],
  };
}
