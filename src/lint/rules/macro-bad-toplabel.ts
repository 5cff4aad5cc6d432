import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-bad-toplabel",
  severity: "error",
  summary: "a domain with macros has an end that is none",
  section: "RFC 7208 7.1",
  docs: {
    why: "A domain ends in a macro, or in a dot and a label that is not all digits. Any other end is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{i}.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}.25.example.org -all"
`,
    fix: "Write the rest of the domain.",
  },
  ...faultRule("macro-bad-toplabel"),
};
