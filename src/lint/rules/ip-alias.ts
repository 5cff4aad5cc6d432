import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "ip-alias",
  severity: "error",
  summary: "the mechanism of an address has a name that SPF does not know",
  section: "RFC 7208 5.6",
  docs: {
    why: "The mechanisms are ip4 and ip6. Any other name, such as `ipv4` or `ip`, makes every check a permanent error, also for the senders that the rest of the record names.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ipv4»:192.0.2.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `ip4:` or `ip6:`.",
  },
  ...faultRule("ip-alias"),
};
