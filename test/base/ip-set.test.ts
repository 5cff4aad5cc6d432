/** Sets of addresses against the plainest model there is: which of the addresses near both ends of the family are in it. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IpNetwork, equalIp, formatIp, inNetwork, ipFromNumber, ipNumber } from "../../src/base/ip.js";
import { type IpFamily, type IpRange, IpSet, familyBits, familySize, networkBounds } from "../../src/base/ip-set.js";
import { ipOf } from "../support/spf.js";

const SEED = 20260711;
/** The addresses that the model knows: this many from each end of the family. Ranges start and end among them. */
const WINDOW = 40n;

const families = fc.constantFrom<IpFamily>(4, 6);

function windowOf(family: IpFamily): bigint[] {
  const count = Number(WINDOW);
  return [
    ...Array.from({ length: count }, (_, at) => BigInt(at)),
    ...Array.from({ length: count }, (_, at) => familySize(family) - WINDOW + BigInt(at)),
  ];
}

const indexes = fc.nat(Number(WINDOW) * 2 - 1);
const pairs = fc.array(fc.tuple(indexes, indexes), { maxLength: 8 });

function rangesOf(family: IpFamily, from: readonly (readonly [number, number])[]): IpRange[] {
  const window = windowOf(family);
  return from.map(([a, b]) => ({
    first: ipFromNumber(family, window[Math.min(a, b)] ?? 0n),
    last: ipFromNumber(family, window[Math.max(a, b)] ?? 0n),
  }));
}

/** The addresses of the window that are in one of the ranges. */
function model(family: IpFamily, ranges: readonly IpRange[]): boolean[] {
  return windowOf(family).map((bits) => ranges.some(({ first, last }) => ipNumber(first) <= bits && bits <= ipNumber(last)));
}

function seen(set: IpSet): boolean[] {
  return windowOf(set.family).map((bits) => set.has(ipFromNumber(set.family, bits)));
}

const text = (set: IpSet): string[] => set.networks().map(({ address, prefix }) => `${formatIp(address)}/${prefix}`);
const setOf = (family: IpFamily, ...networks: string[]): IpSet => IpSet.ofNetworks(family, networks.map(network));
function network(written: string): IpNetwork {
  const [address = "", prefix] = written.split("/");
  const read = ipOf(address);
  return { address: read, prefix: prefix === undefined ? familyBits(read.family) : Number(prefix) };
}

