import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-unclosed",
  severity: "error",
  summary: "a macro has no closing brace",
  section: "RFC 7208 7.1",
  docs: {
    why: "Without its brace the macro does not end, which is a syntax error: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{i._spf.example.org» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write the closing brace.",
  },
  ...faultRule("macro-unclosed"),
};
