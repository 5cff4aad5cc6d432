import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isReadable, shownTerm } from "../spf/terms.js";
import { removal, sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "multiple-all",
  severity: "warning",
  summary: "an SPF record has all more than once",
  section: "RFC 7208 5.1",
  docs: {
    why: "The first `all` matches everyone, and the record ends there. Mostly two records were made one, and what came with the second one is not tested: neither its servers nor its `all`.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ~all ip4:198.51.100.25 «-all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.25 -all"
`,
    fix: "Keep one `all`, at the end of the mechanisms.",
  },
  checkRecord(spf, context) {
    const { all, behindAll } = redundancyOf(spf);
    const others = behindAll.filter(({ mechanism }) => mechanism.name === "all");
    const [second] = others;
    if (all === undefined || second === undefined || !isReadable(spf)) return;
    const message = `the record ends at its first all, ${shownTerm(spf, all)}, and nothing behind that is tested: keep one all, at the end`;
    // Where they differ, or where something stands between them, somebody has to decide.
    const isPlain = behindAll.every(({ mechanism, qualifier }) => mechanism.name === "all" && qualifier === all.qualifier);
    context.report({
      span: second.span,
      message,
      related: [{ span: all.span, message: "the first one" }],
      ...(isPlain
        ? {
            fix: sameVerdicts(
              `keep the first ${shownTerm(spf, all)}`,
              others.map((other) => removal(spf.text, other)),
            ),
          }
        : {}),
    });
  },
};
