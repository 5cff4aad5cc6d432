import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-bad-letter",
  severity: "error",
  summary: "a macro has a letter that SPF does not know",
  section: "RFC 7208 7.2",
  docs: {
    why: "A macro that cannot be expanded is a syntax error wherever it stands, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{x}»._spf.example.org -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write one of s, l, o, d, i, p, h and v.",
  },
  ...faultRule("macro-bad-letter"),
};
