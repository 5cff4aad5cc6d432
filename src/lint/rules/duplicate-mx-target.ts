import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "duplicate-mx-target",
  severity: "warning",
  summary: "a mail exchange is named twice with different preferences",
  section: "RFC 5321 5.1",
  docs: {
    why: "Only the lower preference counts for who is tried first; the second record makes senders try a host again that has just failed. Mostly another host was meant, and the backup is missing.",
    bad: `$TTL 1h
@    IN MX 10 mail
     IN MX 20 «mail»
mail IN A  192.0.2.25
`,
    good: `$TTL 1h
@    IN MX 10 mail
     IN MX 20 backup.example.net.
mail IN A  192.0.2.25
`,
    fix: "Remove one of the records, or write the name of the other host.",
  },
  types: ["MX"],
  signs: Sign.SameExchange,
  checkNode(node, _zone, context) {
    const records = node.rrset("MX");
    if (records.length < 2) return;
    const seen = new Map<string, ZoneRecord>();
    for (const record of records) {
      // No mail at all is a matter of its own.
      if (record.data.type !== "MX" || record.data.exchange.labels.length === 0) continue;
      const { exchange } = record.data;
      const first = seen.get(exchange.key);
      if (first === undefined) seen.set(exchange.key, record);
      else {
        const message = `the mail exchange ${quoted(exchange.text)} is named a second time, with another preference`;
        context.report({
          ...placeOf(record, 1),
          message,
          related: [relatedRecord(first, "the first time")],
        });
      }
    }
  },
};
