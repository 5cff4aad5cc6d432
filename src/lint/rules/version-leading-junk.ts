import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "version-leading-junk",
  severity: "error",
  summary: "something stands in front of the version of a text for mail",
  section: "RFC 7208 4.5",
  docs: {
    why: "A record is recognised by its first characters. With a blank or anything else in front of them it is text like any other, and the domain has no such record.",
    bad: `$TTL 1h
@ TXT "« »v=spf1 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Remove what stands in front of `v=`.",
  },
  ...writingRule("version-leading-junk"),
};
