import * as fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import {
  type IpAddress,
  equalIp,
  formatIp,
  inNetwork,
  ip4,
  ip6,
  ip6Groups,
  ipFromOctets,
  ipOctets,
  parseIp,
  parseIp4,
  parseIp6,
  unmapIp,
} from "../../src/base/ip.js";

const SEED = 20260704;
const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
// Zeros in all places, so that runs of them are met.
const sparseWord = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000, -65536), word);
const anyIp4 = word.map(ip4);
const anyIp6 = fc.tuple(sparseWord, sparseWord, sparseWord, sparseWord).map((words) => ip6(...words));

const oracle6 = (address: IpAddress): ipaddr.IPv6 => new ipaddr.IPv6(ip6Groups(address));

function must(address: IpAddress | undefined): IpAddress {
  if (address === undefined) throw new Error("no address");
  return address;
}

describe("IPv4 text", () => {
  it.each(["0.0.0.0", "255.255.255.255", "192.0.2.1", "10.20.30.40", "1.2.3.4"])("reads %s and writes it back", (text) => {
    expect(formatIp(must(parseIp4(text)))).toBe(text);
    expect([...ipOctets(must(parseIp4(text)))]).toEqual(text.split(".").map(Number));
  });

  it.each([
    ...["", ".", "...", "1", "1.2", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1", "1.1.1.256"],
    ...[
      "01.2.3.4",
      "1.2.3.04",
      "00.0.0.0",
      "1.2.3.00",
      "1000.2.3.4",
      "1.2.3.1000",
      "0x7f.0.0.1",
      "1.2.3.a",
      "-1.2.3.4",
      "+1.2.3.4",
    ],
    ...[
      " 1.2.3.4",
      "1.2.3.4 ",
      "1.2.3.4\n",
      "1.2.3.4\0",
      "1.2.3.4/32",
      "1,2,3,4",
      "1.2.3.٤",
      "3221225985",
      "::1.2.3.4",
      "1e1.2.3.4",
    ],
  ])("refuses %j", (text) => {
    expect(parseIp4(text)).toBeUndefined();
  });

  it("agrees with ipaddr.js on every address", () => {
    fc.assert(
      fc.property(anyIp4, (address) => {
        const text = new ipaddr.IPv4([...ipOctets(address)]).toString();
        expect(formatIp(address)).toBe(text);
        expect(parseIp4(text)).toEqual(address);
        expect(parseIp(text)).toEqual(address);
      }),
      { seed: SEED },
    );
  });
});

describe("IPv6 text", () => {
  it.each([
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["2001:db8::1", "2001:db8::1"],
    ["2001:DB8::A", "2001:db8::a"],
    ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
    // RFC 5952 section 4.2.2: one group of zeros is not shortened.
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    // Section 4.2.3: the longest run, and the first of equal ones.
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"],
    ["::ffff:192.0.2.1", "::ffff:c000:201"],
    ["::192.0.2.1", "::c000:201"],
    ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ])("reads %s as %s", (text, written) => {
    expect(formatIp(must(parseIp6(text)))).toBe(written);
    expect(parseIp6(written)).toEqual(parseIp6(text));
  });

  it.each([
    ...[
      "",
      ":",
      ":::",
      "1",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8",
      "1::2::3",
      "1:::2",
    ],
    ...[
      ":1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7:8:",
      ":1::",
      "12345::",
      "g::",
      "::1%eth0",
      "::1%",
      "fe80::1%1",
      "[::1]",
      "::1/64",
      " ::1",
      "::1 ",
    ],
    ...[
      "192.0.2.1",
      "::192.0.2",
      "::192.0.2.256",
      "::192.0.2.01",
      "::192.0.2.1:1",
      "1:2:3:4:5:6:7:192.0.2.1",
      "1:2:3:4:5:192.0.2.1",
      "::.1.2.3",
    ],
    ...["::1\0", "0x1::", "::-1", "::٤", "1:2:3:4:5:6:7:8 ", "::ffff:192.0.2.1.5"],
  ])("refuses %j", (text) => {
    expect(parseIp6(text)).toBeUndefined();
  });

  it("writes RFC 5952 text as ipaddr.js does, and reads every form", () => {
    fc.assert(
      fc.property(anyIp6, (address) => {
        const oracle = oracle6(address);
        // ipaddr.js writes mapped addresses in its own way.
        if (!oracle.isIPv4MappedAddress()) expect(formatIp(address)).toBe(oracle.toRFC5952String());
        const inFull = ip6Groups(address).map((group) => group.toString(16).padStart(4, "0"));
        for (const text of [formatIp(address), oracle.toNormalizedString(), inFull.join(":")]) {
          expect(parseIp6(text)).toEqual(address);
          expect(parseIp6(text.toUpperCase())).toEqual(address);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("never throws and never accepts what does not come back", () => {
    const text = fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF:::..%/xg"), maxLength: 48 });
    fc.assert(
      fc.property(text, (candidate) => {
        const address = parseIp(candidate);
        if (address !== undefined) expect(parseIp(formatIp(address))).toEqual(address);
        // What is accepted here is an address for ipaddr.js too.
        if (address !== undefined) expect(ipaddr.isValid(candidate)).toBe(true);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe("mapped addresses", () => {
  it("are IPv4 for parseIp and IPv6 for parseIp6", () => {
    expect(parseIp("::ffff:192.0.2.1")).toEqual(parseIp4("192.0.2.1"));
    expect(parseIp("::FFFF:c000:201")).toEqual(parseIp4("192.0.2.1"));
    expect(parseIp6("::ffff:192.0.2.1")?.family).toBe(6);
  });

  it("are only those of ::ffff:0:0/96", () => {
    for (const text of ["::192.0.2.1", "::fffe:192.0.2.1", "::ffff:0:192.0.2.1", "64:ff9b::192.0.2.1", "1::ffff:192.0.2.1"]) {
      expect(parseIp(text)?.family, text).toBe(6);
    }
    expect(unmapIp(ip4(1))).toEqual(ip4(1));
  });
});

describe("networks", () => {
  it("agree with ipaddr.js in IPv4", () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 31 }), (bits, prefix, flip) => {
        const network = ip4(bits);
        const client = ip4(bits ^ (1 << flip));
        const expected = new ipaddr.IPv4([...ipOctets(client)]).match(new ipaddr.IPv4([...ipOctets(network)]), prefix);
        expect(inNetwork(client, network, prefix)).toBe(expected);
        expect(inNetwork(network, network, prefix)).toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("agree with ipaddr.js in IPv6", () => {
    fc.assert(
      fc.property(anyIp6, fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 127 }), (network, prefix, flip) => {
        const octets = ipOctets(network);
        octets[flip >> 3] = (octets[flip >> 3] ?? 0) ^ (0x80 >> (flip & 7));
        const client = must(ipFromOctets(octets));
        expect(inNetwork(client, network, prefix)).toBe(oracle6(client).match(oracle6(network), prefix));
        // The flipped bit alone decides.
        expect(inNetwork(client, network, prefix)).toBe(flip >= prefix);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("of different families never match, not even with a length of zero", () => {
    expect(inNetwork(ip4(0), ip6(0, 0, 0, 0), 0)).toBe(false);
    expect(inNetwork(ip6(0, 0, 0, 0), ip4(0), 0)).toBe(false);
  });
});

describe("octets", () => {
  it("go there and back", () => {
    fc.assert(
      fc.property(fc.oneof(anyIp4, anyIp6), (address) => {
        expect(ipFromOctets(ipOctets(address))).toEqual(address);
        expect(equalIp(address, must(ipFromOctets(ipOctets(address))))).toBe(true);
      }),
      { seed: SEED },
    );
  });

  it("of another length are no address", () => {
    for (const length of [0, 1, 3, 5, 8, 15, 17]) expect(ipFromOctets(new Uint8Array(length))).toBeUndefined();
  });

  it("are read from where a view starts", () => {
    expect(ipFromOctets(Uint8Array.of(9, 9, 192, 0, 2, 1, 9).subarray(2, 6))).toEqual(parseIp4("192.0.2.1"));
  });
});

describe("equality", () => {
  it("respects the family", () => {
    expect(equalIp(ip4(1), ip6(0, 0, 0, 1))).toBe(false);
    expect(equalIp(ip6(1, 0, 0, 1), ip6(0, 0, 0, 1))).toBe(false);
    expect(equalIp(ip4(-1), must(parseIp4("255.255.255.255")))).toBe(true);
  });
});
