import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { dotHint, findTarget, isMiswritten, isWhole } from "../structure/targets.js";

export const rule: Rule = {
  id: "cname-dangling",
  severity: "warning",
  summary: "an alias leads to a name that does not exist",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "Whoever follows the alias finds nothing. Where the name can be registered or claimed by somebody else, the alias gives them a place in your domain.",
    bad: `$TTL 1h
@    IN SOA   ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS    ns1.example.net.
     IN NS    ns2.example.net.
shop IN CNAME «old-shop»
`,
    good: `$TTL 1h
@    IN SOA   ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS    ns1.example.net.
     IN NS    ns2.example.net.
shop IN CNAME www
www  IN A     192.0.2.80
`,
    fix: "Remove the alias, or correct its target: a name in another zone ends with a dot.",
  },
  needsWholeZone: true,
  types: ["CNAME"],
  signs: Sign.UnsettledAlias,
  checkNode(node, zone, context) {
    const [record] = node.rrset("CNAME");
    if (record?.data.type !== "CNAME" || isMiswritten(record.data.target, zone)) return;
    const { text } = record.data.target;
    const target = findTarget(context.estate, record.data.target);
    if (target.kind === "absent") {
      context.report({
        ...placeOf(record, 0),
        message: `${quoted(text)} does not exist, so this alias leads nowhere${dotHint(record, 0)}`,
      });
    } else if (target.kind === "found" && target.node.types.length === 0 && isWhole(target.zone)) {
      context.report({
        ...placeOf(record, 0),
        message: `${quoted(text)} has no records, so this alias leads nowhere`,
      });
    }
  },
};
