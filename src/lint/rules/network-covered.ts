import type { Rule } from "../rule.js";
import { coveredNow } from "../spf/covered-now.js";
import { superfluous } from "../spf/overruled.js";
import { redundancyOf } from "../spf/redundancy.js";
import { shownTerm } from "../spf/terms.js";

export const rule: Rule = {
  id: "network-covered",
  severity: "info",
  summary: "a network of an SPF record is part of another one",
  section: "RFC 7208 5.6",
  docs: {
    why: "All its addresses get the same verdict from the wider network. It only makes the record longer, and stays behind when the wider one is removed because its hosts are gone. Where DNS is asked, or `spf lint` asks zone files, the same is said of a network that an a or mx in front of it has by its addresses of now, and of an a or mx whose addresses networks in front of it have: that holds until they change.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 «ip4:192.0.2.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Remove the narrower network, or the wider one if that was not meant.",
  },
  checkRecord(spf, context) {
    for (const pair of redundancyOf(spf).covered) {
      const message = `${shownTerm(spf, pair.term)} is part of ${shownTerm(spf, pair.by)}: remove it`;
      context.report(superfluous(spf, pair, message));
    }
  },
  checkPolicy(policy, context) {
    // Without DNS, records that are plain by their text are not looked at: that would take as long as reading the zone.
    if (policy.isLive) for (const finding of coveredNow(policy)) context.report(finding);
  },
};
