import type { Rule } from "../rule.js";
import { superfluous } from "../spf/overruled.js";
import { redundancyOf } from "../spf/redundancy.js";
import { shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "include-covered",
  severity: "warning",
  summary: "an SPF record includes what another term asks for already",
  section: "RFC 7208 5.2",
  docs: {
    why: "The record of the same domain is asked for and evaluated twice, and each of its lookups counts twice against the ten. Names are the same in any case and with or without a dot at the end; a redirect at the end lets the same senders pass.",
    bad: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net «include:_SPF.example.net.» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 include:_spf.example.net -all"
`,
    fix: "Remove the include that the finding marks.",
  },
  checkRecord(spf, context) {
    for (const { term, by } of redundancyOf(spf).includes) {
      const message = `${shownTerm(spf, term)} asks for the same record as ${shownTerm(spf, by)}, and lets nobody else pass: remove it`;
      context.report(superfluous(spf, { term, by }, message));
    }
  },
};
