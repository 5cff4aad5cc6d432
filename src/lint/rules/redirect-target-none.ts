import { missingTargets } from "../mail/missing-targets.js";
import type { Rule } from "../rule.js";
import { shownPlaced, termName } from "../spf/policy-terms.js";
import { registrableTarget } from "../spf/registrable.js";
import { BREAKS, ledTo } from "../spf/targets.js";

export const rule: Rule = {
  id: "redirect-target-none",
  severity: "error",
  summary: "an SPF record redirects to a domain without an SPF record",
  section: "RFC 7208 6.1",
  docs: {
    why: "A redirect hands the whole check to another record. Where that is not there, everyone who matches nothing before gets a permanent error.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «redirect=_spf.example.net»"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 redirect=_spf.example.net"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:203.0.113.0/24 -all"
`,
    fix: "Write the name of a domain with a record, or end the record with `-all` in place of the redirect.",
  },
  ...missingTargets("redirect"),
  *askPolicy(policy, context) {
    for (const { placed, child } of ledTo(policy)) {
      if (termName(placed.term) !== "redirect" || child.state !== "none") continue;
      // That is worse, and has a rule of its own.
      if ((yield* registrableTarget(placed.term)) !== undefined) continue;
      const { text } = child.domain;
      const what = child.answer?.status === "nxdomain" ? `there is no name ${text}` : `${text} has no SPF record`;
      context.report({ span: placed.rootTerm.term.span, message: `${shownPlaced(policy, placed)}: ${what}, and ${BREAKS}` });
    }
  },
};
