import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";

export const rule: Rule = {
  id: "ptr-mechanism",
  severity: "warning",
  summary: "an SPF record has the mechanism ptr",
  section: "RFC 7208 5.5",
  docs: {
    why: "The mechanism asks for the names of the client and for the addresses of each: it is slow, burdens servers of others, and fails when those do. Large receivers skip it. It should not be used.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ptr:example.org» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the addresses with ip4 and ip6, or the hosts with a.",
  },
  checkRecord(spf, context) {
    for (const { mechanism, span } of redundancyOf(spf).standing) {
      if (mechanism.name !== "ptr") continue;
      const message = "ptr is slow and unreliable, and should not be used: write the addresses with ip4 and ip6";
      context.report({ span, message });
    }
  },
};
