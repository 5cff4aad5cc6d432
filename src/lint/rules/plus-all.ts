import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "plus-all",
  severity: "error",
  summary: "an SPF record lets everyone send",
  section: "RFC 7208 5.1",
  docs: {
    why: "`+all` says that every host of the world may send mail from the domain. Mail of strangers passes SPF, and with it DMARC: that is worse than no record.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «+all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `-all`, or `~all` while you find out who sends.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const { text, parsed } of spfRecords(node, zone)) {
      const all = parsed.record.directives.find(({ mechanism }) => mechanism.name === "all");
      if (all?.qualifier !== "+" || !text.text.startsWith("+", all.span.start)) continue;
      const message = "a record with +all lets every host of the world send mail from this domain: write -all or ~all";
      context.report({ ...placeInText(text.record, all.span.start, all.span.end), message });
    }
  },
};
