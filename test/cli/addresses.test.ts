import { describe, expect, it } from "vitest";
import { type IpFamily, IpSet } from "../../src/base/ip-set.js";
import { type IpNetwork, parseIp } from "../../src/base/ip.js";
import { addressesText, countText, familiesText, networkText, setText, shownSet } from "../../src/cli/output/addresses.js";

function network(text: string): IpNetwork {
  const [start = "", prefix] = text.split("/");
  const address = parseIp(start);
  if (address === undefined) throw new Error(text);
  return { address, prefix: Number(prefix ?? (address.family === 4 ? 32 : 128)) };
}

function set(family: IpFamily, ...networks: string[]): IpSet {
  return IpSet.ofNetworks(family, networks.map(network));
}

describe("a number of addresses", () => {
  it.each([
    [0n, "0"],
    [1n, "1"],
    [12_288n, "12,288"],
    [1n << 32n, "4,294,967,296"],
    [(1n << 33n) - 1n, "8,589,934,591"],
    [1n << 33n, "2^33"],
    [(1n << 33n) + 1n, "about 2^33"],
    [1n << 64n, "2^64"],
    [(1n << 64n) + 1n, "about 2^64"],
    [(3n << 63n) - 1n, "about 2^64"],
    [3n << 63n, "about 2^65"],
    [(1n << 65n) - 1n, "about 2^65"],
    [(1n << 128n) - 1n, "about 2^128"],
    [1n << 128n, "2^128"],
  ])("%i is %s", (count, text) => {
    expect(countText(count)).toBe(text);
  });

  it("has its family and a plural", () => {
    expect(addressesText(set(4, "192.0.2.1"))).toBe("1 IPv4 address");
    expect(addressesText(set(6, "2001:db8::/64"))).toBe("2^64 IPv6 addresses");
    expect(addressesText(IpSet.empty(4))).toBe("0 IPv4 addresses");
    expect(familiesText({ 4: set(4, "192.0.2.0/24"), 6: set(6, "::1") })).toBe("256 IPv4 addresses and 1 IPv6 address");
    expect(familiesText({ 4: IpSet.empty(4), 6: set(6, "::1") })).toBe("1 IPv6 address");
    expect(familiesText({ 4: IpSet.empty(4), 6: IpSet.empty(6) })).toBe("no address");
  });
});

describe("a set in words", () => {
  it("has networks with their length, and hosts without", () => {
    expect(networkText(network("192.0.2.1"))).toBe("192.0.2.1");
    expect(networkText(network("192.0.2.0/31"))).toBe("192.0.2.0/31");
    expect(networkText(network("2001:db8::/128"))).toBe("2001:db8::");
    expect(networkText(network("::/0"))).toBe("::/0");
  });

  it("is all but something only where that is more than half and takes fewer networks", () => {
    expect(setText(IpSet.empty(4), 5)).toBe("none");
    expect(setText(IpSet.all(6), 5)).toBe("all");
    expect(setText(set(4, "192.0.2.0/24").complement(), 5)).toBe("all but 192.0.2.0/24");
    // Exactly a half, which is one network as well.
    expect(setText(set(4, "128.0.0.0/1"), 5)).toBe("128.0.0.0/1");
    // Nearly all in two networks, and the rest would take as many.
    const two = set(4, "0.0.0.0/1", "128.0.0.0/2");
    expect(shownSet(two)).toEqual({ isAllBut: true, networks: [network("192.0.0.0/2")] });
    const rest = set(4, "10.0.0.0/8", "192.0.2.1", "192.0.2.3");
    expect(shownSet(rest.complement()).networks).toHaveLength(3);
    expect(shownSet(rest).isAllBut).toBe(false);
  });

  it("has as many networks as there is room for", () => {
    const hosts = set(4, "192.0.2.1", "192.0.2.3", "192.0.2.5");
    expect(setText(hosts, 3)).toBe("192.0.2.1, 192.0.2.3, 192.0.2.5");
    expect(setText(hosts, 2)).toBe("192.0.2.1, 192.0.2.3 and 1 more");
    expect(setText(hosts.complement(), 1)).toBe("all but 192.0.2.1 and 2 more");
  });
});
