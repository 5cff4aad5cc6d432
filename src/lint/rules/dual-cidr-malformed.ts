import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "dual-cidr-malformed",
  severity: "error",
  summary: "the two lengths of a term are in the wrong form or order",
  section: "RFC 7208 5.3",
  docs: {
    why: "The mechanisms a and mx take a length for IPv4 behind one slash, then one for IPv6 behind two. Any other form makes every check a permanent error. ip4 and ip6 take one length only.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net«/24/64» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net/24//64 -all"
`,
    fix: "Write `/24//64`, `/24` or `//64`.",
  },
  ...faultRule("dual-cidr-malformed"),
};
