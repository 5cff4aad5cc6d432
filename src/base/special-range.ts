/** What kind of address an address is, for notes to people. It decides nothing in an evaluation. */
import ipaddr from "ipaddr.js";
import { type IpAddress, ip6Groups, ipOctets } from "./ip.js";

const RANGE_WORDS: Readonly<Record<string, string>> = {
  unspecified: "the unspecified address",
  broadcast: "the broadcast address",
  multicast: "a multicast address",
  linkLocal: "a link-local address",
  loopback: "a loopback address",
  carrierGradeNat: "an address of a carrier's NAT",
  private: "a private address",
  uniqueLocal: "a private (unique local) address",
};

/**
 * Names the special range that an address is in, such as `a private address`; undefined for an address that can be the other end
 * of a connection on the Internet, and for documentation addresses.
 */
export function specialRange(address: IpAddress): string | undefined {
  if (isOrdinary(address)) return undefined;
  const known = address.family === 4 ? new ipaddr.IPv4([...ipOctets(address)]) : new ipaddr.IPv6(ip6Groups(address));
  return RANGE_WORDS[known.range()];
}

/** Whether what `specialRange` says is an address within somebody's own network (RFC 1918, RFC 4193, RFC 6598). */
export function isPrivateRange(range: string): boolean {
  return /private|carrier/.test(range);
}

// Spares a look at the tables for nearly all addresses.
function isOrdinary({ family, w0, w3 }: IpAddress): boolean {
  // 2000::/3 are the global unicast addresses (RFC 4291 section 2.4).
  return family === 4 ? !SPECIAL_FIRST.has(w3 >>> 24) : w0 >>> 29 === 1;
}

/** The first octets of ranges that are wholly or partly special. */
const SPECIAL_FIRST: ReadonlySet<number> = new Set([
  0,
  10,
  100,
  127,
  169,
  172,
  192,
  ...Array.from({ length: 32 }, (_, index) => 224 + index),
]);
