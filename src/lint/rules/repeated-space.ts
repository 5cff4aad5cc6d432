import type { Rule } from "../rule.js";
import { isReadable } from "../spf/terms.js";
import { andMore } from "../structure/state.js";
import { sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "repeated-space",
  severity: "info",
  summary: "several spaces separate two terms of an SPF record",
  section: "RFC 7208 12",
  docs: {
    why: "It is right, but the spaces count in the size of the answer, and programs that split a record at each space find an empty term between them.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1«  »mx -all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Write one space between two terms.",
  },
  checkRecord(spf, context) {
    const { text } = spf;
    if (!text.includes("  ") || !isReadable(spf)) return;
    // Those at the end belong to another rule.
    const runs = [...text.matchAll(/ {2,}(?=[^ ])/g)].map(({ index, 0: run }) => ({ start: index, end: index + run.length }));
    const [span] = runs;
    if (span === undefined) return;
    const message = `${span.end - span.start} spaces stand between two terms, and one is enough${andMore(runs.length - 1, "place")}`;
    const edits = runs.map(({ start, end }) => ({ span: { start: start + 1, end }, text: "" }));
    context.report({ span, message, fix: sameVerdicts("write one space", edits) });
  },
};
