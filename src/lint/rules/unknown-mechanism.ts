import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "unknown-mechanism",
  severity: "error",
  summary: "an SPF record has a mechanism that does not exist",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Unknown modifiers are ignored, unknown mechanisms are not: a receiver cannot know whom one was to authorise, so every check is a permanent error. Mostly the name is misspelt.",
    bad: `$TTL 1h
@ TXT "v=spf1 «inlcude»:_spf.example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Write one of all, include, a, mx, ip4, ip6, exists and ptr.",
  },
  ...faultRule("unknown-mechanism"),
};
