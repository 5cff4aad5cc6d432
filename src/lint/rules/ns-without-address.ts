import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { reportMissingAddresses } from "../structure/targets.js";

export const rule: Rule = {
  id: "ns-without-address",
  severity: "error",
  summary: "a name server does not exist or has no address",
  section: "RFC 1912 2.3",
  docs: {
    why: "Resolvers cannot reach the name server. They try the others, which takes time; where it is the only one, the zone is gone. BIND refuses to load a zone whose own name servers have no address.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  «ns2»
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.53
ns2  IN A   198.51.100.53
`,
    fix: "Add an A or AAAA record for the name server, or correct its name: one in another zone ends with a dot.",
  },
  needsWholeZone: true,
  types: ["NS"],
  signs: Sign.UnsettledTarget,
  checkNode(node, zone, context) {
    reportMissingAddresses(node, zone, context, "NS", "the name server");
  },
};
