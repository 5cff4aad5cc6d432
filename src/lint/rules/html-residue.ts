import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "html-residue",
  severity: "error",
  summary: "markup of a web page is part of an SPF record",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "A record that was copied from a web page or made by a web form may carry its markup along. `-all<br>` is no mechanism, so every check is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all«<br>»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the markup; where it separated two terms, write a space.",
  },
  ...faultRule("html-residue"),
};
