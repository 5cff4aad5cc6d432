/** The verdicts of `spf check` as an explanation for a person. */
import { printable, printableStart } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import { specialRange } from "../../base/special-range.js";
import type { MailResult } from "../../spf/check.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import { formatTerm } from "../../spf/print.js";
import type { Directive } from "../../spf/record.js";
import type { CheckHostResult, SpfResult } from "../../spf/result.js";
import type { TraceRecord, TraceTerm } from "../../spf/trace.js";
import { type Style, type Terminal, excerpt, styled, wrap } from "../terminal.js";
import { formatTrace } from "./trace.js";

const RESULT_STYLES: Readonly<Record<SpfResult, Style>> = {
  pass: "green",
  fail: "red",
  softfail: "yellow",
  neutral: "yellow",
  none: "yellow",
  permerror: "red",
  temperror: "red",
};

const INDENT = "  ";

/** The whole answer: a headline, then a paragraph for each identity, then the trace where it is asked for. */
export function formatText(
  result: MailResult,
  terminal: Pick<Terminal, "width" | "colour">,
  { withTrace, offline }: { readonly withTrace: boolean; readonly offline: boolean },
): string {
  const verdicts = [result.mailFrom, result.helo].filter((verdict) => verdict !== undefined);
  const parts = [headline(result, terminal), ...verdicts.map((verdict) => paragraph(verdict, terminal))];
  const client = verdicts[0]?.client;
  const range = client === undefined ? undefined : specialRange(client);
  if (client !== undefined && range !== undefined) {
    const note = `Note: ${formatIp(client)} is ${range}; hosts elsewhere see mail come from another one.`;
    parts.push(`${wrap(note, terminal.width)}\n`);
  }
  if (offline && verdicts.some((verdict) => verdict.reason.code === "dns")) {
    const note = "Note: with --offline only the zone files were asked. Add the files that are missing, or leave --offline out.";
    parts.push(`${wrap(note, terminal.width)}\n`);
  }
  if (withTrace) {
    for (const verdict of verdicts) {
      if (verdict.trace !== undefined) parts.push(formatTrace(verdict, verdict.trace, terminal));
    }
  }
  return parts.join("\n");
}

function headline(result: MailResult, terminal: Pick<Terminal, "width" | "colour">): string {
  const verdict = result.decidedBy === "helo" ? result.helo : result.mailFrom;
  if (verdict === undefined) return "";
  const client = formatIp(verdict.client);
  const subject = result.decidedBy === "helo" ? `the HELO name ${shown(verdict.helo)}` : shown(verdict.sender);
  const words: Record<SpfResult, string> = {
    pass: `${client} may send mail for ${subject}`,
    fail: `${client} may not send mail for ${subject}`,
    softfail: `${client} probably may not send mail for ${subject}`,
    neutral: `the policy says nothing about ${client} sending for ${subject}`,
    none: `there is no SPF policy for ${subject}`,
    permerror: `the SPF policy for ${subject} is broken and cannot be used`,
    temperror: `the SPF policy for ${subject} could not be found out now`,
  };
  return headed(result.result, words[result.result], terminal);
}

/** `RESULT  words`, wrapped, the result in its colour. */
function headed(result: SpfResult, words: string, terminal: Pick<Terminal, "width" | "colour">): string {
  const label = result.toUpperCase();
  const text = wrap(`${label} ${words}`, terminal.width);
  return `${styled(terminal, RESULT_STYLES[result], styled(terminal, "bold", label))}${text.slice(label.length)}\n`;
}

