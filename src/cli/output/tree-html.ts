/**
 * The policy of a domain as one page that can be sent to somebody: no script, nothing that is loaded, and what strangers wrote is text
 * and nothing else.
 */
import type { Severity } from "../../base/diagnostic.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { PolicyTree } from "../../spf/policy/tree.js";
import { formatTerm } from "../../spf/print.js";
import { printableStart } from "../../base/escape.js";
import { RULE_INFOS } from "../../lint/registry.js";
import type { Finding } from "../../lint/rule.js";
import type { LintResult } from "../../lint/run.js";
import { countText } from "./addresses.js";
import { Html, html } from "./html.js";
import { type PlacedProblem, SEVERITY_CLASSES, treeHtml } from "./tree-html-nodes.js";
import { STYLE } from "./tree-html-style.js";
import { sendersOf } from "./tree-senders.js";
import {
  type FamilyCounts,
  type TreeSubject,
  certainOf,
  countOfLimit,
  certainWords,
  hasMore,
  headline,
  problemWords,
  shortCount,
  subjectName,
} from "./tree-words.js";

/** What the page says of itself. */
export interface PageInfo {
  readonly at: Date;
  /** Where the records come from, such as `As DNS answered`. */
  readonly from: string;
  /** Of this program. */
  readonly version: string;
}

const NOTHING = new Html("");
/** Nothing may be loaded, whatever a browser would make of the page (Content Security Policy Level 3). */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const MAX_TEXT = 400;

