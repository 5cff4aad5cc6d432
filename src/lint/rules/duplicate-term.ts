import type { Rule } from "../rule.js";
import { superfluous } from "../spf/overruled.js";
import { redundancyOf } from "../spf/redundancy.js";
import { shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "duplicate-term",
  severity: "warning",
  summary: "an SPF record has the same term twice",
  section: "RFC 7208 4.6.2",
  docs: {
    why: "Whoever the term matches was matched by the first one. The second one changes nothing, makes the record longer, and where it asks DNS it uses up one of the ten lookups.",
    bad: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx ip4:192.0.2.25 «mx» -all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx ip4:192.0.2.25 -all"
mail A   192.0.2.25
`,
    fix: "Remove one of the two.",
  },
  checkRecord(spf, context) {
    for (const pair of redundancyOf(spf).duplicates) {
      const { term, by } = pair;
      const text = shownTerm(spf, term);
      const what = text === shownTerm(spf, by) ? "stands in the record already" : `is the same as ${shownTerm(spf, by)}`;
      context.report(superfluous(spf, pair, `${text} ${what}: remove one of the two`));
    }
  },
};
