/** The tree itself on the page of a policy: records that open and close. */
import type { Severity } from "../../base/diagnostic.js";
import { printableStart } from "../../base/escape.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { TreeProblem } from "../../spf/policy/tree-problems.js";
import { type TermGroup, groupedTerms, isGroup } from "../../spf/policy/tree-groups.js";
import { domainWords } from "../../spf/policy/published.js";
import type { TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import { addressCount, networkOf } from "../../spf/term-words.js";
import { Html, html } from "./html.js";
import {
  noAddressWords,
  foundWords,
  groupName,
  groupWords,
  lookupsOf,
  octetWords,
  problemWords,
  recordWords,
  shownHosts,
  ttlWords,
} from "./tree-words.js";

/** Characters of a record, of a term and of a message. */
const MAX_RECORD_SHOWN = 8192;
const MAX_TEXT = 400;
/** Hosts of one term, and addresses of one host. */
const MAX_LISTED = 50;
/** Records are open up to this depth; deeper ones where something is wrong below. */
const OPEN_DEPTH = 2;

export const SEVERITY_CLASSES: Readonly<Record<Severity, string>> = { error: "bad", warning: "warn", info: "info" };

/** A problem of the tree, with the id of the element that says so at its place. */
export interface PlacedProblem {
  readonly id: string;
  readonly problem: TreeProblem;
  /** Where it is: the domain whose record has it. */
  readonly domain: string;
}

/** The tree as markup, and the problems in it in the order in which they stand there. */
export function treeHtml(root: TreeRecord, name: string): { markup: Html; problems: readonly PlacedProblem[] } {
  const nodes = new NodeWriter();
  const markup = html`<ul class="tree">
    <li>${nodes.record(root, { name, domain: name, lookups: root.lookups, depth: 0, problems: [] })}</li>
  </ul>`;
  return { markup, problems: nodes.problems };
}

/** How a record is come to. */
interface Arrival {
  /** The term that leads to it, or the name of the root. */
  readonly name: string;
  /** For people who look for the place of a problem. */
  readonly domain: string;
  /** With those of the term. */
  readonly lookups: number;
  readonly depth: number;
  /** Of the term. */
  readonly problems: readonly TreeProblem[];
}

class NodeWriter {
  readonly problems: PlacedProblem[] = [];

  record(record: TreeRecord, { depth, domain, lookups, name, problems }: Arrival): Html {
    const open = depth < OPEN_DEPTH || hasProblem(record) ? new Html(" open") : NOTHING;
    const terms = record.record.state === "syntax" ? [] : groupedTerms(record.terms);
    return html`<details${open}><summary><code class="term">${printableStart(name, MAX_TEXT)}</code> ${lookupChip(lookups, record.isOpen)} <span class="meta">${recordMeta(record)}</span></summary>
${this.#problems([...problems, ...record.problems], domain)}${record.record.texts.map((text) => textHtml(record, text))}${
      terms.length === 0
        ? NOTHING
        : html`<ul>
            ${terms.map(
              (entry) => html`<li>${isGroup(entry) ? groupHtml(entry) : this.#term(entry, record, domain, depth + 1)}</li> `,
            )}
          </ul>`
    }</details>`;
  }

  #term(entry: TreeTerm, of: TreeRecord, domain: string, depth: number): Html {
    const { child, lookups, problems, term, text } = entry;
    if (child?.shown === "here") {
      return this.record(child, { name: text, domain: domainWords(child.record.domain), lookups, depth, problems });
    }
    const name = html`<code class="${term.isReached ? "term" : "term unreached"}">${printableStart(text, MAX_TEXT)}</code>`;
    const chip = lookups === 0 ? NOTHING : lookupChip(lookups, child?.isOpen === true);
    const hosts = shownHosts(term).slice(0, MAX_LISTED);
    return html`<div class="leaf">${name} ${chip} <span class="meta">${foundWords(entry, of)}</span></div>
      ${this.#problems([...problems, ...(child?.problems ?? [])], domain)}${hosts.map(
        ({ addresses, name: host }) =>
          html`<p class="hosts"><code>${host}</code> ${addresses.slice(0, MAX_LISTED).join(", ") || noAddressWords(term)}</p>`,
      )}`;
  }

  #problems(problems: readonly TreeProblem[], domain: string): Html[] {
    return problems.map((problem) => {
      const id = `problem-${this.problems.length + 1}`;
      this.problems.push({ id, problem, domain });
      return html`<p class="problem ${SEVERITY_CLASSES[problem.severity]}" id="${id}">
        ${printableStart(problemWords(problem), MAX_TEXT)}
      </p> `;
    });
  }
}

const NOTHING = new Html("");

/** The text of a record with the places of its syntax errors marked. */
function textHtml({ problems }: TreeRecord, text: string): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const { span } of problems) {
    // Errors are in the order of the text; of one within another the outer one is marked.
    if (span === undefined || span.start < at || span.end > MAX_RECORD_SHOWN) continue;
    parts.push(html`${text.slice(at, span.start)}<mark>${text.slice(span.start, span.end)}</mark>`);
    at = span.end;
  }
  return html`<pre>${parts}${printableStart(text.slice(at), MAX_RECORD_SHOWN)}</pre>`;
}

function recordMeta(record: TreeRecord): string {
  const facts = [
    ...(record.octets === undefined ? [] : [octetWords(record.octets)]),
    ...(record.ttl === undefined ? [] : [`TTL ${ttlWords(record.ttl)}`]),
    recordWords(record),
  ];
  return facts.join(", ");
}

function groupHtml(group: TermGroup): Html {
  return html`<details>
    <summary><span class="term group">${groupName(group)}</span> <span class="meta">${groupWords(group)}</span></summary>
    <ul>
      ${group.terms.map(({ term, text }) => {
        const network = networkOf(term.term);
        return html`<li class="leaf">
          <code>${printableStart(text, MAX_TEXT)}</code>
          <span class="meta">${network === undefined ? "" : addressCount(network, true)}</span>
        </li> `;
      })}
    </ul>
  </details>`;
}

function lookupChip(lookups: number, isOpen: boolean): Html {
  const words = lookupsOf(lookups, isOpen);
  const over = lookups > MAX_LOOKUPS ? " over" : "";
  return html`<span class="chip${over}">${words} ${words === "1" ? "lookup" : "lookups"}</span>`;
}

function hasProblem({ problems, terms }: TreeRecord): boolean {
  const isWorth = ({ severity }: TreeProblem): boolean => severity !== "info";
  if (problems.some(isWorth)) return true;
  return terms.some((entry) => entry.problems.some(isWorth) || (entry.child !== undefined && hasProblem(entry.child)));
}
