import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "terms-joined",
  severity: "error",
  summary: "a space is missing between two terms",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "Two terms in one word are mostly no term at all, and every check is a permanent error. Worse is `include:_spf.example.net-all`, which nobody is told about: it asks for the record of a domain that ends in `net-all`.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ip4:192.0.2.25~all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ~all"
`,
    fix: "Write the space. In a zone file look for a string that ends without one: strings are joined as they are.",
  },
  ...faultRule("terms-joined"),
};
