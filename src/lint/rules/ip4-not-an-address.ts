import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip4-not-an-address",
  severity: "error",
  summary: "ip4 is followed by something that is no IPv4 address",
  section: "RFC 7208 5.6",
  docs: {
    why: "The mechanism ip4 takes four numbers, with a length if need be, and nothing else: no name, no port. Anything else makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«mail.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net -all"
`,
    fix: "Write the address, or `a:` and the name of the host.",
  },
  ...faultRule("ip4-not-an-address"),
};
