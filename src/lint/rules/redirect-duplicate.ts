import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "redirect-duplicate",
  severity: "error",
  summary: "a record has more than one redirect",
  section: "RFC 7208 6",
  docs: {
    why: "The modifier redirect may stand in a record once. Receivers do not choose: with two of them every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 redirect=_spf.example.net «redirect=_spf.example.com»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net include:_spf.example.com -all"
`,
    fix: "Keep one, or include both and end the record with all.",
  },
  ...faultRule("redirect-duplicate"),
};
