/** The page about the SPF of a domain, for people. */
import { printable, printableStart } from "../../base/escape.js";
import type { Severity } from "../../base/diagnostic.js";
import { RULE_INFOS } from "../../lint/registry.js";
import type { Finding } from "../../lint/rule.js";
import type { DomainReport } from "../report/domain-report.js";
import { type Style, type Terminal, styled, wrap } from "../terminal.js";
import { costLines } from "./report-costs.js";
import { hostLines } from "./report-hosts.js";
import { senderLines } from "./report-senders.js";
import { ttlWords } from "./tree-words.js";

type Look = Pick<Terminal, "width" | "colour">;

const INDENT = "  ";
/** How much of a record is shown, in characters. */
const MAX_SHOWN_RECORD = 2000;
/** Findings, texts and names that are listed of one kind. */
const MAX_FINDINGS = 20;
const MAX_LISTED = 5;

/** The whole page. The commands that it names repeat the options `given`, as `repeatedOptions` writes them. */
export function formatReportText(report: DomainReport, look: Look, given: string): string {
  const { costs, senders } = report;
  const sections = [
    [titleLine(report, look)],
    recordLines(report, look),
    costs === undefined ? [] : costLines(report.policy, costs, look, given),
    senders === undefined ? [] : senderLines(senders, look),
    findingLines(report, look, given),
    hostLines(report, look),
    noteLines(report, look),
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`);
  return shown.join("\n");
}

// --------------------------------------------------------------------------------------------------------------------------

function titleLine({ domain, isBroken, lint: { counts } }: DomainReport, look: Look): string {
  const [style, words] = summary(counts, isBroken);
  const head = `SPF of ${domain.text}: `;
  const text = wrap(`${head}${words}`, look.width);
  if (!text.endsWith(words)) return text;
  return `${styled(look, "bold", text.slice(0, -words.length))}${styled(look, style, words)}`;
}

/** How bad it is, and how many findings of each kind there are. */
function summary(counts: Readonly<Record<Severity, number>>, isBroken: boolean): [Style, string] {
  const words = (["error", "warning", "info"] as const).flatMap((severity) =>
    counts[severity] === 0 ? [] : [counted(counts[severity], severity === "info" ? "remark" : severity)],
  );
  if (isBroken) return ["red", ["broken", ...words].join(", ")];
  if (words.length === 0) return ["green", "no findings"];
  return [counts.error > 0 ? "red" : counts.warning > 0 ? "yellow" : "green", words.join(", ")];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// The record

function recordLines(report: DomainReport, look: Look): string[] {
  const { records, policy } = report;
  const lines = [styled(look, "bold", records.length > 1 ? "Records" : "Record")];
  for (const { text, strings, ttl } of records.slice(0, MAX_LISTED)) {
    const size = `${counted(text.length, "octet")} in ${counted(strings, "string")}`;
    lines.push(wrap(printableStart(text, MAX_SHOWN_RECORD), look.width, INDENT));
    lines.push(wrap(`(${ttl === undefined ? "" : `TTL ${ttlWords(Math.floor(ttl))}, `}${size})`, look.width, INDENT));
  }
  if (records.length > MAX_LISTED) lines.push(`${INDENT}and ${records.length - MAX_LISTED} more`);
  const aliases = policy.root.answer?.aliases ?? [];
  if (aliases.length > 0) {
    lines.push(wrap(`The domain is an alias of ${aliases.map(({ text }) => text).join(", ")}.`, look.width, INDENT));
  }
  const words = stateWords(report);
  if (words !== undefined) lines.push(wrap(words, look.width, INDENT));
  for (const text of report.lookalikes.slice(0, MAX_LISTED)) {
    lines.push(wrap(printableStart(text, MAX_SHOWN_RECORD), look.width, INDENT + INDENT));
  }
  return lines;
}

function stateWords({ policy: { root }, records, lookalikes }: DomainReport): string | undefined {
  switch (root.state) {
    case "none": {
      const why = root.answer?.status === "nxdomain" ? "The domain does not exist" : "It has no SPF record";
      const others = lookalikes.length === 0 ? "" : " These texts look like one, and receivers pass over them:";
      return `${why}: the result is none for every host.${others}`;
    }
    case "several":
      return `A domain may have only one SPF record. With ${records.length} the result is permerror for every host.`;
    case "syntax":
      return `The record has ${counted(root.parsed?.problems.length ?? 0, "syntax error")}: the result is permerror for every host.`;
    default:
      return undefined;
  }
}

// --------------------------------------------------------------------------------------------------------------------------
// Findings

const LABELS: Readonly<Record<Severity, { label: string; style: Style }>> = {
  error: { label: "error", style: "red" },
  warning: { label: "warning", style: "yellow" },
  info: { label: "remark", style: "dim" },
};

function findingLines({ lint, domain }: DomainReport, look: Look, given: string): string[] {
  if (lint.findings.length === 0) return [];
  const lines = [styled(look, "bold", "Findings")];
  const sorted = (["error", "warning", "info"] as const).flatMap((severity) =>
    lint.findings.filter((finding) => finding.severity === severity),
  );
  for (const finding of sorted.slice(0, MAX_FINDINGS)) lines.push(...oneFinding(finding, look));
  const { error, warning, info } = lint.counts;
  const left = error + warning + info - Math.min(sorted.length, MAX_FINDINGS);
  const more = left > 0 ? `${left} more are not shown. ` : "";
  const [first] = sorted;
  const help = `${more}spf lint ${domain.text}${given} shows the places, and spf explain ${first?.rule} what is behind a finding.`;
  return [...lines, wrap(help, look.width, INDENT)];
}

function oneFinding({ rule, severity, message, fix }: Finding, look: Look): string[] {
  const { label, style } = LABELS[severity];
  const text = wrap(`${label} ${printable(message)} [${rule}]`, look.width - INDENT.length, INDENT).slice(INDENT.length);
  const [first = "", ...others] = text.split("\n");
  const shown = [`${INDENT}${styled(look, style, label)}${first.slice(label.length)}`, ...others.map((line) => INDENT + line)];
  const how = fix === undefined ? RULE_INFOS.get(rule)?.docs.fix : `${printable(fix.message)}.`;
  return how === undefined ? shown : [...shown, wrap(`Fix: ${how}`, look.width, INDENT + INDENT)];
}

// --------------------------------------------------------------------------------------------------------------------------

function noteLines({ unknown, isCut }: DomainReport, look: Look): string[] {
  const notes: string[] = [];
  if (unknown.length > 0) {
    const names = unknown.slice(0, MAX_LISTED).map(({ question: { type, name } }) => `${type} ${name.text}`);
    const more = unknown.length > MAX_LISTED ? ` and ${unknown.length - MAX_LISTED} more` : "";
    notes.push(
      `only the zone files were asked, and they do not hold ${names.join(", ")}${more}. Add the files that do, or leave --offline out.`,
    );
  }
  if (isCut) notes.push("the policy is too large to be read whole; what was not read is not known.");
  return notes.map((note) => wrap(`Note: ${note}`, look.width));
}
