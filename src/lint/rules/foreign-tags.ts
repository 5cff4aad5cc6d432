import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "foreign-tags",
  severity: "error",
  summary: "tags of DMARC, of DKIM or of another service stand in an SPF record",
  section: "RFC 7208 6",
  docs: {
    why: "What looks like `name=value` is a modifier, and SPF ignores modifiers that it does not know. Nobody is ever told: the SPF record works, and the policy or the proof that was meant is published nowhere.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «p=reject»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the tags, and publish them in their own TXT record: those of DMARC at `_dmarc`, those of DKIM at the selector below `_domainkey`.",
  },
  ...faultRule("foreign-tags"),
};
