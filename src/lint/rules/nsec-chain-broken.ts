import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import type { ChainFault } from "../structure/denial.js";
import { signingFaults } from "../structure/signing.js";
import { relatedRecord } from "../structure/state.js";
import { TYPE_NSEC, TYPE_NSEC3, mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "nsec-chain-broken",
  severity: "error",
  summary: "the NSEC or NSEC3 records of a signed zone are not one chain that closes",
  section: "RFC 4035 2.3",
  docs: {
    why: "Each record says which name comes next, and so proves that there is none in between. With a gap, validating resolvers refuse answers about names that do not exist; and where names are passed over, some resolvers answer by themselves that they do not exist.",
    bad: `$TTL 1h
@    IN SOA    ns1.example.net. hostmaster 2026010101 4h 1h 2w 1h
     IN RRSIG  SOA 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NS     ns1.example.net.
     IN NS     ns2.example.net.
     IN RRSIG  NS 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
     IN RRSIG  DNSKEY 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   www NS SOA RRSIG NSEC DNSKEY
     IN RRSIG  NSEC 13 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
mail IN A      192.0.2.25
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   «www» A RRSIG NSEC
     IN RRSIG  NSEC 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
www  IN A      192.0.2.80
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   @ A RRSIG NSEC
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
     IN NSEC   www A RRSIG NSEC
     IN RRSIG  NSEC 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
www  IN A      192.0.2.80
     IN RRSIG  A 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
     IN NSEC   @ A RRSIG NSEC
     IN RRSIG  NSEC 13 3 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==
`,
    fix: "Sign the zone again from its unsigned file. That the hashes of NSEC3 belong to the names of the zone is not checked here.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const { withoutNsec, nsecFaults, nsec3Faults } = signingFaults(zone);
    for (const node of withoutNsec) {
      const [record] = node.rrset(node.types[0] ?? "NS");
      if (record === undefined) continue;
      const message = `${quoted(record.owner.text)} has no NSEC record, so that the chain of the zone leaves it out`;
      context.report({ ...placeOf(record, "type"), message });
    }
    for (const fault of nsecFaults) reportFault(fault, TYPE_NSEC, context);
    for (const fault of nsec3Faults) reportFault(fault, TYPE_NSEC3, context);
  },
};

function reportFault({ link, kind, other }: ChainFault, type: QueryType, context: RuleContext): void {
  const [record] = link.node.rrset(type);
  if (record === undefined) return;
  const start = `the ${mnemonic(type)} record of ${quoted(record.owner.text)} names ${quoted(link.next)} as the next`;
  const ends = {
    "no-such-link": "which has no such record",
    shared: "as another one does: one of both leaves names out",
    backwards: "which comes before it",
  };
  const [related] = other?.node.rrset(type) ?? [];
  context.report({
    ...placeOf(record, type === TYPE_NSEC ? 0 : 4),
    message: `${start}, ${ends[kind]}`,
    related: related === undefined ? [] : [relatedRecord(related, "the other one")],
  });
}
