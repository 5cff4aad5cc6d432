import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-trailing-dot",
  severity: "error",
  summary: "an IPv4 address ends in a dot",
  section: "RFC 7208 5.6",
  docs: {
    why: "Names in zone files end in a dot, addresses never do. The dot makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.0.2.25.» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the dot at the end.",
  },
  ...faultRule("ip4-trailing-dot"),
};
