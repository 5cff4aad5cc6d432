import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { perZone, ttlPlace } from "../structure/state.js";

/** In seconds. */
const MOST = 7 * 86_400;

export const rule: Rule = {
  id: "ttl-very-long",
  severity: "info",
  summary: "a TTL is above a week",
  section: "RFC 1912 2.2",
  docs: {
    why: "A change is unseen for that long by those who asked before, and a mistake stays as long as well. Many resolvers cut such a TTL to a day or a week, so it is not even of use.",
    bad: `$TTL 1h
www «30d» IN A 192.0.2.80
`,
    good: `$TTL 1h
www 1d IN A 192.0.2.80
`,
    fix: "Write a day or less; two days are usual for name servers.",
  },
  signs: Sign.TtlExtreme,
  checkNode(node, zone, context) {
    const { types } = node;
    for (let index = 0; index < types.length; index++) {
      const [record] = node.rrset(types[index] ?? "A");
      if (record?.ttl === undefined || record.ttl <= MOST) continue;
      // One finding for each value: mostly all of them are due to one $TTL.
      const seen = reported(zone);
      if (seen.has(record.ttl)) continue;
      seen.add(record.ttl);
      const message = `the TTL is ${record.ttl} seconds, more than a week`;
      context.report({ ...ttlPlace(record), message });
    }
  },
};

const reported = perZone(() => new Set<number>());
