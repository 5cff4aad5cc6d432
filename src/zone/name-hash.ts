/** Hashes of the texts of names. */

/**
 * The hash of a text is a polynomial over its octets, letters in lower case, modulo 2^32. So the hash of two texts joined follows
 * from their hashes: that of `www` and that of its origin give that of the name.
 */
export const HASH_FACTOR = 0x0100_0193;

/** Each octet with ASCII letters in lower case. */
export const LOWER: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 0x41 && code <= 0x5a ? code + 32 : code,
);

/** The hash of a text of octets, continued from the hash of what stands before it. */
export function hashText(text: string, before: number = 0): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, HASH_FACTOR) + (LOWER[text.charCodeAt(at) & 0xff] ?? 0)) | 0;
  return hash;
}

/** What a hash has to be multiplied with when a text of so many octets follows. */
export function hashPower(length: number): number {
  return POWERS[length] ?? 0;
}

/** The longest text of a name: 255 octets, each as an escape of four characters. */
export const MAX_TEXT = 1024;

const POWERS = new Int32Array(MAX_TEXT + 2);
POWERS[0] = 1;
for (let length = 1; length < POWERS.length; length++) POWERS[length] = Math.imul(POWERS[length - 1] ?? 0, HASH_FACTOR);

/** As `hashText`, for octets. */
export function hashOctets(octets: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, HASH_FACTOR) + (LOWER[octets[at] ?? 0] ?? 0)) | 0;
  return hash;
}

/** Brings all bits of a hash into its lower ones. */
export function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb_352d);
  return mixed ^ (mixed >>> 15);
}
