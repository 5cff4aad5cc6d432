import type { Rule } from "../rule.js";
import { soaRule } from "../structure/soa.js";

export const rule: Rule = {
  id: "soa-refresh-unusual",
  severity: "info",
  summary: "the refresh time of the zone is very short or very long",
  section: "RFC 1912 2.2",
  docs: {
    why: "Secondary name servers ask for a new serial that often. Below some 20 minutes they ask for nothing most of the time; above a day a change whose NOTIFY message was lost stays unknown for as long.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 «30» 15 2w 15m
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
    fix: "Write a time between 20 minutes and 12 hours, such as 4h.",
  },
  ...soaRule(({ refresh }) => {
    if (refresh >= LEAST && refresh <= MOST) return undefined;
    const rare = refresh < LEAST ? "" : ", less than once a day";
    const message = `secondary servers ask every ${refresh} seconds whether the zone changed${rare}: 20 minutes to 12 hours are usual`;
    return { field: "refresh", message };
  }),
};

/** Seconds. RFC 1912 section 2.2 names 20 minutes and 12 hours; a day is still usual. */
const LEAST = 20 * 60;
const MOST = 86_400;
