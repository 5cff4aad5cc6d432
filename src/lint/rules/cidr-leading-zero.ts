import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "cidr-leading-zero",
  severity: "error",
  summary: "the length of a network has a leading zero",
  section: "RFC 7208 5.6",
  docs: {
    why: "The grammar takes no leading zero, for some programs would read the number as octal. Every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0«/024» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Remove the leading zero.",
  },
  ...faultRule("cidr-leading-zero"),
};
