import { MAX_MX_NAMES } from "../../spf/limits.js";
import type { Rule } from "../rule.js";
import { placedTerms, shownPlaced } from "../spf/policy-terms.js";

export const rule: Rule = {
  id: "mx-over-10-hosts",
  severity: "error",
  summary: "an mx asks for a domain with more than ten mail exchanges",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A check asks for the addresses of ten mail exchanges of one mx and no more. With eleven the check is a permanent error for everyone who comes to the term, whoever they are.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «mx:example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
$GENERATE 1-11 @ MX 10 mx$
$GENERATE 1-11 mx$ A 203.0.113.$
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 ip4:203.0.113.0/28 -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
$GENERATE 1-11 @ MX 10 mx$
$GENERATE 1-11 mx$ A 203.0.113.$
`,
    fix: "Write the networks of these hosts with ip4 and ip6 in place of mx.",
  },
  checkPolicy(policy, context) {
    for (const placed of placedTerms(policy)) {
      const { mxNames = 0, target } = placed.term;
      if (mxNames <= MAX_MX_NAMES || target?.kind !== "name") continue;
      const message = `${shownPlaced(policy, placed)} asks for ${mxNames} mail exchanges of ${target.name.text}, and the limit is ${MAX_MX_NAMES}: a permanent error for all who come here`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};
