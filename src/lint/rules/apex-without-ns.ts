import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "apex-without-ns",
  severity: "error",
  summary: "the zone has no NS records of its own",
  section: "RFC 1035 5.2",
  docs: {
    why: "A zone names its own name servers. Without them BIND and others refuse to load it, and resolvers that ask the zone for its servers get nothing.",
    bad: `$TTL 1h
@    IN «SOA» ns1 hostmaster 2026010101 4h 1h 2w 15m
www  IN A   192.0.2.80
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
www  IN A   192.0.2.80
`,
    fix: "Write one NS record for each name server of the zone, the same ones that the zone above has.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const { apex, soa } = zone;
    if (soa === undefined || zone.node(apex)?.types.includes("NS") === true) return;
    const message = `${quoted(apex.text)} has no NS records: a zone names its own name servers`;
    context.report({ ...placeOf(soa, "type"), message });
  },
};
