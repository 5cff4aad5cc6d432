/** What a policy costs in DNS lookups: the include tree in short, a line for each term of the record. */
import { printableStart } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { Policy, PolicyTerm } from "../../spf/policy/policy.js";
import type { Worst, WorstCase } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import { type Style, type Terminal, styled, wrap } from "../terminal.js";
import { WIDE_PAGE, aligned } from "./aligned.js";

type Look = Pick<Terminal, "width" | "colour">;

const INDENT = "  ";
/** Terms that are listed, of a record that has very many. */
const MAX_TERMS = 20;
/** The longest bar of a term, in characters. */
const MAX_BAR = 15;
/** The least of a term that is shown, in characters. */
const MIN_TERM = 12;
/** What a line needs beside the term: the indent, the number, the bar, the spaces between. */
const BESIDE = 8 + MAX_BAR;

/** The term, how many lookups it needs, and a bar or what is wrong with it. */
type Row = readonly [term: string, count: string, bar: string];

/** The lookups at worst, and which term needs how many of them. */
export function costLines(policy: Policy, { lookups, voidLookups, mxNames, isHiddenByOrder }: WorstCase, look: Look): string[] {
  const terms = policy.root.terms.filter((term) => term.isReached && term.lookups > 0);
  const rows = withShortTerms(
    terms.slice(0, MAX_TERMS).map((term) => termRow(term, lookups)),
    look,
  );
  const left = terms.length - rows.length;
  const isOpen = policy.questions.some(({ answer }) => answer.isUnknown === true);
  const lines = [headLine(lookups, isOpen, look), ...aligned(rows, new Set([1])).map((line) => INDENT + line)];
  if (left > 0) lines.push(`${INDENT}and ${left} more terms`);
  const others = `Void lookups ${openText(voidLookups, isOpen)}, names of an mx ${openText(mxNames, isOpen)}.`;
  const witness = overWords(policy, [lookups, voidLookups, mxNames], isHiddenByOrder);
  const tree = policy.records.size > 1 ? ` spf tree ${policy.domain.text} shows the whole tree.` : "";
  lines.push(wrap(`${others}${witness}${tree}`, look.width, INDENT));
  return lines;
}

function headLine(lookups: Worst, isOpen: boolean, look: Look): string {
  const isOver = lookups.count > lookups.limit;
  const style: Style = isOver ? "red" : lookups.count >= lookups.limit - 1 ? "yellow" : "green";
  const text = `DNS lookups at worst: ${openText(lookups, isOpen)}`;
  const bar = budgetBar(lookups);
  const between = text.length + 2 + bar.length <= look.width ? "  " : `\n${INDENT}`;
  return `${styled(look, "bold", text)}${between}${styled(look, style, bar)}`;
}

/** `[###.......]`, and what is beyond the limit behind it. */
function budgetBar({ count, limit }: Worst): string {
  const within = Math.min(count, limit);
  const beyond = Math.min(Math.max(0, count - limit), MAX_BAR);
  return `[${"#".repeat(within)}${".".repeat(limit - within)}]${"#".repeat(beyond)}${count - limit > MAX_BAR ? "..." : ""}`;
}

function countText({ count, limit, isExact }: Worst): string {
  const text = count === Infinity ? "without end" : `${isExact ? "" : "up to "}${count}`;
  return `${text} of ${limit}`;
}

/** A count on top of which comes what nobody who was asked knows. */
function openText(worst: Worst, isOpen: boolean): string {
  if (!isOpen) return countText(worst);
  return worst.count === 0 ? "not known" : `at least ${worst.count} of ${worst.limit}`;
}

function termRow(term: PolicyTerm, { shares }: Worst): Row {
  const text = formatTerm(term.term);
  const count = shares.find((share) => share.term === term)?.count ?? 0;
  const problem = problemOf(term);
  if (problem !== undefined) return [text, count === 0 ? "" : numberText(count), problem];
  const bar = "#".repeat(Math.min(count, MAX_BAR)) + (count > MAX_BAR ? "..." : "");
  return [text, numberText(count), bar];
}

/** The rows with their terms cut so that no line is too long. A narrow page has no room to spare for bars that are not there. */
function withShortTerms(rows: readonly Row[], look: Look): string[][] {
  const longest = (column: 1 | 2): number => Math.max(0, ...rows.map((row) => row[column].length));
  const room = look.width - (2 * INDENT.length + 2) - longest(1) - longest(2);
  const most = look.width < WIDE_PAGE ? Math.max(MIN_TERM, room) : look.width - BESIDE;
  return rows.map(([term, ...others]) => [printableStart(term, most), ...others]);
}

function numberText(count: number): string {
  return count === Infinity ? "no end" : String(count);
}

/** Why the record that a term leads to cannot be used, in a word or two. */
function problemOf({ child, target }: PolicyTerm): string | undefined {
  if (target?.kind === "malformed") return "no name";
  switch (child?.state) {
    case "none":
      return "no record";
    case "several":
      return "several records";
    case "syntax":
      return "syntax error";
    case "failed":
      return child.answer?.isUnknown === true ? "not known" : "no answer";
    case "not-read":
      return "not read";
    default:
      return undefined;
  }
}

/** What it means that a count is over its limit, and how to see it. */
function overWords({ domain }: Policy, counts: readonly Worst[], isHiddenByOrder: boolean): string {
  const over = counts.find(({ count, limit }) => count > limit);
  if (over === undefined) return "";
  const perhaps = over.isExact ? "" : " may";
  const others = isHiddenByOrder ? " Other hosts match before, and pass." : "";
  return ` A host such as ${formatIp(over.witness)}${perhaps} get${over.isExact ? "s" : ""} permerror by it.${others} spf check ${domain.text} --ip ${formatIp(over.witness)} shows how.`;
}
