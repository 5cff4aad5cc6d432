import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { perZone, ttlPlace } from "../structure/state.js";

/** In seconds. */
const LEAST = 300;

export const rule: Rule = {
  id: "ttl-low",
  severity: "warning",
  summary: "the TTL of an SPF record is below five minutes",
  section: "RFC 7208 10.1.2",
  docs: {
    why: "Every receiver asks for the record again after this time. When the name servers cannot be reached for some minutes, mail from the domain gets temporary errors at once; with an hour nobody would notice.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    «120» TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    1h TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write an hour or more. A short TTL is right for the day before a change.",
  },
  // What DNS has of a domain shows what is left of the TTL in a cache.
  needsWholeZone: true,
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    const [first] = spfRecords(node, zone);
    const ttl = first?.text.record.ttl;
    if (first === undefined || ttl === undefined || ttl >= LEAST) return;
    // One finding for each value: mostly all of them are due to one $TTL.
    const seen = reported(zone);
    if (seen.has(ttl)) return;
    seen.add(ttl);
    const message = `the SPF record is kept for ${ttl} seconds, less than five minutes`;
    context.report({ ...ttlPlace(first.text.record), message });
  },
};

const reported = perZone(() => new Set<number>());
