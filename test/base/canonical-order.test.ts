import { describe, expect, it } from "vitest";
import { compareCanonically } from "../../src/base/canonical-order.js";
import { domainName } from "../../src/base/name.js";

describe("compareCanonically", () => {
  it("gives the order of the example in RFC 4034 section 6.1", () => {
    const names = [
      "example",
      "a.example",
      "yljkjljk.a.example",
      "Z.a.example",
      "zABC.a.EXAMPLE",
      "z.example",
      "\\001.z.example",
      "*.z.example",
      "\\200.z.example",
    ].map((name) => domainName(name));
    expect(names.toReversed().sort(compareCanonically)).toEqual(names);
  });

  it("takes no letter outside ASCII for another one", () => {
    // 0xC0 and 0xE0 are a capital and a small letter of Latin-1.
    const names = ["\\192b.example", "\\224a.example"].map((name) => domainName(name));
    expect(names.toReversed().sort(compareCanonically)).toEqual(names);
    expect(compareCanonically(domainName("\\192.example"), domainName("\\224.example"))).toBe(-1);
  });

  it("finds names equal that differ in the case of letters", () => {
    expect(compareCanonically(domainName("Mail.Example"), domainName("mail.eXample"))).toBe(0);
  });
});
