import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "literal-quotes",
  severity: "error",
  summary: "quotation marks are part of a text for mail",
  section: "RFC 7208 3.3",
  docs: {
    why: "Quotes in a zone file are around the text. When they are escaped, or typed into a form that adds its own, they become part of the data, and no receiver recognises a record that starts with one.",
    bad: `$TTL 1h
@ TXT "«\\"»v=spf1 -all\\""
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Remove the inner quotes, and the backslashes in front of them.",
  },
  ...writingRule("literal-quotes"),
};
