import { missingTargets } from "../mail/missing-targets.js";
import type { Rule } from "../rule.js";
import { shownPlaced, termName } from "../spf/policy-terms.js";
import { BREAKS, ledTo } from "../spf/targets.js";

export const rule: Rule = {
  id: "include-target-none",
  severity: "error",
  summary: "an SPF record includes a domain without an SPF record",
  section: "RFC 7208 5.2",
  docs: {
    why: "An include of a domain without a record is a permanent error for every sender that comes to it, and so is the whole check: everyone who matches nothing before gets it.",
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
_spf TXT "vendor-verification=1"
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
    fix: "Write the name that the vendor says today, or remove the include.",
  },
  ...missingTargets("include", (doesExist) => doesExist),
  checkPolicy(policy, context) {
    for (const { placed, child } of ledTo(policy)) {
      if (termName(placed.term) !== "include" || child.state !== "none" || child.answer?.status === "nxdomain") continue;
      const what = child.answer?.status === "noerror" ? "no SPF record among its TXT records" : "no SPF record";
      const message = `${shownPlaced(policy, placed)}: ${child.domain.text} has ${what}, and ${BREAKS}`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};
