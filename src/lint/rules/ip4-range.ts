import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-range",
  severity: "error",
  summary: "addresses are written as a range from one to another",
  section: "RFC 7208 5.6",
  docs: {
    why: "SPF knows networks by their length, not ranges. A hyphen belongs into no address, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.0.2.24-192.0.2.31» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.24/29 -all"
`,
    fix: "Write the networks that make up the range; the finding names them.",
  },
  ...faultRule("ip4-range"),
};
