import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { TYPE_DS } from "../structure/types.js";

export const rule: Rule = {
  id: "ds-at-apex",
  severity: "warning",
  summary: "the DS record of a zone stands in the zone itself",
  section: "RFC 4035 2.4",
  docs: {
    why: "A DS record belongs into the zone above: only there validators ask for it. Here it is never given as an answer, and the zone above may well have none, so that the zone is not validated.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN «DS» 12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
`,
    fix: "Hand the record to the operator of the zone above, mostly by way of the registrar, or publish it as CDS (RFC 7344).",
  },
  checkZone(zone, context) {
    // A fragment may be for the zone above.
    if (!zone.isComplete) return;
    const [record] = zone.node(zone.apex)?.rrset(TYPE_DS) ?? [];
    if (record === undefined) return;
    const message = `the DS record of ${quoted(zone.apex.text)} belongs into the zone above, where validators ask for it`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
