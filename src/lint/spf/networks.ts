/**
 * The networks of one record. Two networks are apart, or one holds the other: sorted by their first addresses they make a forest of at
 * most 33 or 129 levels, on which all questions here are answered in n log n.
 */
import { type IpAddress, type IpNetwork, equalIp, inNetwork, ip4, ip6 } from "../../base/ip.js";

/** The network with its host bits cleared: the same object where there are none. */
export function withoutHostBits(network: IpNetwork): IpNetwork {
  const { address, prefix } = network;
  const { family, w0, w1, w2, w3 } = address;
  if (family === 4) {
    const masked = mask(w3, prefix);
    return masked === w3 ? network : { address: ip4(masked), prefix };
  }
  const masked = ip6(mask(w0, prefix), mask(w1, prefix - 32), mask(w2, prefix - 64), mask(w3, prefix - 96));
  return equalIp(masked, address) ? network : { address: masked, prefix };
}

/** The last address of a network. */
export function lastAddress({ address, prefix }: IpNetwork): IpAddress {
  const { family, w0, w1, w2, w3 } = address;
  const fill = (word: number, bits: number): number => mask(word, bits) | ~mask(-1, bits);
  return family === 4
    ? ip4(fill(w3, prefix))
    : ip6(fill(w0, prefix), fill(w1, prefix - 32), fill(w2, prefix - 64), fill(w3, prefix - 96));
}

/** Whether every address of `inner` is in `outer`. */
export function holds(outer: IpNetwork, inner: IpNetwork): boolean {
  return outer.prefix <= inner.prefix && inNetwork(inner.address, outer.address, outer.prefix);
}

/** Whether two networks have the same addresses. Host bits have to be clear. */
export function equalNetworks(a: IpNetwork, b: IpNetwork): boolean {
  return a.prefix === b.prefix && equalIp(a.address, b.address);
}

/** Orders networks of one family by their first address, wider ones first. Host bits have to be clear. */
export function compareNetworks(a: IpNetwork, b: IpNetwork): number {
  // All networks of a record are compared, and most are of IPv4.
  if (a.address.family === 4) return compareWords(a.address.w3, b.address.w3) || a.prefix - b.prefix;
  return (
    compareWords(a.address.w0, b.address.w0) ||
    compareWords(a.address.w1, b.address.w1) ||
    compareWords(a.address.w2, b.address.w2) ||
    compareWords(a.address.w3, b.address.w3) ||
    a.prefix - b.prefix
  );
}

/** Some networks that are one. */
export interface Merged<Item> {
  readonly network: IpNetwork;
  /** Two or more, in the order of their addresses. */
  readonly items: readonly Item[];
}

/**
 * The networks that two or more others make up exactly, each as wide as it can be. The items are of one family, in the order of
 * `compareNetworks`, and none holds another.
 */
export function mergeNetworks<Item extends { readonly network: IpNetwork }>(sorted: readonly Item[]): Merged<Item>[] {
  const merged: { network: IpNetwork; items: Item[] }[] = [];
  if (!hasHalves(sorted)) return merged;
  for (const item of sorted) {
    let top = { network: item.network, items: [item] };
    for (let below = merged.at(-1); below !== undefined && areHalves(below.network, top.network); below = merged.at(-1)) {
      merged.pop();
      for (const one of top.items) below.items.push(one);
      top = { network: { address: below.network.address, prefix: top.network.prefix - 1 }, items: below.items };
    }
    merged.push(top);
  }
  return merged.filter(({ items }) => items.length > 1);
}

// --------------------------------------------------------------------------------------------------------------------------

/** Whether there is anything to merge: what can be merged first are neighbours. */
function hasHalves(sorted: readonly { readonly network: IpNetwork }[]): boolean {
  let last: IpNetwork | undefined;
  for (const { network } of sorted) {
    if (last !== undefined && areHalves(last, network)) return true;
    last = network;
  }
  return false;
}

/** Whether two networks, the lower one first, are the halves of a network. */
function areHalves(low: IpNetwork, high: IpNetwork): boolean {
  const { prefix } = high;
  if (low.prefix !== prefix || prefix === 0) return false;
  return inNetwork(high.address, low.address, prefix - 1) && !inNetwork(high.address, low.address, prefix);
}

function mask(word: number, bits: number): number {
  if (bits >= 32) return word;
  return bits <= 0 ? 0 : word & (-1 << (32 - bits));
}

function compareWords(a: number, b: number): number {
  return (a >>> 0) - (b >>> 0);
}
