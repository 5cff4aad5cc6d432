import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "null-mx-preference",
  severity: "info",
  summary: "the record that says that a domain has no mail has another preference than 0",
  section: "RFC 7505 3",
  docs: {
    why: "The preference of `MX 0 .` means nothing, and RFC 7505 says to write 0. Programs that compare the whole record do not know another one.",
    bad: `$TTL 1h
@    IN MX «10» .
`,
    good: `$TTL 1h
@    IN MX 0 .
`,
    fix: "Write the preference as 0: `MX 0 .`.",
  },
  types: ["MX"],
  signs: Sign.NullTarget,
  checkNode(node, _zone, context) {
    for (const record of node.rrset("MX")) {
      if (record.data.type !== "MX" || record.data.exchange.labels.length > 0 || record.data.preference === 0) continue;
      const message = `the preference ${record.data.preference} has no meaning for a domain without mail: write MX 0`;
      context.report({ ...placeOf(record, 0), message });
    }
  },
};
