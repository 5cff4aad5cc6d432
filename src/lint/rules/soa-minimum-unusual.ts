import type { Rule } from "../rule.js";
import { soaRule } from "../structure/soa.js";

export const rule: Rule = {
  id: "soa-minimum-unusual",
  severity: "warning",
  summary: "the time that negative answers are kept is above a day, or nothing",
  section: "RFC 2308 5",
  docs: {
    why: "The last field of the SOA record says how long resolvers keep the answer that a name or record does not exist. Above a day, a record that was added after somebody asked for it is unseen for that long; with 0 every question for what is not there reaches the name servers.",
    bad: `$TTL 1h
@ 1w IN SOA ns1 hostmaster 2026010101 4h 1h 2w «1w»
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Write a time between some minutes and three hours, such as 15m.",
  },
  ...soaRule(({ minimum }, { record }) => {
    if (minimum === 0) {
      const message = "negative answers are not kept at all: every question for what does not exist reaches the name servers";
      return { field: "minimum", message, severity: "info" };
    }
    if (Math.min(minimum, record.ttl ?? minimum) <= MOST) return undefined;
    const message = `resolvers keep the answer that something does not exist for up to ${minimum} seconds: new records are unseen that long`;
    return { field: "minimum", message };
  }),
};

/** A day, in seconds: RFC 2308 section 5 says that values above it were problematic. */
const MOST = 86_400;
