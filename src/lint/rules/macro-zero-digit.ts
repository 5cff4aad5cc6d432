import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-zero-digit",
  severity: "error",
  summary: "a macro keeps zero parts of its value",
  section: "RFC 7208 7.3",
  docs: {
    why: "The number says how many parts are kept from the right, and it must not be zero: every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:%{i}.«%{d0}» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}.%{d} -all"
`,
    fix: "Write a number from 1 on, or none to keep all parts.",
  },
  ...faultRule("macro-zero-digit"),
};
