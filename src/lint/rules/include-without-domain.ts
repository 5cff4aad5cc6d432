import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "include-without-domain",
  severity: "error",
  summary: "include has no domain",
  section: "RFC 7208 5.2",
  docs: {
    why: "The mechanism include asks for the record of another domain, so that one has to follow. Without it every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «include:» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Write the domain whose record is meant, or remove the term.",
  },
  ...faultRule("include-without-domain"),
};
