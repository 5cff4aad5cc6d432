import { mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "version-case",
  severity: "info",
  summary: "the version of an SPF record is not in lower case",
  section: "RFC 7208 4.5",
  docs: {
    why: "It is right, for the version is compared without case, but some programs look for `v=spf1` as it is written and miss it.",
    bad: `$TTL 1h
@ TXT "«V=SPF1» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
`,
    fix: "Write `v=spf1` and a space in its place.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const { record, text, fault } of mailTexts(node, zone, "spf")) {
      if (fault !== undefined || text.startsWith("v=spf1")) continue;
      context.report({
        ...placeInText(record, 0, "v=spf1".length),
        message: "the version is written v=spf1, in lower case",
      });
    }
  },
};
