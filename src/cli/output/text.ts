/** The verdicts of `spf check` as an explanation for a person. */
import { printable, printableStart, printableTyped } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { MailResult } from "../../spf/check.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import { formatTerm } from "../../spf/print.js";
import type { Directive, Qualifier } from "../../spf/record.js";
import type { CheckHostResult, Place, SpfResult } from "../../spf/result.js";
import type { TraceRecord, TraceTerm } from "../../spf/trace.js";
import type { ParsedZone } from "../../zone/parse.js";
import { type Style, type Terminal, excerpt, styled, wrap } from "../terminal.js";
import { notesOf } from "./notes.js";
import { questionsOf, formatTrace } from "./trace.js";

/** How a check was asked for, as far as its answer speaks of it. */
export interface TextView {
  readonly withTrace: boolean;
  readonly offline: boolean;
  readonly isNullSender: boolean;
}

type Look = Pick<Terminal, "width" | "colour">;

export const RESULT_STYLES: Readonly<Record<SpfResult, Style>> = {
  pass: "green",
  fail: "red",
  softfail: "yellow",
  neutral: "yellow",
  none: "yellow",
  permerror: "red",
  temperror: "red",
};

const INDENT = "  ";
/** Syntax errors and records that are shown of one kind. */
const MAX_SHOWN = 5;

/** The whole answer: a headline, a paragraph for each identity, notes, then the trace where it is asked for. */
export function formatText(
  result: MailResult,
  terminal: Look,
  zones: readonly ParsedZone[] | undefined,
  view: TextView,
): string {
  const { mailFrom, helo } = result;
  const parts = [headline(result, terminal)];
  if (mailFrom !== undefined) parts.push(paragraph(mailFrom, terminal, view.isNullSender));
  if (helo !== undefined) {
    // The null sender's check is the HELO name's: the same questions with the same answers.
    const isSame = view.isNullSender && mailFrom !== undefined;
    const heading = `${heloHeading(helo, terminal)}: ${styled(terminal, RESULT_STYLES[helo.result], helo.result)}`;
    parts.push(isSame ? `${heading}, by the same check\n` : paragraph(helo, terminal, false));
  }
  for (const note of notesOf(result, zones, view.offline)) parts.push(`${wrap(`Note: ${note}`, terminal.width)}\n`);
  if (view.withTrace) {
    for (const verdict of [mailFrom, view.isNullSender ? undefined : helo]) {
      if (verdict?.trace !== undefined) parts.push(formatTrace(verdict, verdict.trace, terminal));
    }
  }
  return parts.join("\n");
}

function headline(result: MailResult, terminal: Look): string {
  const verdict = result.decidedBy === "helo" ? result.helo : result.mailFrom;
  if (verdict === undefined) return "";
  const client = formatIp(verdict.client);
  const isHelo = result.decidedBy === "helo";
  const subject = isHelo ? `the HELO name ${shown(verdict.helo)}` : shown(verdict.sender);
  const use = isHelo ? `use ${subject}` : `send mail for ${subject}`;
  const words: Record<SpfResult, string> = {
    pass: `${client} may ${use}`,
    fail: `${client} may not ${use}`,
    softfail: `${client} is probably not allowed to ${use}`,
    neutral: `the policy does not say whether ${client} may ${use}`,
    none: `there is no SPF policy for ${subject}`,
    permerror: `the SPF policy for ${subject} is broken and cannot be used`,
    temperror: `the SPF policy for ${subject} could not be found out now`,
  };
  const other = isHelo && result.mailFrom !== undefined ? ` (MAIL FROM alone: ${result.mailFrom.result})` : "";
  const label = result.result.toUpperCase();
  const text = wrap(`${label} ${words[result.result]}${other}`, terminal.width);
  return `${styled(terminal, RESULT_STYLES[result.result], styled(terminal, "bold", label))}${text.slice(label.length)}\n`;
}

function heloHeading(verdict: CheckHostResult, terminal: Look): string {
  return styled(terminal, "bold", `HELO ${shown(verdict.helo)}`);
}

