import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "soa-missing",
  severity: "warning",
  summary: "the zone has name servers but no SOA record",
  section: "RFC 1035 5.2",
  docs: {
    why: "NS records for the zone itself look as if the file was meant to be a whole zone. Name servers refuse to load a zone without a SOA record, and here all checks that need the whole zone are left out.",
    bad: `$TTL 1h
@    IN «NS» ns1
     IN NS ns2.example.net.
ns1  IN A  192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Write a SOA record as the first record of the zone. Where the file is a part of a zone that another file includes, check that file.",
  },
  checkZone(zone, context) {
    // Of a fragment that names no zone the apex is the root, and every top-level domain would be below it.
    if (zone.isComplete || zone.hasUnreadLines || zone.apex.labels.length === 0) return;
    const [record] = zone.node(zone.apex)?.rrset("NS") ?? [];
    if (record === undefined) return;
    const message = `${quoted(zone.apex.text)} has name servers but no SOA record: name servers do not load a zone without one`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
