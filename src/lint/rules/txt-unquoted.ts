import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "txt-unquoted",
  severity: "error",
  summary: "text for mail without quotes is a string for each word",
  section: "RFC 1035 5.1",
  docs: {
    why: "Without quotes each word is a string of its own, and readers join the strings without a space: `v=spf1 mx -all` is published as `v=spf1mx-all`, which is no SPF record. A list of tags survives that, but not every tool reads it alike: there it is a warning.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT «v=spf1 mx -all»
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Put the whole text into one pair of quotes.",
  },
  ...writingRule("txt-unquoted"),
};
