/** Names that stand for addresses (RFC 1035 section 3.5, RFC 3596 section 2.5, RFC 2317). */
import { type IpAddress, ipFromOctets } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { isGenerated } from "../text-place.js";
import { perZone } from "./state.js";

/** How many numbers the name of an address has in front of in-addr.arpa, and how many digits in front of ip6.arpa. */
export const IP4_LABELS = 4;
export const IP6_LABELS = 32;

const OCTET = /^(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$/;
const NIBBLE = /^[0-9a-f]$/i;

/** Whether a label is a number of 0 to 255, or one hexadecimal digit. */
export function isReverseLabel(label: string, family: 4 | 6): boolean {
  return (family === 4 ? OCTET : NIBBLE).test(label);
}

/** Of which addresses a name in a reverse zone is. */
export function reverseFamily({ labels }: DomainName): 4 | 6 {
  return labels.at(-2)?.toLowerCase() === "ip6" ? 6 : 4;
}

/**
 * The address that a name below in-addr.arpa or ip6.arpa stands for. One label with anything in it may stand behind the first number,
 * as in `25.0/25.2.0.192.in-addr.arpa`: part of a network that is delegated (RFC 2317 section 4). Undefined for all other names.
 */
export function reverseAddress(name: DomainName): IpAddress | undefined {
  const family = reverseFamily(name);
  const labels = name.labels.slice(0, -2);
  const isPart = family === 4 && labels.length === IP4_LABELS + 1 && !isReverseLabel(labels[1] ?? "", family);
  const numbers = isPart ? labels.toSpliced(1, 1) : labels;
  if (numbers.length !== (family === 4 ? IP4_LABELS : IP6_LABELS)) return undefined;
  if (!numbers.every((label) => isReverseLabel(label, family))) return undefined;
  if (family === 4) return ipFromOctets(Uint8Array.from(numbers, Number).toReversed());
  return ipFromOctets(Buffer.from(numbers.toReversed().join(""), "hex"));
}

/** Whether an alias of the zone leads to a name: then it is asked for, whatever it looks like (RFC 2317 section 5.2). */
export function isAliasTarget(name: DomainName, zone: ZoneView): boolean {
  return aliasTargets(zone).has(name.key);
}

/** Says of each $GENERATE of a zone which record is the first one that is asked about: one speaks for all. True for other records. */
export function firstOfGenerate(): (record: ZoneRecord, zone: ZoneView) => boolean {
  const seenIn = perZone(() => new Set<string>());
  return (record, zone) => {
    if (!isGenerated(record)) return true;
    const seen = seenIn(zone);
    const key = `${record.source.name} ${record.span.start}`;
    return seen.size < seen.add(key).size;
  };
}

// --------------------------------------------------------------------------------------------------------------------------

const aliasTargets = perZone((zone) => {
  const targets = new Set<string>();
  const collect = (node: NodeView): void => {
    for (const { data } of node.rrset("CNAME")) if (data.type === "CNAME") targets.add(data.target.key);
  };
  for (const node of zone.nodes()) if (node.types.includes("CNAME")) collect(node);
  return targets;
});
