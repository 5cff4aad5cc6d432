import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { perZone, ttlPlace } from "../structure/state.js";
import { TYPE_NSEC3PARAM } from "../structure/types.js";

/** In seconds. */
const LEAST = 60;

export const rule: Rule = {
  id: "ttl-very-short",
  severity: "info",
  summary: "a TTL is below a minute",
  section: "RFC 1912 2.2",
  docs: {
    why: "Resolvers ask again and again, and when the name servers cannot be reached for a moment, so cannot the names. With 0 nothing is kept at all; an SPF check of a busy domain asks anew for every mail.",
    bad: `$TTL 1h
www «30» IN A 192.0.2.80
`,
    good: `$TTL 1h
www 5m IN A 192.0.2.80
`,
    fix: "Write five minutes or more; for what rarely changes, such as MX, NS and SPF records, an hour or more. A short TTL is right for some hours before a change.",
  },
  signs: Sign.TtlExtreme,
  checkNode(node, zone, context) {
    const { types } = node;
    for (let index = 0; index < types.length; index++) {
      const [record] = node.rrset(types[index] ?? "A");
      if (record?.ttl === undefined || record.ttl >= LEAST) continue;
      // Only name servers read it, and dnssec-signzone gives it the TTL 0 (RFC 5155 section 4).
      if (types[index] === TYPE_NSEC3PARAM) continue;
      // The rule ttl-low is about these.
      if (types[index] === "TXT" && zone.isComplete && spfRecords(node, zone).length > 0) continue;
      // One finding for each value: mostly all of them are due to one $TTL.
      const seen = reported(zone);
      if (seen.has(record.ttl)) continue;
      seen.add(record.ttl);
      const message =
        record.ttl === 0 ? "the TTL is 0: nobody keeps the answer" : `the TTL is ${record.ttl} seconds, less than a minute`;
      context.report({ ...ttlPlace(record), message });
    }
  },
};

const reported = perZone(() => new Set<number>());
