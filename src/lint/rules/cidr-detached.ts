import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "cidr-detached",
  severity: "error",
  summary: "a space stands in front of the length of a network",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A space ends a term, and a length alone is none: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «a:mail.example.net /24» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net/24 -all"
`,
    fix: "Remove the space.",
  },
  ...faultRule("cidr-detached"),
};
