import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { belowDelegations } from "../structure/delegations.js";
import { andMore, relatedRecord } from "../structure/state.js";
import { isDelegation } from "../structure/targets.js";
import { mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "occluded-records",
  severity: "warning",
  summary: "records stand below a delegation, where nobody gets them",
  section: "RFC 1034 4.2.1",
  docs: {
    why: "What is below a delegation is in another zone. Servers answer questions for it with a referral, so these records, SPF and MX records among them, are never seen.",
    bad: `$TTL 1h
dept       IN NS  ns1.example.net.
           IN NS  ns2.example.net.
«mail.dept» IN TXT "v=spf1 a -all"
`,
    good: `$TTL 1h
dept       IN NS  ns1.example.net.
           IN NS  ns2.example.net.
mail       IN TXT "v=spf1 a -all"
mail       IN A   192.0.2.25
`,
    fix: "Move the records to the zone that is delegated, or remove the delegation.",
  },
  types: ["NS"],
  signs: Sign.BelowDelegation,
  checkNode(node, zone, context) {
    // Only for delegations, so that a zone without them is not searched.
    if (!isDelegation(node.owner, zone)) return;
    const group = belowDelegations(zone, context.estate).occluded.get(node.owner.key);
    const [server] = node.rrset("NS");
    if (group === undefined || server === undefined) return;
    const { first, names } = group;
    const more = andMore(names - 1, "name");
    context.report({
      ...placeOf(first, "owner"),
      message: `${quoted(first.owner.text)} is below the delegation of ${quoted(node.owner.text)}, so nobody gets its ${mnemonic(first.type)} record${more}`,
      related: [relatedRecord(server, "the delegation")],
    });
  },
};
