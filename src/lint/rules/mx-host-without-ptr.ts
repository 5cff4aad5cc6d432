import { formatIp } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { reverseName } from "../../spf/macro.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { isReverseZone } from "../structure/names.js";
import { relatedRecord } from "../structure/state.js";
import { findTarget, isWhole } from "../structure/targets.js";
import { exchangeNames } from "../structure/exchanges.js";

export const rule: Rule = {
  id: "mx-host-without-ptr",
  severity: "warning",
  summary: "the address of a mail exchange has no PTR record in its reverse zone",
  section: "RFC 1912 2.1",
  docs: {
    why: "Mostly the hosts that receive mail send it too, and many receivers refuse mail from an address without a name.",
    bad: `$TTL 1h
@    IN MX  10 mail
mail IN A   «192.0.2.25»
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
80   IN PTR www.example.org.
`,
    good: `$TTL 1h
@    IN MX  10 mail
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
25   IN PTR mail.example.org.
80   IN PTR www.example.org.
`,
    fix: "Add a PTR record with the name of the host to the reverse zone.",
  },
  checkEstate(_estate, context) {
    const { estate } = context;
    if (!estate.zones.some((zone) => isReverseZone(zone.apex) && isWhole(zone))) return;
    const seen = new Set<string>();
    for (const zone of estate.zones) {
      for (const name of exchangeNames(zone)) {
        if (seen.size === seen.add(name.key).size) continue;
        checkHost(name, context);
      }
    }
  },
};

function checkHost(name: DomainName, context: RuleContext): void {
  const host = findTarget(context.estate, name);
  if (host.kind !== "found") return;
  for (const record of [...host.node.rrset("A"), ...host.node.rrset("AAAA")]) checkAddress(record, context);
}

function checkAddress(record: ZoneRecord, context: RuleContext): void {
  const { data } = record;
  if (data.type !== "A" && data.type !== "AAAA") return;
  const name = reverseName(data.address);
  const reverse = findTarget(context.estate, name);
  if (reverse.kind !== "absent" && reverse.kind !== "found") return;
  if (!isReverseZone(reverse.zone.apex) || !isWhole(reverse.zone)) return;
  const types = reverse.kind === "found" ? reverse.node.types : [];
  if (types.includes("PTR") || types.includes("CNAME")) return;
  context.report({
    ...placeOf(record, 0),
    message: `${formatIp(data.address)} of the mail exchange ${quoted(record.owner.text)} has no PTR record at ${quoted(name.text)}`,
    related: zoneStart(reverse.zone),
  });
}

function zoneStart({ soa }: ZoneView): ReturnType<typeof relatedRecord>[] {
  return soa === undefined ? [] : [relatedRecord(soa, "the reverse zone")];
}
