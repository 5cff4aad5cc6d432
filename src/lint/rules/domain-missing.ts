import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-missing",
  severity: "error",
  summary: "a mechanism has a colon and no domain behind it",
  section: "RFC 7208 12",
  docs: {
    why: "A colon announces a domain. Without one the term is a syntax error, and every check is a permanent error. a, mx and ptr stand for this domain when they have no colon.",
    bad: `$TTL 1h
@ TXT "v=spf1 «mx:» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 mx -all"
`,
    fix: "Write the domain, or remove the colon where this one is meant.",
  },
  ...faultRule("domain-missing"),
};
