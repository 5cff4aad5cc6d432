import type { Span } from "../../base/source.js";
import { quoted } from "../../zone/problems.js";
import type { Rule } from "../rule.js";
import { isReadable } from "../spf/terms.js";
import { andMore } from "../structure/state.js";

/** The longest string of a TXT record, in octets (RFC 1035 section 3.3): what is longer has to be split. */
const MAX_STRING = 255;

export const rule: Rule = {
  id: "chunk-splits-token",
  severity: "info",
  summary: "a string of an SPF record ends in the middle of a term",
  section: "RFC 7208 3.3",
  docs: {
    why: "It is right, for strings are joined with nothing between them. Receivers and control panels have joined them with a space all the same, and then one term becomes two that mean nothing. Between two terms a split does no harm to either.",
    bad: `$TTL 1h
@ TXT "v=spf1 «include:_sp" "f.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net " "-all"
`,
    fix: "End the string behind the space that separates two terms.",
  },
  checkRecord(spf, context) {
    if (spf.strings.length < 2 || !isReadable(spf)) return;
    const [span, ...others] = splitWords(spf.text, spf.strings);
    if (span === undefined) return;
    const message = `${quoted(spf.text.slice(span.start, span.end))} stands in several strings, and some programs join them with a space: end a string between two terms${andMore(others.length, "term")}`;
    context.report({ span, message });
  },
};

/** The words that would fit into one string and stand in several. */
function splitWords(text: string, strings: readonly string[]): Span[] {
  const words: Span[] = [];
  let seam = 0;
  let wordEnd = 0;
  for (const string of strings) {
    seam += string.length;
    if (seam <= wordEnd || seam >= text.length) continue;
    if (text.charCodeAt(seam - 1) === 0x20 || text.charCodeAt(seam) === 0x20) continue;
    const start = text.lastIndexOf(" ", seam) + 1;
    const space = text.indexOf(" ", seam);
    wordEnd = space < 0 ? text.length : space;
    if (wordEnd - start <= MAX_STRING) words.push({ start, end: wordEnd });
  }
  return words;
}
