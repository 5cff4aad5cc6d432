import { targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { NodeView } from "../../zone/view.js";
import { type Rule, placeOf } from "../rule.js";
import { zoneAbove } from "../structure/parents.js";
import { relatedRecord } from "../structure/state.js";
import { TYPE_DS } from "../structure/types.js";

export const rule: Rule = {
  id: "zone-not-delegated",
  severity: "error",
  summary: "the zone above does not delegate the zone",
  section: "RFC 1034 4.2.1",
  docs: {
    why: "Resolvers come from above: without NS records in the zone above they never learn of this zone, and the servers above answer that its names do not exist. Where the same servers have both zones, most questions are answered by chance, until one of the zones moves or the zone above is signed.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
; file dept.example.org.zone
$TTL 1h
@    IN «SOA» ns3.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns3.example.net.
     IN NS  ns4.example.net.
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns3.example.net.
     IN NS  ns4.example.net.
; file dept.example.org.zone
$TTL 1h
@    IN SOA ns3.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns3.example.net.
     IN NS  ns4.example.net.
`,
    fix: "Write the zone's NS records into the zone above as well, with the addresses of servers that are below the delegation.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const { apex, soa } = zone;
    const above = soa === undefined ? undefined : zoneAbove(zone, context.estate);
    if (soa === undefined || above === undefined) return;
    const types = above.node?.types ?? [];
    // A DS record without NS records has a finding of its own.
    if (types.includes("NS") || types.includes(TYPE_DS)) return;
    const message = `${quoted(above.zone.apex.text)} does not delegate ${quoted(apex.text)}: it has no NS records for it`;
    const related = above.zone.soa === undefined ? [] : [relatedRecord(above.zone.soa, "the zone above")];
    const isShared = serversOf(above.zone.node(above.zone.apex)) === serversOf(zone.node(apex));
    context.report({ ...placeOf(soa, "type"), message, related, ...(isShared ? { severity: "warning" } : {}) });
  },
};

function serversOf(node: NodeView | undefined): string {
  const keys = (node?.rrset("NS") ?? []).map(({ data }) => targetOf(data)?.key ?? "");
  return [...new Set(keys)].sort().join(" ");
}
