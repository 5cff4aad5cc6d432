import { mtaStsProblems } from "../mail/mta-sts.js";
import { mailNode, mailTexts, reportProblems } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

/** What readers take as such a record before they look further. */
const VERSION = /^v\s*=\s*STSv1\s*(?:;|$)/;

export const rule: Rule = {
  id: "mta-sts-syntax",
  severity: "error",
  summary: "an MTA-STS record cannot be read",
  section: "RFC 8461 3.1",
  docs: {
    why: "Senders that cannot read the record, or find several, deliver as if the domain had no MTA-STS policy: without a check of the certificate.",
    bad: `$TTL 1h
_mta-sts TXT "v=STSv1; id=«2026-01-01»"
`,
    good: `$TTL 1h
_mta-sts TXT "v=STSv1; id=20260101"
`,
    fix: "Write `v=STSv1; id=` and up to 32 letters and digits, and change them with each change of the policy.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "mta-sts") return;
    const texts = mailTexts(node, zone, "mta-sts");
    for (const text of texts) if (text.fault === undefined) reportProblems(context, text, mtaStsProblems(text.text));
    const [first, second] = texts.filter(({ text }) => VERSION.test(text));
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, second.text.length),
      message: `the name ${node.owner.text} has several such records, so that senders use none of them`,
      related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first one" }],
    });
  },
};
