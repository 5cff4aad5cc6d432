import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { type DelegationSigner, delegationSigners, isSignerOf, zoneKeys } from "../structure/keys.js";
import { zoneAbove } from "../structure/parents.js";
import { andMore, relatedRecord } from "../structure/state.js";
import { TYPE_DNSKEY, TYPE_DS, TYPE_RRSIG } from "../structure/types.js";

export const rule: Rule = {
  id: "ds-without-key",
  severity: "error",
  summary: "no key of the delegated zone belongs to its DS record",
  section: "RFC 4035 5.2",
  docs: {
    why: "A DS record says that the zone below is signed, and with which key. When the zone has no such key, validating resolvers refuse all of its answers: for them, and for most large mail providers, the zone is gone. The digest is compared where it is SHA-256; of other digests only the key tag and the algorithm are.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN «DS» 12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
; file dept.example.org.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DS  2371 13 2 3D5742D1175AAC07E9EBF125A588DB44333427AB3FDA1A7787A9CB3F0471C99F
; file dept.example.org.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
`,
    fix: "Replace the DS record by one for the key that signs the zone's keys now, mostly the one with the flags 257, or remove it until the zone is signed.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const above = zoneAbove(zone, context.estate)?.node;
    // A DS record without delegation has a finding of its own.
    if (above === undefined || !above.types.includes(TYPE_DS) || !above.types.includes("NS")) return;
    const signers = delegationSigners(above.rrset(TYPE_DS));
    const [first] = signers;
    const apex = zone.node(zone.apex);
    if (first === undefined || apex === undefined) return;
    const name = quoted(zone.apex.text);
    if (!apex.types.includes(TYPE_DNSKEY)) {
      // Signatures without keys have a finding of their own.
      if (apex.types.includes(TYPE_RRSIG)) return;
      const message = `${name} has a DS record here and no keys in its own zone: unless its name server signs the zone, validating resolvers refuse it`;
      const related = zone.soa === undefined ? [] : [relatedRecord(zone.soa, "the zone without keys")];
      context.report({ ...placeOf(first.record, "type"), message, related, severity: "warning" });
      return;
    }
    const keys = zoneKeys(apex.rrset(TYPE_DNSKEY));
    const [firstKey] = keys;
    if (firstKey === undefined) return;
    const related = [relatedRecord(firstKey.record, "the first key of the zone")];
    const strays = signers.filter((signer) => !keys.some((key) => isSignerOf(signer, key, zone.apex)));
    if (strays.length === signers.length) {
      const message = `${name} has no key for this DS record${andMore(signers.length - 1, "DS record")}: validating resolvers refuse all of its answers`;
      context.report({ ...placeOf(first.record, "type"), message, related });
      return;
    }
    for (const { record, keyTag } of strays.filter(isUsable)) {
      const message = `${name} has no key ${keyTag} for this DS record: it is left over, or for a key that is yet to come`;
      context.report({ ...placeOf(record, "type"), message, related, severity: "info" });
    }
  },
};

// RFC 8078 section 4: algorithm 0 stands for no key at all.
function isUsable({ algorithm }: DelegationSigner): boolean {
  return algorithm !== 0;
}
