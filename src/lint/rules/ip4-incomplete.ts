import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-incomplete",
  severity: "error",
  summary: "an IPv4 address has fewer than four numbers",
  section: "RFC 7208 5.6",
  docs: {
    why: "Other software takes `192.0.2/24` or `192.0.2` for a network, SPF does not: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.0.2»/24 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write all four numbers, and the length of the network behind a slash.",
  },
  ...faultRule("ip4-incomplete"),
};
