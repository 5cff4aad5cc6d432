import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "smart-quotes",
  severity: "error",
  summary: "a text for mail has typographic quotation marks",
  section: "RFC 7208 3.1",
  docs: {
    why: "Word processors and web pages turn straight quotes into curved ones. DNS takes them as text like any other, and no receiver recognises the record.",
    bad: `$TTL 1h
@ TXT "«“»v=spf1 -all”"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Write straight quotes around the text, and none within.",
  },
  ...writingRule("smart-quotes"),
};
