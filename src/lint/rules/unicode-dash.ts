import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unicode-dash",
  severity: "error",
  summary: "a text for mail has a dash that is not the ASCII hyphen",
  section: "RFC 7208 3.1",
  docs: {
    why: "Word processors and web pages turn `-all` into a dash and `all`. A record with such a character is a permanent error for every receiver.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx «–»all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Type the hyphen again.",
  },
  ...writingRule("unicode-dash"),
};
