/** Sets of addresses in words. */
import type { IpFamily, IpSet } from "../../base/ip-set.js";
import { familyBits, familySize } from "../../base/ip-set.js";
import { type IpNetwork, formatIp } from "../../base/ip.js";
import { thousands } from "../../base/layout.js";

/** A number of addresses: `12,288`, `2^64`, `about 2^97` where it is large and no power of two. */
export function countText(count: bigint): string {
  if (count < LARGE) return thousands(count);
  const bits = count.toString(2).length - 1;
  if (count === 1n << BigInt(bits)) return `2^${bits}`;
  // The nearer power of two.
  return `about 2^${(count >> BigInt(bits - 1)) & 1n ? bits + 1 : bits}`;
}

const LARGE = 1n << 33n;

/** `1 IPv4 address`, `12,288 IPv4 addresses`, `2^64 IPv6 addresses`. */
export function addressesText(set: IpSet): string {
  return `${countText(set.size)} IPv${set.family} address${set.size === 1n ? "" : "es"}`;
}

/** The same for both families; `no address` where there is none. */
export function familiesText(sets: Readonly<Record<IpFamily, IpSet>>): string {
  const texts = [sets[4], sets[6]].filter(({ isEmpty }) => !isEmpty).map(addressesText);
  return texts.length === 0 ? "no address" : texts.join(" and ");
}

export function networkText({ address, prefix }: IpNetwork): string {
  return prefix === familyBits(address.family) ? formatIp(address) : `${formatIp(address)}/${prefix}`;
}

/** Which addresses a set has, by what takes fewer words: those in it, or those that are not. */
export interface Shown {
  readonly isAllBut: boolean;
  readonly networks: readonly IpNetwork[];
}

export function shownSet(set: IpSet): Shown {
  const networks = set.networks();
  if (set.size * 2n <= familySize(set.family)) return { isAllBut: false, networks };
  const others = set.complement().networks();
  return others.length < networks.length ? { isAllBut: true, networks: others } : { isAllBut: false, networks };
}

/** A set in words, with at most so many networks: `192.0.2.0/24, 198.51.100.1 and 3 more`, `all but 192.0.2.0/24`, `all`. */
export function setText(set: IpSet, most: number): string {
  const { isAllBut, networks } = shownSet(set);
  if (networks.length === 0) return isAllBut ? "all" : "none";
  const shown = networks.slice(0, most).map(networkText);
  const left = networks.length - shown.length;
  const list = left > 0 ? `${shown.join(", ")} and ${left} more` : shown.join(", ");
  return isAllBut ? `all but ${list}` : list;
}
