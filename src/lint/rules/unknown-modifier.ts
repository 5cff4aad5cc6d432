import { quoted } from "../../zone/problems.js";
import type { Rule } from "../rule.js";
import { unknownModifiers } from "../spf/unknown-modifiers.js";

export const rule: Rule = {
  id: "unknown-modifier",
  severity: "info",
  summary: "an SPF record has a modifier that nobody knows",
  section: "RFC 7208 6",
  docs: {
    why: "A word with an equals sign behind it is a modifier, and receivers ignore those that they do not know. Whatever it is meant to say, it says nothing, and nobody reports it as a mistake.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «owner=postmaster»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Remove it. Notes belong into a comment of the zone file.",
  },
  checkRecord(spf, context) {
    for (const { label, span } of unknownModifiers(spf, "undefined")) {
      context.report({ span, message: `there is no modifier ${quoted(label)}, so that receivers ignore this: remove it` });
    }
  },
};
