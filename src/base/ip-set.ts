/**
 * Sets of addresses of one family. A set is its bounds: the numbers at which it starts and, in turn, at which it has ended. Bounds
 * ascend strictly, so equal sets have equal bounds, and every operation on two sets is one walk along both.
 */
import { type IpAddress, type IpNetwork, ip4, ip6, ipFromNumber, ipNumber } from "./ip.js";

export type IpFamily = 4 | 6;

/** The addresses from one to another, both included; of one family. */
export interface IpRange {
  readonly first: IpAddress;
  readonly last: IpAddress;
}

/** The length of an address in bits. */
export function familyBits(family: IpFamily): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** How many addresses a family has, which is the number behind the last one. */
export function familySize(family: IpFamily): bigint {
  return family === 4 ? 1n << 32n : 1n << 128n;
}

/** The number of a network's first address, and the number behind its last one. Host bits are ignored. */
export function networkBounds({ address, prefix }: IpNetwork): [start: bigint, end: bigint] {
  const hostBits = BigInt(familyBits(address.family) - prefix);
  const start = (ipNumber(address) >> hostBits) << hostBits;
  return [start, start + (1n << hostBits)];
}

/** The first and the last address of a network. Host bits are ignored. */
export function networkRange(network: IpNetwork): IpRange {
  const [start, end] = networkBounds(network);
  const { family } = network.address;
  return { first: ipFromNumber(family, start), last: ipFromNumber(family, end - 1n) };
}

/** An immutable set of addresses of one family. Operations take sets of the same family, and throw a TypeError for another. */
export class IpSet {
  readonly family: IpFamily;
  /** The number of each address at which the set starts or has ended, in turn: an even number of them, strictly ascending. */
  readonly bounds: readonly bigint[];
  #size: bigint | undefined;

  private constructor(family: IpFamily, bounds: readonly bigint[]) {
    this.family = family;
    this.bounds = bounds;
  }

  static empty(family: IpFamily): IpSet {
    return EMPTY[family];
  }

  /** All addresses of a family. */
  static all(family: IpFamily): IpSet {
    return ALL[family];
  }

  /** The networks of that family; those of the other one are left out. */
  static ofNetworks(family: IpFamily, networks: Iterable<IpNetwork>): IpSet {
    const pairs: [bigint, bigint][] = [];
    for (const network of networks) if (network.address.family === family) pairs.push(networkBounds(network));
    return IpSet.#ofPairs(family, pairs);
  }

  /** The ranges of that family; those of the other one, and those that end before they start, are left out. */
  static ofRanges(family: IpFamily, ranges: Iterable<IpRange>): IpSet {
    const pairs: [bigint, bigint][] = [];
    for (const { first, last } of ranges) {
      if (first.family !== family || last.family !== family) continue;
      const [start, end] = [ipNumber(first), ipNumber(last) + 1n];
      if (start < end) pairs.push([start, end]);
    }
    return IpSet.#ofPairs(family, pairs);
  }

  /** The set of these `bounds`, from 0 to the size of the family. Checks nothing. */
  static ofBounds(family: IpFamily, bounds: readonly bigint[]): IpSet {
    return new IpSet(family, bounds);
  }

  /** The union of any number of sets. */
  static unionOf(family: IpFamily, sets: Iterable<IpSet>): IpSet {
    let level = [...sets];
    if (level.length === 0) return IpSet.empty(family);
    // In pairs, so that no address is walked past more often than the logarithm of their number.
    while (level.length > 1) {
      const next: IpSet[] = [];
      for (let at = 0; at < level.length; at += 2) {
        const [a, b] = [level[at], level[at + 1]];
        if (a !== undefined) next.push(b === undefined ? a : a.union(b));
      }
      level = next;
    }
    return level[0] ?? IpSet.empty(family);
  }

