import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "placeholder",
  severity: "error",
  summary: "a part of an SPF record was never filled in",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "The record is a template of a manual or of a program, and the part that is marked was to be replaced. In brackets it breaks the whole record; as a name such as `yourdomain` it asks for the record of a stranger, who may then say who sends as you.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:«<ip>» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the address or the domain that is meant, or remove the term.",
  },
  ...faultRule("placeholder"),
};
