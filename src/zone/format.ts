/**
 * The formatter of zone files: columns, one space between fields, comments in line. It moves blanks and nothing else: every
 * field, comment and line break stays, so what the file says and how its author grouped it stay as they are.
 *
 * The layout depends on the fields, the line breaks and the groups alone, not on the blanks that were there; so formatting
 * twice changes nothing.
 */
import { type Block, type CodeLine, type LineComment, type RecordBlock, columnsOf, readBlocks } from "./format-lines.js";
import type { ParsedZone } from "./parse.js";

/** The columns of owners and of comments start at multiples of this, so that a longer name rarely moves the lines around it. */
const STOP = 8;
/** An owner longer than this is not lined up with: it pushes its own line alone. */
const MAX_ALIGNED_OWNER = 23;
/** The same for what stands before a comment: a key of 400 characters does not push the comments of its neighbours away. */
const MAX_ALIGNED_CODE = 64;
/** A comment stands at least this far from what is before it. */
const COMMENT_GAP = 2;
/** The type column holds `AAAA` at least, so that most groups line up with each other. */
const MIN_TYPE = 4;

/** One line of a formatted file, without its line end. `source` is the line that it was made of, counted from 0. */
export interface FormattedLine {
  readonly text: string;
  readonly source: number;
}

/** Formats a file that was parsed without errors; of any other the outcome has no meaning. One octet a character. */
export function formatLines(parsed: Pick<ParsedZone, "tree">): FormattedLine[] {
  const lines: FormattedLine[] = [];
  let group: GroupBlock[] = [];
  for (const block of readBlocks(parsed.tree)) {
    if (block.kind !== "blank" && block.kind !== "verbatim" && isMember(group, block)) {
      group.push(block);
      continue;
    }
    pushGroup(lines, group);
    group = [];
    if (block.kind === "record" || block.kind === "directive") group.push(block);
    else if (block.kind === "comment") lines.push({ text: block.comment.text, source: block.source });
    else if (block.kind === "verbatim") for (const line of block.lines) lines.push(verbatimLine(line));
    // One blank line between groups says as much as ten.
    else if (lines.length > 0 && lines.at(-1)?.text !== "") lines.push({ text: "", source: block.source });
  }
  pushGroup(lines, group);
  while (lines.at(-1)?.text === "") lines.pop();
  return lines;
}

/** The formatted file: every line ends with LF, the last one too. One octet a character. */
export function joinLines(lines: readonly FormattedLine[]): string {
  return lines.map((line) => `${line.text}\n`).join("");
}

// --------------------------------------------------------------------------------------------------------------------------
// Groups

type GroupBlock = Extract<Block, { kind: "record" | "directive" | "comment" }>;

/** A group is a run of records or of directives, with the comment lines that carry on the comment of the line before. */
function isMember(group: readonly GroupBlock[], block: GroupBlock): boolean {
  if (group.length === 0) return false;
  if (block.kind !== "comment") return block.kind === group[0]?.kind;
  const before = lastComment(group.at(-1));
  return before !== undefined && carriesOn(block.comment, before);
}

function lastComment(block: Block | undefined): LineComment | undefined {
  if (block?.kind === "record") return block.lines.at(-1)?.comment;
  if (block?.kind === "comment") return block.comment;
  return block?.kind === "directive" ? block.line.comment : undefined;
}

// Two columns are what hands that line up comments by eye get wrong.
function carriesOn(comment: LineComment, before: LineComment): boolean {
  return comment.column > 0 && comment.column >= before.column - 2;
}

function pushGroup(lines: FormattedLine[], group: readonly GroupBlock[]): void {
  const columns = columnsOfGroup(group.filter((block) => block.kind === "record"));
  const rows = group.map((block) => rowsOf(block, columns));
  const shared = commentColumn(rows.filter((entry) => entry.length === 1).map(([row]) => row));
  let before = shared;
  for (const entry of rows) {
    const own = entry.length === 1 ? shared : entryCommentColumn(entry);
    if (entry.length > 1) before = own;
    for (const row of entry) before = pushRow(lines, row, own, before);
  }
}

// --------------------------------------------------------------------------------------------------------------------------
// Lines

/** A line before its comment has its column. `carriesOn`: the comment belongs to the one above and stands below it. */
interface Row {
  readonly source: number;
  readonly code: string;
  readonly comment: LineComment | undefined;
  readonly carriesOn: boolean;
  /** Whether the line ends with an opening parenthesis: what follows is below, and its comment is not lined up with. */
  readonly opens: boolean;
}

