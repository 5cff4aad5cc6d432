import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-is-url",
  severity: "error",
  summary: "the address of a web page stands where a domain belongs",
  section: "RFC 7208 7.1",
  docs: {
    why: "SPF asks DNS for names and reads no web pages. A slash in the name is a syntax error at its end; elsewhere the name is asked for as it stands, does not exist, and an include of it is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:«https://example.net/» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:example.net -all"
`,
    fix: "Write the domain alone, which a provider gives in its manual: often it starts with `_spf` or `spf`.",
  },
  ...faultRule("domain-is-url"),
};
