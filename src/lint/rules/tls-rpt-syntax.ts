import { tlsRptProblems } from "../mail/tls-rpt.js";
import { mailNode, mailTexts, reportProblems } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

/** What readers take as such a record before they look further. */
const VERSION = /^v\s*=\s*TLSRPTv1\s*(?:;|$)/;

export const rule: Rule = {
  id: "tls-rpt-syntax",
  severity: "error",
  summary: "a record for TLS reports cannot be read",
  section: "RFC 8460 3",
  docs: {
    why: "Senders that cannot read the record, or find several, send no reports about failed connections to your mail exchanges.",
    bad: `$TTL 1h
_smtp._tls TXT "v=TLSRPTv1; rua=«tls@example.org»"
`,
    good: `$TTL 1h
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.org"
`,
    fix: "Write `v=TLSRPTv1; rua=` with one or more `mailto:` or `https:` URIs, commas between them.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "tls-rpt") return;
    const texts = mailTexts(node, zone, "tls-rpt");
    for (const text of texts) if (text.fault === undefined) reportProblems(context, text, tlsRptProblems(text.text));
    const [first, second] = texts.filter(({ text }) => VERSION.test(text));
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, second.text.length),
      message: `the name ${node.owner.text} has several such records, so that senders use none of them`,
      related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first one" }],
    });
  },
};
