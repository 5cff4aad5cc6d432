/** What a policy costs in DNS lookups: the include tree in short, a line for each term of the record. */
import { printableStart } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { TreeCount } from "../../spf/policy/counts.js";
import type { Policy, PolicyTerm } from "../../spf/policy/policy.js";
import type { Share, Worst } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import type { Costs } from "../report/domain-report.js";
import { type Style, type Terminal, styled, wrap } from "../terminal.js";
import { WIDE_PAGE, aligned } from "./aligned.js";
import { countOfLimit } from "./tree-words.js";

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

/** The lookups at worst, and which term needs how many of them. The commands that it names repeat the options `given`. */
export function costLines(policy: Policy, { counts, shares, worst }: Costs, look: Look, given: string): string[] {
  const { lookups, mxNames, voids } = counts;
  const terms = policy.root.terms.filter((term) => term.isReached && term.lookups > 0);
  const rows = withShortTerms(
    terms.slice(0, MAX_TERMS).map((term) => termRow(term, shares)),
    look,
  );
  const left = terms.length - rows.length;
  const lines = [headLine(lookups, look), ...aligned(rows, new Set([1])).map((line) => INDENT + line)];
  if (left > 0) lines.push(`${INDENT}and ${left} more terms`);
  const others = `Void lookups ${countOfLimit(voids)}, names of an mx ${countOfLimit(mxNames)}.`;
  const met: Met[] = [
    [lookups, worst.lookups],
    [voids, worst.voidLookups],
    [mxNames, worst.mxNames],
  ];
  const witness = overWords(policy, met, worst.isHiddenByOrder, given);
  const tree = policy.records.size > 1 ? ` spf tree ${policy.domain.text}${given} shows the whole tree.` : "";
  lines.push(wrap(`${others}${witness}${tree}`, look.width, INDENT));
  return lines;
}

function headLine(lookups: TreeCount, look: Look): string {
  const isOver = lookups.count > lookups.limit;
  const style: Style = isOver ? "red" : lookups.count >= lookups.limit - 1 ? "yellow" : "green";
  const text = `DNS lookups at worst: ${countOfLimit(lookups)}`;
  const bar = budgetBar(lookups);
  const between = text.length + 2 + bar.length <= look.width ? "  " : `\n${INDENT}`;
  return `${styled(look, "bold", text)}${between}${styled(look, style, bar)}`;
}

/** `[###.......]`, and what is beyond the limit behind it. */
function budgetBar({ count, limit }: TreeCount): string {
  const within = Math.min(count, limit);
  const beyond = Math.min(Math.max(0, count - limit), MAX_BAR);
  return `[${"#".repeat(within)}${".".repeat(limit - within)}]${"#".repeat(beyond)}${count - limit > MAX_BAR ? "..." : ""}`;
}

function termRow(term: PolicyTerm, shares: readonly Share[]): Row {
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

/** A count with an address that meets it. */
type Met = readonly [TreeCount, Worst];

/** What it means that a count is over its limit, and how to see it. */
function overWords({ domain, questions }: Policy, counts: readonly Met[], isHiddenByOrder: boolean, given: string): string {
  const over = counts.find(([{ count, limit }]) => count > limit);
  if (over === undefined) return "";
  const [{ is }, { witness }] = over;
  // Of zone files alone, what they do not hold is no sign that too much would be counted.
  if ((is === "most" || is === "possible") && questions.some(({ answer }) => answer.isUnknown === true)) return "";
  const perhaps = is === "exact" ? "" : " may";
  const others = isHiddenByOrder ? " Other hosts match before, and pass." : "";
  return ` A host such as ${formatIp(witness)}${perhaps} get${is === "exact" ? "s" : ""} permerror by it.${others} spf check ${domain.text} --ip ${formatIp(witness)}${given} shows how.`;
}
