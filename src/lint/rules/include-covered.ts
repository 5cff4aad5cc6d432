import type { PolicyRecord } from "../../spf/policy/policy.js";
import { domainWords } from "../../spf/policy/published.js";
import type { Rule } from "../rule.js";
import { superfluous } from "../spf/overruled.js";
import { redundancyOf } from "../spf/redundancy.js";
import { handsOnPass, shownInRoot, termName } from "../spf/policy-terms.js";
import { shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "include-covered",
  severity: "warning",
  summary: "an SPF record includes what another term asks for already",
  section: "RFC 7208 5.2",
  docs: {
    why: "The record of the same domain is asked for and evaluated twice, and each of its lookups counts twice against the ten. Names are the same in any case and with or without a dot at the end; a redirect at the end lets the same senders pass.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net «include:_SPF.example.net.» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Remove the include that the finding marks.",
  },
  checkPolicy(policy, context) {
    const { terms } = policy.policy.root;
    const passing = terms.filter((term) => term.isReached && handsOnPass(term));
    for (const term of passing) {
      const { child } = term;
      if (child === undefined || termName(term) !== "include") continue;
      const by = passing.find((other) => other.child !== undefined && other.child !== child && leadsTo(other.child, child));
      // In a circle each leads to the other.
      if (by?.child === undefined || leadsTo(child, by.child)) continue;
      const message = `${shownInRoot(policy, by)} leads to the record of ${domainWords(child.domain)} already: remove ${shownInRoot(policy, term)}, which costs its lookups again`;
      context.report({ span: term.term.span, message, related: [{ span: by.term.span, message: "this one leads there" }] });
    }
  },
  checkRecord(spf, context) {
    for (const { term, by } of redundancyOf(spf).includes) {
      const message = `${shownTerm(spf, term)} asks for the same record as ${shownTerm(spf, by)}, and lets nobody else pass: remove it`;
      context.report(superfluous(spf, { term, by }, message));
    }
  },
};

/** Whether a record passes all that another one passes, for it includes it or redirects to it, perhaps through others. */
function leadsTo(from: PolicyRecord, to: PolicyRecord): boolean {
  const seen = new Set([from]);
  for (const record of seen) {
    for (const term of record.terms) {
      if (term.child === undefined || !term.isReached || !handsOnPass(term)) continue;
      if (term.child === to) return true;
      seen.add(term.child);
    }
  }
  return false;
}
