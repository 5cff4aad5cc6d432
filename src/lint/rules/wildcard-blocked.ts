import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isWildcard } from "../structure/names.js";
import { andMore, relatedRecord } from "../structure/state.js";
import { wildcardReach } from "../structure/wildcards.js";

export const rule: Rule = {
  id: "wildcard-blocked",
  severity: "info",
  summary: "a name without records stops a wildcard",
  section: "RFC 4592 2.2.2",
  docs: {
    why: "A name exists as soon as there is a record below it, even if it has none itself. The wildcard then stands no longer for it, nor for anything below it: questions that were answered yesterday find nothing.",
    bad: `$TTL 1h
*                 IN A   192.0.2.80
«_imaps._tcp.shop» IN SRV 0 1 993 mail.example.net.
`,
    good: `$TTL 1h
*                 IN A   192.0.2.80
shop              IN A   192.0.2.80
_imaps._tcp.shop  IN SRV 0 1 993 mail.example.net.
`,
    fix: "Write the records of the wildcard for the name too, unless it is meant to have none.",
  },
  signs: Sign.Wildcard,
  checkNode(node, zone, context) {
    if (!isWildcard(node.owner)) return;
    const blocked = wildcardReach(zone).blocking.get(node.owner.key);
    const [wildcard] = node.rrset(node.types[0] ?? "A");
    if (blocked === undefined || wildcard === undefined) return;
    const { name, below, count } = blocked;
    const message = `${quoted(name.text)} exists by this record and has none itself, so the wildcard ${quoted(node.owner.text)} does not reach it${andMore(count - 1, "such name")}`;
    context.report({
      ...placeOf(below, "owner"),
      message,
      related: [relatedRecord(wildcard, "the wildcard")],
    });
  },
};
