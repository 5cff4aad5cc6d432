import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "cidr-out-of-range",
  severity: "error",
  summary: "the length of a network is larger than an address has bits",
  section: "RFC 7208 5.6",
  docs: {
    why: "IPv4 addresses have 32 bits, IPv6 addresses 128. A larger length is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0«/33» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the length that is meant. Behind a and mx the length for IPv6 has two slashes: `a//64`.",
  },
  ...faultRule("cidr-out-of-range"),
};
