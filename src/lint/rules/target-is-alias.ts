import { targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";
import { findTarget, targetField } from "../structure/targets.js";

const TYPES = ["NS", "MX", "SRV"] as const;

export const rule: Rule = {
  id: "target-is-alias",
  severity: "error",
  summary: "an NS, MX or SRV record points to an alias",
  section: "RFC 2181 10.3",
  docs: {
    why: "The host in an NS or MX record must not be an alias, and RFC 2782 says so of SRV. Some senders refuse to deliver to such a mail exchange, some resolvers do not find the name server, and every lookup costs one more question.",
    bad: `$TTL 1h
@    IN MX    10 «smtp»
smtp IN CNAME mail
mail IN A     192.0.2.25
`,
    good: `$TTL 1h
@    IN MX    10 mail
smtp IN CNAME mail
mail IN A     192.0.2.25
`,
    fix: "Write the name that the alias leads to, or give the name addresses of its own in place of the alias.",
  },
  types: TYPES,
  signs: Sign.UnsettledTarget,
  checkNode(node, _zone, context) {
    for (const type of TYPES) {
      if (!node.types.includes(type)) continue;
      for (const record of node.rrset(type)) {
        const name = targetOf(record.data);
        if (name === undefined || name.labels.length === 0) continue;
        const target = findTarget(context.estate, name);
        if (target.kind !== "found") continue;
        const [alias] = target.node.rrset("CNAME");
        if (alias === undefined) continue;
        context.report({
          ...placeOf(record, targetField(type)),
          message: `the ${type} record points to ${quoted(name.text)}, which is an alias: ${type} wants the name of a host`,
          related: [relatedRecord(alias, "the alias")],
        });
      }
    }
  },
};
