import { type IpAddress, formatIp, unmapIp } from "../../base/ip.js";
import { isPrivateRange, specialRange } from "../../base/special-range.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { MAPPED, isDocumentationNetwork, specialNetwork } from "../spf/special-networks.js";
import { isExampleName } from "../structure/names.js";
import { perZone } from "../structure/state.js";

export const rule: Rule = {
  id: "special-address",
  severity: "warning",
  summary: "an address is one that nobody on the Internet can reach",
  section: "RFC 6890 2.2",
  docs: {
    why: "A loopback, multicast or unspecified address is none of a host that others can reach: whoever follows it ends at their own machine or nowhere. A private address is right in a zone that only your own network sees; an SPF mechanism a or mx never matches by it. An address for documentation comes from an example that was copied; names for documentation such as example.org may have one, and a zone that has no others is an example itself.",
    bad: `$TTL 1h
mail IN A «127.0.0.1»
`,
    good: `$TTL 1h
mail IN A 192.0.2.25
`,
    fix: "Write the address by which the host is reached from outside, or remove the record.",
  },
  types: ["A", "AAAA"],
  signs: Sign.SpecialAddress,
  checkNode(node, zone, context) {
    const { types } = node;
    if (types.includes("A")) for (const record of node.rrset("A")) checkRecord(record, zone, context);
    if (types.includes("AAAA")) for (const record of node.rrset("AAAA")) checkRecord(record, zone, context);
  },
};

function checkRecord(record: ZoneRecord, zone: ZoneView, context: RuleContext): void {
  const { data } = record;
  if (data.type !== "A" && data.type !== "AAAA") return;
  const range = rangeOf(record, data.address);
  if (range === undefined || isOnPurpose(record, data.address)) return;
  if (range === DOCUMENTATION && isExampleZone(zone)) return;
  const isOften = isPrivateRange(range) || range === DOCUMENTATION;
  if (isOften) {
    // A zone for one's own network or for tests is full of them: one finding tells.
    const seen = reported(zone);
    if (seen.has(range)) return;
    seen.add(range);
  }
  const text = formatIp(data.address);
  const host = quoted(record.owner.text);
  const message =
    range === MAPPED
      ? `${text} is ${range}, by which nobody reaches ${host}: write an A record with ${formatIp(unmapIp(data.address))}`
      : range === DOCUMENTATION
        ? `${text} is ${range}, by which nobody reaches ${host}: write the address of your host`
        : `${text} is ${range}: nobody outside your network reaches ${host} by it`;
  context.report({ ...placeOf(record, 0), message, ...(isOften ? { severity: "info" } : {}) });
}

const DOCUMENTATION = "an address for documentation";

function rangeOf({ owner }: ZoneRecord, address: IpAddress): string | undefined {
  const prefix = address.family === 4 ? 32 : 128;
  if (specialNetwork({ address, prefix }) === MAPPED) return MAPPED;
  const isCopied = isDocumentationNetwork({ address, prefix }) && !isExampleName(owner);
  return isCopied ? DOCUMENTATION : specialRange(address);
}

/** Whether a zone has no addresses but such: then it is an example as a whole. */
const isExampleZone = perZone((zone: ZoneView): boolean => {
  for (const node of zone.nodes()) {
    for (const record of [...node.rrset("A"), ...node.rrset("AAAA")]) {
      const { data } = record;
      if ((data.type === "A" || data.type === "AAAA") && rangeOf(record, data.address) === undefined) return false;
    }
  }
  return true;
});

const reported = perZone(() => new Set<string>());

const LOOPBACK = 0x7f00_0001;

// RFC 6761 section 6.3 for localhost; the answers of block lists are 127.0.0.2 and the like (RFC 5782 section 2.1).
function isOnPurpose({ owner }: ZoneRecord, { family, w3 }: IpAddress): boolean {
  if (owner.labels[0]?.toLowerCase() === "localhost") return true;
  return family === 4 && w3 >>> 24 === 127 && w3 !== LOOPBACK;
}
