import type { ZoneRecord } from "../../zone/record.js";
import { recordDataKey } from "../../zone/print.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "serial-not-advanced",
  severity: "error",
  summary: "records changed, and the serial of the zone did not go up",
  section: "RFC 1996 3.7",
  docs: {
    why: "Secondary name servers fetch a zone only when its serial is higher than theirs. With the old serial, some servers go on giving the old answers, and which answer a mail server gets is chance.",
    before: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
ns1  IN A   192.0.2.53
`,
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster «2026010101» 4h 1h 2w 15m
     IN NS  ns1
ns1  IN A   192.0.2.54
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010102 4h 1h 2w 15m
     IN NS  ns1
ns1  IN A   192.0.2.54
`,
    fix: "Raise the serial with each change: the date and two digits, or a number that counts. Where a tool sets the serial as it publishes, turn this rule off.",
  },
  needsBefore: true,
  checkZone(zone, context) {
    const before = context.before(zone);
    const serial = serialOf(zone.soa);
    const old = serialOf(before?.soa);
    if (before === undefined || zone.soa === undefined || serial === undefined || old === undefined) return;
    const isAdvanced = isSerialGreater(serial, old);
    if (isAdvanced) return;
    const report = (message: string): void => {
      if (zone.soa !== undefined) context.report({ ...placeOf(zone.soa, 2), message });
    };
    if (serial !== old) {
      report(`the serial goes back from ${old} to ${serial}: secondary servers take it for an older zone`);
      return;
    }
    const changed = findChange(zone, before);
    if (changed === undefined) return;
    report(`the serial is still ${old}, but ${changed} changed: secondary servers will not fetch the zone`);
  },
};

/** Whether serial `a` is after `b` in the arithmetic of serials (RFC 1982 section 3.2). */
function isSerialGreater(a: number, b: number): boolean {
  return a !== b && (a - b) >>> 0 < 0x8000_0000;
}

function serialOf(soa: ZoneRecord | undefined): number | undefined {
  return soa?.data.type === "SOA" ? soa.data.serial : undefined;
}

/** The first record set that differs. Where lines could not be read, what is missing is not a change. */
function findChange(zone: ZoneView, before: ZoneView): string | undefined {
  return differing(zone, before) ?? differing(before, zone);
}

function differing(zone: ZoneView, other: ZoneView): string | undefined {
  for (const node of zone.nodes()) {
    const counterpart = other.node(node.owner);
    for (const type of node.types) {
      const records = node.rrset(type);
      const others = counterpart?.rrset(type) ?? [];
      if (others.length === 0 && other.hasUnreadLines) continue;
      if (keysOf(records) !== keysOf(others)) return `${node.owner.text} ${type}`;
    }
  }
  return undefined;
}

function keysOf(records: readonly ZoneRecord[]): string {
  return records
    .map(({ data, ttl }) => `${ttl} ${recordDataKey(data)}`)
    .sort()
    .join("\n");
}
