/** Who may send by a policy: how many addresses get which verdict, and the widest terms that let them pass. */
import { printable, printableStart } from "../../base/escape.js";
import { type IpSet, familySize } from "../../base/ip-set.js";
import { MAX_LOOKUPS, MAX_MX_NAMES, MAX_VOID_LOOKUPS } from "../../spf/limits.js";
import { thousands } from "../../base/layout.js";
import type { AddressSets } from "../../spf/policy/authorised.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import { formatTerm } from "../../spf/print.js";
import type { Fault, PassingTerm, PlacedTerm, Senders, VerdictSets } from "../report/senders.js";
import { type Terminal, styled, wrap } from "../terminal.js";
import { countText, setText } from "./addresses.js";
import { WIDE_PAGE, aligned } from "./aligned.js";
import { RESULT_STYLES } from "./text.js";

type Look = Pick<Terminal, "width" | "colour">;

const INDENT = "  ";
/** Dynamic terms that are named. */
const MAX_DYNAMIC = 5;
/** Where a text starts that has no room beside its row, in characters. */
const NARROW_COLUMN = 6;
/** Reasons for permerror and temperror that are named. */
const MAX_FAULTS = 5;

export function senderLines({ verdicts, widest, more, dynamic, faults }: Senders, look: Look): string[] {
  const lines = [styled(look, "bold", "Who may send"), ...verdictLines(verdicts, look)];
  for (const fault of faults.slice(0, MAX_FAULTS)) lines.push(wrap(`${faultText(fault)}.`, look.width, INDENT));
  if (faults.length > MAX_FAULTS) lines.push(`${INDENT}and by ${faults.length - MAX_FAULTS} more reasons.`);
  if (widest.length > 0) {
    const rows = widest.map((term) => [countText(term.addresses.size), `IPv${term.addresses.family}`, termText(term, look)]);
    lines.push("", `${INDENT}${more > 0 ? "The terms that let most of them in" : "Let in by"}`);
    lines.push(...widestLines(rows, widest, look));
    if (more > 0) lines.push(`${INDENT}and ${thousands(more)} more terms.`);
  }
  for (const placed of dynamic.slice(0, MAX_DYNAMIC)) lines.push(dynamicLine(placed, look));
  if (dynamic.length > MAX_DYNAMIC) lines.push(`${INDENT}So do ${dynamic.length - MAX_DYNAMIC} more terms.`);
  return lines;
}

function verdictLines(verdicts: readonly VerdictSets[], look: Look): string[] {
  const word = (result: VerdictSets["result"]): string => (result === "unknown" ? "not known" : result);
  const rows = verdicts.map(({ result, sets }) => [word(result), ...FAMILIES.map((family) => cell(sets[family]))]);
  const painted = (line: string, result: VerdictSets["result"] | undefined): string =>
    result === undefined || result === "unknown"
      ? INDENT + line
      : INDENT + styled(look, RESULT_STYLES[result], result) + line.slice(result.length);
  const table = aligned([["", "IPv4", "IPv6"], ...rows]);
  if (table.every((line) => INDENT.length + line.length <= look.width)) {
    return table.map((line, at) => painted(line, verdicts[at - 1]?.result));
  }
  // Where there is no room for columns, each family has a line.
  return rows.flatMap(([shown = "", ...cells], at) => [
    painted(shown, verdicts[at]?.result),
    ...FAMILIES.map((family, index) => wrap(`IPv${family}  ${cells[index] ?? ""}`, look.width, INDENT + INDENT)),
  ]);
}

/** How many addresses: for certain, and perhaps. */
function cell({ certain, possible }: AddressSets): string {
  if (possible.isEmpty) return "none";
  if (certain.size === possible.size) return amount(certain);
  if (certain.isEmpty) {
    const text = amount(possible);
    return text.startsWith("all") ? `perhaps ${text}` : `up to ${text}`;
  }
  return `${amount(certain)} or more`;
}

