import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "macro-in-ip",
  severity: "error",
  summary: "ip4 or ip6 is followed by a macro",
  section: "RFC 7208 5.6",
  docs: {
    why: "Networks are written as they are. A macro in their place is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«%{i}» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{i}._spf.example.org -all"
`,
    fix: "Write the address, or ask for a name with exists.",
  },
  ...faultRule("macro-in-ip"),
};
