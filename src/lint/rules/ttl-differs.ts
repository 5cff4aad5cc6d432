import { quoted } from "../../zone/problems.js";
import { type Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord, ttlPlace } from "../structure/state.js";
import { TYPE_RRSIG, mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "ttl-differs",
  severity: "warning",
  summary: "records of one name and type have different TTLs",
  section: "RFC 2181 5.2",
  docs: {
    why: "The records of one name and type are kept and dropped together, so they have one TTL. Name servers put one of the values in place of the others, each its own choice, or refuse the zone.",
    bad: `$TTL 1h
@    300  IN MX 10 mail
@    «3600» IN MX 20 backup.example.net.
mail      IN A  192.0.2.25
`,
    good: `$TTL 1h
@    300  IN MX 10 mail
@    300  IN MX 20 backup.example.net.
mail      IN A  192.0.2.25
`,
    fix: "Write the same TTL for all of them, or leave it out and set $TTL.",
  },
  signs: Sign.TtlDiffers,
  checkNode(node, _zone, context) {
    const { types } = node;
    for (let index = 0; index < types.length; index++) {
      const type = types[index];
      // Signatures have the TTLs of what they sign (RFC 4034 section 3).
      if (type === undefined || type === TYPE_RRSIG) continue;
      const records = node.rrset(type);
      const [first] = records;
      if (records.length < 2 || first?.ttl === undefined) continue;
      for (let at = 1; at < records.length; at++) {
        const record = records[at];
        if (record === undefined || record.ttl === first.ttl || record.ttl === undefined) continue;
        context.report({
          ...ttlPlace(record),
          message: `the ${mnemonic(type)} records of ${quoted(node.owner.text)} have the TTLs ${first.ttl} and ${record.ttl}: a set has one`,
          related: [relatedRecord(first, `the first record of the set, with ${first.ttl}`)],
        });
        break;
      }
    }
  },
};