interface Columns {
  readonly owner: number;
  readonly ttl: number;
  readonly class: number;
  readonly type: number;
  readonly data: number;
}

function columnsOfGroup(records: readonly RecordBlock[]): Columns {
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
  const column = (width: number): number => (width === 0 ? 0 : width + 1);
  const owners = records.map((record) => record.owner);
  const aligned = owners.filter((owner) => owner !== "" && columnsOf(owner) <= MAX_ALIGNED_OWNER);
  const owner = nextStop(widest(aligned.length === 0 ? owners : aligned) + 1);
  const ttl = column(widest(records.map((record) => record.ttl)));
  const recordClass = column(widest(records.map((record) => record.class)));
  const type = column(Math.max(MIN_TYPE, widest(records.map((record) => record.type))));
  return { owner, ttl, class: recordClass, type, data: owner + ttl + recordClass + type };
}

function rowsOf(block: GroupBlock, columns: Columns): Row[] {
  if (block.kind === "comment") {
    return [{ source: block.source, code: "", comment: block.comment, carriesOn: true, opens: false }];
  }
  if (block.kind === "directive") return [makeRow(block.line, block.line.code)];
  const header = headerOf(block, columns);
  const [first, ...rest] = block.lines;
  if (first === undefined) return [];
  const rows = [makeRow(first, first.code === "" ? header.trimEnd() : header + first.code)];
  // Below an open parenthesis: under the first field behind it, or in the data column where it ends its line.
  const indent = first.openAt === 0 || opens(first) ? columns.data : columnsOf(header) + first.openAt + 1;
  let before = first.comment;
  for (const line of rest) {
    if (line.code !== "") rows.push(makeRow(line, " ".repeat(indent) + line.code));
    else if (line.comment === undefined) rows.push(makeRow(line, ""));
    else if (before !== undefined && carriesOn(line.comment, before)) rows.push({ ...makeRow(line, ""), carriesOn: true });
    else rows.push({ ...makeRow(line, " ".repeat(indent) + line.comment.text), comment: undefined });
    before = line.code === "" && rows.at(-1)?.carriesOn !== true ? undefined : line.comment;
  }
  return rows;
}

function headerOf(record: RecordBlock, columns: Columns): string {
  const owner = pad(record.owner, columns.owner);
  return owner + pad(record.ttl, columns.ttl) + pad(record.class, columns.class) + pad(record.type, columns.type);
}

// A field that is wider than its column keeps one space behind it.
function pad(text: string, column: number): string {
  return column === 0 ? "" : text + " ".repeat(Math.max(1, column - columnsOf(text)));
}

function makeRow(line: CodeLine, code: string): Row {
  return { source: line.source, code, comment: line.comment, carriesOn: false, opens: opens(line) };
}

function opens(line: CodeLine): boolean {
  return line.openAt > 0 && line.openAt === columnsOf(line.code);
}

/** The column of the comments of these lines; undefined where there is none to line up with. */
function commentColumn(rows: readonly (Row | undefined)[]): number | undefined {
  let widest = -1;
  for (const line of rows) {
    if (line?.comment === undefined || line.carriesOn) continue;
    const width = columnsOf(line.code);
    if (width <= MAX_ALIGNED_CODE) widest = Math.max(widest, width);
  }
  return widest < 0 ? undefined : nextStop(widest + COMMENT_GAP);
}

function entryCommentColumn(rows: readonly Row[]): number | undefined {
  const below = rows.filter((line, index) => index > 0 || !line.opens);
  return commentColumn(below) ?? commentColumn(rows);
}

/** Puts a line with its comment; returns the column that a comment which carries on has to have. */
function pushRow(
  lines: FormattedLine[],
  { source, code, comment, carriesOn: isContinued }: Row,
  column: number | undefined,
  before: number | undefined,
): number | undefined {
  if (comment === undefined) {
    lines.push({ text: code, source });
    return before;
  }
  const width = columnsOf(code);
  const wanted = (isContinued ? before : column) ?? 0;
  const at = isContinued ? wanted : Math.max(wanted, width + COMMENT_GAP);
  lines.push({ text: code + " ".repeat(at - width) + comment.text, source });
  return at;
}

function verbatimLine({ source, code, comment }: CodeLine): FormattedLine {
  if (comment === undefined) return { text: code, source };
  const width = columnsOf(code);
  const at = width === 0 ? comment.column : Math.max(comment.column, width + 1);
  return { text: code + " ".repeat(at - width) + comment.text, source };
}

function nextStop(column: number): number {
  return Math.ceil(column / STOP) * STOP;
}
