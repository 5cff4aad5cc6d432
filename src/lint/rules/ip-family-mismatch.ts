import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip-family-mismatch",
  severity: "error",
  summary: "an address stands behind the mechanism of the other family",
  section: "RFC 7208 5.6",
  docs: {
    why: "The mechanism ip4 takes IPv4 addresses, and ip6 takes IPv6 addresses. The other way round it is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«2001:db8::25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip6:2001:db8::25 -all"
`,
    fix: "Write the other mechanism.",
  },
  ...faultRule("ip-family-mismatch"),
};
