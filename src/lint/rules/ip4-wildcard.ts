import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-wildcard",
  severity: "error",
  summary: "an IPv4 address has a wildcard",
  section: "RFC 7208 5.6",
  docs: {
    why: "SPF knows networks by their length, not by wildcards. `192.0.2.*` is no address, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«192.0.2.*» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the network: `/24` for one wildcard at the end, `/16` for two, `/8` for three.",
  },
  ...faultRule("ip4-wildcard"),
};
