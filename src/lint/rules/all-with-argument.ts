import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "all-with-argument",
  severity: "error",
  summary: "all is followed by something else in its word",
  section: "RFC 7208 5.1",
  docs: {
    why: "The mechanism all matches every host and takes nothing. With anything behind it, it is a syntax error, and every check is a permanent error. `all=` is worse: it is a modifier that SPF ignores, and the record has no end.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all«:192.0.2.26»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `-all` or `~all`, and a space before anything else.",
  },
  ...faultRule("all-with-argument"),
};
