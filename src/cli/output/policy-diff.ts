/** The difference between SPF policies, as text and as JSON: `schemas/diff.schema.json` says what is in the latter. */
import { asciiJson, printable } from "../../base/escape.js";
import type { IpFamily } from "../../base/ip-set.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { ChangedAddresses, PolicyComparison, UnclearChange } from "../../spf/policy/compare.js";
import { FAMILIES, outcomesOf } from "../../spf/policy/outcomes.js";
import type { Policy, PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import { NOBODY } from "../../spf/policy/published.js";
import { worstCase } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import type { SpfResult } from "../../spf/result.js";
import { type Style, type Terminal, styled, wrap } from "../terminal.js";
import { addressesText, networkText, shownSet } from "./addresses.js";

export interface ComparedPolicies {
  readonly before: Policy;
  readonly after: Policy;
  readonly comparison: PolicyComparison;
}

type Look = Pick<Terminal, "width" | "colour">;

/** How many networks of one change are shown. */
const MAX_NETWORKS = 20;

/** The differences for people: a paragraph for each domain. */
export function formatPolicyDiffText(compared: readonly ComparedPolicies[], look: Look, showsAll: boolean): string {
  const different = compared.filter(({ comparison }) => !comparison.isEqual);
  const parts = different.map((one) => domainText(one, look, showsAll ? Infinity : MAX_NETWORKS));
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
      domain: domainJson(after),
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

function domainText({ before, after, comparison }: ComparedPolicies, look: Look, most: number): string {
  const lines = [styled(look, "bold", titleOf(before, after))];
  lines.push(...recordLines("-", before, look), ...recordLines("+", after, look), "");
  for (const block of changeBlocks(comparison, look, most)) lines.push(...block, "");
  lines.push(...countLines(before, after));
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Whose verdicts change, in lines that are safe to print: a block for each change. */
export function changeBlocks(comparison: PolicyComparison, look: Look, most: number = MAX_NETWORKS): string[][] {
  const { changes, unclear } = comparison;
  return [
    ...changes.map(({ before: from, after: to, ...changed }) => [
      `${verdict(look, from.result)} -> ${verdict(look, to.result)}`,
      ...changedLines(changed, look, most),
    ]),
    ...unclear.map((change) => unclearLines(change, look, most)),
  ];
}

function titleOf(before: Policy, after: Policy): string {
  if (before.domain.equals(after.domain)) return before.domain.equals(NOBODY) ? "the record" : printable(before.domain.text);
  return printable(`${before.domain.text} and ${after.domain.text}`);
}

function recordLines(sign: "-" | "+", { root }: Policy, look: Look): string[] {
  return signedLines(sign, root.texts.length === 0 ? "no SPF record" : root.texts.map(printable).join(" and "), look);
}

/** A safe text as the lines of one side of a difference. */
export function signedLines(sign: "-" | "+", text: string, look: Look): string[] {
  const style: Style = sign === "-" ? "red" : "green";
  return wrap(text, look.width, "  ")
    .split("\n")
    .map((line, index) => styled(look, style, index === 0 ? `${sign}${line.slice(1)}` : line));
}

function verdict(look: Look, result: SpfResult): string {
  return styled(look, result === "pass" ? "green" : result === "fail" || result === "permerror" ? "red" : "yellow", result);
}

function changedLines({ addresses }: ChangedAddresses, look: Look, most: number): string[] {
  return FAMILIES.flatMap((family) => (addresses[family].isEmpty ? [] : familyLines(addresses[family], look, most)));
}

function familyLines(set: ChangedAddresses["addresses"][IpFamily], look: Look, most: number): string[] {
  const { isAllBut, networks } = shownSet(set);
  if (isAllBut && networks.length === 0) return [`  all IPv${set.family} addresses`];
  const shown = networks.slice(0, most).map(networkText).join(", ");
  const left = networks.length - most;
  const list = left > 0 ? `${shown} and ${left.toLocaleString("en-US")} more networks (--all prints them)` : shown;
  const head = isAllBut ? `all IPv${set.family} addresses but` : `${addressesText(set)}:`;
  const text = `${head} ${list}`;
  if (text.length + 2 <= look.width) return [`  ${text}`];
  return [`  ${head}`, wrap(list, look.width, "    ")];
}

function unclearLines({ before, after, isChange, because, ...changed }: UnclearChange, look: Look, most: number): string[] {
  const results = (list: readonly SpfResult[]): string => list.map((result) => verdict(look, result)).join(" or ");
  const deciders = [...new Set([...because.before, ...because.after].map(deciderText))].map(printable);
  const why =
    deciders.length === 0 ? "" : `: ${deciders.slice(0, 5).join(", ")} ${deciders.length === 1 ? "decides" : "decide"}`;
  const what = isChange ? "changes, to what is not known" : "cannot be told";
  return [
    `${results(before)} -> ${results(after)}`,
    wrap(`(${what}${why})`, look.width, "  "),
    ...changedLines(changed, look, most),
  ];
}

function countLines(before: Policy, after: Policy): string[] {
  const [from, to] = [before, after].map((policy) => worstCase(outcomesOf(policy)).lookups.count);
  if (from === to) return [];
  return [`DNS lookups at worst: ${lookupsText(from)} before, ${lookupsText(to)} after, of ${MAX_LOOKUPS}`];
}

function lookupsText(count: number | undefined): string {
  return count === Infinity ? "without end" : String(count);
}

/** A dynamic term, or a record or term that nobody knows. */
function deciderText(decider: PolicyTerm | PolicyRecord): string {
  return "term" in decider ? formatTerm(decider.term) : `the record of ${decider.domain.text}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// JSON

function domainJson({ domain }: Policy): string | undefined {
  return domain.equals(NOBODY) ? undefined : domain.text;
}

function policyJson(policy: Policy): object {
  const { count } = worstCase(outcomesOf(policy)).lookups;
  return {
    domain: domainJson(policy),
    records: policy.root.texts,
    state: policy.root.state,
    lookups: count === Infinity ? undefined : count,
  };
}

function changedJson({ networks, count, addresses }: ChangedAddresses): object {
  return {
    addresses: { total: String(count), ip4: String(addresses[4].size), ip6: String(addresses[6].size) },
    networks: FAMILIES.flatMap((family) => networks[family].map(networkText)),
  };
}
