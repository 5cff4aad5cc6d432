import type { Rule } from "../rule.js";
import { faultRule } from "../spf/fault-rule.js";

export const rule: Rule = {
  id: "domain-is-address",
  severity: "error",
  summary: "a mail address stands where a domain belongs",
  section: "RFC 7208 7.1",
  docs: {
    why: "SPF authorises hosts and no mailboxes. The address is asked for as a name, which does not exist: an include of it is a permanent error, and nobody is told before.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:«postmaster@example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:example.net -all"
`,
    fix: "Write the domain whose record is meant.",
  },
  ...faultRule("domain-is-address"),
};
