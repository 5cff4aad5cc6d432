import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "colon-for-equals",
  severity: "error",
  summary: "a modifier is written with a colon",
  section: "RFC 7208 6",
  docs: {
    why: "`redirect:` is read as a mechanism that does not exist, and one broken term makes every check a permanent error. So the record that it points to is never asked for.",
    bad: `$TTL 1h
@ TXT "v=spf1 «redirect:_spf.example.net»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 redirect=_spf.example.net"
`,
    fix: "Write an equals sign: redirect and exp are modifiers.",
  },
  ...faultRule("colon-for-equals"),
};
