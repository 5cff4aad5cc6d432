import { quoted } from "../../zone/problems.js";
import { typeMnemonic } from "../../zone/types.js";
import { type Rule, placeOf } from "../rule.js";
import { signingFaults } from "../structure/signing.js";
import { TYPE_NSEC } from "../structure/types.js";

export const rule: Rule = {
  id: "nsec-types-wrong",
  severity: "error",
  summary: "an NSEC record lists other types than its name has",
  section: "RFC 4035 2.3",
  docs: {
    why: "The record proves which types a name has. Resolvers that keep it answer by themselves that a type which is not in the list does not exist (RFC 8198), and refuse an answer that a type which is in the list does not.",
    bad: `$TTL 1h
@    IN SOA    ns1.example.net. hostmaster 2026010101 4h 1h 2w 1h
     IN RRSIG  SOA 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NS     ns1.example.net.
     IN NS     ns2.example.net.
     IN RRSIG  NS 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG  DNSKEY 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   mail NS SOA RRSIG NSEC DNSKEY
     IN RRSIG  NSEC 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
mail IN A      192.0.2.25
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN «NSEC»   @ A MX RRSIG NSEC
     IN RRSIG  NSEC 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
`,
    good: `$TTL 1h
@    IN SOA    ns1.example.net. hostmaster 2026010101 4h 1h 2w 1h
     IN RRSIG  SOA 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NS     ns1.example.net.
     IN NS     ns2.example.net.
     IN RRSIG  NS 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG  DNSKEY 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   mail NS SOA RRSIG NSEC DNSKEY
     IN RRSIG  NSEC 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
mail IN A      192.0.2.25
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   @ A RRSIG NSEC
     IN RRSIG  NSEC 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
`,
    fix: "Sign the zone again from its unsigned file.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    for (const { node, missing, extra } of signingFaults(zone).wrongTypes) {
      const [record] = node.rrset(TYPE_NSEC);
      if (record === undefined) continue;
      const parts = [
        ...(missing.length === 0 ? [] : [`does not list ${missing.map(typeMnemonic).join(", ")}, which the name has`]),
        ...(extra.length === 0 ? [] : [`lists ${extra.map(typeMnemonic).join(", ")}, which the name has not`]),
      ];
      const message = `the NSEC record of ${quoted(node.owner.text)} ${parts.join(" and ")}`;
      context.report({ ...placeOf(record, "type"), message });
    }
  },
};
