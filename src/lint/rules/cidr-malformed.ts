import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "cidr-malformed",
  severity: "error",
  summary: "a slash is not followed by the length of a network",
  section: "RFC 7208 5.6",
  docs: {
    why: "Behind the slash stands one number and nothing else. Anything else makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0«/» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the length of the network, or remove the slash.",
  },
  ...faultRule("cidr-malformed"),
};
