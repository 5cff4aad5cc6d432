/** Mnemonics that stand for numbers in data (IANA, "DNS Security Algorithm Numbers" and others). Numbers are written back. */

export const ALGORITHMS: ReadonlyMap<string, number> = new Map([
  ["RSASHA256", 8],
  ["RSAMD5", 1],
  ["DH", 2],
  ["DSA", 3],
  ["ECC", 4],
  ["RSASHA1", 5],
  ["DSA-NSEC3-SHA1", 6],
  ["NSEC3DSA", 6],
  ["RSASHA1-NSEC3-SHA1", 7],
  ["NSEC3RSASHA1", 7],
  ["RSASHA512", 10],
  ["ECC-GOST", 12],
  ["ECCGOST", 12],
  ["ECDSAP256SHA256", 13],
  ["ECDSA256", 13],
  ["ECDSAP384SHA384", 14],
  ["ECDSA384", 14],
  ["ED25519", 15],
  ["ED448", 16],
  ["INDIRECT", 252],
  ["PRIVATEDNS", 253],
  ["PRIVATEOID", 254],
]);

export const DIGEST_TYPES: ReadonlyMap<string, number> = new Map([
  ["SHA-256", 2],
  ["SHA256", 2],
  ["SHA-1", 1],
  ["SHA1", 1],
  ["GOST", 3],
  ["SHA-384", 4],
  ["SHA384", 4],
]);

/** RFC 4398 section 2.1. */
export const CERTIFICATE_TYPES: ReadonlyMap<string, number> = new Map([
  ["PKIX", 1],
  ["SPKI", 2],
  ["PGP", 3],
  ["IPKIX", 4],
  ["ISPKI", 5],
  ["IPGP", 6],
  ["ACPKIX", 7],
  ["IACPKIX", 8],
  ["URI", 253],
  ["OID", 254],
]);

/** Single flags of RFC 2535 section 7.1. */
export const KEY_FLAGS: ReadonlyMap<string, number> = new Map([
  ["ZONE", 0x0100],
  ["USER", 0],
  ["HOST", 0x0200],
  ["NOCONF", 0x4000],
  ["NOAUTH", 0x8000],
  ["NOKEY", 0xc000],
  ["EXTEND", 0x1000],
]);

/** RFC 2535 section 7.1. */
export const KEY_PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ["DNSSEC", 3],
  ["NONE", 0],
  ["TLS", 1],
  ["EMAIL", 2],
  ["IPSEC", 4],
  ["ALL", 255],
]);
