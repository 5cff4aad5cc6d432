import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { signingFaults } from "../structure/signing.js";
import { mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "rrset-unsigned",
  severity: "error",
  summary: "records of a signed zone have no signature by one of its keys",
  section: "RFC 4035 2.2",
  docs: {
    why: "In a signed zone every answer needs a signature. Validating resolvers refuse these records: for them, and for most large mail providers, they do not exist. Mostly somebody added them to the signed file by hand.",
    bad: `$TTL 1h
@    IN SOA    ns1.example.net. hostmaster 2026010101 4h 1h 2w 1h
     IN RRSIG  SOA 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NS     ns1.example.net.
     IN NS     ns2.example.net.
     IN RRSIG  NS 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG  DNSKEY 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
mail IN «A»      192.0.2.25
`,
    good: `$TTL 1h
@    IN SOA    ns1.example.net. hostmaster 2026010101 4h 1h 2w 1h
     IN RRSIG  SOA 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NS     ns1.example.net.
     IN NS     ns2.example.net.
     IN RRSIG  NS 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG  DNSKEY 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
mail IN A      192.0.2.25
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
`,
    fix: "Add the records to the unsigned file, and sign the zone again.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    for (const { node, types, isByUnknownKey } of signingFaults(zone).unsigned) {
      const [first] = types;
      const [record] = first === undefined ? [] : node.rrset(first);
      if (record === undefined) continue;
      const names = types.map(mnemonic).join(", ");
      const what = isByUnknownKey ? "a signature by a key that is in the zone" : "a signature";
      const message = `the records of ${quoted(node.owner.text)} of type ${names} have not ${what}: validating resolvers refuse them`;
      context.report({ ...placeOf(record, "type"), message });
    }
  },
};
