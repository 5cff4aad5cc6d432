import { formatIp } from "../../base/ip.js";
import { targetOf } from "../../base/question.js";
import { isPrivateRange, specialRange } from "../../base/special-range.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { perZone, relatedRecord } from "../structure/state.js";
import { type Target, findTarget, isWhole, targetField } from "../structure/targets.js";

const KINDS = [
  ["MX", "mail exchange"],
  ["NS", "name server"],
] as const;

export const rule: Rule = {
  id: "server-only-private",
  severity: "warning",
  summary: "all mail exchanges or name servers of a name have private addresses only",
  section: "RFC 1918 5",
  docs: {
    why: "Nobody outside of your own network reaches a private address: no mail arrives at the domain, or nobody finds its names. In a zone with private addresses alone this is meant; in one with others it is mostly an address of the inside that got into the zone for the outside.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN MX  10 «mail»
mail IN A   10.0.0.25
www  IN A   192.0.2.80
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN MX  10 mail
mail IN A   192.0.2.25
www  IN A   192.0.2.80
`,
    fix: "Write the address by which the host is reached from outside, or another host. Silence this in a zone that only your own network sees.",
  },
  types: KINDS.map(([type]) => type),
  signs: Sign.UnsettledTarget,
  checkNode(node, zone, context) {
    for (const [type, what] of KINDS) {
      // A host that does not exist is reported as that, and reached by nobody either.
      const all = node.types.includes(type) ? node.rrset(type) : [];
      const records = all.filter((one) => targetFor(one, context)?.kind !== "absent");
      const addresses = records.map((record) => privateAddress(record, context));
      const [record] = records;
      const [address] = addresses;
      if (record === undefined || address === undefined || addresses.includes(undefined) || !hasPublic(zone)) continue;
      if (address.data.type !== "A" && address.data.type !== "AAAA") continue;
      const which = records.length === 1 ? `the only ${what}` : `each ${what}`;
      const message = `${which} of ${quoted(node.owner.text)} has a private address, ${formatIp(address.data.address)}: nobody outside your network reaches it`;
      context.report({ ...placeOf(record, targetField(type)), message, related: [relatedRecord(address, "the address")] });
    }
  },
};

/** An address of the host that a record points to, where all of them are private; undefined where one is not, or nobody here knows. */
function privateAddress(record: ZoneRecord, context: RuleContext): ZoneRecord | undefined {
  const target = targetFor(record, context);
  if (target?.kind !== "found" || !isWhole(target.zone)) return undefined;
  const addresses = addressesOf(target.node);
  return addresses.every(isPrivate) ? addresses[0] : undefined;
}

function targetFor({ data }: ZoneRecord, { estate }: RuleContext): Target | undefined {
  const name = targetOf(data);
  return name === undefined ? undefined : findTarget(estate, name);
}

function addressesOf(node: NodeView): ZoneRecord[] {
  return [...node.rrset("A"), ...node.rrset("AAAA")];
}

function isPrivate({ data }: ZoneRecord): boolean {
  const range = data.type === "A" || data.type === "AAAA" ? specialRange(data.address) : undefined;
  return range !== undefined && isPrivateRange(range);
}

/** Whether a zone has an address that is not special, so that it is not only for the inside. */
const hasPublic = perZone((zone: ZoneView): boolean => {
  for (const node of zone.nodes()) {
    const isPublic = ({ data }: ZoneRecord): boolean =>
      (data.type === "A" || data.type === "AAAA") && specialRange(data.address) === undefined;
    if ((node.types.includes("A") || node.types.includes("AAAA")) && addressesOf(node).some(isPublic)) return true;
  }
  return false;
});
