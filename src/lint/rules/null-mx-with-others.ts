import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "null-mx-with-others",
  severity: "error",
  summary: "a domain says that it has no mail, and names a mail exchange",
  section: "RFC 7505 3",
  docs: {
    why: "`MX 0 .` says that the domain receives no mail. Beside another MX record it says both: some senders reject the mail at once, others deliver it.",
    bad: `$TTL 1h
@    IN MX 0  «.»
     IN MX 10 mail
mail IN A  192.0.2.25
`,
    good: `$TTL 1h
@    IN MX 10 mail
mail IN A  192.0.2.25
`,
    fix: "Remove the record `MX 0 .`, or all others where the domain receives no mail.",
  },
  types: ["MX"],
  signs: Sign.NullTarget,
  checkNode(node, _zone, context) {
    const records = node.rrset("MX");
    if (records.length < 2) return;
    const isNull = ({ data }: (typeof records)[number]): boolean => data.type === "MX" && data.exchange.labels.length === 0;
    const nullMx = records.find(isNull);
    const other = records.find((record) => record.isRead && !isNull(record));
    if (nullMx === undefined || other === undefined) return;
    context.report({
      ...placeOf(nullMx, 1),
      message: `${quoted(node.owner.text)} has no mail by this record, and a mail exchange by another one`,
      related: [relatedRecord(other, "the mail exchange")],
    });
  },
};
