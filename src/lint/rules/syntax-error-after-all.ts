import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "syntax-error-after-all",
  severity: "error",
  summary: "a term behind all is broken",
  section: "RFC 7208 4.6",
  docs: {
    why: "No term behind all is ever compared, so that a broken one seems to do no harm. But the whole record is read before anything is compared: every check is a permanent error, also of the senders in front.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «192.0.2.26»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.26 -all"
`,
    fix: "Mend the term and put it in front of all, or remove it.",
  },
  ...faultRule("syntax-error-after-all"),
};
