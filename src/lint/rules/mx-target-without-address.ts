import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { reportMissingAddresses } from "../structure/targets.js";

export const rule: Rule = {
  id: "mx-target-without-address",
  severity: "error",
  summary: "a mail exchange does not exist or has no address",
  section: "RFC 5321 5.1",
  docs: {
    why: "Senders cannot deliver to this mail exchange: with no other one the mail comes back. In SPF, the mechanism mx matches nobody here, and a name that does not exist counts as a void lookup.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN MX  10 «mial»
mail IN A   192.0.2.25
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN MX  10 mail
mail IN A   192.0.2.25
`,
    fix: "Add an A or AAAA record for the host, or correct its name: one in another zone ends with a dot. A domain without mail has the one record `MX 0 .` (RFC 7505).",
  },
  needsWholeZone: true,
  types: ["MX"],
  signs: Sign.UnsettledTarget,
  checkNode(node, zone, context) {
    reportMissingAddresses(node, zone, context, "MX", "the mail exchange");
  },
};
