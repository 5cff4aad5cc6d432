import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-missing-percent",
  severity: "error",
  summary: "a macro lacks its percent sign",
  section: "RFC 7208 7.1",
  docs: {
    why: "Without the sign the braces are characters of a name that does not exist. The grammar takes them, so that nobody complains; the term just never matches.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«{i}»._spf.example.org -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write the percent sign in front of the brace.",
  },
  ...faultRule("macro-missing-percent"),
};
