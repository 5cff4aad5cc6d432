import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-exp-only",
  severity: "error",
  summary: "a macro for explanations stands in a record",
  section: "RFC 7208 7.2",
  docs: {
    why: "The letters c, r and t are for the text that exp points to. In a record they are a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{c}»._spf.example.org -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write `%{i}` for the address of the sender.",
  },
  ...faultRule("macro-exp-only"),
};
