import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "escape-residue",
  severity: "error",
  summary: "a text for mail has a backslash that an escape has left behind",
  section: "RFC 1035 5.1",
  docs: {
    why: "Some tools escape the semicolon. Text that is escaped twice is published with the backslash, which belongs to no record for mail, so that the tag before it has a value that nobody knows.",
    bad: `$TTL 1h
_dmarc TXT "v=DMARC1«\\\\;» p=reject"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject"
`,
    fix: "Remove the backslashes: within quotes a semicolon needs none.",
  },
  ...writingRule("escape-residue"),
};
