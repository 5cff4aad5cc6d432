import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { checkTxtSet } from "../spf/txt-set.js";

export const rule: Rule = {
  id: "rrset-over-1232",
  severity: "warning",
  summary: "the TXT records of a name are too long together for one packet",
  section: "RFC 7208 3.4",
  docs: {
    why: "All TXT records of a name are in one answer. Above 1232 octets servers and resolvers that avoid fragments cut it, and it is asked for again over TCP. That takes time, and where TCP is blocked the check of the SPF record is a temporary error.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "«v=spf1 ip4:192.0.2.25 -all»"
     TXT "vendor-1-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-2-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-3-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-4-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-5-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-6-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-7-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-8-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-9-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-10-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     TXT "vendor-11-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 -all"
     TXT "vendor-1-verification=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
`,
    fix: "Remove TXT records that have done their work, such as those of verifications, or move them to names of their own.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    checkTxtSet(node, zone, context, { above: 1232 });
  },
};
