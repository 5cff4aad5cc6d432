/**
 * SPF records in which no rule finds anything, told without reading them as records: a hosting zone has a hundred thousand of them, all
 * different in a number. What this accepts is a part of what the rules accept; `test/lint/signs.test.ts` compares.
 */
import { isOrdinaryDomain } from "../spf/faults/domains.js";
import { hasPoolAt, poolOfName } from "../spf/shared-pools.js";
import { mayHaveNoClient } from "./special-octets.js";

/** Shorter than what record-over-450 is about. */
const MAX_LENGTH = 400;
/** Lookups of its own that leave it far from the limit of ten, whatever a and mx find. */
const MAX_LOOKUPS = 7;
const MAX_NETWORKS = 16;

/** Whether an SPF record of the usual terms, in lower case and with one space between them, has nothing that a rule would report. */
export function isPlainSpf(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const terms = text.split(" ");
  const last = terms.length - 1;
  const blocks: number[] = [];
  let lookups = 0;
  for (let at = 1; at < last; at++) {
    const term = terms[at] ?? "";
    // Each term once, and none with a sign: what comes twice or is taken out again is for the rules.
    if (terms.indexOf(term) < at) return false;
    if (term === "a" || term === "mx") lookups++;
    else if (term.startsWith("include:")) {
      const domain = term.slice("include:".length);
      if (!isOrdinaryDomain(domain) || poolOfName(domain) !== undefined) return false;
      lookups++;
    } else if (term.startsWith("ip4:")) {
      const block = blockOf(term);
      // Networks that are far from each other neither cover each other nor make one.
      if (block < 0 || blocks.includes(block) || blocks.push(block) > MAX_NETWORKS) return false;
    } else return false;
  }
  const end = terms[last];
  return lookups <= MAX_LOOKUPS && (end === "-all" || end === "~all");
}

/** The 23 bits that a network of 24 bits or more starts with; -1 for one that is for the rules. */
function blockOf(term: string): number {
  const slash = term.indexOf("/");
  const [first = 0, second = 0, third = 0, fourth = 0] = term
    .slice("ip4:".length, slash < 0 ? undefined : slash)
    .split(".")
    .map(Number);
  if (mayHaveNoClient(first, second) || hasPoolAt(first, second)) return -1;
  if (slash >= 0) {
    const prefix = Number(term.slice(slash + 1));
    if (prefix < 24 || (fourth & (2 ** (32 - prefix) - 1)) !== 0) return -1;
  }
  return (first << 15) | (second << 7) | (third >> 1);
}
