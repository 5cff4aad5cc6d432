import type { Rule } from "../rule.js";
import { soaRule } from "../structure/soa.js";

export const rule: Rule = {
  id: "soa-expire-too-short",
  severity: "warning",
  summary: "the zone expires on secondary name servers too early",
  section: "RFC 1912 2.2",
  docs: {
    why: "When the primary name server cannot be reached for the expire time, the secondaries stop answering: the zone is gone, with its mail. A long weekend should not be enough for that, and it must never happen before the next regular attempt to fetch the zone.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h «2d» 15m
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
    fix: "Write two to four weeks, such as 2w.",
  },
  ...soaRule(({ refresh, retry, expire }) => {
    if (expire < refresh + retry) {
      const message = `the zone expires after ${expire} seconds, before secondary servers have asked and tried again (${refresh} and ${retry} seconds): they drop it in normal operation`;
      return { field: "expire", message, severity: "error" };
    }
    if (expire >= LEAST) return undefined;
    const message = `the zone expires on secondary servers after ${expire} seconds without the primary, less than a week: two to four weeks are usual`;
    return { field: "expire", message };
  }),
};

/** A week, in seconds. RFC 1912 section 2.2 wants two to four. */
const LEAST = 7 * 86_400;
