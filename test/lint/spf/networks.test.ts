import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IpNetwork, formatIp, inNetwork, ip4, ip6, parseIp } from "../../../src/base/ip.js";
import {
  compareNetworks,
  equalNetworks,
  holds,
  lastAddress,
  mergeNetworks,
  withoutHostBits,
} from "../../../src/lint/spf/networks.js";
import { isDocumentationNetwork, specialNetwork } from "../../../src/lint/spf/special-networks.js";

function network(text: string): IpNetwork {
  const [start = "", prefix] = text.split("/");
  const address = parseIp(start);
  if (address === undefined) throw new Error(`${text} is no network`);
  return { address, prefix: Number(prefix) };
}

const shown = ({ address, prefix }: IpNetwork): string => `${formatIp(address)}/${prefix}`;

describe("a network", () => {
  it.each([
    ["11.2.3.4/32", "11.2.3.4/32", "11.2.3.4"],
    ["11.2.3.4/31", "11.2.3.4/31", "11.2.3.5"],
    ["11.2.3.4/24", "11.2.3.0/24", "11.2.3.255"],
    ["255.2.3.4/0", "0.0.0.0/0", "255.255.255.255"],
    ["2a01:4f8::1/64", "2a01:4f8::/64", "2a01:4f8::ffff:ffff:ffff:ffff"],
    ["2a01:4f8:ffff::1/33", "2a01:4f8:8000::/33", "2a01:4f8:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["2a01:4f8::1/128", "2a01:4f8::1/128", "2a01:4f8::1"],
    ["ffff::1/0", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ])("%s starts and ends where it should", (text, masked, last) => {
    expect(shown(withoutHostBits(network(text)))).toBe(masked);
    expect(formatIp(lastAddress(network(text)))).toBe(last);
  });

  it("holds another one that starts within it and is not wider", () => {
    expect(holds(network("11.2.3.0/24"), network("11.2.3.128/25"))).toBe(true);
    expect(holds(network("11.2.3.0/24"), network("11.2.3.0/24"))).toBe(true);
    expect(holds(network("11.2.3.0/25"), network("11.2.3.0/24"))).toBe(false);
    expect(holds(network("0.0.0.0/0"), network("::/0"))).toBe(false);
  });

  it("is sorted by unsigned addresses, wider ones first", () => {
    const texts = ["200.0.0.0/8", "11.2.3.0/25", "11.0.0.0/8", "11.2.3.0/24"];
    expect(texts.map(network).toSorted(compareNetworks).map(shown)).toEqual([
      "11.0.0.0/8",
      "11.2.3.0/24",
      "11.2.3.0/25",
      "200.0.0.0/8",
    ]);
    const texts6 = ["ff00::/8", "2a01::1/128", "2a01::/64", "2a01::/32", "2a01:0:0:8000::/64"];
    expect(texts6.map(network).toSorted(compareNetworks).map(shown)).toEqual([
      "2a01::/32",
      "2a01::/64",
      "2a01::1/128",
      "2a01:0:0:8000::/64",
      "ff00::/8",
    ]);
  });
});

describe("merging", () => {
  const small = fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: 31 }), fc.integer({ min: 29, max: 32 }))
    .map(([isIp6, host, prefix]) =>
      withoutHostBits(
        isIp6 ? { address: ip6(0, 0, host, 0), prefix: prefix + 64 } : { address: ip4(0x0b020300 + host), prefix },
      ),
    );

  it("gives networks with the same addresses, and nothing more can be merged", () => {
    let merges = 0;
    fc.assert(
      fc.property(fc.array(small, { minLength: 12, maxLength: 24 }), fc.constantFrom(4, 6), (all, family) => {
        const sorted = all.filter(({ address }) => address.family === family).toSorted(compareNetworks);
        const antichain = sorted.filter(
          (one, index) =>
            !sorted.some((other, at) => (at < index || !equalNetworks(one, other)) && at !== index && holds(other, one)),
        );
        const merged = mergeNetworks(antichain.map((one) => ({ network: one })));
        merges += merged.length;
        const left = antichain.filter((one) => !merged.some(({ items }) => items.some((item) => item.network === one)));
        const result = [...left, ...merged.map(({ network: one }) => one)].toSorted(compareNetworks);
        for (let host = 0; host < 32; host++) {
          const client = family === 4 ? ip4(0x0b020300 + host) : ip6(0, 0, host, 0);
          const isIn = (list: readonly IpNetwork[]): number =>
            list.filter((one) => inNetwork(client, one.address, one.prefix)).length;
          expect(isIn(result)).toBe(isIn(antichain));
        }
        expect(mergeNetworks(result.map((one) => ({ network: one })))).toEqual([]);
      }),
      { seed: 7208, numRuns: 500 },
    );
    expect(merges).toBeGreaterThan(100);
  });

  it("of two halves of everything is everything, and of 65,536 hosts takes a moment", () => {
    const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((text) => ({ network: network(text) }));
    expect(mergeNetworks(halves).map((one) => shown(one.network))).toEqual(["0.0.0.0/0"]);
    const hosts = Array.from({ length: 65_536 }, (_, host) => ({ network: { address: ip4(0x0b020000 + host), prefix: 32 } }));
    expect(mergeNetworks(hosts).map((one) => [shown(one.network), one.items.length])).toEqual([["11.2.0.0/16", 65_536]]);
  });
});

describe("special networks", () => {
  it.each([
    ["10.0.0.0/8", "a private address"],
    ["10.0.0.0/7", undefined],
    ["172.16.0.0/12", "a private address"],
    ["172.16.0.0/11", undefined],
    ["192.168.1.0/24", "a private address"],
    ["0.0.0.0/0", undefined],
    ["255.255.255.255/32", "the broadcast address"],
    ["240.0.0.0/4", "an address of a range that nobody was given (RFC 1112 4)"],
    ["224.0.0.0/3", undefined],
    ["::/0", undefined],
    ["fe80::/10", "a link-local address"],
    ["2a01:4f8::/32", undefined],
    ["192.0.2.0/24", undefined],
  ])("%s is %s", (text, expected) => {
    expect(specialNetwork(network(text))).toBe(expected);
  });

  it("are for documentation in five ranges", () => {
    const inside = ["192.0.2.0/24", "198.51.100.7/32", "203.0.113.128/25", "2001:db8::/32", "3fff:fff::/32"];
    expect(inside.map(network).map(isDocumentationNetwork)).toEqual(inside.map(() => true));
    const outside = ["192.0.2.0/23", "192.0.3.0/24", "2001:db8::/31", "3fff:1000::/32", "203.0.114.0/24"];
    expect(outside.map(network).map(isDocumentationNetwork)).toEqual(outside.map(() => false));
  });
});
