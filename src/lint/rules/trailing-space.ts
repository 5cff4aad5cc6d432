import type { Rule } from "../rule.js";
import { isReadable } from "../spf/terms.js";
import { sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "trailing-space",
  severity: "info",
  summary: "an SPF record ends with a space",
  section: "RFC 7208 12",
  docs: {
    why: "It is right, but a space at the end means nothing. It is mostly what is left of a term that was removed, or of a record that was cut.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all« »"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Remove the space, after a look at whether a term is missing behind it.",
  },
  checkRecord(spf, context) {
    const { text } = spf;
    if (!text.endsWith(" ") || !isReadable(spf)) return;
    const span = { start: text.trimEnd().length, end: text.length };
    const message = "the record ends with a space, which means nothing: remove it";
    context.report({
      span,
      message,
      fix: sameVerdicts("remove the space", [{ span, text: "" }]),
    });
  },
};
