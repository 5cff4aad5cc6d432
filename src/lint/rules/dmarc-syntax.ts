import { parseDmarc } from "../mail/dmarc.js";
import { mailNode, mailTexts, reportProblems } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "dmarc-syntax",
  severity: "error",
  summary: "a DMARC record does not follow the grammar",
  section: "RFC 9989 4.8",
  docs: {
    why: "Receivers ignore a record whose version is not right, and a tag whose value they do not know. The domain then has no policy, or another than was meant, or nobody gets its reports. Tags that nobody knows are only information.",
    bad: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject; rua=«dmarc@example.org»"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.org"
`,
    fix: "Mend the tag at the place that is marked. `v=DMARC1` comes first, semicolons stand between the tags, and addresses start with `mailto:`.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    const { purpose } = mailNode(node, zone);
    if (purpose !== "dmarc" && purpose !== "dmarc-report") return;
    for (const text of mailTexts(node, zone, "dmarc")) {
      if (text.fault === undefined) reportProblems(context, text, parseDmarc(text.text).problems);
    }
  },
};
