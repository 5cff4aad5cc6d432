import { policyRule } from "../mail/policies.js";
import type { Rule } from "../rule.js";
import { shownInRoot } from "../spf/policy-terms.js";
import { redirectedEnd } from "../spf/redirects.js";
import { firstAll, isReadable } from "../spf/terms.js";

export const rule: Rule = {
  id: "no-default",
  severity: "warning",
  summary: "an SPF record does not say what holds for all others",
  section: "RFC 7208 4.7",
  docs: {
    why: "A record without `all` or redirect ends in neutral: strangers are treated as if the domain had no record. Records that others include need no `all`; those of names with an underscore are left out here, unless a redirect of another record ends there.",
    bad: `$TTL 1h
@ TXT "«v=spf1 ip4:192.0.2.25»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "End the record with `-all`, or with `~all` while you find out who sends.",
  },
  ...policyRule((spf) => {
    const { record } = spf.parsed;
    if (!isReadable(spf) || record.redirect !== undefined || firstAll(record) !== undefined) return undefined;
    const message = "the record has no all and no redirect: strangers get neutral, as if there were no record";
    return { span: { start: 0, end: spf.text.trimEnd().length }, message };
  }),
  checkPolicy(view, context) {
    const end = redirectedEnd(view);
    if (end === undefined || end.all !== undefined) return;
    const { redirect, record } = end;
    const message = `strangers get neutral, as if there were no record: ${shownInRoot(view, redirect)} leads to the record of ${record.domain.text}, which has no all and no redirect`;
    const span = { start: 0, end: record.texts[0]?.trimEnd().length ?? 0 };
    context.report({
      span: redirect.term.span,
      message,
      elsewhere: [{ domain: record.domain, span, message: "this is for strangers" }],
    });
  },
};
