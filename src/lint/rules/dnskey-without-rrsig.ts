import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { TYPE_DNSKEY, TYPE_RRSIG } from "../structure/types.js";

export const rule: Rule = {
  id: "dnskey-without-rrsig",
  severity: "warning",
  summary: "the zone has keys of DNSSEC and no signatures",
  section: "RFC 4035 2.2",
  docs: {
    why: "If this file is published as it is and the zone above has a DS record, validating resolvers refuse every answer of the zone. Where the name server signs what it loads, the keys are not written into the file.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN «DNSKEY» 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
`,
    fix: "Sign the zone before it is published, or remove the keys where the name server signs.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const apex = zone.node(zone.apex);
    const [record] = apex?.rrset(TYPE_DNSKEY) ?? [];
    if (record === undefined || apex?.types.includes(TYPE_RRSIG) === true) return;
    context.report({
      ...placeOf(record, "type"),
      message: `${quoted(zone.apex.text)} has keys of DNSSEC, but its records are not signed`,
    });
  },
};
