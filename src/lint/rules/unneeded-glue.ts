import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { belowDelegations } from "../structure/delegations.js";
import { isDelegation } from "../structure/targets.js";

export const rule: Rule = {
  id: "unneeded-glue",
  severity: "info",
  summary: "an address below a delegation belongs to none of the name servers",
  section: "RFC 1034 4.2.1",
  docs: {
    why: "Below a delegation only the addresses of name servers are of use. Others are never given as an answer: they are left over from a server that is gone, or belong into the zone below.",
    bad: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS  ns1.example.net.
         IN NS  ns2.example.net.
dept     IN NS  ns.dept
ns.dept  IN A   192.0.2.54
«www.dept» IN A 192.0.2.80
`,
    good: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS  ns1.example.net.
         IN NS  ns2.example.net.
dept     IN NS  ns.dept
ns.dept  IN A   192.0.2.54
`,
    fix: "Remove the record, or move it to the zone below the delegation.",
  },
  needsWholeZone: true,
  types: ["NS"],
  signs: Sign.BelowDelegation,
  checkNode(node, zone, context) {
    // Only for delegations, so that a zone without them is not searched.
    if (!isDelegation(node.owner, zone)) return;
    for (const record of belowDelegations(zone, context.estate).unneededGlue.get(node.owner.key) ?? []) {
      const message = `${quoted(record.owner.text)} is below the delegation of ${quoted(node.owner.text)} and is no name server of it: nobody gets this address`;
      context.report({ ...placeOf(record, "owner"), message });
    }
  },
};
