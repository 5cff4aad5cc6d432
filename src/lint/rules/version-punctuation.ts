import { writingRule } from "../mail/texts.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "version-punctuation",
  severity: "error",
  summary: "a semicolon or comma follows the version of an SPF record",
  section: "RFC 7208 4.5",
  docs: {
    why: "DMARC and DKIM separate with semicolons, SPF with spaces alone. A record that starts with `v=spf1;` is not recognised, and the domain has no SPF at all.",
    bad: `$TTL 1h
@ TXT "v=spf1«;» ip4:192.0.2.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write a space in its place.",
  },
  ...writingRule("version-punctuation"),
};
