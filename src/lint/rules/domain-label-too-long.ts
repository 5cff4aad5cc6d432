import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-label-too-long",
  severity: "error",
  summary: "a label or a name in an SPF record is longer than DNS allows",
  section: "RFC 7208 4.8",
  docs: {
    why: "A label has at most 63 characters and a name 253. The grammar takes longer ones, so that nobody complains; but DNS cannot be asked for them, and the term never matches, or ends the check with a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:«this-label-was-made-by-a-program-that-did-not-know-any-limits-at-all».example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net -all"
`,
    fix: "Shorten the name. Often a space is missing, so that two terms are read as one.",
  },
  ...faultRule("domain-label-too-long"),
};
