import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-is-ip",
  severity: "error",
  summary: "an address stands where a domain belongs",
  section: "RFC 7208 7.1",
  docs: {
    why: "The terms include, exists, ptr, redirect and exp take a domain. The last label of one is never all digits, so that an address is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:«192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `ip4:` or `ip6:` to authorise an address.",
  },
  ...faultRule("domain-is-ip"),
};
