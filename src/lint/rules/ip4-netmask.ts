import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-netmask",
  severity: "error",
  summary: "a network is written with a netmask",
  section: "RFC 7208 5.6",
  docs: {
    why: "The size of a network is a number of bits. A netmask such as `/255.255.255.0` is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0«/255.255.255.0» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the number of ones in the netmask: `/24` for 255.255.255.0.",
  },
  ...faultRule("ip4-netmask"),
};
