import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "modifier-misspelt",
  severity: "error",
  summary: "the name of a modifier is nearly redirect or exp",
  section: "RFC 7208 6",
  docs: {
    why: "SPF ignores modifiers that it does not know, and says nothing. With `redirct=` the other record is never asked for: the check ends in neutral for everyone, as if there were no record.",
    bad: `$TTL 1h
@ TXT "v=spf1 «redirct»=_spf.example.net"
`,
    good: `$TTL 1h
@ TXT "v=spf1 redirect=_spf.example.net"
`,
    fix: "Write `redirect` or `exp`.",
  },
  ...faultRule("modifier-misspelt"),
};
