import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { Rule } from "../rule.js";
import { atBiggestShare, atMost, stoppedByLookups } from "../spf/lookups.js";
import { suchAs } from "../spf/way-counts.js";

export const rule: Rule = {
  id: "lookups-hidden-by-order",
  severity: "error",
  summary: "more than ten lookups, which only those notice who do not pass",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "Every sender that is meant matches before the eleventh lookup, so all of your own mail passes and nobody sees the fault. Everyone else gets a permanent error in place of a fail: mail of strangers is not rejected for the reason that the record gives, and one more sender at the end breaks at once.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT ( "v=spf1 ip4:203.0.113.0/28 a:h1.example.net a:h2.example.net a:h3.example.net a:h4.example.net "
          "a:h5.example.net a:h6.example.net a:h7.example.net a:h8.example.net a:h9.example.net a:h10.example.net -all" )
$GENERATE 1-10 h$ A 203.0.113.$
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:203.0.113.0/28 -all"
`,
    fix: "Remove the terms behind the limit that let nobody else pass, or those that nobody sends from any more.",
  },
  checkPolicy(policy, context) {
    const stopped = stoppedByLookups(policy);
    if (stopped?.kind !== "strangers") return;
    const { count } = stopped;
    const message = `all senders pass, and others take ${atMost(policy)} ${count.count} lookups, above the limit of ${MAX_LOOKUPS}: a permanent error and no fail${suchAs(count.witness)}`;
    context.report(atBiggestShare(policy, count, message));
  },
};
