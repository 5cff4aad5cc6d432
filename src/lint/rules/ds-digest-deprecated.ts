import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { delegationSigners } from "../structure/keys.js";
import { relatedRecord } from "../structure/state.js";
import { TYPE_CDS, TYPE_DS, mnemonic } from "../structure/types.js";

/** Digests that no delegation may use, by their numbers (IANA, "Digest Algorithms"). */
const DEPRECATED: ReadonlyMap<number, string> = new Map([
  [1, "SHA-1 (RFC 9905)"],
  [3, "GOST R 34.11-94 (RFC 9906)"],
]);

/** SHA-256 to SM3: those of the registry that may be used. */
const LEAST_USABLE = 2;
const MOST_USABLE = 6;

export const rule: Rule = {
  id: "ds-digest-deprecated",
  severity: "warning",
  summary: "a DS record has a digest that must not be used any more, or that nobody knows",
  section: "RFC 9905 2",
  docs: {
    why: "Validating resolvers may not take such a digest any more. When a delegation has no other one, they treat the zone below as not signed: DANE and all else that rests on DNSSEC is without effect, and nobody notices.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DS  2371 13 «1» FD854364AE68FD75E9576679958231957336976C
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN DS  2371 13 2 3D5742D1175AAC07E9EBF125A588DB44333427AB3FDA1A7787A9CB3F0471C99F
`,
    fix: "Make a DS record with digest type 2, SHA-256, of the same key, and remove this one.",
  },
  types: [TYPE_DS, TYPE_CDS],
  signs: Sign.UnusualSigner,
  checkNode(node, zone, context) {
    for (const type of [TYPE_DS, TYPE_CDS]) {
      // A DS record at the apex is in the wrong zone altogether.
      if (!node.types.includes(type) || (type === TYPE_DS && zone.isComplete && node.owner.equals(zone.apex))) continue;
      const signers = delegationSigners(node.rrset(type));
      for (const { record, keyTag, algorithm, digestType } of signers) {
        if (isUsable(digestType) || algorithm === 0) continue;
        const better = signers.find(
          (other) => isUsable(other.digestType) && other.keyTag === keyTag && other.algorithm === algorithm,
        );
        const digest = DEPRECATED.get(digestType);
        const what = digest === undefined ? `type ${digestType}, which nobody knows` : `${digest}, which must not be used`;
        const message = `this ${mnemonic(type)} record of ${quoted(node.owner.text)} has a digest of ${what}`;
        context.report({
          ...placeOf(record, 2),
          message: better === undefined ? message : `${message}: the other one of the key is enough`,
          ...(better === undefined ? {} : { severity: "info", related: [relatedRecord(better.record, "the other one")] }),
        });
      }
    }
  },
};

function isUsable(digestType: number): boolean {
  return digestType >= LEAST_USABLE && digestType <= MOST_USABLE && !DEPRECATED.has(digestType);
}
