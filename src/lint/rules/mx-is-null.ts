import type { RecordData } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { mailNode, spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "mx-is-null",
  severity: "warning",
  summary: "an SPF record has mx for a domain that receives no mail",
  section: "RFC 7505 4.2",
  docs: {
    why: "A null MX says that the domain has no mail exchange. The mechanism mx then has no host that it could match, and costs a lookup.",
    bad: `$TTL 1h
@    MX  0 .
     TXT "v=spf1 «mx» -all"
`,
    good: `$TTL 1h
@    MX  0 .
     TXT "v=spf1 -all"
`,
    fix: "Remove the mechanism, or write MX records where mail is received.",
  },
  checkPolicy(view, context) {
    const { policy, text } = view;
    for (const { term, target, answer } of policy.root.terms) {
      if (term.kind === "modifier" || term.mechanism.name !== "mx" || target?.kind !== "name") continue;
      if (answer?.status !== "noerror" || !answer.records.every(isNull)) continue;
      // The MX records of the name itself are looked at where it stands.
      if (term.mechanism.domain === undefined && view.isAnsweredHere({ name: target.name, type: "MX" })) continue;
      const shown = quoted(text.slice(term.span.start, term.span.end));
      context.report({
        span: term.span,
        message: `the name ${target.name.text} has a null MX, so that ${shown} matches nobody`,
      });
    }
  },
  types: ["MX"],
  signs: Sign.NullTarget,
  checkNode(node, zone, context) {
    if (!node.types.includes("TXT")) return;
    const { exchanges } = mailNode(node, zone);
    if (!exchanges.every(({ data }) => isNull(data))) return;
    for (const { text, parsed } of spfRecords(node, zone)) {
      for (const { mechanism, span } of parsed.record.directives) {
        if (mechanism.name !== "mx" || mechanism.domain !== undefined) continue;
        const message = `the name ${node.owner.text} has a null MX, so that mx matches nobody`;
        context.report({ ...placeInText(text.record, span.start, span.end), message });
      }
    }
  },
};

/** Whether a record is a null MX; of MX records alone. */
function isNull(data: RecordData): boolean {
  return data.type === "MX" && data.exchange.labels.length === 0;
}
