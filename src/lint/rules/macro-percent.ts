import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-percent",
  severity: "error",
  summary: "a percent sign starts no macro",
  section: "RFC 7208 7.1",
  docs: {
    why: "A percent sign starts a macro or one of `%%`, `%_` and `%-`. Alone it is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%»i._spf.example.org -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write the letter in braces, as in `%{i}`.",
  },
  ...faultRule("macro-percent"),
};
