import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "cidr-not-allowed",
  severity: "error",
  summary: "a term that takes no length has one",
  section: "RFC 7208 12",
  docs: {
    why: "Only ip4, ip6, a and mx name networks. Behind the others a slash is a character of a name that cannot exist, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net«/24» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Remove the length.",
  },
  ...faultRule("cidr-not-allowed"),
};
