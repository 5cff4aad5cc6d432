import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-octet-range",
  severity: "error",
  summary: "a number in an IPv4 address is above 255",
  section: "RFC 7208 5.6",
  docs: {
    why: "There is no such address, and every check is a permanent error. Mostly a digit was typed twice, or a dot was lost.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.0.2.256» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the address that is meant.",
  },
  ...faultRule("ip4-octet-range"),
};
