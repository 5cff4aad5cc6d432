import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "bare-domain",
  severity: "error",
  summary: "a domain stands in an SPF record without a mechanism",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A term starts with the name of a mechanism. A name alone is no term, and one broken term makes every check a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «mail.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net -all"
`,
    fix: "Write `a:` in front of the name of a host, `mx:` for the mail exchanges of a domain, `include:` for a domain with a record of its own.",
  },
  ...faultRule("bare-domain"),
};
