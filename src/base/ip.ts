/**
 * IP addresses as four 32-bit words.
 *
 * An SPF check compares one client address with many networks, so an address is four integers and a comparison is at most
 * four masked XORs. Parsing is strict (RFC 7208 section 5.6, RFC 4291 section 2.2): nothing that a lenient parser would
 * read as an address (`1.2.3`, `0x7f.1`, `01.2.3.4`, `fe80::1%eth0`) may decide who can send mail.
 */

/** An IPv4 or IPv6 address. `w0` to `w3` are signed 32-bit words, most significant first; IPv4 uses `w3` only. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
}

/** An address with a prefix length: 0 to 32 for IPv4, 0 to 128 for IPv6. Host bits may be set; they are ignored. */
export interface IpNetwork {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** Builds an IPv4 address from its 32 bits. */
export function ip4(bits: number): IpAddress {
  return { family: 4, w0: 0, w1: 0, w2: 0, w3: bits | 0 };
}

/** Builds an IPv6 address from its four words, most significant first. */
export function ip6(w0: number, w1: number, w2: number, w3: number): IpAddress {
  return { family: 6, w0: w0 | 0, w1: w1 | 0, w2: w2 | 0, w3: w3 | 0 };
}

/**
 * Reads a dotted quad: four decimal octets without leading zeros (RFC 7208 section 12, `ip4-network`).
 * Returns undefined for anything else.
 */
export function parseIp4(text: string): IpAddress | undefined {
  const bits = readDottedQuad(text, 0, text.length);
  return bits === undefined ? undefined : ip4(bits);
}

/**
 * Reads an IPv6 address in any form of RFC 4291 section 2.2, without a zone id. `::ffff:192.0.2.1` stays IPv6 here: an
 * `ip6:` network in a record never matches an IPv4 client. Returns undefined for anything else.
 */
export function parseIp6(text: string): IpAddress | undefined {
  // The longest form is eight groups whose last two are a dotted quad: 45 characters.
  if (text.length < 2 || text.length > 45) return undefined;
  const groups: number[] = [];
  let compressedAt = -1;
  let index = 0;
  if (text.startsWith("::")) {
    compressedAt = 0;
    index = 2;
  }
  while (index < text.length) {
    if (groups.length >= 8) return undefined;
    const start = index;
    let group = 0;
    let digit: number;
    while (index < text.length && (digit = hexDigit(text.charCodeAt(index))) >= 0) {
      group = group * 16 + digit;
      index++;
    }
    if (text[index] === ".") {
      // A dotted quad may only stand for the last two groups.
      const bits = readDottedQuad(text, start, text.length);
      if (bits === undefined || groups.length > 6) return undefined;
      groups.push(bits >>> 16, bits & 0xffff);
      index = text.length;
      break;
    }
    if (index === start || index - start > 4) return undefined;
    groups.push(group);
    if (index === text.length) break;
    if (text[index] !== ":") return undefined;
    index++;
    if (text[index] === ":") {
      if (compressedAt >= 0) return undefined;
      compressedAt = groups.length;
      index++;
    } else if (index === text.length) {
      return undefined;
    }
  }
  if (compressedAt >= 0) {
    // "::" stands for at least one group (RFC 5952 section 4.2.2 asks writers for more, readers accept one).
    if (groups.length > 7) return undefined;
    groups.splice(compressedAt, 0, ...Array<number>(8 - groups.length).fill(0));
  } else if (groups.length !== 8) {
    return undefined;
  }
  const word = (at: number): number => ((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0);
  return ip6(word(0), word(2), word(4), word(6));
}

/**
 * Reads a client address of either family. An IPv4-mapped IPv6 address is the IPv4 address that it stands for
 * (RFC 7208 section 5). Returns undefined when the text is not an address.
 */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(":")) return parseIp4(text);
  const address = parseIp6(text);
  return address === undefined ? undefined : unmapIp(address);
}

/** Whether a value of a program is an address: a family and four 32-bit words. */
export function isIpAddress(value: unknown): value is IpAddress {
  if (typeof value !== "object" || value === null) return false;
  const { family, w0, w1, w2, w3 } = value as Record<string, unknown>;
  if (!isWord(w0) || !isWord(w1) || !isWord(w2) || !isWord(w3)) return false;
  return family === 6 || (family === 4 && w0 === 0 && w1 === 0 && w2 === 0);
}

function isWord(value: unknown): boolean {
  return typeof value === "number" && (value | 0) === value;
}

/** Turns `::ffff:192.0.2.1` into `192.0.2.1`; every other address stays as it is. */
export function unmapIp(address: IpAddress): IpAddress {
  const mapped = address.family === 6 && address.w0 === 0 && address.w1 === 0 && address.w2 === 0xffff;
  return mapped ? ip4(address.w3) : address;
}

