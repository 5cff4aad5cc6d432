import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "qualifier-on-modifier",
  severity: "error",
  summary: "a modifier has a qualifier",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Qualifiers say what a match means, and modifiers do not match. `-redirect=` is no term, and one broken term makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «-»redirect=_spf.example.net"
`,
    good: `$TTL 1h
@ TXT "v=spf1 redirect=_spf.example.net"
`,
    fix: "Remove the qualifier.",
  },
  ...faultRule("qualifier-on-modifier"),
};
