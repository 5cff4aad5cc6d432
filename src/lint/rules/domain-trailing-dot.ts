import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { domainOf, isReadable, shownTerm } from "../spf/terms.js";
import { sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "domain-trailing-dot",
  severity: "info",
  summary: "a name in an SPF record ends with a dot",
  section: "RFC 7208 7.1",
  docs: {
    why: "It is right, but of no use: names in a record are whole, unlike those of a zone file. Some programs do not find a name that is written so.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net«.» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Drop the dot at the end of the name.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf) || !/\.(?:[ /]|$)/.test(spf.text)) return;
    const { standing } = redundancyOf(spf);
    const modifiers = spf.parsed.record.terms.filter(({ kind }) => kind === "modifier");
    for (const term of [...standing, ...modifiers]) {
      const domain = domainOf(term);
      if (domain?.text.endsWith(".") !== true || domain.parts.at(-1)?.kind !== "literal") continue;
      const span = { start: domain.span.end - 1, end: domain.span.end };
      const message = `the name in ${shownTerm(spf, term)} is whole without a dot at its end: drop it`;
      context.report({
        span,
        message,
        fix: sameVerdicts("drop the dot", [{ span, text: "" }]),
      });
    }
  },
};
