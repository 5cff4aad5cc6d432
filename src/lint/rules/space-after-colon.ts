import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "space-after-colon",
  severity: "error",
  summary: "a space stands at the colon or the equals sign of a term",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A space ends a term. What is in front of it lacks its argument, what is behind it is no term: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «include: _spf.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Remove the space.",
  },
  ...faultRule("space-after-colon"),
};
