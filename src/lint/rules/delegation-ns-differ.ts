import { targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, placeOf } from "../rule.js";
import { zoneAbove } from "../structure/parents.js";
import { andMore, relatedRecord } from "../structure/state.js";
import { isMiswritten } from "../structure/targets.js";

export const rule: Rule = {
  id: "delegation-ns-differ",
  severity: "warning",
  summary: "a delegation names other servers than the delegated zone does",
  section: "RFC 1034 4.2.2",
  docs: {
    why: "Resolvers go by the servers of the delegation first and by those of the zone itself later. A server that only the delegation names may no longer have the zone, and a server that only the zone names is hardly asked: some questions fail or get old answers, others do not.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  «ns9.example.net.»
; file dept.example.org.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
; file dept.example.org.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
`,
    fix: "Write the same NS records in both zones: those of the servers that have the delegated zone.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const above = zoneAbove(zone, context.estate);
    const delegation = above?.node?.rrset("NS") ?? [];
    const own = delegation.length === 0 ? [] : (zone.node(zone.apex)?.rrset("NS") ?? []);
    const [firstOwn] = own;
    const [firstAbove] = delegation;
    if (above === undefined || firstOwn === undefined || firstAbove === undefined) return;
    // A name that was miswritten is no server that was meant.
    if (!own.every(isServer(zone)) || !delegation.every(isServer(above.zone))) return;
    const name = quoted(zone.apex.text);
    const extra = missingIn(own, delegation);
    const [server] = extra;
    if (server !== undefined) {
      const message = `${name} is delegated to ${targetText(server)}${andMore(extra.length - 1, "server")}, which is none of the zone's own name servers`;
      const related = [relatedRecord(firstOwn, "the first NS record of the zone itself")];
      context.report({ ...placeOf(server, 0), message, related });
      return;
    }
    const missing = missingIn(delegation, own);
    const [hidden] = missing;
    if (hidden === undefined) return;
    const message = `${targetText(hidden)}${andMore(missing.length - 1, "server")} serves ${name}, but the delegation in ${quoted(above.zone.apex.text)} does not name it`;
    const related = [relatedRecord(firstAbove, "the first NS record of the delegation")];
    context.report({ ...placeOf(hidden, 0), message, related });
  },
};

/** The records whose server is none of the others'. */
function missingIn(others: readonly ZoneRecord[], records: readonly ZoneRecord[]): ZoneRecord[] {
  const keys = new Set(others.map(({ data }) => targetOf(data)?.key));
  return records.filter(({ data }) => !keys.has(targetOf(data)?.key));
}

function isServer(zone: ZoneView): (record: ZoneRecord) => boolean {
  return ({ data }) => data.type === "NS" && !isMiswritten(data.target, zone);
}

function targetText({ data }: ZoneRecord): string {
  return quoted(targetOf(data)?.text ?? "");
}
