import type { Rule } from "../rule.js";
import { placedTerms, shownPlaced } from "../spf/policy-terms.js";
import { missingName, registrableDomain } from "../spf/registrable.js";

export const rule: Rule = {
  id: "include-registrable",
  severity: "error",
  summary: "an SPF record refers to a domain that nobody has",
  section: "RFC 7208 11.1",
  docs: {
    why: "The name does not exist, and neither does the domain that it is in. Whoever registers that domain writes the record, or the addresses, that this one trusts, and sends mail that passes.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.old-vendor.net» -all"
; DNS net.zone
$ORIGIN net.
$TTL 1h
@        SOA ns1.nic hostmaster.nic 2026010101 4h 1h 2w 15m
         NS  ns1.nic
ns1.nic  A   203.0.113.53
vendor   NS  ns1.vendor
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.vendor.net -all"
; DNS net.zone
$ORIGIN net.
$TTL 1h
@        SOA ns1.nic hostmaster.nic 2026010101 4h 1h 2w 15m
         NS  ns1.nic
ns1.nic  A   203.0.113.53
vendor   NS  ns1.vendor
`,
    fix: "Remove the term at once.",
  },
  *askPolicy(policy, context) {
    const seen = new Set<string>();
    for (const placed of placedTerms(policy)) {
      const missing = missingName(placed.term);
      if (missing === undefined || seen.has(missing.key)) continue;
      seen.add(missing.key);
      const domain = yield* registrableDomain(missing);
      if (domain === undefined) continue;
      const message = `${shownPlaced(policy, placed)}: nobody has the domain ${domain.text}, and who registers it decides who may send`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};
