/** Maps over all addresses against what each address says for itself. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IpAddress, inNetwork, ipFromNumber } from "../../src/base/ip.js";
import { IpMap } from "../../src/base/ip-map.js";
import { type IpFamily, IpSet, familyBits, familySize } from "../../src/base/ip-set.js";

const SEED = 20260712;

interface Entry {
  readonly family: IpFamily;
  readonly bits: number;
  readonly prefix: number;
}

/** Networks near both ends of a family, one in another, with some of the other family among them. */
const lists = fc.array(
  fc.record({
    family: fc.constantFrom<IpFamily>(4, 6),
    bits: fc.integer({ min: -20, max: 20 }),
    prefix: fc.integer({ min: 26, max: 32 }),
  }),
  { maxLength: 8 },
);

const networkOf = ({ family, bits, prefix }: Entry) => ({
  address: ipFromNumber(family, BigInt(bits)),
  prefix: prefix === 26 ? 0 : prefix + familyBits(family) - 32,
});
const addresses = (family: IpFamily): IpAddress[] =>
  Array.from({ length: 180 }, (_, at) => ipFromNumber(family, (familySize(family) + BigInt(at - 90)) % familySize(family)));

describe("a map of addresses", () => {
  it("has the value of the first network that holds the address", () => {
    fc.assert(
      fc.property(fc.constantFrom<IpFamily>(4, 6), lists, (family, entries) => {
        const list = entries.map((entry, at) => [networkOf(entry), at] as const);
        const map = IpMap.firstOf(family, list, -1);
        for (const address of addresses(family)) {
          const first = list.find(([network]) => inNetwork(address, network.address, network.prefix));
          expect(map.at(address)).toBe(first?.[1] ?? -1);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is put together address by address, in as few pieces as there can be", () => {
    fc.assert(
      fc.property(fc.constantFrom<IpFamily>(4, 6), lists, lists, (family, a, b) => {
        const [setA, setB] = [a, b].map((entries) => IpSet.ofNetworks(family, entries.map(networkOf)));
        if (setA === undefined || setB === undefined) throw new Error("there are two sets");
        const both = IpMap.ofSet(setA, "a", "-").combine(IpMap.ofSet(setB, "b", "-"), (here, there) => here + there);
        for (const address of addresses(family)) {
          expect(both.at(address)).toBe(`${setA.has(address) ? "a" : "-"}${setB.has(address) ? "b" : "-"}`);
        }
        expect(both.where((value) => value === "ab").equals(setA.intersect(setB))).toBe(true);
        const sets = both.sets();
        expect([...sets.values()].reduce((sum, { size }) => sum + size, 0n)).toBe(familySize(family));
        expect([...sets.values()].reduce((sum, set) => sum + set.ranges().length, 0)).toBe(both.length);
        expect(both.some((value) => value === "ab")).toBe(!setA.intersect(setB).isEmpty);
        expect(both.map(() => 1).length).toBe(1);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
