/** The lines of a policy's tree before they are laid out: names with the guides in front of them, and what stands beside and below. */
import type { Severity } from "../../base/diagnostic.js";
import { printable, printableStart } from "../../base/escape.js";
import { excerpt } from "../../base/excerpt.js";
import { thousands } from "../../base/layout.js";
import { type TermGroup, groupedTerms, isGroup } from "../../spf/policy/tree-groups.js";
import type { TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import type { TreeProblem } from "../../spf/policy/tree-problems.js";
import type { Style } from "../terminal.js";
import {
  foundWords,
  groupName,
  groupWords,
  lookupsOf,
  noAddressWords,
  problemWords,
  recordWords,
  shownHosts,
  ttlWords,
} from "./tree-words.js";

/** One line of the tree. Texts are safe to print. */
export interface TreeRow {
  /** The guides in front of the name, and those in front of what stands below it. */
  readonly guide: string;
  readonly below: string;
  readonly name: string;
  readonly style?: Style;
  readonly lookups: string;
  readonly ttl: string;
  readonly octets: string;
  readonly found: string;
  readonly notes: readonly TreeNote[];
}

/** Something below a line of the tree. */
interface TreeNote {
  readonly text: string;
  readonly style: Style;
  /** Not to be broken into lines: a place in a text with carets under it. */
  readonly isFixed?: boolean;
}

export interface RowOptions {
  readonly unicode: boolean;
  /** Networks and hosts are listed, however many. */
  readonly isAll: boolean;
  /** Columns, for excerpts. */
  readonly width: number;
}

/** Hosts of one term, and addresses of one host, that are listed. */
const MAX_HOSTS = 4;
const MAX_ADDRESSES = 4;
const MAX_PROBLEMS = 5;
/** Columns of an excerpt, however deep it is. */
const MIN_EXCERPT = 30;
/** Characters of a term or a message. */
const MAX_TEXT = 400;

interface Guides {
  readonly last: string;
  readonly next: string;
  readonly through: string;
}

const UNICODE: Guides = { last: "└─ ", next: "├─ ", through: "│  " };
const ASCII: Guides = { last: "`- ", next: "|- ", through: "|  " };
const BLANK = "   ";

/** The rows of a tree, from the root down in the order of evaluation. */
export function treeRows(root: TreeRecord, name: string, options: RowOptions): TreeRow[] {
  const rows: TreeRow[] = [];
  const guides = options.unicode ? UNICODE : ASCII;

  const children = (record: TreeRecord, below: string): void => {
    // Of a record with a syntax error no term is looked at.
    if (record.record.state === "syntax") return;
    const entries = options.isAll ? record.terms : groupedTerms(record.terms);
    for (const [at, entry] of entries.entries()) {
      const isLast = at === entries.length - 1;
      const guide = below + (isLast ? guides.last : guides.next);
      const deeper = below + (isLast ? BLANK : guides.through);
      if (isGroup(entry)) rows.push(groupRow(entry, guide, deeper));
      else term(entry, record, guide, deeper);
    }
  };
  const term = (entry: TreeTerm, of: TreeRecord, guide: string, below: string): void => {
    const { child } = entry;
    const inner = below + (child !== undefined && child.terms.length > 0 ? guides.through : BLANK);
    rows.push(termRow(entry, of, guide, inner, options));
    if (child !== undefined) children(child, below);
  };

  const inner = root.terms.length > 0 && root.record.state !== "syntax" ? guides.through : BLANK;
  rows.push({
    guide: "",
    below: inner,
    name: printable(name),
    style: "bold",
    lookups: shortLookups(root.lookups, root.isOpen),
    found: recordWords(root),
    notes: recordNotes(root, inner, options),
    ...recordColumns(root),
  });
  children(root, "");
  return rows;
}

function groupRow(group: TermGroup, guide: string, below: string): TreeRow {
  return { guide, below, name: groupName(group), lookups: "", ttl: "", octets: "", found: groupWords(group), notes: [] };
}

function termRow(entry: TreeTerm, of: TreeRecord, guide: string, below: string, options: RowOptions): TreeRow {
  const { child, lookups, problems, term, text } = entry;
  const style = !term.isReached ? "dim" : worstStyle(problems);
  const shown = child?.shown === "here" ? child : undefined;
  return {
    guide,
    below,
    name: printableStart(text, MAX_TEXT),
    ...(style === undefined ? {} : { style }),
    lookups: lookups === 0 ? "" : shortLookups(lookups, child?.isOpen === true),
    found: foundWords(entry, of),
    notes: [
      ...problemNotes(problems),
      ...(child === undefined ? hostNotes(entry, options.isAll) : recordNotes(child, below, options)),
    ],
    ...(shown === undefined ? { ttl: "", octets: "" } : recordColumns(shown)),
  };
}

function shortLookups(lookups: number, isOpen: boolean): string {
  return lookups === Infinity ? "inf" : lookupsOf(lookups, isOpen);
}

function recordColumns({ octets, ttl }: TreeRecord): Pick<TreeRow, "ttl" | "octets"> {
  return {
    ttl: ttl === undefined ? "" : ttlWords(ttl),
    octets: octets === undefined ? "" : thousands(octets),
  };
}

function hostNotes({ term }: TreeTerm, isAll: boolean): TreeNote[] {
  const hosts = shownHosts(term);
  const most = isAll ? Infinity : MAX_HOSTS;
  const notes = hosts.slice(0, most).map(({ name, addresses }): TreeNote => {
    const listed = addresses.slice(0, isAll ? Infinity : MAX_ADDRESSES);
    const more = addresses.length - listed.length;
    const words = addresses.length === 0 ? noAddressWords(term) : `${listed.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
    return { text: `${printable(name)} ${words}`, style: "dim" };
  });
  if (hosts.length > MAX_HOSTS && !isAll) notes.push({ text: `and ${hosts.length - MAX_HOSTS} more hosts`, style: "dim" });
  return notes;
}

function recordNotes(record: TreeRecord, below: string, { width }: RowOptions): TreeNote[] {
  const text = record.record.parsed?.record.text ?? "";
  const notes: TreeNote[] = [];
  for (const problem of record.problems.slice(0, MAX_PROBLEMS)) {
    notes.push(...problemNotes([problem]));
    if (problem.span === undefined) continue;
    const [line, carets] = excerpt(text, problem.span.start, problem.span.end, Math.max(MIN_EXCERPT, width - below.length - 1));
    notes.push({ text: line, style: "dim", isFixed: true }, { text: carets, style: "red", isFixed: true });
  }
  const more = record.problems.length - MAX_PROBLEMS;
  if (more > 0) notes.push({ text: `! and ${more} more`, style: "red" });
  return notes;
}

function problemNotes(problems: readonly TreeProblem[]): TreeNote[] {
  return problems.map((problem) => ({
    text: `${problem.severity === "info" ? "?" : "!"} ${printableStart(problemWords(problem), MAX_TEXT)}`,
    style: SEVERITY_STYLES[problem.severity],
  }));
}

const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", info: "dim" };

function worstStyle(problems: readonly TreeProblem[]): Style | undefined {
  if (problems.some(({ severity }) => severity === "error")) return "red";
  return problems.some(({ severity }) => severity === "warning") ? "yellow" : undefined;
}
