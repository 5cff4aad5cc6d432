import type { Rule } from "../rule.js";
import { soaRule } from "../structure/soa.js";

export const rule: Rule = {
  id: "soa-retry-not-below-refresh",
  severity: "warning",
  summary: "the retry time of the zone is not shorter than its refresh time",
  section: "RFC 1912 2.2",
  docs: {
    why: "After a failed attempt a secondary name server tries again after the retry time. When that is not shorter than the refresh time, one lost packet costs more than a whole round, and changes arrive late.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 1h «2h» 2w 15m
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
    fix: "Write a retry time that is a fraction of the refresh time, such as 1h beside 4h.",
  },
  ...soaRule(({ refresh, retry }) => {
    if (retry < refresh) return undefined;
    const message = `the retry time of ${retry} seconds is not shorter than the refresh time of ${refresh}: a failed attempt is not made up for`;
    return { field: "retry", message };
  }),
};
