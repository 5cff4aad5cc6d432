import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "bare-ip",
  severity: "error",
  summary: "an address stands in an SPF record without a mechanism",
  section: "RFC 7208 5.6",
  docs: {
    why: "A term starts with the name of a mechanism. An address alone is no term, and one broken term makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `ip4:` or `ip6:` in front of it.",
  },
  ...faultRule("bare-ip"),
};
