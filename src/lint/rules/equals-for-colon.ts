import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "equals-for-colon",
  severity: "error",
  summary: "a mechanism is written with an equals sign",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "`ip4=192.0.2.25` is read as a modifier, and SPF ignores modifiers that it does not know. The record is valid and no receiver complains, but the host is not authorised: its mail fails.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ip4=192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write a colon: mechanisms have one, only redirect and exp have an equals sign.",
  },
  ...faultRule("equals-for-colon"),
};
