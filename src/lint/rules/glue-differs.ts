import type { RelatedPlace } from "../../base/diagnostic.js";
import { formatIp } from "../../base/ip.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { zoneAbove } from "../structure/parents.js";
import { relatedRecord } from "../structure/state.js";
import { hasAddress } from "../structure/targets.js";

export const rule: Rule = {
  id: "glue-differs",
  severity: "warning",
  summary: "a name server has another address in the zone above than in its own zone",
  section: "RFC 1034 4.2.2",
  docs: {
    why: "The address of a server that is below the delegation stands in both zones. Resolvers start with the one above: where it is an old one, they ask a host that does not have the zone any more, and answers are slow, wrong or missing.",
    bad: `$TTL 1h
@       IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
        IN NS  ns1.example.net.
        IN NS  ns2.example.net.
dept    IN NS  ns.dept
        IN NS  ns2.example.net.
ns.dept IN A   «192.0.2.9»
; file dept.example.org.zone
$TTL 1h
@       IN SOA ns hostmaster 2026010101 4h 1h 2w 15m
        IN NS  ns
        IN NS  ns2.example.net.
ns      IN A   192.0.2.54
`,
    good: `$TTL 1h
@       IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
        IN NS  ns1.example.net.
        IN NS  ns2.example.net.
dept    IN NS  ns.dept
        IN NS  ns2.example.net.
ns.dept IN A   192.0.2.54
; file dept.example.org.zone
$TTL 1h
@       IN SOA ns hostmaster 2026010101 4h 1h 2w 15m
        IN NS  ns
        IN NS  ns2.example.net.
ns      IN A   192.0.2.54
`,
    fix: "Write the addresses that the server has now into both zones.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const above = zoneAbove(zone, context.estate);
    for (const { data } of above?.node?.rrset("NS") ?? []) {
      if (above === undefined || data.type !== "NS" || !data.target.isWithin(zone.apex)) continue;
      const own = zone.node(data.target);
      const glue = above.zone.node(data.target);
      // No address at all is for other rules, and a name that this zone delegates further is not its own.
      if (own === undefined || glue === undefined || own.cut !== undefined || !hasAddress(own) || !hasAddress(glue)) continue;
      reportDifferences(glue, own, context);
    }
  },
};

function reportDifferences(glue: NodeView, own: NodeView, context: RuleContext): void {
  const [given, known] = [addressesOf(glue), addressesOf(own)];
  const host = quoted(own.owner.text);
  const [wrong] = missingIn(known, given);
  if (wrong !== undefined) {
    const message = `${host} has not the address ${wrong.address} in its own zone: resolvers that come from here ask the wrong host`;
    context.report({ ...placeOf(wrong.record, 0), message, related: relatedAddress(known) });
    return;
  }
  const [unknown] = missingIn(given, known);
  if (unknown === undefined) return;
  const message = `the zone above does not know the address ${unknown.address} of the name server ${host}`;
  context.report({ ...placeOf(unknown.record, 0), message, related: relatedAddress(given), severity: "info" });
}

type Addresses = ReadonlyMap<string, ZoneRecord>;

function missingIn(others: Addresses, addresses: Addresses): { address: string; record: ZoneRecord }[] {
  return [...addresses].flatMap(([address, record]) => (others.has(address) ? [] : [{ address, record }]));
}

function relatedAddress(addresses: Addresses): RelatedPlace[] {
  return [...addresses.values()].slice(0, 1).map((record) => relatedRecord(record, "its address there"));
}

function addressesOf(node: NodeView): Addresses {
  const records = [...node.rrset("A"), ...node.rrset("AAAA")];
  return new Map(
    records.flatMap((record) =>
      record.data.type === "A" || record.data.type === "AAAA" ? [[formatIp(record.data.address), record] as const] : [],
    ),
  );
}