function paragraph(verdict: CheckHostResult, terminal: Look, isNullSender: boolean): string {
  const sender = isNullSender ? `<>, checked as ${shown(verdict.sender)}` : shown(verdict.sender);
  const heading =
    verdict.identity === "helo" ? heloHeading(verdict, terminal) : styled(terminal, "bold", `MAIL FROM ${sender}`);
  const blocks = [
    `${heading}: ${styled(terminal, RESULT_STYLES[verdict.result], verdict.result)}\n${wrap(why(verdict), terminal.width, INDENT)}`,
  ];
  const places = showPlaces(verdict, terminal);
  if (places !== "") blocks.push(places);
  if (verdict.explanation !== undefined) {
    blocks.push(wrap(`The domain explains: "${printable(verdict.explanation)}"`, terminal.width, INDENT));
  }
  if (verdict.path.length > 0) blocks.push(counts(verdict, terminal));
  return `${blocks.join("\n\n")}\n`;
}

function counts(verdict: CheckHostResult, terminal: Look): string {
  const { lookups, voidLookups, questions } = verdict.counts;
  const asked = `${questions} DNS question${questions === 1 ? "" : "s"}`;
  const lines = [`lookups ${lookups} of ${MAX_LOOKUPS}, voids ${voidLookups} of ${verdict.maxVoidLookups}, ${asked}`];
  const voids = questionsOf(verdict.trace).filter((traced) => traced.voidLookup !== undefined);
  if (voids.length > 0) {
    lines.push(`answered with nothing: ${voids.map(({ question }) => `${question.type} ${question.name.text}`).join(", ")}`);
  }
  return lines.map((line) => wrap(line, terminal.width, INDENT)).join("\n");
}

// --------------------------------------------------------------------------------------------------------------------------
// Why

const QUALIFIER_WORDS: Readonly<Record<Qualifier, string>> = {
  "+": "allows",
  "-": "forbids",
  "~": "discourages",
  "?": "says nothing about",
};

/** One or more sentences with their full stops. */
function why(verdict: CheckHostResult): string {
  const place = verdict.path.at(-1);
  if (verdict.reason.code !== "match" || place?.term?.kind !== "directive") {
    const { message } = verdict.reason;
    const loop = verdict.reason.code === "lookup-limit" ? loopOf(verdict.path) : undefined;
    return `${asSentence(printable(message))}.${loop === undefined ? "" : ` ${loop} leads back to itself, without end.`}`;
  }
  const inner = matchWords(verdict, place, place.term, decidingTerm(verdict.trace));
  const outer = verdict.path.find((step) => step.term?.kind === "directive")?.term;
  if (outer === undefined || outer === place.term || outer.kind !== "directive") return `${inner}.`;
  // What counts is the including term: the qualifier within the include only says that it matches.
  const meaning = outer.qualifier === "+" ? "" : `, and "${outer.qualifier}" ${QUALIFIER_WORDS[outer.qualifier]} it`;
  return `${inner}. So ${printable(formatTerm(outer))} matches${meaning}.`;
}

