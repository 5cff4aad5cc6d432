/** Tells private keys from zone files: next to signed zones there are keys, and what is wrong with a file is printed, into logs too. */

/** How much of a file is looked at, in octets: certificates may stand before a key. */
const MAX_OCTETS = 64 * 1024;

/**
 * Whether octets are plainly a private key: BIND's (which begins with `Private-key-format:`), or one in PEM (RFC 7468 sections 10 and
 * 11), with what OpenSSL, OpenSSH and OpenPGP make of its label. No line of a zone file begins so.
 */
export function isPrivateKey(octets: Uint8Array): boolean {
  const start = octets.subarray(0, MAX_OCTETS);
  const text = Buffer.from(start.buffer, start.byteOffset, start.length).toString("latin1");
  return BIND.test(text) || PEM.test(text);
}

// --------------------------------------------------------------------------------------------------------------------------

// A byte order mark may be in front.
const BIND = /^(?:\xef\xbb\xbf)?\s*Private-key-format:/i;
const PEM = /^(?:\xef\xbb\xbf)?[ \t]*-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/m;
