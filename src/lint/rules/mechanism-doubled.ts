import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "mechanism-doubled",
  severity: "error",
  summary: "a mechanism is followed by the name of another one",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "What follows the first colon is read as a name or an address, and there is none like that. Behind `include:` nobody is told until the name turns out not to exist, which is a permanent error.",
    bad: `$TTL 1h
@ TXT "v=spf1 «a:ip4:»192.0.2.25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Keep the mechanism that is meant.",
  },
  ...faultRule("mechanism-doubled"),
};
