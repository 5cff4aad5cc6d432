import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";
import { findTarget, hasAddress, isDelegation, isMiswritten } from "../structure/targets.js";

export const rule: Rule = {
  id: "missing-glue",
  severity: "error",
  summary: "a delegation names a server below itself, and its address is missing",
  section: "RFC 1034 4.2.1",
  docs: {
    why: "To ask the server of the delegated zone for its address, a resolver would have to know its address already. Without an address record in the zone above, glue, nothing below the delegation can be found through this server.",
    bad: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS ns1.example.net.
         IN NS ns2.example.net.
dept     IN NS «ns.dept»
         IN NS ns2.example.net.
`,
    good: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS ns1.example.net.
         IN NS ns2.example.net.
dept     IN NS ns.dept
         IN NS ns2.example.net.
ns.dept  IN A  192.0.2.54
`,
    fix: "Add an A or AAAA record with the address of the server to this zone, the same as in the zone below.",
  },
  needsWholeZone: true,
  types: ["NS"],
  signs: Sign.UnsettledTarget,
  checkNode(node, zone, context) {
    const cut = node.owner;
    // The glue of the zone itself is in the zone above.
    if (!isDelegation(cut, zone)) return;
    for (const record of node.rrset("NS")) {
      if (record.data.type !== "NS" || isMiswritten(record.data.target, zone)) continue;
      const host = record.data.target;
      const target = findTarget(context.estate, host);
      const place = placeOf(record, 0);
      if (target.kind !== "delegated") {
        // The zone below is at hand and has the address; the zone above needs it nevertheless.
        if (target.kind !== "found" || target.zone === zone || !host.isWithin(cut) || !hasAddress(target.node)) continue;
        const glue = zone.node(host);
        if (glue !== undefined && hasAddress(glue)) continue;
        const [address] = target.node.rrset(target.node.types.includes("A") ? "A" : "AAAA");
        const related = address === undefined ? [] : [relatedRecord(address, "the address in the zone below")];
        context.report({ ...place, message: messageOf(host.text), related });
      } else if (target.zone === zone && (target.node === undefined || !hasAddress(target.node))) {
        if (target.cut.equals(cut)) context.report({ ...place, message: messageOf(host.text) });
        else {
          // RFC 9471 section 3.2: glue below another delegation is of use, but resolvers can do without.
          const message = `the server ${quoted(host.text)} is below the delegation of ${quoted(target.cut.text)}: its address here would save resolvers a detour`;
          context.report({ ...place, message, severity: "info" });
        }
      }
    }
  },
};

function messageOf(host: string): string {
  return `the server ${quoted(host)} is below the delegation that it serves: without an address record in this zone nobody can find it`;
}
