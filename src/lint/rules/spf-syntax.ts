import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "spf-syntax",
  severity: "error",
  summary: "an SPF record does not follow the grammar",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "The whole record is read before anything is compared. One mistake anywhere makes every check a permanent error: the domain is protected from nobody, and many receivers reject its mail.",
    bad: `$TTL 1h
@ TXT "v=spf1 «(ip4:192.0.2.25)» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Mend the term at the place that is marked. `spf explain` with the record in quotes shows how it is read.",
  },
  ...faultRule("spf-syntax"),
};
