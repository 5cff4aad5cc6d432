import type { Rule } from "../rule.js";
import { atThirdVoid, voidsOf } from "../spf/voids.js";

export const rule: Rule = {
  id: "voids-one-family",
  severity: "warning",
  summary: "more than two terms find nothing for clients of IPv6, or of IPv4, alone",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "An IPv6 client makes a check ask for AAAA records, an IPv4 client for A records. A host without one of them is a void lookup for these clients; one such host, or two, does no harm, and the third ends every check of them with a permanent error.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 a:m1.example.org a:m2.example.org «a:m3.example.org» -all"
m1   A   192.0.2.25
m2   A   192.0.2.26
m3   A   192.0.2.27
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.26 ip4:192.0.2.27 -all"
m1   A   192.0.2.25
m2   A   192.0.2.26
m3   A   192.0.2.27
`,
    fix: "Write ip4 (or ip6) in place of a for hosts with addresses of one family: that asks nothing.",
  },
  checkPolicy(policy, context) {
    const [four, six] = voidsOf(policy);
    const voids = four ?? six;
    if (voids === undefined || (four !== undefined && six !== undefined)) return;
    const [type, family] = four === undefined ? ["AAAA", "IPv6"] : ["A", "IPv4"];
    const message = `for ${family} clients ${voids.count} terms find no ${type} record, and two void lookups are allowed: a permanent error for those who match nothing before`;
    context.report(atThirdVoid(policy, voids, message));
  },
};
