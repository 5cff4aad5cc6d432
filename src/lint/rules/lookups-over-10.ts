import { formatIp } from "../../base/ip.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { Rule } from "../rule.js";
import { atBiggestShare, atMost, stoppedByLookups } from "../spf/lookups.js";
import { suchAs } from "../spf/way-counts.js";

export const rule: Rule = {
  id: "lookups-over-10",
  severity: "error",
  summary: "checks of a domain take more than ten lookups, and real senders do not pass",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A check may take ten terms that ask DNS, those of all included records together; the eleventh ends it with a permanent error. Senders that the record would let pass only behind that get an error in its place, and receivers differ in what they do then.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
     MX  10 mail
mail A   192.0.2.25
@    TXT "v=spf1 mx «include:_spf.example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
$GENERATE 1-9 h$ A 203.0.113.$
_spf TXT ( "v=spf1 a:h1.example.net a:h2.example.net a:h3.example.net a:h4.example.net a:h5.example.net "
          "a:h6.example.net a:h7.example.net a:h8.example.net a:h9.example.net -all" )
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
     MX  10 mail
mail A   192.0.2.25
@    TXT "v=spf1 mx include:_spf.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:203.0.113.0/28 -all"
`,
    fix: "Remove what nobody sends from any more, and write ip4 and ip6 in place of a and mx for your own hosts. Ask the vendor whose include takes the most for a shorter record, or give it a subdomain of its own to send from.",
  },
  checkPolicy(policy, context) {
    const stopped = stoppedByLookups(policy);
    if (stopped === undefined || stopped.kind === "strangers") return;
    const { count } = stopped;
    const whom =
      stopped.kind === "everyone"
        ? suchAs(count.witness)
        : ` for senders that would pass${stopped.sender === undefined ? "" : `, such as ${formatIp(stopped.sender)}`}`;
    const message = `checks take ${atMost(policy)} ${count.count} lookups, and the limit is ${MAX_LOOKUPS}: a permanent error${whom}`;
    context.report(atBiggestShare(policy, count, message));
  },
};
