import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip6-not-an-address",
  severity: "error",
  summary: "ip6 is followed by something that is no IPv6 address",
  section: "RFC 7208 5.6",
  docs: {
    why: "The mechanism ip6 takes eight groups of up to four hexadecimal digits, with `::` for zeros, and nothing else: no brackets, no port, no zone. Anything else makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip6:«2001:db8:25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip6:2001:db8::25 -all"
`,
    fix: "Write the whole address, or `::` once where groups of zeros are left out.",
  },
  ...faultRule("ip6-not-an-address"),
};
