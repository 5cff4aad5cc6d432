import { mailTexts } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "rrtype-99",
  severity: "warning",
  summary: "a record has the type SPF, which nobody asks for",
  section: "RFC 7208 3.1",
  docs: {
    why: "The type SPF, number 99, was given up: receivers ask for TXT alone. Who changes one of the two records and forgets the other publishes something else than they believe.",
    bad: `$TTL 1h
@ TXT "v=spf1 -all"
  «SPF» "v=spf1 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Write the record as TXT, and remove the one of type SPF.",
  },
  types: ["SPF"],
  checkNode(node, zone, context) {
    const [record] = node.rrset("SPF");
    if (record === undefined) return;
    const hasText = mailTexts(node, zone, "spf").length > 0;
    const message = hasText
      ? "receivers ask for TXT alone: remove the record of type SPF"
      : `receivers ask for TXT alone, and ${node.owner.text} has no TXT record with SPF: write TXT`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
