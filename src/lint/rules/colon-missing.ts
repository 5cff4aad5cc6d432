import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "colon-missing",
  severity: "error",
  summary: "no colon stands between a mechanism and what it takes",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Without the colon the two parts are two broken terms, or one mechanism that nobody knows: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «include _spf.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Write the colon, without a space on either side.",
  },
  ...faultRule("colon-missing"),
};
