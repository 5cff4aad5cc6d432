import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { reportMissingAddresses } from "../structure/targets.js";

export const rule: Rule = {
  id: "srv-target-without-address",
  severity: "error",
  summary: "the host of a service does not exist or has no address",
  section: "RFC 2782",
  docs: {
    why: "Programs that look for the service find a name and then nothing behind it, and report that the service cannot be reached.",
    bad: `$TTL 1h
@      IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
       IN NS  ns1.example.net.
       IN NS  ns2.example.net.
_imaps._tcp IN SRV 0 1 993 «imap»
mail   IN A   192.0.2.25
`,
    good: `$TTL 1h
@      IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
       IN NS  ns1.example.net.
       IN NS  ns2.example.net.
_imaps._tcp IN SRV 0 1 993 mail
mail   IN A   192.0.2.25
`,
    fix: "Add an A or AAAA record for the host, or correct its name. A service that is not offered has the target `.`.",
  },
  needsWholeZone: true,
  types: ["SRV"],
  signs: Sign.UnsettledTarget,
  checkNode(node, zone, context) {
    reportMissingAddresses(node, zone, context, "SRV", "the host");
  },
};