/** Whether two addresses are the same address of the same family. */
export function equalIp(a: IpAddress, b: IpAddress): boolean {
  return a.w3 === b.w3 && a.family === b.family && a.w2 === b.w2 && a.w1 === b.w1 && a.w0 === b.w0;
}

/**
 * Whether two addresses of one family agree in their first `prefix` bits. Addresses of different families never do.
 * `prefix` is 0 to 32 for IPv4, 0 to 128 for IPv6.
 */
export function inNetwork(client: IpAddress, network: IpAddress, prefix: number): boolean {
  if (client.family !== network.family) return false;
  if (client.family === 4) return sameBits(client.w3, network.w3, prefix);
  return (
    sameBits(client.w0, network.w0, prefix) &&
    sameBits(client.w1, network.w1, prefix - 32) &&
    sameBits(client.w2, network.w2, prefix - 64) &&
    sameBits(client.w3, network.w3, prefix - 96)
  );
}

/** The octets of an address, 4 or 16, in network order. */
export function ipOctets(address: IpAddress): Uint8Array {
  const words = address.family === 4 ? [address.w3] : [address.w0, address.w1, address.w2, address.w3];
  const octets = new Uint8Array(words.length * 4);
  const view = new DataView(octets.buffer);
  words.forEach((word, index) => view.setInt32(index * 4, word));
  return octets;
}

/** The address of 4 or 16 octets in network order; undefined for any other length. */
export function ipFromOctets(octets: Uint8Array): IpAddress | undefined {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (octets.length === 4) return ip4(view.getInt32(0));
  if (octets.length !== 16) return undefined;
  return ip6(view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12));
}

/** The bits of an address as one number: below 2^32 for IPv4, below 2^128 for IPv6. */
export function ipNumber({ family, w0, w1, w2, w3 }: IpAddress): bigint {
  if (family === 4) return BigInt(w3 >>> 0);
  return (doubleWord(w0, w1) << 64n) | doubleWord(w2, w3);
}

function doubleWord(high: number, low: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** The address of a family whose bits are a number; higher bits are ignored. */
export function ipFromNumber(family: 4 | 6, bits: bigint): IpAddress {
  const word = (shift: bigint): number => Number(BigInt.asIntN(32, bits >> shift));
  return family === 4 ? ip4(word(0n)) : ip6(word(96n), word(64n), word(32n), word(0n));
}

/** The text of an address: a dotted quad, or the form of RFC 5952 (lower case, the longest run of zeros shortened). */
export function formatIp(address: IpAddress): string {
  if (address.family === 4) return formatIp4(address.w3);
  const groups = ip6Groups(address);
  let runStart = -1;
  let runLength = 1; // A single zero group is not shortened (RFC 5952 section 4.2.2).
  for (let index = 0; index < 8; index++) {
    let end = index;
    while (end < 8 && groups[end] === 0) end++;
    if (end - index > runLength) {
      runStart = index;
      runLength = end - index;
    }
    if (end > index) index = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (runStart < 0) return hex.join(":");
  return `${hex.slice(0, runStart).join(":")}::${hex.slice(runStart + runLength).join(":")}`;
}

/** The eight 16-bit groups of an IPv6 address. */
export function ip6Groups(address: IpAddress): number[] {
  return [address.w0, address.w1, address.w2, address.w3].flatMap((word) => [word >>> 16, word & 0xffff]);
}

function formatIp4(bits: number): string {
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

function sameBits(a: number, b: number, count: number): boolean {
  if (count <= 0) return true;
  // A shift by 32 is a shift by 0 in JavaScript, so whole words are compared apart.
  return count >= 32 ? a === b : (a ^ b) >>> (32 - count) === 0;
}

function readDottedQuad(text: string, start: number, end: number): number | undefined {
  if (end - start < 7 || end - start > 15) return undefined;
  let bits = 0;
  let index = start;
  for (let octets = 0; octets < 4; octets++) {
    if (octets > 0 && text.charCodeAt(index++) !== 0x2e) return undefined;
    const first = index;
    let octet = 0;
    while (index < end && index - first < 3) {
      const digit = text.charCodeAt(index) - 0x30;
      if (digit < 0 || digit > 9) break;
      octet = octet * 10 + digit;
      index++;
    }
    if (index === first || octet > 255) return undefined;
    if (index - first > 1 && text.charCodeAt(first) === 0x30) return undefined;
    bits = (bits << 8) | octet;
  }
  return index === end ? bits : undefined;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
