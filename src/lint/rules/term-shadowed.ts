import { formatMechanism } from "../../spf/print.js";
import type { Qualifier } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { shownTerm } from "../spf/terms.js";

/** What a qualifier gives (RFC 7208 section 4.6.2). */
const RESULTS: Readonly<Record<Qualifier, string>> = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" };

export const rule: Rule = {
  id: "term-shadowed",
  severity: "warning",
  summary: "an earlier term of an SPF record decides otherwise than this one",
  section: "RFC 7208 4.6.2",
  docs: {
    why: "The first term that matches decides, and whoever this one matches was matched before. An exception that stands behind its rule is none.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 «-ip4:192.0.2.66» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 -ip4:192.0.2.66 ip4:192.0.2.0/24 -all"
`,
    fix: "Move the exception in front of the term that it is an exception from, or remove the one of the two that is wrong.",
  },
  checkRecord(spf, context) {
    for (const { term, by } of redundancyOf(spf).shadowed) {
      // An exception belongs in front of its rule; of two that say the same of the same hosts, one is a mistake.
      const isSame = formatMechanism(term.mechanism) === formatMechanism(by.mechanism);
      const advice = isSame ? "remove the one that is wrong" : "move it to the front";
      const message = `${shownTerm(spf, term)} never decides, for ${shownTerm(spf, by)} in front of it gives ${RESULTS[by.qualifier]} first: ${advice}`;
      context.report({ span: term.span, message, related: [{ span: by.span, message: "this decides" }] });
    }
  },
};
