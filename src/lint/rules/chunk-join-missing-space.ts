import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chunk-join-missing-space",
  severity: "error",
  summary: "the strings of an SPF record are joined without a space between two terms",
  section: "RFC 7208 3.3",
  docs: {
    why: "A record in several strings is read as one text, with nothing between the strings. Two terms become one that means something else, or nothing: often the domain of the first grows by the second, and the record has no end any more.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 a:mail.example.org" "«-all»"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 a:mail.example.org " "-all"
mail A   192.0.2.25
`,
    fix: "End each string with a space, or start the next one with it. Text of up to 255 octets needs only one string.",
  },
  ...writingRule("chunk-join-missing-space"),
};