describe("a set of addresses", () => {
  it("agrees with the model in every operation", () => {
    fc.assert(
      fc.property(families, pairs, pairs, (family, a, b) => {
        const [rangesA, rangesB] = [rangesOf(family, a), rangesOf(family, b)];
        const [setA, setB] = [IpSet.ofRanges(family, rangesA), IpSet.ofRanges(family, rangesB)];
        const [inA, inB] = [model(family, rangesA), model(family, rangesB)];
        expect(seen(setA)).toEqual(inA);
        expect(seen(setA.union(setB))).toEqual(inA.map((is, at) => is || inB[at] === true));
        expect(seen(setA.intersect(setB))).toEqual(inA.map((is, at) => is && inB[at] === true));
        expect(seen(setA.subtract(setB))).toEqual(inA.map((is, at) => is && inB[at] !== true));
        expect(seen(setA.complement())).toEqual(inA.map((is) => !is));
        expect(IpSet.unionOf(family, [setA, setB, setA]).equals(setA.union(setB))).toBe(true);
        expect(setA.union(setB).includes(setA)).toBe(true);
        expect(setA.includes(setA.union(setB))).toBe(
          inB.every((is, at) => !is || inA[at] === true) && setB.subtract(setA).isEmpty,
        );
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("is the same set whichever way it was made, and its size follows", () => {
    fc.assert(
      fc.property(families, pairs, pairs, (family, a, b) => {
        const [setA, setB] = [IpSet.ofRanges(family, rangesOf(family, a)), IpSet.ofRanges(family, rangesOf(family, b))];
        expect(setA.union(setB).equals(setB.union(setA))).toBe(true);
        expect(setA.complement().complement().equals(setA)).toBe(true);
        expect(setA.subtract(setB).equals(setA.intersect(setB.complement()))).toBe(true);
        expect(setA.size + setB.size).toBe(setA.union(setB).size + setA.intersect(setB).size);
        expect(setA.size + setA.complement().size).toBe(familySize(family));
        expect(setA.isEmpty).toBe(setA.size === 0n);
        const ranges = setA.ranges();
        expect(IpSet.ofRanges(family, ranges).equals(setA)).toBe(true);
        const [lowest] = ranges;
        const first = setA.first();
        expect(first === undefined ? lowest === undefined : lowest !== undefined && equalIp(first, lowest.first)).toBe(true);
        // No two ranges touch.
        for (const [at, { last }] of ranges.entries()) {
          const next = ranges[at + 1];
          if (next !== undefined) expect(ipNumber(next.first)).toBeGreaterThan(ipNumber(last) + 1n);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("is made by its networks, and by no fewer of them", () => {
    fc.assert(
      fc.property(families, pairs, (family, a) => {
        const set = IpSet.ofRanges(family, rangesOf(family, a));
        const networks = set.networks();
        expect(IpSet.ofNetworks(family, networks).equals(set)).toBe(true);
        for (const [at, { address, prefix }] of networks.entries()) {
          const [start, end] = networkBounds({ address, prefix });
          expect(ipNumber(address)).toBe(start);
          expect(inNetwork(ipFromNumber(family, end - 1n), address, prefix)).toBe(true);
          const next = networks[at + 1];
          if (next !== undefined) expect(ipNumber(next.address)).toBeGreaterThanOrEqual(end);
          // A list is the shortest one exactly when no network of it could be one bit wider and stay within the set.
          if (prefix > 0) expect(set.includes(IpSet.ofNetworks(family, [{ address, prefix: prefix - 1 }]))).toBe(false);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("has the addresses of its networks, whatever their host bits", () => {
    const bits = fc.bigInt({ min: 0n, max: familySize(6) - 1n });
    fc.assert(
      fc.property(families, bits, fc.nat(128), bits, fc.nat(127), (family, base, length, other, flip) => {
        const prefix = Math.min(length, familyBits(family));
        const address = ipFromNumber(family, base);
        const set = IpSet.ofNetworks(family, [{ address, prefix }]);
        const near = ipFromNumber(family, base ^ (1n << BigInt(flip % familyBits(family))));
        for (const client of [address, near, ipFromNumber(family, other)]) {
          expect(set.has(client)).toBe(inNetwork(client, address, prefix));
        }
        expect(set.size).toBe(1n << BigInt(familyBits(family) - prefix));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is written in the fewest networks", () => {
    expect(text(setOf(4, "192.0.2.0/25", "192.0.2.128/25"))).toEqual(["192.0.2.0/24"]);
    expect(text(setOf(4, "192.0.2.7"))).toEqual(["192.0.2.7/32"]);
    expect(text(IpSet.all(4))).toEqual(["0.0.0.0/0"]);
    expect(text(IpSet.all(6))).toEqual(["::/0"]);
    expect(text(setOf(4, "0.0.0.0/32").complement()).length).toBe(32);
    expect(text(setOf(6, "2001:db8::/32", "2001:db9::/32", "192.0.2.1"))).toEqual(["2001:db8::/31"]);
  });

  it("has no address of the other family", () => {
    expect(IpSet.all(4).has(ipOf("2001:db8::1"))).toBe(false);
    expect(IpSet.all(6).has(ipOf("192.0.2.1"))).toBe(false);
    expect(setOf(4, "2001:db8::/32").isEmpty).toBe(true);
    expect(IpSet.ofRanges(4, [{ first: ipOf("192.0.2.9"), last: ipOf("192.0.2.1") }]).isEmpty).toBe(true);
    expect(IpSet.empty(4).equals(IpSet.empty(6))).toBe(false);
    expect(() => IpSet.all(4).union(IpSet.all(6))).toThrow(TypeError);
  });

  it("merges thousands of networks in one walk", () => {
    const many = (offset: number): IpSet =>
      IpSet.ofNetworks(
        4,
        Array.from({ length: 50_000 }, (_, at) => ({ address: ipFromNumber(4, BigInt(at * 4 + offset)), prefix: 32 })),
      );
    const union = IpSet.unionOf(4, [many(0), many(1), many(2), many(3)]);
    expect(union.ranges()).toEqual([{ first: ipOf("0.0.0.0"), last: ipFromNumber(4, 199_999n) }]);
    expect(union.subtract(many(1)).size).toBe(150_000n);
  });
});
