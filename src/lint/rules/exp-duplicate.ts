import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "exp-duplicate",
  severity: "error",
  summary: "a record has more than one exp",
  section: "RFC 7208 6",
  docs: {
    why: "The modifier exp may stand in a record once. With two of them every check is a permanent error, although the explanation itself decides nothing.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all exp=explain.example.net «exp=why.example.net»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all exp=explain.example.net"
`,
    fix: "Keep one of them.",
  },
  ...faultRule("exp-duplicate"),
};
