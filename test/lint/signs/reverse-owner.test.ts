import { describe, expect, it } from "vitest";
import { isAddressOwner } from "../../../src/lint/signs/reverse-owner.js";

const nibbles = (count: number): string => Array.from({ length: count }, (_, at) => (at % 16).toString(16)).join(".");

describe("isAddressOwner", () => {
  it.each([
    ["25.2.0.192.in-addr.arpa", true],
    ["0.255.249.1.IN-ADDR.ARPA", true],
    [`${nibbles(32)}.ip6.arpa`, true],
    [`${nibbles(32).toUpperCase()}.ip6.arpa`, true],
    ["2.0.192.in-addr.arpa", false],
    ["5.25.2.0.192.in-addr.arpa", false],
    ["256.2.0.192.in-addr.arpa", false],
    ["025.2.0.192.in-addr.arpa", false],
    ["1000.2.0.192.in-addr.arpa", false],
    ["x.2.0.192.in-addr.arpa", false],
    ["*.2.0.192.in-addr.arpa", false],
    ["25.0/25.2.0.192.in-addr.arpa", false],
    ["in-addr.arpa", false],
    [`${nibbles(31)}.ip6.arpa`, false],
    [`${nibbles(33)}.ip6.arpa`, false],
    [`10.${nibbles(30)}.ip6.arpa`, false],
    [`g.${nibbles(31)}.ip6.arpa`, false],
    ["ip6.arpa", false],
  ])("of %s is %s", (name, expected) => {
    const octets = Buffer.from(`before.${name}.after`, "latin1");
    expect(isAddressOwner(octets, 7, 7 + name.length)).toBe(expected);
  });
});
