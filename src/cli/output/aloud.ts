/** A record read aloud, as text and as JSON: `schemas/explain.schema.json` says what is in the latter. */
import { asciiJson, printable } from "../../base/escape.js";
import type { RecordReading, TermReading } from "../../spf/aloud.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { SpfResult } from "../../spf/result.js";
import { type Style, type Terminal, excerpt, styled, wrap } from "../terminal.js";

type Look = Pick<Terminal, "width" | "colour">;

const INDENT = "  ";
/** The widest column of terms, in characters: a longer term has lines of its own. */
const MAX_COLUMN = 24;
/** How many syntax errors of one term are shown with carets. */
const MAX_SHOWN = 5;

/** The record, each term with its sentences beside it, then what it comes to. */
export function formatReading(reading: RecordReading, look: Look): string {
  const record = styledLines(wrap(printable(reading.text), look.width), look, "bold");
  // The sentences keep most of a narrow line.
  const widest = Math.min(MAX_COLUMN, Math.floor(look.width / 3));
  const column = reading.terms.reduce((most, { text }) => Math.max(most, fitting(text, widest)), 0);
  const said = new Set<string>();
  const terms = reading.terms.map((term) => termLines(term, column, said, look));
  const [first = "", ...more] = reading.summary;
  const sentences = [first.charAt(0).toLowerCase() + first.slice(1), ...more].join(" ");
  const summary = wrap(`In short: ${sentences}${furtherHelp(reading)}`, look.width);
  return `${record}\n\n${terms.join("\n")}\n\n${styled(look, "bold", "In short:")}${summary.slice("In short:".length)}\n`;
}

/** The same for programs. One JSON text with a line end, in ASCII. */
export function formatReadingJson(reading: RecordReading): string {
  const document = {
    version: 1,
    kind: "record",
    status: reading.status,
    record: reading.text,
    terms: reading.terms.map(termJson),
    lookups: { used: reading.lookups, limit: MAX_LOOKUPS },
    hasOtherRecords: reading.hasOtherRecords,
    summary: reading.summary,
  };
  return `${asciiJson(document)}\n`;
}

function termJson(term: TermReading): object {
  const { text, span, kind, isReachable, result, lookups, meaning, notes, macros, example, problems } = term;
  const places = problems.map(({ code, message, section, span: place }) => ({ code, message, section, ...place }));
  return { text, ...span, kind, isReachable, result, lookups, meaning, notes, macros, example, problems: places };
}

// --------------------------------------------------------------------------------------------------------------------------

/** Where to read on for what a text alone cannot tell. */
function furtherHelp({ hasOtherRecords }: RecordReading): string {
  return hasOtherRecords ? " spf tree DOMAIN shows it." : "";
}

/** The length of a term that has its sentences beside it, 0 for one that is too long for that. */
function fitting(text: string, widest: number): number {
  const { length } = printable(text);
  return length <= widest ? length : 0;
}

function termLines(term: TermReading, column: number, said: Set<string>, look: Look): string {
  const indent = " ".repeat(INDENT.length + column + 2);
  const lines = wrap(term.meaning, look.width, indent).split("\n");
  for (const { text, meaning } of term.macros)
    lines.push(...wrap(`${text}: ${meaning}`, look.width, `${indent}  `).split("\n"));
  if (term.example !== undefined) lines.push(...wrap(term.example, look.width, indent).split("\n"));
  for (const note of term.notes) {
    // What is so of each include is said at the first one.
    if (!said.has(note)) lines.push(...wrap(note, look.width, indent).split("\n"));
    said.add(note);
  }
  const text = printable(term.text);
  const style = styleOf(term);
  if (term.problems.length > 0 || text.length > column) return [...ownLines(term, style, look), ...lines].join("\n");
  const [first = "", ...rest] = lines;
  const head = `${INDENT}${styledText(look, style, text)}${" ".repeat(column - text.length)}  `;
  return [head + first.trimStart(), ...rest].join("\n");
}

/** The lines of a term that stands alone: with carets under its errors, or broken where it is too long for one line. */
function ownLines({ text, span, problems }: TermReading, style: Style | undefined, look: Look): string[] {
  const room = look.width - INDENT.length;
  if (problems.length === 0) {
    return wrap(printable(text), look.width, INDENT)
      .split("\n")
      .map((line) => INDENT + styledText(look, style, line.slice(INDENT.length)));
  }
  return problems.slice(0, MAX_SHOWN).flatMap((problem) => {
    const [start, end] = [problem.span.start - span.start, problem.span.end - span.start];
    const [line, carets] = excerpt(text, start, end, room);
    return [INDENT + styledText(look, style, line), INDENT + styledText(look, style, carets)];
  });
}

const RESULT_STYLES: Readonly<Partial<Record<SpfResult, Style>>> = {
  pass: "green",
  fail: "red",
  softfail: "yellow",
  neutral: "yellow",
};

function styleOf({ kind, isReachable, result }: TermReading): Style | undefined {
  if (kind === "error") return "red";
  if (!isReachable) return "dim";
  return result === undefined ? undefined : RESULT_STYLES[result];
}

function styledText(look: Look, style: Style | undefined, text: string): string {
  return style === undefined ? text : styled(look, style, text);
}

function styledLines(text: string, look: Look, style: Style): string {
  return text
    .split("\n")
    .map((line) => styled(look, style, line))
    .join("\n");
}
