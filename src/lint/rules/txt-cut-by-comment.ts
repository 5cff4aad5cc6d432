import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "txt-cut-by-comment",
  severity: "error",
  summary: "a semicolon outside quotes cuts off the rest of a text for mail",
  section: "RFC 1035 5.1",
  docs: {
    why: "Outside quotes a semicolon starts a comment. Only what stands before it is published, so that receivers see a version and nothing else.",
    bad: `$TTL 1h
_dmarc TXT v=DMARC1«; p=reject»
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject"
`,
    fix: "Put the whole text into quotes.",
  },
  ...writingRule("txt-cut-by-comment"),
};
