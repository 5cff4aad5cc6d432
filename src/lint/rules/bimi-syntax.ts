import { bimiProblems } from "../mail/bimi.js";
import { mailNode, mailTexts, reportProblems } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

/** What readers take as such a record before they look further. */
const VERSION = /^v\s*=\s*BIMI1\s*(?:;|$)/;

export const rule: Rule = {
  id: "bimi-syntax",
  severity: "error",
  summary: "a BIMI record cannot be read",
  section: "draft-brand-indicators-for-message-identification 4.3",
  docs: {
    why: "Mail programs show no image for a domain whose record they cannot read.",
    bad: `$TTL 1h
default._bimi TXT "v=BIMI1; l=«http://www.example.org/logo.svg»"
`,
    good: `$TTL 1h
default._bimi TXT "v=BIMI1; l=https://www.example.org/logo.svg"
`,
    fix: "Write `v=BIMI1; l=` with the https URI of an SVG image, and `a=` with that of its certificate.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "bimi") return;
    const texts = mailTexts(node, zone, "bimi");
    for (const text of texts) if (text.fault === undefined) reportProblems(context, text, bimiProblems(text.text));
    const [first, second] = texts.filter(({ text }) => VERSION.test(text));
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, second.text.length),
      message: `the name ${node.owner.text} has several such records, so that mail programs use none of them`,
      related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first one" }],
    });
  },
};