function amount(set: IpSet): string {
  const all = familySize(set.family);
  if (set.size === all) return "all";
  return set.size * 2n > all ? "all others" : countText(set.size);
}

/** By what some hosts get permerror or temperror, without a full stop. */
function faultText({ result, code, record, term }: Fault): string {
  const owner = record.domain.text;
  const place = term === undefined ? `the record of ${owner}` : `${printableStart(formatTerm(term.term), 200)} of ${owner}`;
  switch (code) {
    case "lookup-limit":
      return `${result} where more than ${MAX_LOOKUPS} lookups are needed`;
    case "void-lookup-limit":
      return `${result} where more than ${MAX_VOID_LOOKUPS} lookups find nothing`;
    case "mx-limit":
      return `${result} by ${place}: it has more than ${MAX_MX_NAMES} mail exchanges`;
    case "syntax":
      return `${result} by ${place}: it has a syntax error`;
    case "multiple-records":
      return `${result} by ${place}: there are several`;
    case "target-without-record":
      return `${result} by ${place}: there is no SPF record at that name`;
    case "target-malformed":
      return `${result} by ${place}: that is no name`;
    case "dns":
      return `${result} by ${place}: DNS gives no answer`;
    default:
      return `${result} by ${place}`;
  }
}

function termText({ term, addresses, isPartial }: PassingTerm, look: Look): string {
  const text = printableStart(formatTerm(term.term), look.width < WIDE_PAGE ? look.width - NARROW_COLUMN : look.width - 30);
  // Networks say which addresses they are; of names a reader wants to see some.
  return term.target === undefined ? text : `${text} (${setText(addresses, 2)}${isPartial ? "; partly known" : ""})`;
}

/** A row for each term, with the include that leads to it behind it or, where that is too long, below it. */
function widestLines(rows: readonly string[][], terms: readonly PassingTerm[], look: Look): string[] {
  const lines = aligned(rows, new Set([0]));
  const from = lines.map((line, at) => line.length - (rows[at]?.[2]?.length ?? 0));
  return lines.flatMap((line, at) => {
    const via = terms[at]?.via;
    const name = via === undefined ? "" : printable(formatTerm(via.term));
    const most = look.width < WIDE_PAGE ? look.width - NARROW_COLUMN - 3 : Infinity;
    const by = name === "" ? "" : `by ${printableStart(name, most)}`;
    const indent = INDENT + INDENT;
    const whole = `${indent}${line}  ${by}`.trimEnd();
    if (whole.length <= look.width) return [whole];
    const column = indent.length + (from[at] ?? 0);
    const text = rows[at]?.[2] ?? "";
    if (look.width >= WIDE_PAGE) return [wrapCell(indent + line, look.width, column), ...belowRow(by, column, look)];
    if (column + text.length <= look.width) return [indent + line, ...belowRow(by, column, look)];
    return [indent + line.slice(0, from[at]).trimEnd(), ...belowRow(text, NARROW_COLUMN, look), ...belowRow(by, column, look)];
  });
}

/** A line whose last column, which starts at `from`, is broken where it is too long. */
function wrapCell(line: string, width: number, from: number): string {
  if (line.length <= width) return line;
  return line.slice(0, from) + wrap(line.slice(from), width, " ".repeat(from)).slice(from);
}

/** A text below its row: in its column or, on a narrow page, farther to the left where it has more room. */
function belowRow(text: string, column: number, look: Look): string[] {
  if (text === "") return [];
  const from = look.width >= WIDE_PAGE || column + text.length <= look.width ? column : NARROW_COLUMN;
  return [wrap(text, look.width, " ".repeat(from))];
}

function dynamicLine({ term, record }: PlacedTerm, look: Look): string {
  const text = printableStart(formatTerm(term.term), 200);
  return wrap(
    `Whom ${text} in the record of ${record.domain.text} lets in depends on the mail or on other names, and cannot be listed.`,
    look.width,
    INDENT,
  );
}
