import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { type ChainFault, chainFaults, leastHash, nsec3Chains, nsecLinks } from "../structure/denial.js";
import { isSigned, ownNodes } from "../structure/signing.js";
import { relatedRecord } from "../structure/state.js";
import { TYPE_NSEC, TYPE_NSEC3, TYPE_RRSIG } from "../structure/types.js";

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
    if (!isSigned(zone)) return;
    const { nsec, nsec3, without } = collect(zone);
    // A name without the record leaves a gap that is reported at the name.
    const missing = new Set(nsec.length === 0 || nsec3.length > 0 ? [] : without.map(({ owner }) => owner.key));
    for (const record of without) {
      if (!missing.has(record.owner.key)) continue;
      const message = `${quoted(record.owner.text)} has no NSEC record, so that the chain of the zone leaves it out`;
      context.report({ ...placeOf(record, "type"), message });
    }
    for (const fault of chainFaults(nsecLinks(nsec), zone.apex.key)) {
      if (!missing.has(fault.link.next)) reportFault(fault, "NSEC", 0, context);
    }
    for (const chain of nsec3Chains(nsec3)) {
      for (const fault of chainFaults(chain, leastHash(chain))) reportFault(fault, "NSEC3", 4, context);
    }
  },
};

interface Denial {
  readonly nsec: readonly ZoneRecord[];
  readonly nsec3: readonly ZoneRecord[];
  /** A record of each name that is signed or delegated and has no NSEC record. */
  readonly without: readonly ZoneRecord[];
}

function collect(zone: ZoneView): Denial {
  const nsec: ZoneRecord[] = [];
  const nsec3: ZoneRecord[] = [];
  const without: ZoneRecord[] = [];
  for (const node of ownNodes(zone)) {
    const { types } = node;
    if (types.includes(TYPE_NSEC3)) nsec3.push(...node.rrset(TYPE_NSEC3));
    else if (types.includes(TYPE_NSEC)) nsec.push(...node.rrset(TYPE_NSEC).slice(0, 1));
    else if (node.cut !== undefined || types.includes(TYPE_RRSIG)) without.push(...node.rrset(types[0] ?? "NS").slice(0, 1));
  }
  return { nsec, nsec3, without };
}

function reportFault({ link, kind, other }: ChainFault, type: string, field: number, context: RuleContext): void {
  const [at, next] = [quoted(link.record.owner.text), quoted(link.next)];
  const messages = {
    "no-such-link": `the ${type} record of ${at} names ${next} as the next, which has no such record`,
    shared: `the ${type} record of ${at} names ${next} as the next, as another one does: one of both leaves names out`,
    backwards: `the ${type} record of ${at} names ${next} as the next, which comes before it`,
  };
  context.report({
    ...placeOf(link.record, field),
    message: messages[kind],
    related: other === undefined ? [] : [relatedRecord(other.record, "the other one")],
  });
}
