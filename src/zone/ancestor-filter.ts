/** A filter of the names that are above others, such as empty non-terminals: bits by their hashes. */
import { HASH_FACTOR, LOWER, hashPower, hashText, spread } from "./name-hash.js";
import type { NameTable } from "./name-table.js";

/**
 * Notes the ancestors of a name that are below `apex`, which it has to be within: the bits of a filter by their hashes, which is of
 * a power of two of octets. Linear in the length of its text.
 */
export function noteAncestors(names: NameTable, name: number, apex: number, filter: Uint8Array): void {
  const { octets } = names;
  const end = names.textEnd(name);
  const last = end - names.textLength(apex) - 1;
  let whole = names.hash(name);
  let front = 0;
  for (let at = names.textStart(name); at < last; at++) {
    const octet = LOWER[octets[at] ?? 0] ?? 0;
    front = (Math.imul(front, HASH_FACTOR) + octet) | 0;
    if (octet !== DOT) continue;
    // H(xy) = H(x) * F^length(y) + H(y). A dot within a label makes a bit too many, and no harm.
    whole = (whole - Math.imul(front, hashPower(end - at - 1))) | 0;
    front = 0;
    note(filter, whole);
  }
}

/** Whether a filter of `noteAncestors` may have a name of lower case, given by its text. */
export function mayBeNoted(filter: Uint8Array, key: string): boolean {
  const hash = hashText(key);
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(hash, probe);
    if (((filter[(bit >>> 3) & (filter.length - 1)] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

// --------------------------------------------------------------------------------------------------------------------------

const DOT = 0x2e;

/** With 32 bits for each name, one in twenty thousand that are not there is taken for one that is. */
const PROBES = 3;

function note(filter: Uint8Array, hash: number): void {
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(hash, probe);
    const at = (bit >>> 3) & (filter.length - 1);
    filter[at] = (filter[at] ?? 0) | (1 << (bit & 7));
  }
}

function bitOf(hash: number, probe: number): number {
  return (spread(hash) + Math.imul(probe, Math.imul(hash, 0x9e37_79b1) | 1)) | 0;
}
