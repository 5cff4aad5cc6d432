import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "semicolon-in-record",
  severity: "error",
  summary: "a semicolon stands between or behind the terms of an SPF record",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Semicolons belong into DMARC and DKIM records. In SPF `-all;` is no mechanism: every check is a permanent error, and the domain is protected from nobody.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all«;»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the semicolons, and write a space where one separates two terms.",
  },
  ...faultRule("semicolon-in-record"),
};
