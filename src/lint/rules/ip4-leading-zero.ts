import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-leading-zero",
  severity: "error",
  summary: "a number in an IPv4 address has a leading zero",
  section: "RFC 7208 5.6",
  docs: {
    why: "Some programs read `010` as eight, for a leading zero means octal to them, others as ten. SPF takes neither: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.000.002.025» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the numbers without leading zeros.",
  },
  ...faultRule("ip4-leading-zero"),
};