/** Starts with a capital, unless it starts with a term, whose case is the record's. */
function asSentence(words: string): string {
  return /^(?:the|no|more|there|this) /.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

/** Says in words how the deciding term matched. */
function matchWords(verdict: CheckHostResult, place: Place, directive: Directive, traced: TraceTerm | undefined): string {
  const client = formatIp(verdict.client);
  const term = printable(formatTerm(directive));
  const { mechanism, qualifier } = directive;
  const target = traced?.target ?? place.domain.text;
  // The last question is the one whose answer matched.
  const host = traced?.questions.at(-1)?.question.name.text ?? target;
  const meaning = qualifier === "+" ? "" : `, and "${qualifier}" ${QUALIFIER_WORDS[qualifier]} it`;
  switch (mechanism.name) {
    case "all": {
      if (qualifier === "+") return `${term} allows every host in the world`;
      const isFirst = place.record?.directives[0] === directive;
      if (isFirst) return `${term} ${QUALIFIER_WORDS[qualifier]} every host`;
      return `No earlier term matches ${client}, and ${term} ${QUALIFIER_WORDS[qualifier]} every other host`;
    }
    case "ip4":
    case "ip6": {
      const whole = mechanism.prefix === (mechanism.name === "ip4" ? 32 : 128);
      return `${whole ? `${term} is this very address` : `${client} is in the network of ${term}`}${meaning}`;
    }
    case "a":
      return `${term} matches: ${client} ${inNetworkOf(verdict, mechanism)}an address of ${target}${meaning}`;
    case "mx": {
      const exchange = `${host}, a mail exchange of ${target}`;
      return `${term} matches: ${client} ${inNetworkOf(verdict, mechanism)}an address of ${exchange}${meaning}`;
    }
    case "ptr":
      return `${term} matches: ${host}, a validated name of ${client}, is in the domain ${target}${meaning}`;
    case "exists":
      return `${term} matches: ${target} exists${meaning}`;
    case "include":
      return `${term} matches${meaning}`;
  }
}

function inNetworkOf(verdict: CheckHostResult, lengths: { prefix4: number; prefix6: number }): string {
  const prefix = verdict.client.family === 4 ? lengths.prefix4 : lengths.prefix6;
  return prefix === (verdict.client.family === 4 ? 32 : 128) ? "is " : `is in the /${prefix} around `;
}

/** The term that decided: the last one in each record on the way, since evaluation ends there. */
function decidingTerm(trace: TraceRecord | undefined): TraceTerm | undefined {
  const term = trace?.terms.at(-1);
  return term?.child === undefined ? term : (decidingTerm(term.child) ?? term);
}

/** The first domain on the way that is met again. */
function loopOf(path: readonly Place[]): string | undefined {
  return path.find(({ domain }, index) => path.findIndex((other) => other.domain.equals(domain)) < index)?.domain.text;
}

// --------------------------------------------------------------------------------------------------------------------------
// Where

/** The records on the way to the decision, the deciding place of each with carets under it. */
function showPlaces(verdict: CheckHostResult, terminal: Look): string {
  const { path, reason } = verdict;
  const indent = INDENT + INDENT;
  const room = terminal.width - indent.length;
  const lines: string[] = [];
  const seen = new Set<string>();
  let repeated = 0;
  path.forEach(({ domain, record, term }, index) => {
    if (record === undefined) return;
    const isLast = index === path.length - 1;
    const key = `${domain.key} ${term?.span.start ?? ""}`;
    if (seen.has(key)) {
      repeated++;
      return;
    }
    seen.add(key);
    const syntax = isLast && reason.code === "syntax" ? reason.problems.map((problem) => problem.span) : undefined;
    const spans = syntax ?? (term === undefined ? [] : [term.span]);
    lines.push(wrap(domain.text, terminal.width, indent));
    if (spans.length === 0) lines.push(`${indent}${printableStart(record.text, room)}`);
    for (const span of spans.slice(0, MAX_SHOWN)) {
      const [text, carets] = excerpt(record.text, span.start, span.end, room);
      lines.push(`${indent}${text}`, `${indent}${carets}`);
    }
  });
  if (repeated > 0) lines.push(`${indent}... and the same again, ${repeated} more time${repeated === 1 ? "" : "s"}`);
  if (reason.code === "multiple-records") {
    lines.push(wrap(path.at(-1)?.domain.text ?? "", terminal.width, indent));
    lines.push(...reason.records.slice(0, MAX_SHOWN).map((record) => `${indent}${printableStart(record, room)}`));
  }
  if (reason.code === "no-record" && reason.lookalikes.length > 0) {
    lines.push(`${INDENT}It has text that looks like one, and is not:`);
    lines.push(...reason.lookalikes.slice(0, MAX_SHOWN).map((text) => `${indent}${printableStart(text, room)}`));
  }
  return lines.join("\n");
}

/** A sender or a name as the user gave it, safe and short enough for a line; the end, which has the domain, is kept. */
function shown(text: string): string {
  const typed = printableTyped(text.length > 400 ? `${text.slice(0, 30)}...${text.slice(-300)}` : text);
  return typed.length <= 64 ? typed : `${typed.slice(0, 20)}...${typed.slice(-41)}`;
}
