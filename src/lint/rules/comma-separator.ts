import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "comma-separator",
  severity: "error",
  summary: "a comma stands between the terms of an SPF record",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "SPF knows no lists: each address and each name has its own mechanism, and a space separates them. `ip4:192.0.2.25,192.0.2.26` is no address, so every check is a permanent error. Behind `include:` nobody is even told: the comma is read as part of one long name, which does not exist.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25«,»ip4:198.51.100.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.25 -all"
`,
    fix: "Write a space in its place, and the mechanism again in front of each address or name.",
  },
  ...faultRule("comma-separator"),
};
