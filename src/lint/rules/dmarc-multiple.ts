import { parseDmarc } from "../mail/dmarc.js";
import { mailNode, mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "dmarc-multiple",
  severity: "error",
  summary: "a name has several DMARC records",
  section: "RFC 9989 4.10",
  docs: {
    why: "With more than one record receivers apply none of them: the domain has no policy, and nobody gets reports.",
    bad: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject"
       TXT "«v=DMARC1; p=none; rua=mailto:dmarc@example.org»"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.org"
`,
    fix: "Make one record with the tags that are meant.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "dmarc") return;
    const all = mailTexts(node, zone, "dmarc");
    const texts = all.length < 2 ? [] : all.filter(({ text }) => parseDmarc(text).isRead);
    const [first, second] = texts;
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, second.text.length),
      message: `the name ${node.owner.text} has ${texts.length} DMARC records, so that receivers apply none of them`,
      related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first DMARC record" }],
    });
  },
};
