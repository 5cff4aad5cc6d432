import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "space-after-qualifier",
  severity: "error",
  summary: "a space stands between a qualifier and its mechanism",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A space ends a term, and a qualifier alone is none: every check is a permanent error. A reader that passes over it would see `all`, which lets everyone send.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «- all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the space.",
  },
  ...faultRule("space-after-qualifier"),
};
