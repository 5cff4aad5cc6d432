import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "tab-separator",
  severity: "error",
  summary: "a tab or a line end stands between the terms of an SPF record",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Only the space separates terms. A tab, mostly pasted from a document or a table, makes the two terms beside it one broken term: every check is a permanent error, and receivers treat the mail as if the domain had no SPF, or reject it. Behind `v=spf1` it leaves text that nobody takes for an SPF record.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25«\\009»ip4:198.51.100.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.25 -all"
`,
    fix: "Write a space in its place.",
  },
  ...faultRule("tab-separator"),
  // Behind the version it leaves no record, whose terms could be looked at.
  ...writingRule("tab-separator"),
};
