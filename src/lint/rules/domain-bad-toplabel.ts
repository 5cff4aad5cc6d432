import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-bad-toplabel",
  severity: "error",
  summary: "a domain in an SPF record ends in no top-level domain",
  section: "RFC 7208 7.1",
  docs: {
    why: "The last label of a domain has letters, digits and hyphens, and is not all digits. Anything else, such as a port, is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:«mail.example.net:25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net -all"
`,
    fix: "Write the domain as it is in DNS, and nothing behind it.",
  },
  ...faultRule("domain-bad-toplabel"),
};
