import { isSpfRecord } from "../../spf/parse.js";
import { mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "multiple-records",
  severity: "error",
  summary: "a name has several SPF records",
  section: "RFC 7208 4.5",
  docs: {
    why: "A name has at most one SPF record. With two, every check ends in a permanent error, whatever they say, and many receivers reject the mail.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
  TXT "«v=spf1» include:_spf.example.net ~all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
`,
    fix: "Make one record with the terms of all of them, and one `all` at its end.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    const texts = mailTexts(node, zone, "spf").filter(({ text }) => isSpfRecord(text));
    const [first, second] = texts;
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, "v=spf1".length),
      message: `the name ${node.owner.text} has ${texts.length} SPF records, and only one may be there: every check is a permanent error`,
      related: [{ ...placeInText(first.record, 0, "v=spf1".length), message: "the first SPF record" }],
    });
  },
};
