import { type Rule, placeOf } from "../rule.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "soa-not-first",
  severity: "info",
  summary: "the SOA record is not the first record of the zone",
  section: "RFC 1035 5.2",
  docs: {
    why: "Everybody looks for the SOA record at the top of the file. Some tools want it there, and a record above it that states no TTL cannot have the one that the SOA record gives.",
    bad: `$TTL 1h
www  IN A   192.0.2.80
@    IN «SOA» ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
www  IN A   192.0.2.80
`,
    fix: "Move the SOA record in front of all others.",
  },
  checkZone(zone, context) {
    const { soa } = zone;
    if (soa === undefined) return;
    for (const node of zone.nodes()) {
      const [first] = node.rrset(node.types[0] ?? "SOA");
      // Of several files one has the SOA record, and which is read first is of no meaning.
      if (first !== undefined && first.type !== "SOA" && first.source === soa.source) {
        const message = "the SOA record is not the first record of the zone: move it to the top";
        context.report({
          ...placeOf(soa, "type"),
          message,
          related: [relatedRecord(first, "the first record")],
        });
      }
      return;
    }
  },
};
