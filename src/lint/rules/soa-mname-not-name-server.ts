import { quoted } from "../../zone/problems.js";
import type { Rule } from "../rule.js";
import { repeatsZoneName } from "../structure/names.js";
import { soaRule } from "../structure/soa.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "soa-mname-not-name-server",
  severity: "info",
  summary: "the primary name server in the SOA record is none of the zone's NS records",
  section: "RFC 1035 3.3.13",
  docs: {
    why: "The first name of a SOA record is the server that the zone comes from. Dynamic updates and some NOTIFY messages go there. A hidden primary is left out of the NS records on purpose; otherwise this is a server that was replaced.",
    bad: `$TTL 1h
@    IN SOA «ns0» hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns0  IN A   192.0.2.52
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Write the name of the primary name server, and give it an NS record unless it is hidden on purpose.",
  },
  needsWholeZone: true,
  ...soaRule(({ mname }, { zone }) => {
    const servers = zone.node(zone.apex)?.rrset("NS") ?? [];
    const [first] = servers;
    if (first === undefined || repeatsZoneName(mname, zone.apex)) return undefined;
    if (servers.some(({ data }) => data.type !== "NS" || data.target.equals(mname))) return undefined;
    const message = `${quoted(mname.text)} is the primary name server, but no NS record of the zone names it`;
    return { field: "mname", message, related: [relatedRecord(first, "the first NS record")] };
  }),
};
