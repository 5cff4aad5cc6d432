import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-single-label",
  severity: "error",
  summary: "a domain in an SPF record has no dot",
  section: "RFC 7208 7.1",
  docs: {
    why: "Names in a record are always whole, also in a zone file: `mail` does not become mail.example.org, as it would in a field of the zone. A name without a dot is a syntax error, and every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:«mail» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.org -all"
`,
    fix: "Write the whole name.",
  },
  ...faultRule("domain-single-label"),
};
