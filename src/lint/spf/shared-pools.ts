/**
 * Addresses that many customers of one operator share. Only what the operator publishes itself as such, and what no operator sends its
 * customers' mail from; the state is that of October 2026.
 *
 * - Google Cloud: the TXT records of `_cloud-netblocks.googleusercontent.com` list the addresses of the machines that customers rent,
 *   in the form of SPF records (cloud.google.com/appengine/docs/outbound-ip-addresses).
 * - Cloudflare: www.cloudflare.com/ips-v4 and ips-v6. 2405:8100::/32 is left out, for mail that Cloudflare forwards comes from there.
 * - Fastly: api.fastly.com/public-ip-list.
 */
import { type IpNetwork, parseIp } from "../../base/ip.js";
import { holds } from "./networks.js";

export interface SharedPool {
  /** For messages. */
  readonly what: string;
  /** The names of records that list it. */
  readonly names?: RegExp;
  readonly networks: readonly string[];
}

const POOLS: readonly SharedPool[] = [
  {
    what: "the machines that customers of Google Cloud rent",
    names: /^_cloud-netblocks[0-9]*\.googleusercontent\.com\.?$/i,
    networks: [],
  },
  {
    what: "the proxies of the CDN of Cloudflare",
    networks: [
      "103.21.244.0/22",
      "103.22.200.0/22",
      "103.31.4.0/22",
      "104.16.0.0/13",
      "104.24.0.0/14",
      "108.162.192.0/18",
      "131.0.72.0/22",
      "141.101.64.0/18",
      "162.158.0.0/15",
      "172.64.0.0/13",
      "173.245.48.0/20",
      "188.114.96.0/20",
      "190.93.240.0/20",
      "197.234.240.0/22",
      "198.41.128.0/17",
      "2400:cb00::/32",
      "2405:b500::/32",
      "2606:4700::/32",
      "2803:f800::/32",
      "2a06:98c0::/29",
      "2c0f:f248::/32",
    ],
  },
  {
    what: "the proxies of the CDN of Fastly",
    networks: [
      "103.244.50.0/24",
      "103.245.222.0/23",
      "103.245.224.0/24",
      "104.156.80.0/20",
      "140.248.64.0/18",
      "140.248.128.0/17",
      "146.75.0.0/17",
      "151.101.0.0/16",
      "157.52.64.0/18",
      "167.82.0.0/17",
      "167.82.128.0/20",
      "167.82.160.0/20",
      "167.82.224.0/20",
      "172.111.64.0/18",
      "185.31.16.0/22",
      "199.27.72.0/21",
      "199.232.0.0/16",
      "23.235.32.0/20",
      "43.249.72.0/22",
      "2a04:4e40::/32",
      "2a04:4e42::/32",
    ],
  },
];

/** The pool that a domain-spec lists. */
export function poolOfName(domain: string): SharedPool | undefined {
  return POOLS.find(({ names }) => names?.test(domain) === true);
}

/** Whether a pool has IPv4 addresses with these first two octets. */
export function hasPoolAt(first: number, second: number): boolean {
  const near = byStart.get(first);
  if (near === undefined) return false;
  const start = (first << 8) | second;
  return near.some(({ network: { address, prefix } }) => (start ^ (address.w3 >>> 16)) >> Math.max(0, 16 - prefix) === 0);
}

/** The pool that has addresses of a network. Networks of whole regions, which have some of all, are not looked at. */
export function poolOfNetwork(network: IpNetwork): SharedPool | undefined {
  if (network.prefix < (network.address.family === 4 ? 8 : 16)) return undefined;
  const near = byStart.get(startOf(network));
  return near?.find((entry) => holds(entry.network, network) || holds(network, entry.network))?.pool;
}

// --------------------------------------------------------------------------------------------------------------------------

interface PoolNetwork {
  readonly network: IpNetwork;
  readonly pool: SharedPool;
}

/** By the first octet of IPv4 and the first two of IPv6, which all networks here have in common with those that they meet. */
const byStart = new Map<number, PoolNetwork[]>();
for (const pool of POOLS) {
  for (const text of pool.networks) {
    const [start = "", prefix] = text.split("/");
    const address = parseIp(start);
    if (address === undefined) throw new Error(`${text} is no network`);
    const network = { address, prefix: Number(prefix) };
    const near = byStart.get(startOf(network));
    if (near === undefined) byStart.set(startOf(network), [{ network, pool }]);
    else near.push({ network, pool });
  }
}

function startOf({ address: { family, w0, w3 } }: IpNetwork): number {
  return family === 4 ? w3 >>> 24 : w0 >>> 16;
}
