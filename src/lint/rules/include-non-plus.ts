import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isReadable, shownTerm } from "../spf/terms.js";

const EFFECTS = {
  "-": "those whom the other record lets pass fail here",
  "~": "those whom the other record lets pass are a softfail here",
  "?": "those whom the other record lets pass are neutral here, as if nothing were known of them",
} as const;

export const rule: Rule = {
  id: "include-non-plus",
  severity: "warning",
  summary: "an include has a qualifier other than plus",
  section: "RFC 7208 5.2",
  docs: {
    why: "The qualifier is what they get whom the included record lets pass. `-include:` does not take over who fails there: it makes the senders of that record fail, and all others go on to the next term.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «-include:_spf.example.net» ~all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net ~all"
`,
    fix: "Write `include:` without a sign, or remove the term.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf)) return;
    for (const directive of redundancyOf(spf).standing) {
      const { mechanism, qualifier, span } = directive;
      if (mechanism.name !== "include" || qualifier === "+") continue;
      const message = `with ${shownTerm(spf, directive)} ${EFFECTS[qualifier]}: write include without a sign, or remove it`;
      context.report({ span, message });
    }
  },
};
