import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { TYPE_DNSKEY, TYPE_DS, TYPE_RRSIG } from "../structure/types.js";

/** Algorithms that no zone may be signed with, by their numbers (RFC 9904 and IANA, "DNS Security Algorithm Numbers"). */
const DEPRECATED: ReadonlyMap<number, string> = new Map([
  [1, "RSAMD5"],
  [3, "DSA"],
  [5, "RSASHA1"],
  [6, "DSA-NSEC3-SHA1"],
  [7, "RSASHA1-NSEC3-SHA1"],
  [12, "ECC-GOST"],
]);

/** Each type with the octet of its data that holds the algorithm, and which field that is. */
const ALGORITHM_OF = {
  [TYPE_DS]: { octet: 2, field: 1 },
  [TYPE_RRSIG]: { octet: 2, field: 1 },
  [TYPE_DNSKEY]: { octet: 3, field: 2 },
};

export const rule: Rule = {
  id: "dnssec-algorithm-deprecated",
  severity: "warning",
  summary: "keys, signatures or a DS record have an algorithm that must not be used any more",
  section: "RFC 9905 2",
  docs: {
    why: "Validating resolvers drop these algorithms one after the other. Whoever does not know the algorithm treats the zone as not signed: DANE and all else that rests on DNSSEC is without effect, and nobody notices.",
    bad: `$TTL 1h
@    IN DNSKEY 257 3 «5» AQPSKmynfzW4kyBv015MUG2DeIQ3Cbl+BBZH4b/0PY1kxkmvHjcZc8nokfzj31GajIQKY+5CptLr3buXA10hWqTkF7H6RfoRqXQeogmMHfpftf6zMv1LyBUgia7za6ZEzOJBOztyvhjL742iU/TpPSEDhm2SNKLijfUppn1UaNvv4w==
`,
    good: `$TTL 1h
@    IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
`,
    fix: "Change over to algorithm 13, ECDSAP256SHA256, or 15, ED25519, step by step as RFC 6781 section 4.1.4 says.",
  },
  types: [TYPE_DS],
  signs: Sign.UnusualSigner,
  checkZone(zone, context) {
    const apex = zone.node(zone.apex);
    const seen = new Set<number>();
    for (const type of [TYPE_DNSKEY, TYPE_RRSIG]) {
      if (apex?.types.includes(type) !== true) continue;
      // One finding for each algorithm: the signatures are made with the keys.
      for (const record of apex.rrset(type)) reportOnce(record, seen, context);
    }
  },
  checkNode(node, zone, context) {
    const { owner } = node;
    // At the apex the record is in the wrong zone altogether.
    if (zone.isComplete && owner.equals(zone.apex)) return;
    const seen = keyAlgorithms(context.estate.zoneOf(owner), zone);
    for (const record of node.rrset(TYPE_DS)) reportOnce(record, seen, context);
  },
};

function reportOnce(record: ZoneRecord, seen: Set<number>, context: RuleContext): void {
  const number = algorithmOf(record);
  const name = number === undefined ? undefined : DEPRECATED.get(number);
  if (number === undefined || name === undefined || seen.has(number)) return;
  seen.add(number);
  const message = `${quoted(record.owner.text)} is signed with algorithm ${number}, ${name}, which must not be used any more`;
  context.report({ ...placeOf(record, placeOfAlgorithm(record)?.field ?? "record"), message });
}

/** The algorithms that have a finding in the delegated zone itself. */
function keyAlgorithms(below: ZoneView | undefined, zone: ZoneView): Set<number> {
  if (below === undefined || below === zone) return new Set();
  const keys = below.node(below.apex)?.rrset(TYPE_DNSKEY) ?? [];
  return new Set(keys.flatMap((record) => algorithmOf(record) ?? []));
}

function placeOfAlgorithm({ type }: ZoneRecord): { octet: number; field: number } | undefined {
  return ALGORITHM_OF[type];
}

function algorithmOf(record: ZoneRecord): number | undefined {
  const place = placeOfAlgorithm(record);
  return place !== undefined && record.data.type === "UNKNOWN" ? record.data.octets[place.octet] : undefined;
}
