import { type IpAddress, equalIp, formatIp } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isReverseZone, isWildcard } from "../structure/names.js";
import { firstOfGenerate, reverseAddress } from "../structure/reverse.js";
import { relatedRecord } from "../structure/state.js";
import { dotHint, findTarget, hasAddress, isMiswritten, isWhole } from "../structure/targets.js";

export const rule: Rule = {
  id: "ptr-not-confirmed",
  severity: "warning",
  summary: "an address is given the name of a host that does not have this address",
  section: "RFC 8601 2.7.3",
  docs: {
    why: "Anyone can write any name into a PTR record, so mail servers look up the addresses of that name too. Where the address is not among them, the name counts for nothing: some refuse the mail of the host, and the SPF mechanism ptr does not match.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN PTR mail.example.org.
26   IN PTR «mail.example.org.»
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
mail IN A   192.0.2.25
     IN A   192.0.2.26
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN PTR mail.example.org.
26   IN PTR mail.example.org.
`,
    fix: "Write the name of the host that has the address, or give the host the address. A PTR record names a host itself, not an alias.",
  },
  types: ["PTR"],
  signs: Sign.PtrWithin,
  checkNode(node, zone, context) {
    const { owner } = node;
    if (!isReverseZone(zone.apex)) return;
    const address = reverseAddress(owner);
    if (address === undefined && !isWildcard(owner)) return;
    for (const record of node.rrset("PTR")) {
      if (record.data.type !== "PTR") continue;
      const { target } = record.data;
      // What has no dot at its end is reported as that.
      if (isMiswritten(target, zone) || isReverseZone(target)) continue;
      const fault = faultOf(record, target, address, context);
      if (fault === undefined || !isFirst(record, zone)) continue;
      context.report({ ...placeOf(record, 0), ...fault });
    }
  },
};

const isFirst = firstOfGenerate();

type Fault = Pick<Parameters<RuleContext["report"]>[0], "message" | "related">;

function faultOf(
  record: ZoneRecord,
  name: DomainName,
  address: IpAddress | undefined,
  { estate }: RuleContext,
): Fault | undefined {
  const target = findTarget(estate, name);
  if (target.kind === "absent") {
    const whose = address === undefined ? "addresses get" : `${formatIp(address)} gets`;
    return { message: `${whose} the name ${quoted(name.text)}, which does not exist${dotHint(record, 0)}` };
  }
  if (target.kind !== "found") return undefined;
  const { node, zone } = target;
  const [alias] = node.rrset("CNAME");
  if (alias !== undefined) {
    const message = `the PTR record points to ${quoted(name.text)}, which is an alias: PTR wants the name of a host`;
    return { message, related: [relatedRecord(alias, "the alias")] };
  }
  if (address === undefined || !isWhole(zone) || hasThis(node, address)) return undefined;
  if (!hasAddress(node)) {
    // RFC 1101 section 3.3: the first address of a network has the name of the network.
    if (address.family === 4 && (address.w3 & 0xff) === 0) return undefined;
    return { message: `${formatIp(address)} gets the name ${quoted(name.text)}, which has no address` };
  }
  const [other] = [...node.rrset("A"), ...node.rrset("AAAA")];
  return {
    message: `${formatIp(address)} gets the name ${quoted(name.text)}, which has other addresses and not this one`,
    related: other === undefined ? [] : [relatedRecord(other, "an address that it has")],
  };
}

function hasThis(node: NodeView, address: IpAddress): boolean {
  return node
    .rrset(address.family === 4 ? "A" : "AAAA")
    .some(({ data }) => (data.type === "A" || data.type === "AAAA") && equalIp(data.address, address));
}
