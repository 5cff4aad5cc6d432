import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-wildcard",
  severity: "error",
  summary: "a domain in an SPF record has an asterisk",
  section: "RFC 7208 7.1",
  docs: {
    why: "An asterisk stands for other names in a zone file alone. A term asks DNS for the name as it is written, so the hosts that were meant are not found; an include or redirect finds no record, which is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 a:«*».example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 a:mail.example.net a:news.example.net -all"
`,
    fix: "Name each domain, or write the networks of the hosts.",
  },
  ...faultRule("domain-wildcard"),
};
