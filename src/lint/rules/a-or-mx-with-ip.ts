import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "a-or-mx-with-ip",
  severity: "error",
  summary: "a or mx is followed by an address",
  section: "RFC 7208 5.3",
  docs: {
    why: "The mechanisms a and mx take the name of a host or of a domain, whose addresses they ask for. An address in its place is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:«192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `ip4:` or `ip6:`.",
  },
  ...faultRule("a-or-mx-with-ip"),
};
