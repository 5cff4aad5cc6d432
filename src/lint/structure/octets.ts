/** Numbers in the data of records that has no fields of its own in `RecordData`. */

/** Two octets, the higher one first; 0 for those that are not there. */
export function uint16At(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}
