import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "single-name-server",
  severity: "warning",
  summary: "a zone has only one name server",
  section: "RFC 1034 4.1",
  docs: {
    why: "When the only name server cannot be reached, nothing of the zone can be found: mail to it is delayed, and its SPF checks end in a temporary error. Many registries refuse such a zone.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  «ns1»
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Add a second name server, in another network.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const servers = zone.node(zone.apex)?.rrset("NS") ?? [];
    const [only] = servers;
    if (servers.length !== 1 || only === undefined) return;
    const message = `this is the only name server of ${quoted(zone.apex.text)}: when it cannot be reached, the zone is gone`;
    context.report({ ...placeOf(only, 0), message });
  },
};
