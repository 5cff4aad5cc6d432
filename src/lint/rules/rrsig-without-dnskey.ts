import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { TYPE_DNSKEY, TYPE_RRSIG } from "../structure/types.js";

export const rule: Rule = {
  id: "rrsig-without-dnskey",
  severity: "warning",
  summary: "the zone has signatures of DNSSEC and no keys",
  section: "RFC 4035 2.1",
  docs: {
    why: "Nobody can check the signatures without the keys that made them. If the zone above has a DS record, validating resolvers refuse every answer of the zone.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN «RRSIG» SOA 13 2 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG SOA 13 2 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    fix: "Sign the zone again with its keys in it, or remove the signatures.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const apex = zone.node(zone.apex);
    const [record] = apex?.rrset(TYPE_RRSIG) ?? [];
    if (record === undefined || apex?.types.includes(TYPE_DNSKEY) === true) return;
    context.report({
      ...placeOf(record, "type"),
      message: `${quoted(zone.apex.text)} is signed, but its keys are not in the zone`,
    });
  },
};
