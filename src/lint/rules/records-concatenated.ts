import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "records-concatenated",
  severity: "error",
  summary: "a second SPF record stands within the first",
  section: "RFC 7208 3.2",
  docs: {
    why: "A record ends where its TXT record ends. A second `v=spf1` in it is read as a modifier that nobody knows, or becomes part of the term before it, and what follows is never reached behind `all`.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «v=spf1» ip4:198.51.100.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.25 -all"
`,
    fix: "Make one record with the terms of both, and one `all` at its end.",
  },
  ...writingRule("records-concatenated"),
};
