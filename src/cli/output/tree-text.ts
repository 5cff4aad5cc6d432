/** The tree of a policy for a terminal: what it costs with a bar for each term, then the tree in columns. */
import { printable, printableStart } from "../../base/escape.js";
import { wrap } from "../../base/layout.js";
import type { TreeCount } from "../../spf/policy/counts.js";
import type { Share } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import { type Style, type Terminal, styled } from "../terminal.js";
import { type TreeRow, treeRows } from "./tree-rows.js";
import { type TreeSubject, countOfLimit, certainWords, hasMore, headline, subjectName } from "./tree-words.js";

type Look = Pick<Terminal, "width" | "colour" | "unicode">;

/** The whole answer. */
export function formatTreeText(subject: TreeSubject, look: Look, isAll: boolean): string {
  const { tree } = subject;
  const style = tree.isBroken ? "red" : "green";
  const title = wrap(printable(headline(subject)), look.width)
    .split("\n")
    .map((line) => styled(look, style, line))
    .join("\n");
  const rows = treeRows(tree.root, subjectName(subject), { unicode: look.unicode === true, isAll, width: look.width });
  const summary = tree.root.record.state === "record" ? [summaryBlock(subject, look)] : [];
  const cut = tree.isCut
    ? [wrap("The policy is larger than this program reads: what is left out is not known.", look.width)]
    : [];
  return `${[title, ...summary, table(rows, look), ...cut].join("\n\n")}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------
// What it costs

/** Columns of a bar: one for each lookup, where there is room. */
const BAR = 10;
const SHORT_BAR = 5;
const MIN_BAR_WIDTH = 50;
const LABEL = "Mail exchanges".length;

function summaryBlock({ tree }: TreeSubject, look: Look): string {
  const { lookups, mxNames, voids } = tree.counts;
  const labels = tree.shares.map(({ term }) => printableStart(formatTerm(term.term), Math.max(LABEL, look.width - 26)));
  const column = Math.max(LABEL, ...labels.map((label) => label.length + 2)) + 2;
  const row = (label: string, words: string): string => `${label.padEnd(column)}${words}`;
  const counted = (label: string, count: TreeCount): string => {
    const colour = count.count > count.limit ? "red" : count.count === count.limit ? "yellow" : "green";
    return row(label, `${bar(0, count.count, count.limit, look, colour)} ${countOfLimit(count)}`);
  };
  let before = 0;
  const shares = tree.shares.map(({ count }: Share, at) => {
    const from = before;
    before += count;
    const colour = before > lookups.limit ? "red" : "dim";
    return row(
      `  ${labels[at] ?? ""}`,
      `${bar(from, count, lookups.limit, look, colour)} ${count === Infinity ? "endless" : count}`,
    );
  });
  const more = hasMore(tree.passes) ? ", and more that depend on the mail or are not known" : "";
  const sending = wrap(`${certainWords(tree.passes)}${more}`, look.width, " ".repeat(column)).trimStart();
  return [
    counted("DNS lookups", lookups),
    ...(shares.length > 1 ? shares : []),
    counted("Void lookups", voids),
    counted("Mail exchanges", mxNames),
    row("May send", sending),
  ].join("\n");
}

/** `[--###-----]`: `count` behind `from`, on a scale that ends at the limit; `!` is beyond it. */
function bar(from: number, count: number, limit: number, look: Look, style: Style): string {
  const length = look.width < MIN_BAR_WIDTH ? SHORT_BAR : BAR;
  const start = Math.min(length, Math.round((from * length) / limit));
  const end = Math.min(length, Math.round(((from + count) * length) / limit));
  const over = from + count > limit ? "!" : " ";
  const inside = `${"-".repeat(start)}${styledRun(look, style, "#".repeat(end - start))}${"-".repeat(length - end)}`;
  return `[${inside}]${over === "!" ? styled(look, "red", over) : over}`;
}

function styledRun(look: Look, style: Style, text: string): string {
  return text === "" ? "" : styled(look, style, text);
}

// --------------------------------------------------------------------------------------------------------------------------
// The tree

/** Below so many columns there is no room for TTL and size beside a name. */
const MIN_WIDE = 64;
/** The least columns of what is found. */
const MIN_FOUND = 20;
/** The most of a line's width that guides take; of deeper ones the end is shown. */
const GUIDE_SHARE = 1 / 3;

interface Column {
  readonly title: string;
  readonly width: number;
  readonly of: (row: TreeRow) => string;
}

function table(all: readonly TreeRow[], look: Look): string {
  const rows = all.map((row) => withShortGuides(row, Math.floor(look.width * GUIDE_SHARE)));
  const columns = columnsOf(rows, look);
  const taken = columns.reduce((sum, { width }) => sum + width + 2, 0);
  const longest = Math.max(...rows.map(({ guide, name }) => guide.length + name.length));
  const nameWidth = Math.max(10, Math.min(longest, look.width - taken - 2 - MIN_FOUND));
  const head = `${"Term".padEnd(nameWidth)}${columns.map(({ title, width }) => `  ${title.padStart(width)}`).join("")}  Finds`;
  return [styled(look, "dim", head), ...rows.flatMap((row) => rowLines(row, nameWidth, columns, look))].join("\n");
}

function columnsOf(rows: readonly TreeRow[], { width }: Look): Column[] {
  const column = (title: string, of: (row: TreeRow) => string): Column => ({
    title,
    of,
    width: Math.max(title.length, ...rows.map((row) => of(row).length)),
  });
  const lookups = column("DNS", (row) => row.lookups);
  if (width < MIN_WIDE) return [lookups];
  return [lookups, column("TTL", (row) => row.ttl), column("Size", (row) => row.octets)];
}

function rowLines(row: TreeRow, nameWidth: number, columns: readonly Column[], look: Look): string[] {
  const { below, found, guide, name } = row;
  const shownName = row.style === undefined ? name : styled(look, row.style, name);
  const cells = columns.map(({ of, width }) => `  ${of(row).padStart(width)}`).join("");
  const room = look.width - nameWidth - cells.length - 2;
  const [first = "", ...more] = wrap(found, room).split("\n");
  const beside = `${cells}  ${first}`.trimEnd();
  const under = (text: string): string => `${below.padEnd(nameWidth)}${" ".repeat(cells.length)}  ${text}`;
  const fits = guide.length + name.length <= nameWidth;
  // A name that is longer than its column has its line, or lines, to itself.
  const head = fits
    ? [`${guide}${shownName}${beside === "" ? "" : " ".repeat(nameWidth - guide.length - name.length)}${beside}`]
    : [...nameLines(row, look), ...(beside === "" ? [] : [`${below.padEnd(nameWidth)}${beside}`])];
  const extra = look.width < MIN_WIDE && row.octets !== "" ? [narrowNote(row)] : [];
  return [...head, ...more.map(under), ...extra.map((text) => `${below}${styled(look, "dim", text)}`), ...noteLines(row, look)];
}

function nameLines({ below, guide, name, style }: TreeRow, look: Look): string[] {
  const lines = wrap(name, look.width - guide.length).split("\n");
  return lines.map(
    (line, at) =>
      `${at === 0 ? guide : below.slice(0, guide.length).padEnd(guide.length)}${style === undefined ? line : styled(look, style, line)}`,
  );
}

function narrowNote({ octets, ttl }: TreeRow): string {
  return `${octets} octets${ttl === "" ? "" : `, TTL ${ttl}`}`;
}

function noteLines({ below, notes }: TreeRow, look: Look): string[] {
  return notes.flatMap(({ isFixed, style, text }) => {
    const lines = isFixed === true ? [text] : wrap(text, look.width - below.length - 1).split("\n");
    return lines.map((line) => `${below} ${styled(look, style, line)}`);
  });
}

/** Of a tree so deep that its guides leave no room for names, the innermost guides. */
function withShortGuides(row: TreeRow, most: number): TreeRow {
  const short = (guide: string): string => (guide.length <= most ? guide : `..${guide.slice(guide.length - most + 2)}`);
  return { ...row, guide: short(row.guide), below: short(row.below) };
}
