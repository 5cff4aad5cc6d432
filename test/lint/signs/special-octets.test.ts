import { describe, expect, it } from "vitest";
import { ip4 } from "../../../src/base/ip.js";
import { specialRange } from "../../../src/base/special-range.js";
import { mayBeSpecial, mayHaveNoClient } from "../../../src/lint/signs/special-octets.js";
import { hasPoolAt, poolOfNetwork } from "../../../src/lint/spf/shared-pools.js";
import { isDocumentationNetwork, specialNetwork } from "../../../src/lint/spf/special-networks.js";

/** Third octets of the networks of 24 bits that have no client and stand among others that have. */
const THIRDS = [0, 2, 99, 100, 113];

function* starts(): Iterable<readonly [number, number]> {
  for (let first = 0; first < 256; first++) for (let second = 0; second < 256; second++) yield [first, second];
}

describe("the first two octets of an IPv4 address", () => {
  it("tell where addresses may be special", () => {
    for (const [first, second] of starts()) {
      const address = ip4(((first << 24) | (second << 16) | 0xffff) >>> 0);
      if (specialRange(address) !== undefined) expect(mayBeSpecial(first, second), `${first}.${second}`).toBe(true);
      else if (first < 224) expect(mayBeSpecial(first, second), `${first}.${second}`).toBe(false);
    }
  });

  it("tell where networks of SPF records may have no client", () => {
    for (const [first, second] of starts()) {
      const networks = THIRDS.map((third) => ({
        address: ip4(((first << 24) | (second << 16) | (third << 8)) >>> 0),
        prefix: 24,
      }));
      const hasNone = networks.some((network) => specialNetwork(network) !== undefined || isDocumentationNetwork(network));
      expect(mayHaveNoClient(first, second), `${first}.${second}`).toBe(hasNone);
    }
  });

  it("tell where a pool may have addresses", () => {
    for (const [first, second] of starts()) {
      const address = ip4(((first << 24) | (second << 16)) >>> 0);
      const hasPool = poolOfNetwork({ address, prefix: 16 }) !== undefined;
      expect(hasPoolAt(first, second), `${first}.${second}`).toBe(hasPool);
    }
  });
});
