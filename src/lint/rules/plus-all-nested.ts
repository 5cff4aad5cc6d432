import type { IpNetwork } from "../../base/ip.js";
import { ip4, ip6 } from "../../base/ip.js";
import { IpSet } from "../../base/ip-set.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { PolicyRecord, PolicyTerm } from "../../spf/policy/policy.js";
import type { Rule } from "../rule.js";
import { type PlacedTerm, placedTerms } from "../spf/policy-terms.js";
import { isNetwork } from "../spf/terms.js";

export const rule: Rule = {
  id: "plus-all-nested",
  severity: "error",
  summary: "an SPF record includes one that lets everyone send",
  section: "RFC 7208 5.2",
  docs: {
    why: "A record that lets everyone pass does so for all domains that include it or redirect to it: mail of strangers passes SPF, and with it DMARC.",
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
_spf TXT "v=spf1 a +all"
     A   203.0.113.25
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
_spf TXT "v=spf1 a -all"
     A   203.0.113.25
`,
    fix: "Remove the include, and tell its owner.",
  },
  checkPolicy(policy, context) {
    const networks = new Map<PolicyRecord, { readonly placed: PlacedTerm; readonly all: IpNetwork[] }>();
    for (const placed of placedTerms(policy)) {
      if (!placed.isPassing || placed.way.length === 0) continue;
      const found = networks.get(placed.record) ?? { placed, all: [] };
      networks.set(placed.record, found);
      found.all.push(...passedNetworks(placed.term));
    }
    for (const { placed, all } of networks.values()) {
      const families = FAMILIES.filter((family) => IpSet.ofNetworks(family, all).equals(IpSet.all(family)));
      if (families.length === 0) continue;
      const whom = families.length === 2 ? "everyone" : `every IPv${families[0]} client`;
      const last = placed.way.at(-1);
      const message = `the record of ${last?.text ?? ""} lets ${whom} send, and so does this one, which leads to it`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};

/** The networks that a term itself lets pass. */
function passedNetworks({ term }: PolicyTerm): readonly IpNetwork[] {
  if (term.kind === "modifier" || term.qualifier !== "+") return [];
  const { mechanism } = term;
  if (mechanism.name === "all") return EVERYTHING;
  return isNetwork(mechanism) ? [mechanism] : [];
}

const EVERYTHING: readonly IpNetwork[] = [
  { address: ip4(0), prefix: 0 },
  { address: ip6(0, 0, 0, 0), prefix: 0 },
];
