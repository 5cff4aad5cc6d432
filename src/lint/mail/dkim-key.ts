/** The keys of DKIM records: RSA (RFC 6376 section 3.6.1) and Ed25519 (RFC 8463). */
import { quoted } from "../../zone/problems.js";

/** The bits of a key in base64, or what is wrong with it. */
export function keyBits(value: string, algorithm: "rsa" | "ed25519"): number | string {
  const text = value.replaceAll(/\s+/g, "");
  if (text.includes("-----")) return "p is the key alone, without the lines BEGIN and END";
  const bad = /[^A-Za-z0-9+/=]/.exec(text);
  if (bad !== null) return `p is base64, which has no ${quoted(bad[0])}`;
  if (!/^[^=]*={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1)
    return "p is not whole base64: the key is cut or has too much";
  return bitsOf(Buffer.from(text, "base64"), algorithm);
}

/** As `keyBits`, for the octets of a key. */
export function bitsOf(octets: Uint8Array, algorithm: "rsa" | "ed25519"): number | string {
  if (algorithm === "ed25519") {
    if (octets.length === ED25519_OCTETS) return 256;
    // What OpenSSL writes has 12 octets in front that say the algorithm.
    const hint = octets.length === ED25519_OCTETS + 12 ? ": leave out the first 12, which OpenSSL puts in front" : "";
    return `an ed25519 key has ${ED25519_OCTETS} octets, and this one ${octets.length}${hint}`;
  }
  if (octets.length === ED25519_OCTETS) return "p is no RSA key; it has the length of an ed25519 key, which wants k=ed25519";
  return rsaBits(octets) ?? "p is no RSA public key: it is cut, or the key of something else";
}

const ED25519_OCTETS = 32;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const INTEGER = 0x02;

/**
 * The bits of the modulus.
 *
 *     SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE { ... }, subjectPublicKey BIT STRING }  (RFC 5280 section 4.1)
 *     RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }                          (RFC 8017 A.1.1)
 */
function rsaBits(octets: Uint8Array): number | undefined {
  const outer = readDer(octets, SEQUENCE);
  if (outer === undefined || outer.rest.length > 0) return undefined;
  const algorithm = readDer(outer.content, SEQUENCE);
  if (algorithm === undefined) return modulusBits(outer.content);
  const bits = readDer(algorithm.rest, BIT_STRING);
  // The first octet of a BIT STRING counts the bits that are not used.
  const key = bits === undefined ? undefined : readDer(bits.content.subarray(1), SEQUENCE);
  return key === undefined ? undefined : modulusBits(key.content);
}

function modulusBits(content: Uint8Array): number | undefined {
  const modulus = readDer(content, INTEGER);
  const exponent = modulus === undefined ? undefined : readDer(modulus.rest, INTEGER);
  if (modulus === undefined || exponent === undefined || exponent.rest.length > 0) return undefined;
  let first = 0;
  while (first < modulus.content.length && modulus.content[first] === 0) first++;
  const top = modulus.content[first];
  return top === undefined ? undefined : (modulus.content.length - first) * 8 - (Math.clz32(top) - 24);
}

function readDer(octets: Uint8Array, tag: number): { content: Uint8Array; rest: Uint8Array } | undefined {
  if (octets[0] !== tag) return undefined;
  let length = octets[1] ?? 0;
  let start = 2;
  if (length >= 0x80) {
    const count = length - 0x80;
    if (count === 0 || count > 3) return undefined;
    length = 0;
    for (const octet of octets.subarray(2, 2 + count)) length = length * 256 + octet;
    start += count;
  }
  if (start + length > octets.length) return undefined;
  return { content: octets.subarray(start, start + length), rest: octets.subarray(start + length) };
}
