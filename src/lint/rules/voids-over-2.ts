import { MAX_VOID_LOOKUPS } from "../../spf/limits.js";
import type { Rule } from "../rule.js";
import { atThirdVoid, voidsOf } from "../spf/voids.js";
import { suchAs } from "../spf/way-counts.js";

export const rule: Rule = {
  id: "voids-over-2",
  severity: "error",
  summary: "more than two terms of a check find nothing",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A name that does not exist, or that has no such record, is a void lookup. Two are allowed in one check; the third ends it with a permanent error, so that nothing behind it is looked at and strangers do not fail. This finding names the terms, so that address-target-void does not say of each of them what it finds.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 a:old.example.org a:older.example.org «a:oldest.example.org» -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove the terms whose names are gone, or write the names that were meant.",
  },
  checkPolicy(policy, context) {
    const [four, six] = voidsOf(policy);
    if (four === undefined || six === undefined) return;
    const voids = six.count > four.count ? six : four;
    const [most, less] = voids === six ? ["IPv6", "IPv4"] : ["IPv4", "IPv6"];
    const other = Math.min(four.count, six.count);
    const counts =
      other === voids.count
        ? `checks meet ${voids.count} void lookups`
        : `checks of ${most} clients meet ${voids.count} void lookups, those of ${less} clients ${other}`;
    const message = `${counts}, and the limit is ${MAX_VOID_LOOKUPS}: a permanent error${suchAs(voids.witness)}`;
    context.report(atThirdVoid(policy, voids, message));
  },
};
