import type { DomainName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "file-of-another-zone",
  severity: "warning",
  summary: "a file is named after one zone and has the SOA record of another",
  section: "RFC 1035 5.2",
  docs: {
    why: "Mostly a file was copied to start a new zone, and some names are still those of the old one. A name server that loads the file for the zone that it is named after refuses it, as the SOA record is not at the top of the zone.",
    bad: `; file example.net.zone
$TTL 1h
example.com. IN «SOA» ns1.example.com. hostmaster.example.com. 2026010101 4h 1h 2w 15m
             IN NS  ns1.example.com.
             IN NS  ns2.example.org.
ns1.example.com. IN A 192.0.2.53
`,
    good: `; file example.net.zone
$TTL 1h
example.net. IN SOA ns1.example.net. hostmaster.example.net. 2026010101 4h 1h 2w 15m
             IN NS  ns1.example.net.
             IN NS  ns2.example.org.
ns1.example.net. IN A 192.0.2.53
`,
    fix: "Write the names of the zone that is meant, or name the file after the zone that it has. Where the name of the file means something else, give --origin.",
  },
  checkZone({ apex, soas }, context) {
    for (const { record, guessedOrigin } of soas) {
      if (guessedOrigin === undefined || !isOtherZone(guessedOrigin, apex)) continue;
      const message = `the file is named after ${quoted(guessedOrigin.text)}, but its SOA record is of ${quoted(apex.text)}`;
      context.report({ ...placeOf(record, "type"), message });
    }
  },
};

/** Whether a file cannot be named after a zone: internal.example.org and example.org.new are, after example.org. */
function isOtherZone(named: DomainName, apex: DomainName): boolean {
  if (named.labels.length === 0) return false;
  if (`.${named.key}.`.includes(`.${apex.key}.`)) return false;
  // A reverse zone has a name that nobody writes down: its file is called by the network.
  return apex.labels.at(-1)?.toLowerCase() !== "arpa";
}
