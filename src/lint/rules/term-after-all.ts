import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isReadable, shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "term-after-all",
  severity: "warning",
  summary: "a mechanism stands behind all and is never tested",
  section: "RFC 7208 5.1",
  docs: {
    why: "`all` matches everyone, so that nothing behind it is ever tested. A server that is added at the end of the record is not allowed to send.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «ip4:198.51.100.25»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.25 -all"
`,
    fix: "Move `all` to the end of the mechanisms, or remove what stands behind it.",
  },
  checkRecord(spf, context) {
    const { all, behindAll } = redundancyOf(spf);
    const first = behindAll[0];
    const last = behindAll.at(-1);
    if (all === undefined || first === undefined || last === undefined || !isReadable(spf)) return;
    // With a second all among them, two records were made one: that has a rule of its own.
    if (behindAll.some(({ mechanism }) => mechanism.name === "all")) return;
    const what = behindAll.length === 1 ? `${shownTerm(spf, first)} is` : `${behindAll.length} mechanisms are`;
    const message = `${what} never tested, because ${shownTerm(spf, all)} stands in front: move it to the end`;
    const span = { start: first.span.start, end: last.span.end };
    context.report({ span, message, related: [{ span: all.span, message: "this matches everyone" }] });
  },
};
