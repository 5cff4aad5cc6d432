import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isWildcard } from "../structure/names.js";
import { andMore, relatedRecord } from "../structure/state.js";
import { wildcardReach } from "../structure/wildcards.js";

export const rule: Rule = {
  id: "wildcard-hidden-by-host",
  severity: "info",
  summary: "a host does not get the MX or TXT record of the wildcard beside it",
  section: "RFC 4592 2.2.1",
  docs: {
    why: "A wildcard stands only for names that do not exist. A host with an address has nothing of the wildcard's MX and TXT records: mail to it goes to its address, and its SPF record is missing.",
    bad: `$TTL 1h
*    IN «TXT» "v=spf1 -all"
www  IN A   192.0.2.80
`,
    good: `$TTL 1h
*    IN TXT "v=spf1 -all"
www  IN A   192.0.2.80
www  IN TXT "v=spf1 -all"
`,
    fix: "Write the record for the host as well.",
  },
  types: ["MX", "TXT"],
  signs: Sign.Wildcard,
  checkNode(node, zone, context) {
    if (!isWildcard(node.owner)) return;
    for (const { wildcard, first, count } of wildcardReach(zone).hidden.get(node.owner.key) ?? []) {
      const hosts = `${quoted(first.owner.text)}${andMore(count - 1, "host")}`;
      const message = `the wildcard's ${wildcard.type} record does not reach ${hosts}, which has records of its own`;
      context.report({
        ...placeOf(wildcard, "type"),
        message,
        related: [relatedRecord(first, "the host")],
      });
    }
  },
};
