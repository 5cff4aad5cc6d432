/** The keys of a signed zone, and the DS records that lead to them (RFC 4034 sections 2 and 5). */
import { lowerAscii } from "../../base/ascii.js";
import type { DomainName } from "../../base/name.js";
import { sha256 } from "../../base/sha256.js";
import { createWriter, writeString, writeUint8, writtenOctets } from "../../zone/rdata/wire.js";
import type { ZoneRecord } from "../../zone/record.js";
import { uint16At } from "./octets.js";

/** The data of a DNSKEY record. */
export interface ZoneKey {
  readonly record: ZoneRecord;
  readonly flags: number;
  readonly algorithm: number;
  readonly tag: number;
  readonly octets: Uint8Array;
}

/** The data of a DS record. */
export interface DelegationSigner {
  readonly record: ZoneRecord;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** Flags of a key (RFC 4034 section 2.1.1). */
const ZONE_KEY = 0x0100;
/** The digest type SHA-256 (RFC 4509). */
const SHA256 = 2;

/** The keys among records, those that could not be read left out. */
export function zoneKeys(records: readonly ZoneRecord[]): ZoneKey[] {
  return records.flatMap((record) => {
    const octets = octetsOf(record);
    if (octets === undefined || octets.length < 5) return [];
    return [{ record, flags: uint16At(octets, 0), algorithm: octets[3] ?? 0, tag: keyTag(octets), octets }];
  });
}

/** The DS records among records, those that could not be read left out. */
export function delegationSigners(records: readonly ZoneRecord[]): DelegationSigner[] {
  return records.flatMap((record) => {
    const octets = octetsOf(record);
    if (octets === undefined || octets.length < 5) return [];
    const [, , algorithm = 0, digestType = 0] = octets;
    return [{ record, keyTag: uint16At(octets, 0), algorithm, digestType, digest: octets.subarray(4) }];
  });
}

/**
 * Whether a DS record leads to a key of the zone `owner` (RFC 4034 section 5.2). The digest is compared where it is SHA-256, which
 * nearly all are; of other digests only the key tag and the algorithm are.
 */
export function isSignerOf(
  { keyTag: tag, algorithm, digestType, digest }: DelegationSigner,
  key: ZoneKey,
  owner: DomainName,
): boolean {
  if (key.tag !== tag || key.algorithm !== algorithm || (key.flags & ZONE_KEY) === 0) return false;
  if (digestType !== SHA256) return true;
  const expected = sha256(canonicalName(owner), key.octets);
  return expected.length === digest.length && expected.every((octet, index) => octet === digest[index]);
}

// --------------------------------------------------------------------------------------------------------------------------

// RFC 4034 section 6.2: without compression, letters in lower case.
function canonicalName({ labels }: DomainName): Uint8Array {
  const wire = createWriter();
  for (const label of labels) writeString(wire, lowerAscii(label));
  writeUint8(wire, 0);
  return writtenOctets(wire);
}

function octetsOf({ data, isRead }: ZoneRecord): Uint8Array | undefined {
  return isRead && data.type === "UNKNOWN" ? data.octets : undefined;
}

/** The key tag of the data of a DNSKEY record (RFC 4034 appendix B). */
function keyTag(octets: Uint8Array): number {
  // The old RSA/MD5: octets of the modulus, with which the key ends.
  if (octets[3] === 1) return uint16At(octets, octets.length - 3);
  let sum = 0;
  for (let at = 0; at < octets.length; at++) sum += (octets[at] ?? 0) << (at % 2 === 0 ? 8 : 0);
  return (sum + (sum >>> 16)) & 0xffff;
}
