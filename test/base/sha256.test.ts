import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/base/sha256.js";

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

describe("sha256", () => {
  it("gives the digest of the example in FIPS 180-4", () => {
    expect(hex(sha256(new TextEncoder().encode("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("agrees with Node for every length up to three blocks, in one piece and in two", () => {
    for (let length = 0; length <= 192; length++) {
      const octets = Uint8Array.from({ length }, (_, index) => (index * 89 + length) & 0xff);
      const expected = createHash("sha256").update(octets).digest("hex");
      expect(hex(sha256(octets))).toBe(expected);
      expect(hex(sha256(octets.subarray(0, length >> 1), octets.subarray(length >> 1)))).toBe(expected);
    }
  });
});
