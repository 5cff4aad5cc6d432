import type { Modifier } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { isFaulty } from "../spf/faults/classify.js";
import type { Fix, SpfText } from "../spf/spf-text.js";
import { firstAll, isReadable, shownTerm } from "../spf/terms.js";
import { andMore } from "../structure/state.js";
import { removal, sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "modifier-not-last",
  severity: "info",
  summary: "a modifier stands in front of a mechanism",
  section: "RFC 7208 6",
  docs: {
    why: "Modifiers should stand at the end. Where they stand makes no difference, but readers take `redirect=` or `exp=` in the middle for the end of what is tested, or for something that holds from there on.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 «exp=why.example.net» mx -all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all exp=why.example.net"
mail A   192.0.2.25
`,
    fix: "Move the modifier behind the last mechanism.",
  },
  checkRecord(spf, context) {
    const { terms, directives } = spf.parsed.record;
    if (terms.length === directives.length || !isReadable(spf)) return;
    // What stands behind all is to be removed or to be put in front of it.
    const all = firstAll(spf.parsed.record);
    const last = all ?? directives.at(-1);
    if (last === undefined) return;
    const early = terms.filter((term): term is Modifier => {
      if (term.kind !== "modifier" || term.span.start > last.span.start) return false;
      // A redirect beside all is ignored wherever it stands, and has a rule of its own.
      if (term.name === "unknown") return !isFaulty(spf, term.span);
      return term.name !== "redirect" || all === undefined;
    });
    const [first, ...others] = early;
    if (first === undefined) return;
    const message = `${shownTerm(spf, first)} holds wherever it stands, and should stand behind ${shownTerm(spf, last)}${andMore(others.length, "modifier")}`;
    context.report({ span: first.span, message, fix: moveToEnd(spf, early) });
  },
};

function moveToEnd({ text }: SpfText, modifiers: readonly Modifier[]): Fix {
  const end = text.trimEnd().length;
  const moved = modifiers.map(({ span }) => ` ${text.slice(span.start, span.end)}`).join("");
  return sameVerdicts("move it to the end", [
    ...modifiers.map((modifier) => removal(text, modifier)),
    { span: { start: end, end }, text: moved },
  ]);
}
