/** The times of the signatures of a zone (RFC 4034 section 3.1.5). */
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { typeMnemonic } from "../../zone/types.js";
import type { ZoneView } from "../../zone/view.js";
import { perZone } from "./state.js";
import { TYPE_DNSKEY, TYPE_RRSIG } from "./types.js";

const SECONDS_PER_DAY = 86_400;
/** A signature that expires within so many days has to be made anew now: secondaries and caches keep the old one for a while. */
export const DAYS_LEFT = 7;

/** The signatures of one kind: which is the worst is not known, so the first one speaks for all. */
export interface SignatureGroup {
  readonly first: ZoneRecord;
  readonly inception: number;
  readonly expiration: number;
  count: number;
}

/** Each signature is in one group at most. */
export interface SignatureTimes {
  reversed?: SignatureGroup;
  expired?: SignatureGroup;
  expiresSoon?: SignatureGroup;
  notYetValid?: SignatureGroup;
}

/** Looks at all signatures of a zone, once for each zone and time. */
export function signatureTimes(zone: ZoneView, now: number): SignatureTimes {
  const known = timesOf(zone);
  if (known.now !== now) Object.assign(known, { now, times: readTimes(zone, now) });
  return known.times;
}

/** `the signature of A example.org`, and how many others there are. */
export function describeSignature({ first, count }: SignatureGroup): string {
  const covered = first.data.type === "UNKNOWN" ? readUint16(first.data.octets, 0) : 0;
  const more = count === 1 ? "" : ` (and ${count - 1} more of the zone)`;
  return `the signature of ${quoted(first.owner.text)} ${typeMnemonic(covered)}${more}`;
}

// --------------------------------------------------------------------------------------------------------------------------

const timesOf = perZone((): { now: number | undefined; times: SignatureTimes } => ({
  now: undefined,
  times: {},
}));

function readTimes(zone: ZoneView, now: number): SignatureTimes {
  const times: SignatureTimes = {};
  if (isUnsigned(zone)) return times;
  for (const node of zone.nodes()) {
    if (!node.types.includes(TYPE_RRSIG)) continue;
    for (const record of node.rrset(TYPE_RRSIG)) {
      const { data } = record;
      if (data.type !== "UNKNOWN" || data.octets.length < 18) continue;
      const expiration = readUint32(data.octets, 8);
      const inception = readUint32(data.octets, 12);
      const kind = kindOf(inception, expiration, now);
      if (kind === undefined) continue;
      const group = times[kind];
      if (group === undefined) times[kind] = { first: record, inception, expiration, count: 1 };
      else group.count++;
    }
  }
  return times;
}

// A signed zone has signatures at its apex, so a large unsigned one need not be searched.
function isUnsigned(zone: ZoneView): boolean {
  if (!zone.isComplete || zone.hasUnreadLines) return false;
  const types = zone.node(zone.apex)?.types ?? [];
  return !types.includes(TYPE_RRSIG) && !types.includes(TYPE_DNSKEY);
}

function kindOf(inception: number, expiration: number, now: number): keyof SignatureTimes | undefined {
  if (isAfter(inception, expiration)) return "reversed";
  if (!isAfter(expiration, now)) return "expired";
  if (isAfter(inception, now)) return "notYetValid";
  return isAfter(expiration, now + DAYS_LEFT * SECONDS_PER_DAY) ? undefined : "expiresSoon";
}

// RFC 4034 section 3.1.5: times are serials (RFC 1982).
function isAfter(a: number, b: number): boolean {
  const distance = (a - b) >>> 0;
  return distance !== 0 && distance < 0x8000_0000;
}

function readUint32(octets: Uint8Array, at: number): number {
  return ((readUint16(octets, at) << 16) | readUint16(octets, at + 2)) >>> 0;
}

function readUint16(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}
