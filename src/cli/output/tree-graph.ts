/** The policy as a graph for drawing: a box for each record, an arrow for each include and redirect, circles as they are. */
import { printableStart } from "../../base/escape.js";
import { groupedTerms, isGroup } from "../../spf/policy/tree-groups.js";
import { domainWords } from "../../spf/policy/published.js";
import type { TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import {
  type TreeSubject,
  groupName,
  groupWords,
  foundWords,
  lookupsOf,
  octetWords,
  problemWords,
  recordWords,
  subjectName,
  ttlWords,
} from "./tree-words.js";

/** The graph in the language of Graphviz. */
export function formatDot(subject: TreeSubject): string {
  const { boxes, arrows } = graphOf(subject);
  const text = (lines: readonly string[]): string => `"${lines.map((line) => `${dotText(line)}\\l`).join("")}"`;
  return [
    "digraph spf {",
    "  rankdir=LR;",
    '  node [shape=box, style="rounded,filled", fillcolor="#f4f7fb", color="#5b7083", fontname="sans-serif", fontsize=11];',
    '  edge [color="#5b7083", fontname="sans-serif", fontsize=10];',
    ...boxes.map(({ id, isBroken, lines }) => {
      const broken = isBroken ? ', fillcolor="#fdecea", color="#b3261e"' : "";
      return `  ${id} [label=${text(lines)}${broken}];`;
    }),
    ...arrows.map(({ from, isLoop, label, to }) => {
      const loop = isLoop ? ', color="#b3261e", style=dashed' : "";
      return `  ${from} -> ${to} [label="${dotText(label)}"${loop}];`;
    }),
    "}",
    "",
  ].join("\n");
}

/** The graph as a flowchart of Mermaid. */
export function formatMermaid(subject: TreeSubject): string {
  const { boxes, arrows } = graphOf(subject);
  const broken = boxes.filter(({ isBroken }) => isBroken).map(({ id }) => id);
  return [
    "flowchart LR",
    ...boxes.map(({ id, lines }) => `  ${id}["${lines.map(mermaidText).join("<br/>")}"]`),
    ...arrows.map(
      ({ from, isLoop, label, to }) =>
        `  ${from} ${isLoop ? "-." : "--"} "${mermaidText(label)}" ${isLoop ? ".->" : "-->"} ${to}`,
    ),
    ...(broken.length === 0
      ? []
      : ["  classDef broken fill:#fdecea,stroke:#b3261e,color:#410e0b", `  class ${broken.join(",")} broken`]),
    "",
  ].join("\n");
}

// --------------------------------------------------------------------------------------------------------------------------

interface Box {
  readonly id: string;
  /** Safe to print, as all texts here; the first is the name. */
  readonly lines: readonly string[];
  readonly isBroken: boolean;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isLoop: boolean;
}

/** Lines in a box beside its name, and characters in a line. */
const MAX_LINES = 14;
const MAX_LINE = 72;

function graphOf(subject: TreeSubject): { boxes: Box[]; arrows: Arrow[] } {
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  const ids = new Map<TreeRecord["record"], string>();
  const idOf = (record: TreeRecord): string => {
    const id = ids.get(record.record) ?? `r${ids.size}`;
    ids.set(record.record, id);
    return id;
  };
  const visit = (record: TreeRecord, name: string): void => {
    const id = idOf(record);
    boxes.push({ id, lines: boxLines(record, name), isBroken: isRecordBroken(record) });
    for (const entry of record.terms) {
      const { child } = entry;
      if (child === undefined) continue;
      const to = idOf(child);
      arrows.push({ from: id, to, label: arrowLabel(entry), isLoop: child.shown === "loop" });
      if (child.shown === "here") visit(child, domainWords(child.record.domain));
    }
  };
  visit(subject.tree.root, subjectName(subject));
  return { boxes, arrows };
}

function arrowLabel({ lookups, term, child }: TreeTerm): string {
  const qualifier = term.term.kind === "directive" && term.term.qualifier !== "+" ? term.term.qualifier : "";
  const name = term.term.kind === "modifier" ? "redirect" : `${qualifier}include`;
  return `${name}, ${lookupWords(lookups, child?.isOpen === true)}`;
}

function lookupWords(lookups: number, isOpen: boolean): string {
  const words = lookupsOf(lookups, isOpen);
  return words === "1" ? "1 lookup" : `${words} lookups`;
}

function isRecordBroken(record: TreeRecord): boolean {
  const problems = [...record.problems, ...record.terms.flatMap(({ problems: own }) => own)];
  return problems.some(({ severity }) => severity === "error");
}

function boxLines(record: TreeRecord, name: string): string[] {
  const { isOpen, lookups, octets, problems, ttl } = record;
  const facts = [
    lookupWords(lookups, isOpen),
    ...(octets === undefined ? [] : [octetWords(octets)]),
    ...(ttl === undefined ? [] : [`TTL ${ttlWords(ttl)}`]),
  ].join(", ");
  const terms = record.record.state === "syntax" ? [] : groupedTerms(record.terms.filter(({ child }) => child === undefined));
  const details = [
    ...problems.map((problem) => `! ${problemWords(problem)}`),
    ...terms.flatMap((entry) => {
      if (isGroup(entry)) return [`${groupName(entry)}: ${groupWords(entry)}`];
      const found = foundWords(entry, record);
      return [
        `${entry.text}${found === "" ? "" : `: ${found}`}`,
        ...entry.problems.map((problem) => `! ${problemWords(problem)}`),
      ];
    }),
    ...record.terms.flatMap((entry) =>
      entry.child === undefined ? [] : entry.problems.map((problem) => `! ${problemWords(problem)}`),
    ),
  ];
  const shown = details.slice(0, MAX_LINES);
  const more = details.length - shown.length;
  const lines = [
    name,
    `${facts}; ${recordWords({ ...record, shown: "here" })}`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return lines.map((line) => printableStart(line, MAX_LINE));
}

/** In a quoted string of Graphviz `"` and `\` need a backslash; labels made of it are no HTML and no records. */
function dotText(text: string): string {
  return text.replaceAll(/["\\]/g, "\\$&");
}

/**
 * In Mermaid the text of a box is HTML and Markdown: all that is neither letter nor digit nor plain punctuation is written as an
 * entity in Mermaid's own form, `#34;`.
 */
function mermaidText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 ,.:/+=~()-]/g, (character) => `#${character.charCodeAt(0)};`);
}
