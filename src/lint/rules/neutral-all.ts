import { policyRule } from "../mail/policies.js";
import type { Rule } from "../rule.js";
import { shownInRoot } from "../spf/policy-terms.js";
import { redirectedEnd } from "../spf/redirects.js";
import { firstAll, isReadable } from "../spf/terms.js";

export const rule: Rule = {
  id: "neutral-all",
  severity: "warning",
  summary: "an SPF record says nothing of strangers",
  section: "RFC 7208 8.2",
  docs: {
    why: "Neutral has to be treated like no record at all: with `?all` anyone may use the domain in mail, and no receiver thinks worse of it. Of a record that others include the end does not count; names with an underscore are left out here, unless a redirect of another record ends there.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «?all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ~all"
`,
    fix: "Write `~all` while you find out who sends, then `-all`.",
  },
  ...policyRule((spf) => {
    const all = firstAll(spf.parsed.record);
    if (all?.qualifier !== "?" || !isReadable(spf)) return undefined;
    const message = "with ?all strangers are neutral, as if there were no record: write ~all or -all";
    return { span: all.span, message };
  }),
  checkPolicy(view, context) {
    const end = redirectedEnd(view);
    if (end?.all?.term.kind !== "directive" || end.all.term.qualifier !== "?") return;
    const { redirect, record, all } = end;
    context.report({
      span: redirect.term.span,
      message: `strangers are neutral, as if there were no record: ${shownInRoot(view, redirect)} leads to ?all in the record of ${record.domain.text}`,
      elsewhere: [{ domain: record.domain, span: all.term.span, message: "this is for strangers" }],
    });
  },
};
