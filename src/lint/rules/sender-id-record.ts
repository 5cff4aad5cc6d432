import { mailNode } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "sender-id-record",
  severity: "info",
  summary: "a Sender ID record is obsolete",
  section: "RFC 6654 6",
  docs: {
    why: "Sender ID was an experiment that ended in 2012. Receivers do not ask for it; the record only makes the answer for TXT longer.",
    bad: `$TTL 1h
@ TXT "v=spf1 -all"
  TXT "«spf2.0/pra» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Remove the record.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const { record, text } of mailNode(node, zone).texts) {
      const version = text.charCodeAt(0) === 0x73 ? /^spf2\.0\/[a-z,]*/.exec(text) : null;
      if (version === null) continue;
      const message = "the experiment Sender ID ended in 2012, and nobody reads this record: remove it";
      context.report({ ...placeInText(record, 0, version[0].length), message });
    }
  },
};
