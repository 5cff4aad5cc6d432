/** The evaluation as an indented tree, with every DNS question and its answer. */
import { printable, printableStart } from "../../base/escape.js";
import type { Answer } from "../../base/question.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { CheckHostResult } from "../../spf/result.js";
import type { TraceQuestion, TraceRecord, TraceTerm } from "../../spf/trace.js";
import { formatRecordData } from "../../zone/print.js";
import { type Terminal, styled, wrap } from "../terminal.js";

/** Every question of a trace, in the order in which they were asked. */
export function questionsOf(trace: TraceRecord | undefined): TraceQuestion[] {
  if (trace === undefined) return [];
  const ofTerms = trace.terms.flatMap((term) => [...term.questions, ...questionsOf(term.child)]);
  return [...trace.questions, ...ofTerms, ...(trace.explanationQuestions ?? [])];
}

/** How many records of an answer are shown. */
const MAX_SHOWN_RECORDS = 12;
/** How much of one record is shown, in characters: more than any record that people write. */
const MAX_SHOWN_DATA = 4096;
const STEP = "  ";

type Look = Pick<Terminal, "width" | "colour">;

/** The trace of one identity. */
export function formatTrace(verdict: CheckHostResult, trace: TraceRecord, look: Look): string {
  const what = verdict.identity === "helo" ? `HELO ${verdict.helo}` : `MAIL FROM ${verdict.sender}`;
  const lines = [styled(look, "bold", `Trace of ${printableStart(what, look.width - 9)}`)];
  pushRecord(lines, trace, verdict.maxVoidLookups, STEP, look);
  if (trace.explanationQuestions !== undefined) {
    lines.push(`${STEP}explanation`);
    for (const question of trace.explanationQuestions) pushQuestion(lines, question, verdict.maxVoidLookups, STEP + STEP, look);
    if (trace.explanationNote !== undefined)
      lines.push(wrap(`not used: ${printable(trace.explanationNote)}`, look.width, STEP + STEP));
  }
  return `${lines.join("\n")}\n`;
}

function pushRecord(lines: string[], record: TraceRecord, maxVoids: number, indent: string, look: Look): void {
  for (const question of record.questions) pushQuestion(lines, question, maxVoids, indent, look);
  for (const term of record.terms) pushTerm(lines, term, maxVoids, indent, look);
  const note = record.note === undefined ? "" : `: ${printable(record.note)}`;
  lines.push(wrap(`=> ${record.result ?? "unfinished"}${note}`, look.width, indent));
}

function pushTerm(lines: string[], term: TraceTerm, maxVoids: number, indent: string, look: Look): void {
  const text = printableStart(term.text, look.width - indent.length);
  const note = term.note === undefined ? [] : [printable(term.note)];
  const target = term.target === undefined || term.text.endsWith(term.target) ? [] : [`for ${printable(term.target)}`];
  const lookup = term.lookup === undefined ? [] : [`lookup ${term.lookup} of ${MAX_LOOKUPS}`];
  const details = [OUTCOME_WORDS[term.outcome ?? "error"], ...lookup, ...target, ...note].join(", ");
  const matched = term.outcome === "match" || term.outcome === "used";
  const oneLine = `${text}  (${details})`;
  if (indent.length + oneLine.length <= look.width) {
    lines.push(`${indent}${matched ? styled(look, "bold", text) : text}  ${styled(look, "dim", `(${details})`)}`);
  } else {
    lines.push(`${indent}${matched ? styled(look, "bold", text) : text}`, wrap(`(${details})`, look.width, indent + STEP));
  }
  for (const question of term.questions) pushQuestion(lines, question, maxVoids, indent + STEP, look);
  if (term.child !== undefined) pushRecord(lines, term.child, maxVoids, indent + STEP, look);
}

const OUTCOME_WORDS: Readonly<Record<NonNullable<TraceTerm["outcome"]>, string>> = {
  match: "matches",
  "no-match": "no match",
  error: "ends the evaluation",
  used: "decides",
};

function pushQuestion(lines: string[], traced: TraceQuestion, maxVoids: number, indent: string, look: Look): void {
  const { question, answer, voidLookup } = traced;
  const asked = `? ${question.type} ${question.name.text}`;
  const details = howAnswered(answer);
  const inner = indent + STEP;
  if (indent.length + asked.length + 2 + details.length <= look.width)
    lines.push(`${indent}${asked}  ${styled(look, "dim", details)}`.trimEnd());
  else lines.push(wrap(asked, look.width, indent), styled(look, "dim", wrap(details, look.width, inner)));
  if (answer.aliases !== undefined && answer.aliases.length > 0) {
    lines.push(wrap(`alias of ${answer.aliases.map((alias) => alias.text).join(", ")}`, look.width, inner));
  }
  if (answer.status === "noerror") {
    for (const record of answer.records.slice(0, MAX_SHOWN_RECORDS)) {
      lines.push(wrap(printableStart(formatRecordData(record), MAX_SHOWN_DATA), look.width, inner));
    }
    const more = answer.records.length - MAX_SHOWN_RECORDS;
    if (more > 0) lines.push(`${inner}and ${more} more`);
    return;
  }
  const reason = answer.reason === undefined ? "" : `: ${printable(answer.reason)}`;
  const counted = voidLookup === undefined ? "" : ` (void lookup ${voidLookup} of ${maxVoids})`;
  lines.push(wrap(`${STATUS_WORDS[answer.status]}${reason}${counted}`, look.width, inner));
}

const STATUS_WORDS: Readonly<Record<Exclude<Answer["status"], "noerror">, string>> = {
  nodata: "no records of this type",
  nxdomain: "no such name",
  servfail: "no usable answer",
  timeout: "no answer in time",
  malformed: "no DNS message",
  "out-of-time": "not asked",
};

/** `[TTL 3600 s, 0.4 ms, 192.0.2.53#53]`, with what the answer tells of it. */
function howAnswered(answer: Answer): string {
  const parts: string[] = [];
  if (answer.ttl !== undefined) parts.push(`TTL ${Math.floor(answer.ttl)} s`);
  if (answer.elapsedMs !== undefined)
    parts.push(`${answer.elapsedMs < 10 ? answer.elapsedMs.toFixed(1) : Math.round(answer.elapsedMs)} ms`);
  if (answer.from !== undefined) parts.push(printable(answer.from));
  return parts.length === 0 ? "" : `[${parts.join(", ")}]`;
}
