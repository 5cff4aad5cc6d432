import type { Rule } from "../rule.js";
import { sameVerdicts } from "../spf/fixes.js";

const VERSION = "v=spf1";

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
  checkRecord({ text }, context) {
    if (text.startsWith(VERSION)) return;
    const span = { start: 0, end: VERSION.length };
    context.report({
      span,
      message: "the version is written v=spf1, in lower case",
      fix: sameVerdicts("write v=spf1", [{ span, text: VERSION }]),
    });
  },
};