/** The whole page. `lint` is what the rules say of the same record. */
export function formatTreeHtml(subject: TreeSubject, lint: LintResult, info: PageInfo): string {
  const { tree } = subject;
  const name = subjectName(subject);
  const { markup, problems } = treeHtml(tree.root, name);
  const hasPolicy = tree.root.record.state === "record";
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(CSP)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>SPF of ${name}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="kind">Sender Policy Framework (SPF)</p>
          <h1>${name}</h1>
          <p class="verdict ${tree.isBroken ? "bad" : lint.counts.error > 0 ? "warn" : "good"}">
            ${verdictWords(subject, lint)}
          </p>
          ${tree.isCut ? html`<p class="verdict warn">The policy is larger than the program reads: what is left out is not known.</p>` : NOTHING}
          ${hasPolicy ? factsHtml(tree) : NOTHING} ${hasPolicy ? budgetHtml(tree) : NOTHING}
          ${hasPolicy ? sendersHtml(tree) : NOTHING} ${problemsHtml(problems)} ${findingsHtml(lint)}
          <section aria-labelledby="tree">
            <h2 id="tree">The record and what it includes</h2>
            <p class="soft">
              In the order in which receivers read it. Click a line, or press Enter on it, to open or close it.
            </p>
            ${markup}
          </section>
        </main>
        <footer>
          ${info.from}, on ${info.at.toISOString().slice(0, 16).replace("T", " at ")} UTC. Made by spf tree, version
          ${info.version}.
        </footer>
      </body>
    </html> `;
  return page.markup;
}

function verdictWords(subject: TreeSubject, { counts: { error } }: LintResult): string {
  const advice = error === 0 ? "" : ` There ${error === 1 ? "is 1 error" : `are ${error} errors`}, listed below as advice.`;
  return `${headline(subject)}.${advice}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Costs

function factsHtml({ counts, passes }: PolicyTree): Html {
  const fact = (what: string, value: string): Html =>
    html`<div>
      <dt>${what}</dt>
      <dd>${value}</dd>
    </div> `;
  const [four, six] = [certainOf(passes)[4], certainOf(passes)[6]];
  return html`<dl class="facts">
    ${fact("DNS lookups", countOfLimit(counts.lookups))}${fact("Void lookups", countOfLimit(counts.voids))}${fact("Mail exchanges", countOfLimit(counts.mxNames))}${fact("IPv4 addresses that may send", shortCount(four))}${fact("IPv6 addresses that may send", shortCount(six))}
  </dl>`;
}

function budgetHtml({ counts, shares }: PolicyTree): Html {
  if (shares.length === 0) return NOTHING;
  const { count, limit } = counts.lookups;
  // Of a policy without end as much is shown as of one that goes half as far again.
  const scale = Math.max(limit, Math.min(count, limit * 1.5, 1000));
  let before = 0;
  const rows = shares.map(({ term, count: own }) => {
    const bar = trackHtml(before, Math.min(before + own, scale), limit, scale);
    before += own;
    return html`<tr>
      <th scope="row"><code>${printableStart(formatTerm(term.term), MAX_TEXT)}</code></th>
      <td class="number">${own === Infinity ? "endless" : own}</td>
      <td class="bar">${bar}</td>
    </tr> `;
  });
  const over = count > limit ? `What is striped is beyond the limit of ${limit}: a receiver stops there with permerror.` : "";
  return html`<section aria-labelledby="budget">
    <h2 id="budget">Lookup budget</h2>
    <table>
      <caption>
        DNS lookups by the terms of the record, in the order in which they are met; ${limit} are allowed (RFC 7208 4.6.4).
        ${over}
      </caption>
      <thead>
        <tr>
          <th scope="col">Term</th>
          <th scope="col" class="number">Lookups</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function trackHtml(from: number, to: number, limit: number, scale: number): Html {
  const percent = (lookups: number): string => `${((100 * lookups) / scale).toFixed(2)}%`;
  const piece = (start: number, end: number, over: boolean): Html =>
    end <= start
      ? NOTHING
      : html`<i${over ? new Html(' class="over"') : NOTHING} style="left:${percent(start)};width:${percent(end - start)}"></i>`;
  return html`<span class="track" aria-hidden="true"
    >${piece(from, Math.min(to, limit), false)}${piece(Math.max(from, limit), to, true)}</span
  >`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Addresses

/** Colours of the style sheet; the first is for what the record lists itself. */
const COLOURS = 8;

function sendersHtml({ passes, root }: PolicyTree): Html {
  const senders = sendersOf(root).map((sender, at) => ({ ...sender, colour: at === 0 ? 0 : 1 + ((at - 1) % (COLOURS - 1)) }));
  const sending = senders.filter(({ counts, domain }) => domain !== undefined || counts[4] + counts[6] > 0n);
  const total = certainOf(passes);
  const swatch = (colour: number): Html =>
    html`<span class="swatch" style="background:var(--c${colour})" aria-hidden="true"></span>`;
  const rows = sending.map(
    ({ colour, counts, domain }) =>
      html`<tr>
        <th scope="row">${swatch(colour)}${domain ?? "listed in the record itself"}</th>
        ${FAMILIES.map((family) => html`<td class="number">${shortCount(counts[family])}</td>`)}
      </tr> `,
  );
  const more = hasMore(passes) ? "More may send, by terms that depend on the mail or by what is not known." : "";
  return html`<section aria-labelledby="senders">
    <h2 id="senders">Who may send</h2>
    <p>${total[4] + total[6] === 0n ? "Nobody for certain" : certainWords(passes)}. ${more}</p>
    ${FAMILIES.filter((family) => total[family] > 0n).map(
      (family) =>
        html`<p class="soft">IPv${family}: ${sizeInWords(total[family])}</p>
          <div class="shares" aria-hidden="true">
            ${sending
              .filter(({ counts }) => counts[family] > 0n)
              .map(
                ({ colour, counts }) =>
                  html`<i style="flex:${share(counts, total, family)} 0 0;background:var(--c${colour})"></i>`,
              )}
          </div> `,
    )}
    ${
      rows.length === 0
        ? NOTHING
        : html`<table>
            <caption>
              An address that several of them allow is counted for the first one.
            </caption>
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col" class="number">IPv4</th>
                <th scope="col" class="number">IPv6</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }
  </section>`;
}

/** In hundredths of a percent of all. */
function share(counts: FamilyCounts, total: FamilyCounts, family: 4 | 6): number {
  return Number((counts[family] * 10_000n) / total[family]) / 100;
}

/** What a number of addresses is as much as. */
function sizeInWords(count: bigint): string {
  const words = `${countText(count)} ${count === 1n ? "address" : "addresses"}`;
  const units: readonly (readonly [bigint, string])[] = [
    [1n << 80n, "networks of /48, such as a company has"],
    [1n << 64n, "networks of /64, such as a single link has"],
    [1n << 24n, "networks of /8"],
    [1n << 16n, "networks of /16"],
    [1n << 8n, "networks of /24"],
  ];
  const unit = units.find(([of]) => count >= 2n * of);
  return unit === undefined ? words : `${words}, as many as ${countText(count / unit[0])} ${unit[1]}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Findings

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** What breaks the policy, with the way to its place in the tree. */
function problemsHtml(problems: readonly PlacedProblem[]): Html {
  const sorted = SEVERITIES.flatMap((severity) => problems.filter(({ problem }) => problem.severity === severity));
  if (sorted.length === 0) return NOTHING;
  return html`<section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <ul class="problems">
      ${sorted.slice(0, MAX_PROBLEMS).map(
        ({ domain, id, problem }) =>
          html`<li class="${SEVERITY_CLASSES[problem.severity]}">
            <span class="label">${problem.severity}</span>
            <span>In <a href="#${id}">${domain}</a>: ${printableStart(problemWords(problem), MAX_TEXT)}</span>
          </li> `,
      )}
    </ul>
    ${sorted.length > MAX_PROBLEMS ? html`<p>And ${sorted.length - MAX_PROBLEMS} more in the tree.</p>` : NOTHING}
  </section>`;
}

const MAX_PROBLEMS = 50;

function findingsHtml({ findings, omitted }: LintResult): Html {
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const left = omitted.reduce((sum, { count }) => sum + count, 0);
  return html`<section aria-labelledby="findings">
    <h2 id="findings">Advice</h2>
    ${sorted.length === 0 ? html`<p>The rules of spf lint have nothing to say of the record.</p>` : sorted.map(findingHtml)}${left === 0 ? NOTHING : html`<p>And ${left} more.</p>`}
  </section>`;
}

function findingHtml({ fix, message, rule, section, severity, source, span }: Finding): Html {
  const info = RULE_INFOS.get(rule);
  const how = fix === undefined ? (info?.docs.fix ?? "") : fix.message;
  return html`<article class="finding ${SEVERITY_CLASSES[severity]}">
    <p class="label">${severity}</p>
    <h3>${printableStart(message, MAX_TEXT)}</h3>
    ${placeHtml(source.text, span.start, span.end)}
    ${how === "" ? NOTHING : html`<p>To mend it: ${how}${how.endsWith(".") ? "" : "."}</p>`}
    <p class="soft">${rule}${section === "" ? "" : `, ${section}`}</p>
  </article> `;
}

/** The place of a finding, with what is around it. */
function placeHtml(text: string, start: number, end: number): Html {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const from = Math.max(lineStart, start - 60);
  const marked = text.slice(start, end).split("\n", 1)[0] ?? "";
  if (marked === "") return NOTHING;
  const behind = text.slice(start + marked.length, start + marked.length + 400).split("\n", 1)[0] ?? "";
  return html`<pre>
${from > lineStart ? "..." : ""}${text.slice(from, start)}<mark>${printableStart(marked, MAX_TEXT)}</mark>${printableStart(behind, 80)}</pre>`;
}