  static #ofPairs(family: IpFamily, pairs: [start: bigint, end: bigint][]): IpSet {
    pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const bounds: bigint[] = [];
    for (const [start, end] of pairs) {
      const last = bounds.at(-1);
      if (last === undefined || start > last) bounds.push(start, end);
      else if (end > last) bounds[bounds.length - 1] = end;
    }
    return new IpSet(family, bounds);
  }

  union(other: IpSet): IpSet {
    return this.#combine(other, (here, there) => here || there);
  }

  intersect(other: IpSet): IpSet {
    return this.#combine(other, (here, there) => here && there);
  }

  subtract(other: IpSet): IpSet {
    return this.#combine(other, (here, there) => here && !there);
  }

  /** All addresses of the family that are not in the set. */
  complement(): IpSet {
    return IpSet.all(this.family).subtract(this);
  }

  #combine(other: IpSet, keep: (here: boolean, there: boolean) => boolean): IpSet {
    if (other.family !== this.family) throw new TypeError("sets of different families have nothing to do with each other");
    const [a, b] = [this.bounds, other.bounds];
    const bounds: bigint[] = [];
    let [atA, atB, inside] = [0, 0, false];
    while (atA < a.length || atB < b.length) {
      const [nextA, nextB] = [a[atA], b[atB]];
      const at = nextB === undefined || (nextA !== undefined && nextA < nextB) ? nextA : nextB;
      if (at === undefined) break;
      if (nextA === at) atA++;
      if (nextB === at) atB++;
      // Behind an odd number of bounds one is inside.
      if (keep(atA % 2 === 1, atB % 2 === 1) === inside) continue;
      inside = !inside;
      bounds.push(at);
    }
    return new IpSet(this.family, bounds);
  }

  get isEmpty(): boolean {
    return this.bounds.length === 0;
  }

  /** How many addresses it has. */
  get size(): bigint {
    if (this.#size === undefined) {
      let size = 0n;
      for (const [start, end] of this.#pairs()) size += end - start;
      this.#size = size;
    }
    return this.#size;
  }

  /** Whether an address is in the set; one of the other family never is. */
  has(address: IpAddress): boolean {
    return address.family === this.family && countUpTo(this.bounds, ipNumber(address)) % 2 === 1;
  }

  equals(other: IpSet): boolean {
    const [a, b] = [this.bounds, other.bounds];
    return this.family === other.family && a.length === b.length && a.every((bound, at) => bound === b[at]);
  }

  /** Whether every address of another set is in this one. */
  includes(other: IpSet): boolean {
    return other.subtract(this).isEmpty;
  }

  /** The lowest address; undefined for the empty set. */
  first(): IpAddress | undefined {
    const [start] = this.bounds;
    return start === undefined ? undefined : ipFromNumber(this.family, start);
  }

  /** An address of the set to name to people: one for documentation (RFC 5737, RFC 3849) where it has one, else its first one. */
  example(): IpAddress | undefined {
    return EXAMPLES[this.family].find((address) => this.has(address)) ?? this.first();
  }

  /** The fewest ranges that make the set, in ascending order; no two of them touch. */
  ranges(): IpRange[] {
    const address = (bits: bigint): IpAddress => ipFromNumber(this.family, bits);
    return [...this.#pairs()].map(([start, end]) => ({ first: address(start), last: address(end - 1n) }));
  }

  /** The fewest networks that make the set, in ascending order. */
  networks(): IpNetwork[] {
    const bits = familyBits(this.family);
    const networks: IpNetwork[] = [];
    for (const [start, end] of this.#pairs()) {
      for (let at = start; at < end;) {
        // The largest network that starts here and does not go beyond the end.
        let hostBits = at === 0n ? bits : trailingZeros(at);
        while (at + (1n << BigInt(hostBits)) > end) hostBits--;
        networks.push({ address: ipFromNumber(this.family, at), prefix: bits - hostBits });
        at += 1n << BigInt(hostBits);
      }
    }
    return networks;
  }

  *#pairs(): Generator<[start: bigint, end: bigint]> {
    for (let at = 0; at < this.bounds.length; at += 2) {
      const [start, end] = [this.bounds[at], this.bounds[at + 1]];
      if (start !== undefined && end !== undefined) yield [start, end];
    }
  }
}

const EMPTY: Readonly<Record<IpFamily, IpSet>> = { 4: IpSet.ofBounds(4, []), 6: IpSet.ofBounds(6, []) };
const ALL: Readonly<Record<IpFamily, IpSet>> = {
  4: IpSet.ofBounds(4, [0n, familySize(4)]),
  6: IpSet.ofBounds(6, [0n, familySize(6)]),
};

/** How many of the ascending numbers are not above another one. */
export function countUpTo(ascending: readonly bigint[], number: bigint): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0n) <= number) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The zero bits at the end of a number other than 0. */
function trailingZeros(number: bigint): number {
  let [rest, count] = [number, 0];
  while ((rest & 0xffffffffn) === 0n) {
    rest >>= 32n;
    count += 32;
  }
  while ((rest & 1n) === 0n) {
    rest >>= 1n;
    count++;
  }
  return count;
}

const EXAMPLES: Readonly<Record<IpFamily, readonly IpAddress[]>> = {
  4: [ip4(0xcb00_7101), ip4(0xc633_6401), ip4(0xc000_0201)],
  6: [ip6(0x2001_0db8, 0, 0, 1)],
};
