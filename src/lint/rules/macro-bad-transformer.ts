import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-bad-transformer",
  severity: "error",
  summary: "what follows the letter of a macro is not in order",
  section: "RFC 7208 7.1",
  docs: {
    why: "Behind the letter may stand a number, then `r`, then delimiters, in this order. Anything else is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{ir4}»._spf.example.org -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i4r}._spf.example.org -all"
`,
    fix: "Write the number first: `%{d2r}`.",
  },
  ...faultRule("macro-bad-transformer"),
};
