import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "null-srv-with-others",
  severity: "error",
  summary: "a service is not offered by one record, and has a host by another",
  section: "RFC 2782",
  docs: {
    why: "The target `.` says that the service is not offered. Beside another SRV record it says both, and which one a program believes is chance.",
    bad: `$TTL 1h
_imap._tcp IN SRV 0 0 0   «.»
_imap._tcp IN SRV 0 1 143 mail
mail       IN A   192.0.2.25
`,
    good: `$TTL 1h
_imap._tcp IN SRV 0 0 0   .
_imaps._tcp IN SRV 0 1 993 mail
mail       IN A   192.0.2.25
`,
    fix: "Remove the record with the target `.`, or all others where the service is not offered.",
  },
  types: ["SRV"],
  signs: Sign.NullTarget,
  checkNode(node, _zone, context) {
    const records = node.rrset("SRV");
    if (records.length < 2) return;
    const isNull = ({ data }: (typeof records)[number]): boolean => data.type === "SRV" && data.target.labels.length === 0;
    const nullSrv = records.find(isNull);
    const other = records.find((record) => record.isRead && !isNull(record));
    if (nullSrv === undefined || other === undefined) return;
    context.report({
      ...placeOf(nullSrv, 3),
      message: `${quoted(node.owner.text)} is not offered by this record, and has a host by another one`,
      related: [relatedRecord(other, "the record with a host")],
    });
  },
};
