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
  const known = address.family === 4 ? new ipaddr.IPv4([...ipOctets(address)]) : new ipaddr.IPv6(ip6Groups(address));
  return RANGE_WORDS[known.range()];
}
