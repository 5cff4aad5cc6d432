import { missingTargets } from "../mail/missing-targets.js";
import type { Rule } from "../rule.js";
import { shownPlaced, termName } from "../spf/policy-terms.js";
import { registrableTarget } from "../spf/registrable.js";
import { BREAKS, ledTo } from "../spf/targets.js";

export const rule: Rule = {
  id: "include-target-nxdomain",
  severity: "error",
  summary: "an SPF record includes a name that does not exist",
  section: "RFC 7208 5.2",
  docs: {
    why: "An include of a name that does not exist is a permanent error for every sender that comes to it, and so is the whole check: everyone who matches nothing before gets it.",
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
  ...missingTargets("include", (doesExist) => !doesExist),
  *askPolicy(policy, context) {
    for (const { placed, child } of ledTo(policy)) {
      if (termName(placed.term) !== "include" || child.answer?.status !== "nxdomain") continue;
      // That is worse, and has a rule of its own.
      if ((yield* registrableTarget(placed.term)) !== undefined) continue;
      const message = `${shownPlaced(policy, placed)}: there is no name ${child.domain.text}, and ${BREAKS}`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};
