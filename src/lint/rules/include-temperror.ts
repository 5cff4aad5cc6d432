import { printableStart } from "../../base/escape.js";
import type { Rule } from "../rule.js";
import { shownPlaced } from "../spf/policy-terms.js";
import { ledTo } from "../spf/targets.js";

export const rule: Rule = {
  id: "include-temperror",
  severity: "warning",
  summary: "the record that an SPF record leads to could not be had",
  section: "RFC 7208 5.2",
  docs: {
    why: "A question that nobody answers makes the whole check a temporary error: the mail of everyone who matches nothing before waits, and is at last refused.",
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
_spf CNAME spf1
spf1 CNAME _spf
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
_spf TXT "v=spf1 ip4:203.0.113.0/24 -all"
`,
    fix: "Look up the name again; where it fails for more than a moment, tell its owner, and remove the include as long as it does.",
  },
  checkPolicy(policy, context) {
    for (const { placed, child } of ledTo(policy)) {
      const { answer, state, domain } = child;
      if (state !== "failed" || answer === undefined || answer.isUnknown === true || answer.status === "out-of-time") continue;
      const why = answer.reason === undefined ? answer.status : `${answer.status}, ${printableStart(answer.reason, 120)}`;
      const message = `${shownPlaced(policy, placed)}: the record of ${domain.text} could not be had (${why}), and checks that come here are a temporary error`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};
