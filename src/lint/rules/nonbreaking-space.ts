import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "nonbreaking-space",
  severity: "error",
  summary: "a text for mail has a blank that is not the ASCII space",
  section: "RFC 7208 3.1",
  docs: {
    why: "Text that is copied from a web page may hold blanks that look like spaces and are not. They separate nothing: two terms become one with a strange character in it.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx«\\194\\160»-all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Type the space again.",
  },
  ...writingRule("nonbreaking-space"),
};