function paragraph(verdict: CheckHostResult, terminal: Pick<Terminal, "width" | "colour">): string {
  const what = verdict.identity === "helo" ? `HELO ${shown(verdict.helo)}` : `MAIL FROM ${shown(verdict.sender)}`;
  const lines = [`${styled(terminal, "bold", what)}: ${styled(terminal, RESULT_STYLES[verdict.result], verdict.result)}`];
  lines.push(wrap(`${asSentence(why(verdict))}.`, terminal.width, INDENT));
  const places = showPlaces(verdict, terminal);
  if (places !== "") lines.push("", places, "");
  if (verdict.explanation !== undefined) {
    lines.push(wrap(`The domain explains: "${printable(verdict.explanation)}"`, terminal.width, INDENT));
  }
  if (verdict.path.length > 0) {
    const { lookups, voidLookups, questions } = verdict.counts;
    const asked = `${questions} DNS question${questions === 1 ? "" : "s"}`;
    lines.push(`${INDENT}lookups ${lookups} of ${MAX_LOOKUPS}, voids ${voidLookups} of ${verdict.maxVoidLookups}, ${asked}`);
  }
  return `${lines.join("\n")}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Why

/** Starts with a capital, unless it starts with a term, whose case is the record's. */
function asSentence(words: string): string {
  return /^(?:the|no|more|there) /.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function why(verdict: CheckHostResult): string {
  const place = verdict.path.at(-1);
  if (verdict.reason.code !== "match" || place?.term?.kind !== "directive") return printable(verdict.reason.message);
  return matchWords(verdict, place.term, decidingTerm(verdict.trace));
}

/** Says in words how the deciding term matched. */
function matchWords(verdict: CheckHostResult, directive: Directive, traced: TraceTerm | undefined): string {
  const client = formatIp(verdict.client);
  const term = printable(formatTerm(directive));
  const { mechanism } = directive;
  const target = traced?.target ?? verdict.path.at(-1)?.domain.text ?? "";
  // The last question is the one whose answer matched.
  const host = traced?.questions.at(-1)?.question.name.text ?? target;
  switch (mechanism.name) {
    case "all": {
      const others: Record<Directive["qualifier"], string> = {
        "+": "allows every host in the world",
        "-": "forbids every other host",
        "~": "discourages every other host",
        "?": "says nothing about other hosts",
      };
      return `no term before it matches ${client}, and ${term} ${others[directive.qualifier]}`;
    }
    case "ip4":
    case "ip6": {
      const whole = mechanism.prefix === (mechanism.name === "ip4" ? 32 : 128);
      return whole ? `${term} is this very address` : `${client} is in the network of ${term}`;
    }
    case "a":
      return `${term} matches: ${client} ${inNetworkOf(verdict, mechanism)}an address of ${target}`;
    case "mx": {
      const exchange = `${host}, a mail exchange of ${target}`;
      return `${term} matches: ${client} ${inNetworkOf(verdict, mechanism)}an address of ${exchange}`;
    }
    case "ptr":
      return `${term} matches: ${host}, a validated name of ${client}, is in the domain ${target}`;
    case "exists":
      return `${term} matches: ${target} exists`;
    case "include":
      return `${term} matches`;
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

// --------------------------------------------------------------------------------------------------------------------------
// Where

/** The records on the way to the decision, the deciding place of each with carets under it. */
function showPlaces(verdict: CheckHostResult, terminal: Pick<Terminal, "width">): string {
  const { path, reason } = verdict;
  const room = terminal.width - 2 * INDENT.length;
  const lines: string[] = [];
  for (const { domain, record, term } of path) {
    if (record === undefined) continue;
    const isLast = path.at(-1)?.domain === domain;
    const spans =
      isLast && reason.code === "syntax"
        ? reason.problems.map((problem) => problem.span)
        : term === undefined
          ? []
          : [term.span];
    lines.push(wrap(domain.text, terminal.width, INDENT + INDENT));
    if (spans.length === 0) lines.push(`${INDENT}${INDENT}${printableStart(record.text, room)}`);
    for (const span of spans.slice(0, MAX_SHOWN_PROBLEMS)) {
      const [text, carets] = excerpt(record.text, span.start, span.end, room);
      lines.push(`${INDENT}${INDENT}${text}`, `${INDENT}${INDENT}${carets}`);
    }
  }
  if (reason.code === "multiple-records") {
    lines.push(
      ...reason.records.slice(0, MAX_SHOWN_PROBLEMS).map((record) => `${INDENT}${INDENT}${printableStart(record, room)}`),
    );
  }
  return lines.join("\n");
}

const MAX_SHOWN_PROBLEMS = 5;

/** A sender or a name as the user gave it, safe and short enough for a line. */
function shown(text: string): string {
  return printableStart(text, 64);
}
