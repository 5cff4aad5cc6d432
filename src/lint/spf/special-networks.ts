/** Networks of SPF records that no client on the Internet is in. */
import { type IpNetwork, ip4, ip6 } from "../../base/ip.js";
import { specialRange } from "../../base/special-range.js";
import { holds, lastAddress, withoutHostBits } from "./networks.js";

/** What an IPv4 address is that is written as one of IPv6: SPF compares such a client as IPv4 (RFC 7208 section 5). */
export const MAPPED = "an IPv4 address in the form of IPv6";

/** What the addresses of a network are, such as `a private address`, where they are all of one special range. */
export function specialNetwork(network: IpNetwork): string | undefined {
  for (const { range, is } of OTHER_RANGES) if (holds(range, network)) return is;
  // A range is one network or, where it is several, not even half of any around it: its ends tell.
  const range = specialRange(withoutHostBits(network).address);
  return range !== undefined && range === specialRange(lastAddress(network)) ? range : undefined;
}

/** Whether a network is within those for documentation. */
export function isDocumentationNetwork(network: IpNetwork): boolean {
  return DOCUMENTATION.some((range) => holds(range, network));
}

// --------------------------------------------------------------------------------------------------------------------------

const OTHER_RANGES: readonly { readonly range: IpNetwork; readonly is: string }[] = [
  { range: { address: ip6(0, 0, 0xffff, 0), prefix: 96 }, is: MAPPED },
  { range: { address: ip4(0xc612_0000), prefix: 15 }, is: "an address for benchmarks (RFC 2544)" },
  { range: { address: ip4(0xc000_0000), prefix: 24 }, is: "an address for protocols (RFC 6890 2.1)" },
  { range: { address: ip4(0xc058_6300), prefix: 24 }, is: "an address of 6to4 relays, of which there are none (RFC 7526)" },
  { range: { address: ip4(0xffff_ffff), prefix: 32 }, is: "the broadcast address" },
  { range: { address: ip4(0xf000_0000), prefix: 4 }, is: "an address of a range that nobody was given (RFC 1112 4)" },
];

/** RFC 5737 section 3, RFC 3849 section 2, RFC 9637 section 3. */
const DOCUMENTATION: readonly IpNetwork[] = [
  { address: ip4(0xc000_0200), prefix: 24 },
  { address: ip4(0xc633_6400), prefix: 24 },
  { address: ip4(0xcb00_7100), prefix: 24 },
  { address: ip6(0x2001_0db8, 0, 0, 0), prefix: 32 },
  { address: ip6(0x3fff_0000, 0, 0, 0), prefix: 20 },
];
