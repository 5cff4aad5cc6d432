import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "modifier-empty",
  severity: "error",
  summary: "redirect or exp has no domain",
  section: "RFC 7208 6",
  docs: {
    why: "Both take a domain behind the equals sign. Without one every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «redirect=»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 redirect=_spf.example.net"
`,
    fix: "Write the domain, or remove the modifier.",
  },
  ...faultRule("modifier-empty"),
};
