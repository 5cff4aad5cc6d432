import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { TYPE_DS } from "../structure/types.js";

export const rule: Rule = {
  id: "ds-without-ns",
  severity: "error",
  summary: "a name has a DS record and is not delegated",
  section: "RFC 4035 2.4",
  docs: {
    why: "A DS record says how the zone below is signed, and without NS records there is no zone below. BIND refuses to load or to sign such a zone.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN «DS» 12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DS 12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
`,
    fix: "Add the NS records of the delegation, or remove the DS record.",
  },
  needsWholeZone: true,
  types: [TYPE_DS],
  signs: Sign.DsWithoutNs,
  checkNode(node, zone, context) {
    if (node.types.includes("NS") || node.owner.labels.length === zone.apex.labels.length) return;
    const [record] = node.rrset(TYPE_DS);
    if (record === undefined) return;
    const message = `${quoted(node.owner.text)} has a DS record, but no NS records that delegate it`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
