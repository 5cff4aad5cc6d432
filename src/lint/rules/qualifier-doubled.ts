import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "qualifier-doubled",
  severity: "error",
  summary: "a mechanism has two qualifiers",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A mechanism has one qualifier or none. With two of them it is no term, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «--»all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Keep one: `-` for fail, `~` for softfail.",
  },
  ...faultRule("qualifier-doubled"),
};
