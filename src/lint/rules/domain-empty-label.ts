import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-empty-label",
  severity: "error",
  summary: "a domain in an SPF record has a dot too many",
  section: "RFC 7208 4.8",
  docs: {
    why: "No label of a name is empty. The grammar takes two dots in a row, so that nobody complains; but there is no such name, and the term never matches, or ends the check with a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:_spf«..»example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Remove the dot that is too many.",
  },
  ...faultRule("domain-empty-label"),
};
