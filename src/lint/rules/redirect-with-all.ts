import type { Rule } from "../rule.js";
import { firstAll, isReadable, shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "redirect-with-all",
  severity: "warning",
  summary: "an SPF record has all, so that its redirect is ignored",
  section: "RFC 7208 6.1",
  docs: {
    why: "`redirect` decides what no mechanism decided, and `all` always decides. Whoever is allowed by the other record alone is not allowed. Some receivers follow the redirect all the same, so that the verdict depends on who checks.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ~all «redirect=_spf.example.net»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 redirect=_spf.example.net"
`,
    fix: "Decide which of the two is meant: remove `all`, or the redirect. For senders of another record in addition to your own write `include:`.",
  },
  checkRecord(spf, context) {
    const { record } = spf.parsed;
    if (record.redirect === undefined || !isReadable(spf)) return;
    const all = firstAll(record);
    if (all === undefined) return;
    const message = `the redirect is ignored, because ${shownTerm(spf, all)} decides for everyone: remove one of the two`;
    context.report({ span: record.redirect.span, message, related: [{ span: all.span, message: "this decides" }] });
  },
};
