import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "non-ascii",
  severity: "error",
  summary: "a text for mail has characters outside ASCII",
  section: "RFC 7208 3.1",
  docs: {
    why: "Records for mail are ASCII. An SPF record with any other character is a permanent error, and in other records the tag that has it is ignored.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:m«ü»ller.example -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:xn--mller-kva.example -all"
`,
    fix: "Write internationalised names as A-labels, which start with `xn--`, and remove other such characters.",
  },
  ...writingRule("non-ascii"),
};
