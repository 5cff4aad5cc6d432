import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "version-missing-space",
  severity: "error",
  summary: "no space follows the version of an SPF record",
  section: "RFC 7208 4.5",
  docs: {
    why: "An SPF record starts with `v=spf1` and a space. Anything else is not recognised, and the domain has no SPF at all.",
    bad: `$TTL 1h
@ TXT "«v=spf1ip4:192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write a space behind `v=spf1`.",
  },
  ...writingRule("version-missing-space"),
};
