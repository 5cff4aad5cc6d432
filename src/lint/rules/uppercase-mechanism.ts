import type { Span } from "../../base/source.js";
import type { Rule } from "../rule.js";
import { isReadable } from "../spf/terms.js";
import { andMore } from "../structure/state.js";
import { sameVerdicts } from "../spf/fixes.js";

/** A qualifier, the name that is looked for, and what may follow a name. */
const NAME = /^[-+~?]?([A-Za-z0-9]+)/;

export const rule: Rule = {
  id: "uppercase-mechanism",
  severity: "info",
  summary: "a mechanism or modifier is not in lower case",
  section: "RFC 7208 4.6.1",
  docs: {
    why: "It is right, for names of mechanisms and modifiers are compared without case, but some programs look for them as they are usually written.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 «MX» -all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Write it in lower case.",
  },
  checkRecord(spf, context) {
    const { text, parsed } = spf;
    if (!/[A-Z]/.test(text) || !isReadable(spf)) return;
    const names: Span[] = [];
    for (const term of parsed.record.terms) {
      if (term.kind === "modifier" && term.name === "unknown") continue;
      const { span } = term;
      const name = NAME.exec(text.slice(span.start, span.end));
      const word = name?.[1] ?? "";
      const start = span.start + (name?.[0].length ?? 0) - word.length;
      if (word !== word.toLowerCase()) names.push({ start, end: start + word.length });
    }
    const [span, ...others] = names;
    if (span === undefined) return;
    const nameOf = ({ start, end }: Span): string => text.slice(start, end).toLowerCase();
    const message = `the usual form is ${nameOf(span)}, in lower case${andMore(others.length, "term")}`;
    const edits = names.map((name) => ({ span: name, text: nameOf(name) }));
    context.report({ span, message, fix: sameVerdicts("write it in lower case", edits) });
  },
};
