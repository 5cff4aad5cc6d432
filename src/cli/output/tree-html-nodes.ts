/** The tree itself on the page of a policy: records that open and close. */
import type { Severity } from "../../base/diagnostic.js";
import { printableStart } from "../../base/escape.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { TreeProblem } from "../../spf/policy/tree-problems.js";
import { type TermGroup, type TreeRecord, type TreeTerm, groupedTerms, isGroup } from "../../spf/policy/tree.js";
import { addressCount, networkOf } from "../../spf/term-words.js";
import { Html, html } from "./html.js";
import { foundWords, groupName, groupWords, hostsOfTerm, lookupsOf, octetWords, problemWords, recordWords, ttlWords } from "./tree-words.js";

/** Characters of a record, of a term and of a message. */
const MAX_RECORD_SHOWN = 8192;
const MAX_TEXT = 400;
/** Hosts of one term, and addresses of one host. */
const MAX_LISTED = 50;
/** Records are open up to this depth; deeper ones where something is wrong below. */
const OPEN_DEPTH = 2;

export const SEVERITY_CLASSES: Readonly<Record<Severity, string>> = { error: "bad", warning: "warn", info: "info" };

/** The root and all below it. */
export function treeHtml(root: TreeRecord, name: string): Html {
  return html`<ul class="tree"><li>${recordHtml(root, name, 0, new Html(""), [])}</li></ul>`;
}

/** A record with its terms. `name` is the term that leads to it. */
function recordHtml(record: TreeRecord, name: string, depth: number, chips: Html, problems: readonly TreeProblem[]): Html {
  const all = [...problems, ...record.problems];
  const open = depth < OPEN_DEPTH || hasProblem(record) ? new Html(" open") : new Html("");
  const terms = record.record.state === "syntax" ? [] : groupedTerms(record.terms);
  return html`<details${open}><summary><code class="term">${printableStart(name, MAX_TEXT)}</code> ${chips}${lookupChip(record.lookups, record.isOpen)} <span class="meta">${recordMeta(record)}</span></summary>
${all.map(problemHtml)}${record.record.texts.map((text) => textHtml(record, text))}${terms.length === 0 ? new Html("") : html`<ul>
${terms.map((entry) => html`<li>${isGroup(entry) ? groupHtml(entry) : termHtml(entry, record, depth + 1)}</li>
`)}</ul>`}</details>`;
}

function textHtml(record: TreeRecord, text: string): Html {
  const [problem] = record.problems.filter(({ span }) => span !== undefined);
  if (problem?.span === undefined || problem.span.end > MAX_RECORD_SHOWN) return html`<pre>${printableStart(text, MAX_RECORD_SHOWN)}</pre>`;
  const { start, end } = problem.span;
  return html`<pre>${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${printableStart(text.slice(end), MAX_RECORD_SHOWN)}</pre>`;
}

function recordMeta(record: TreeRecord): string {
  const facts = [
    ...(record.octets === undefined ? [] : [octetWords(record.octets)]),
    ...(record.ttl === undefined ? [] : [`TTL ${ttlWords(record.ttl)}`]),
    recordWords(record),
  ];
  return facts.join(", ");
}

function termHtml(entry: TreeTerm, of: TreeRecord, depth: number): Html {
  const { child, lookups, problems, term, text } = entry;
  if (child?.shown === "here") return recordHtml(child, text, depth, new Html(""), problems);
  const found = foundWords(entry, of);
  const hosts = hostsOfTerm(term);
  const name = html`<code class="${term.isReached ? "term" : "term unreached"}">${printableStart(text, MAX_TEXT)}</code>`;
  const isOpen = child?.isOpen === true;
  return html`<div class="leaf">${name} ${lookups === 0 ? new Html("") : lookupChip(lookups, isOpen)} <span class="meta">${found}</span></div>${[...problems, ...(child?.problems ?? [])].map(problemHtml)}${hosts
    .slice(0, MAX_LISTED)
    .map(({ addresses, name: host }) => html`<p class="hosts"><code>${host}</code> ${addresses.slice(0, MAX_LISTED).join(", ")}</p>`)}`;
}

function groupHtml(group: TermGroup): Html {
  return html`<details><summary><span class="term">${groupName(group)}</span> <span class="meta">${groupWords(group)}</span></summary><ul>
${group.terms.map(({ term, text }) => {
  const network = networkOf(term.term);
  return html`<li class="leaf"><code>${printableStart(text, MAX_TEXT)}</code> <span class="meta">${network === undefined ? "" : addressCount(network, true)}</span></li>
`;
})}</ul></details>`;
}

function lookupChip(lookups: number, isOpen: boolean): Html {
  const words = lookupsOf(lookups, isOpen);
  const over = lookups > MAX_LOOKUPS ? " over" : "";
  return html`<span class="chip${over}">${words} ${words === "1" ? "lookup" : "lookups"}</span>`;
}

export function problemHtml(problem: TreeProblem): Html {
  return html`<p class="problem ${SEVERITY_CLASSES[problem.severity]}">${printableStart(problemWords(problem), MAX_TEXT)}</p>
`;
}

function hasProblem({ problems, terms }: TreeRecord): boolean {
  const isWorth = ({ severity }: TreeProblem): boolean => severity !== "info";
  if (problems.some(isWorth)) return true;
  return terms.some((entry) => entry.problems.some(isWorth) || (entry.child !== undefined && hasProblem(entry.child)));
}
