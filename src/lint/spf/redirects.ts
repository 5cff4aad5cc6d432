/** Where a policy ends for those whom no term of its own record matches. */
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import type { PolicyView } from "./policy-view.js";
import { termName } from "./policy-terms.js";

/** The record at the end of the redirects of a policy, and what ends it. */
export interface RedirectedEnd {
  /** The redirect of the root's record. */
  readonly redirect: PolicyTerm;
  readonly record: PolicyRecord;
  /** Absent where the record just ends (RFC 7208 section 4.7). */
  readonly all?: PolicyTerm;
}

/**
 * Follows the redirects of a policy to the record that is the last one. Undefined without redirects, where they go round in a circle or
 * to no good record, and for records that are parts of others: names with an underscore, whose end is of no matter where they are
 * included. What stands in a checked record that is no such part is left out, for it is said there.
 */
export function redirectedEnd(view: PolicyView): RedirectedEnd | undefined {
  const { root } = view.policy;
  const redirect = redirectOf(root);
  if (redirect === undefined || isPart(root)) return undefined;
  const seen = new Set<PolicyRecord>([root]);
  let record = redirect.child;
  while (record !== undefined && record.state === "record" && !seen.has(record)) {
    seen.add(record);
    const next = redirectOf(record);
    if (next !== undefined) {
      record = next.child;
      continue;
    }
    if (view.isChecked(record.domain) && !isPart(record)) return undefined;
    const all = record.terms.find((term) => term.isReached && termName(term) === "all");
    return { redirect, record, ...(all === undefined ? {} : { all }) };
  }
  return undefined;
}

function redirectOf({ terms }: PolicyRecord): PolicyTerm | undefined {
  return terms.find((term) => term.isReached && term.term.kind === "modifier");
}

function isPart({ domain }: PolicyRecord): boolean {
  return domain.labels.some((label) => label.startsWith("_"));
}
