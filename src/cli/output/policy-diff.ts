/** The difference between SPF policies, as text and as JSON: `schemas/diff.schema.json` says what is in the latter. */
import { asciiJson, printable, printableStart } from "../../base/escape.js";
import type { IpFamily } from "../../base/ip-set.js";
import { thousands } from "../../base/layout.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { ChangedAddresses, PolicyComparison, UnclearChange } from "../../spf/policy/compare.js";
import { type TreeCount, policyCounts } from "../../spf/policy/counts.js";
import { FAMILIES, outcomesOf } from "../../spf/policy/outcomes.js";
import type { Policy, PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import { NOBODY, domainWords } from "../../spf/policy/published.js";
import { worstCase } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import type { SpfResult } from "../../spf/result.js";
import { lookalikes } from "../../spf/selection.js";
import { type Terminal, styled, wrap } from "../terminal.js";
import { RESULT_STYLES } from "./text.js";
import { addressesText, networkText, shownSet } from "./addresses.js";
import { countOf } from "./tree-words.js";

export interface ComparedPolicies {
  readonly before: Policy;
  readonly after: Policy;
  readonly comparison: PolicyComparison;
}

type Look = Pick<Terminal, "width" | "colour">;

/** How many networks of one change are shown. */
const MAX_NETWORKS = 20;
/** How much of a record is shown, in characters. */
const MAX_SHOWN_RECORD = 2000;
/** How many terms and records that decide are named. */
const MAX_DECIDERS = 5;

/** The differences for people: a paragraph for each domain. */
export function formatPolicyDiffText(compared: readonly ComparedPolicies[], look: Look, showsAll: boolean): string {
  const different = compared.filter(({ comparison }) => !comparison.isEqual);
  const parts = different.map((one) => differenceText(one, look, showsAll ? Infinity : MAX_NETWORKS));
  const same = compared.length - different.length;
  if (same > 0) parts.push(`${wrap(sameText(compared, same), look.width)}\n`);
  return parts.join("\n");
}

/** One JSON text with a line end, in ASCII. Counts of addresses are strings of digits: they go up to 2^128. */
export function formatPolicyDiffJson(
  names: { readonly before: string; readonly after: string },
  compared: readonly ComparedPolicies[],
): string {
  const document = {
    version: 1,
    same: compared.every(({ comparison }) => comparison.isEqual),
    ...names,
    domains: compared.map(({ before, after, comparison }) => ({
      domain: domainText(after),
      same: comparison.isEqual,
      before: policyJson(before),
      after: policyJson(after),
      ...comparisonJson(comparison),
    })),
  };
  return `${asciiJson(document)}\n`;
}

/** `changes` and `unclear`: whose verdicts change, or may change. */
export function comparisonJson({ changes, unclear }: PolicyComparison): object {
  return {
    changes: changes.map(({ before: from, after: to, ...changed }) => ({
      from: from.result,
      to: to.result,
      ...changedJson(changed),
    })),
    unclear: unclear.map(({ before: from, after: to, isChange, because, ...changed }) => ({
      from,
      to,
      isChange,
      because: { before: because.before.map(deciderText), after: because.after.map(deciderText) },
      ...changedJson(changed),
    })),
  };
}

// --------------------------------------------------------------------------------------------------------------------------
// Text

function sameText(compared: readonly ComparedPolicies[], same: number): string {
  const what = "nobody's verdict changes: every IPv4 and IPv6 address was compared";
  if (compared.length === 1) return `The policies decide the same; ${what}.`;
  if (same === compared.length) return `All ${same} domains decide the same; ${what}.`;
  return same === 1 ? "One other domain decides the same as before." : `${same} other domains decide the same as before.`;
}

function differenceText({ before, after, comparison }: ComparedPolicies, look: Look, most: number): string {
  const lines = wrap(titleOf(before, after), look.width)
    .split("\n")
    .map((line) => styled(look, "bold", line));
  lines.push(...recordsLines(before, after, look, most), "");
  for (const block of changeBlocks(comparison, look, most)) lines.push(...block, "");
  lines.push(...countLines(before, after).map((line) => wrap(line, look.width)));
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Whose verdicts change, in lines that are safe to print: a block for each change. */
export function changeBlocks(comparison: PolicyComparison, look: Look, most: number = MAX_NETWORKS): string[][] {
  const { changes, unclear } = comparison;
  return [
    ...changes.map(({ before: from, after: to, ...changed }) => [
      ...verdictLines([from.result], [to.result], look),
      ...changedLines(changed, look, most),
    ]),
    ...unclear.map((change) => unclearLines(change, look, most)),
  ];
}

function titleOf(before: Policy, after: Policy): string {
  if (before.domain.equals(after.domain)) return before.domain.equals(NOBODY) ? "the record" : printable(before.domain.text);
  return printable(`${before.domain.text} and ${after.domain.text}`);
}

function recordsLines(before: Policy, after: Policy, look: Look, most: number): string[] {
  const shown = ({ root }: Policy): string => {
    const text = recordText(root);
    return most === Infinity ? text : printableStart(text, MAX_SHOWN_RECORD);
  };
  if (before.root.texts.length === 1 && before.root.texts[0] === after.root.texts[0]) {
    const note = "(the same record: what it leads to differs)";
    return [wrap(shown(before), look.width, "  "), wrap(note, look.width, "  ")];
  }
  return [...signedLines("-", shown(before), look), ...signedLines("+", shown(after), look)];
}

/** A safe text as the lines of one side of a difference. */
export function signedLines(sign: "-" | "+", text: string, look: Look): string[] {
  return wrap(text, look.width, "  ")
    .split("\n")
    .map((line, index) => styled(look, sign === "-" ? "red" : "green", index === 0 ? `${sign}${line.slice(1)}` : line));
}

/** The record as it is published, and why it cannot be used. */
function recordText({ state, texts, answer }: PolicyRecord): string {
  const text = texts.map(printable).join(" and ");
  switch (state) {
    case "none": {
      const [other] = answer === undefined ? [] : lookalikes(answer);
      return other === undefined ? "no SPF record" : `no SPF record, only ${printable(other)}`;
    }
    case "several":
      return `${text} (several records)`;
    case "syntax":
      return `${text} (with a syntax error)`;
    default:
      return text;
  }
}

/** `pass -> fail`, or `pass or fail -> neutral`: in colour where it fits on a line. */
function verdictLines(before: readonly SpfResult[], after: readonly SpfResult[], look: Look): string[] {
  const words = (list: readonly SpfResult[], show: (result: SpfResult) => string): string => {
    const shown = RESULTS.filter((result) => list.includes(result)).map(show);
    return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
  };
  const line = (show: (result: SpfResult) => string): string => `${words(before, show)} -> ${words(after, show)}`;
  const plain = line((result) => result);
  if (plain.length > look.width) return [wrap(plain, look.width)];
  return [line((result) => styled(look, RESULT_STYLES[result], result))];
}

/** In the order in which possible verdicts are told of. */
const RESULTS: readonly SpfResult[] = ["pass", "neutral", "softfail", "fail", "none", "permerror", "temperror"];

function changedLines({ addresses }: ChangedAddresses, look: Look, most: number): string[] {
  return FAMILIES.flatMap((family) => (addresses[family].isEmpty ? [] : familyLines(addresses[family], look, most)));
}

function familyLines(set: ChangedAddresses["addresses"][IpFamily], look: Look, most: number): string[] {
  const { isAllBut, networks } = shownSet(set);
  if (isAllBut && networks.length === 0) return [`  all IPv${set.family} addresses`];
  const shown = networks.slice(0, most).map(networkText).join(", ");
  const left = networks.length - most;
  const list = left > 0 ? `${shown} and ${thousands(left)} more networks (--all prints them)` : shown;
  const head = isAllBut ? `all IPv${set.family} addresses but` : `${addressesText(set)}:`;
  const text = `${head} ${list}`;
  if (text.length + 2 <= look.width) return [`  ${text}`];
  return [`  ${head}`, wrap(list, look.width, "    ")];
}

function unclearLines({ before, after, isChange, because, ...changed }: UnclearChange, look: Look, most: number): string[] {
  const what = isChange ? "changes, to what is not known" : "cannot be told";
  const why = decidersText([...new Set([...because.before, ...because.after].map(deciderText))].map(printable));
  return [
    ...verdictLines(before, after, look),
    wrap(`(${what}${why === "" ? "" : `: ${why}`})`, look.width, "  "),
    ...changedLines(changed, look, most),
  ];
}

/** `mx decides`, `mx, ptr and 3 more decide`. */
function decidersText(deciders: readonly string[]): string {
  const [only] = deciders;
  if (only === undefined) return "";
  if (deciders.length === 1) return `${printableStart(only, 200)} decides`;
  const left = deciders.length - MAX_DECIDERS;
  const shown = deciders.slice(0, MAX_DECIDERS).map((text) => printableStart(text, 200));
  const last = left > 0 ? `${left} more` : shown.pop();
  return `${shown.join(", ")} and ${last} decide`;
}

function countLines(before: Policy, after: Policy): string[] {
  const [from, to] = [countOf(lookupsAtWorst(before)), countOf(lookupsAtWorst(after))];
  return from === to ? [] : [`DNS lookups at worst: ${from} before, ${to} after, of ${MAX_LOOKUPS}`];
}

/** As `spf tree` counts. */
function lookupsAtWorst(policy: Policy): TreeCount {
  const outcomes = outcomesOf(policy, { assumeUnknown: true });
  return policyCounts(outcomes, worstCase(outcomes)).counts.lookups;
}

/** A dynamic term, or a record or term that nobody knows. */
function deciderText(decider: PolicyTerm | PolicyRecord): string {
  return "term" in decider ? formatTerm(decider.term) : `the record of ${domainWords(decider.domain)}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// JSON

/** Absent where nobody said whose record it is. */
function domainText({ domain }: Policy): string | undefined {
  return domain.equals(NOBODY) ? undefined : domain.text;
}

function policyJson(policy: Policy): object {
  const { count } = lookupsAtWorst(policy);
  return {
    domain: domainText(policy),
    records: policy.root.texts,
    state: policy.root.state,
    lookups: count === Infinity ? null : count,
  };
}

function changedJson({ networks, count, addresses }: ChangedAddresses): object {
  return {
    addresses: { total: String(count), ip4: String(addresses[4].size), ip6: String(addresses[6].size) },
    networks: FAMILIES.flatMap((family) => networks[family].map(networkText)),
  };
}
