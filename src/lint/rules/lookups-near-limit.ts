import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { Rule } from "../rule.js";
import { atBiggestShare, atMost, mostLookups } from "../spf/lookups.js";

const LEAST = MAX_LOOKUPS - 1;

export const rule: Rule = {
  id: "lookups-near-limit",
  severity: "warning",
  summary: "checks of a domain take nine or ten of the ten lookups",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "Ten lookups are allowed, those of all included records together. With nine or ten of them one more term of any vendor, who will not tell you, makes a permanent error of every check that goes so far. One implementation in use counts the check itself and refuses ten.",
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
$GENERATE 1-9 h$ A 203.0.113.$
_spf TXT ( "v=spf1 a:h1.example.net a:h2.example.net a:h3.example.net a:h4.example.net a:h5.example.net "
          "a:h6.example.net a:h7.example.net a:h8.example.net -all" )
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
$GENERATE 1-9 h$ A 203.0.113.$
_spf TXT ( "v=spf1 a:h1.example.net a:h2.example.net a:h3.example.net a:h4.example.net a:h5.example.net "
          "a:h6.example.net a:h7.example.net -all" )
`,
    fix: "Remove what nobody sends from any more, and write ip4 and ip6 in place of a and mx for your own hosts.",
  },
  checkPolicy(policy, context) {
    const count = mostLookups(policy, LEAST);
    if (count === undefined || count.count < LEAST || count.count > MAX_LOOKUPS) return;
    const left = count.count === MAX_LOOKUPS ? "none is left" : "one is left";
    const message = `checks take ${atMost(policy)} ${count.count} of the ${MAX_LOOKUPS} lookups: ${left} for a change of any record that is included`;
    context.report(atBiggestShare(policy, count, message));
  },
};
