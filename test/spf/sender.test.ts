import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identityDomain, parseSender } from "../../src/spf/sender.js";

const SEED = 20260704;

/** The name to ask for, or `none` with the words why. */
function shown(text: string): string {
  const name = identityDomain(text);
  return "problem" in name ? `none: ${name.problem}` : name.text;
}

describe("the domain of an identity", () => {
  it.each([
    ["example.org", "example.org"],
    ["EXAMPLE.org", "EXAMPLE.org"],
    ["a.b.c.example.org", "a.b.c.example.org"],
    ["_dmarc.example.org", "_dmarc.example.org"],
    ["-a-.example.org", "-a-.example.org"],
    ["1.192.0.2.1", "1.192.0.2.1"],
    ["192.0.2.x1", "192.0.2.x1"],
    ["a!b#c.example.org", "a!b#c.example.org"],
    ["b(c.example", "b\\(c.example"],
    ["__proto__.constructor", "__proto__.constructor"],
    ["b\u00fccher.example", "xn--bcher-kva.example"],
    ["B\u00dcCHER.EXAMPLE", "xn--bcher-kva.EXAMPLE"],
    ["bu\u0308cher.example", "xn--bcher-kva.example"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["\u4f8b\u3048.\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah"],
    ["\u0434\u043e\u043c\u0435\u043d.example", "xn--d1acufc.example"],
    ["fa\u00df.example", "xn--fa-hia.example"],
  ])("%j is %s", (text, name) => {
    expect(shown(text)).toBe(name);
  });

  it.each([
    ["", "it is empty"],
    ["localhost", "it has no dot, so it is no full domain name"],
    ["example.org.", "it ends in a dot"],
    [".", "it ends in a dot"],
    ["[192.0.2.1]", "it is an address literal"],
    ["[IPv6:2001:db8::1]", "it is an address literal"],
    ["192.0.2.1", "it is an IP address"],
    [".example.org", "it has an empty label (two dots in a row, or a dot in front)"],
    ["a..b", "it has an empty label (two dots in a row, or a dot in front)"],
    [`${"x".repeat(64)}.example`, "a label is longer than 63 octets"],
    [Array(64).fill("xxx").join("."), "it is longer than 253 octets"],
    ["x".repeat(5000), "it is too long"],
    ["a b.example", "it has a space or a control character"],
    ["a\tb.example", "it has a space or a control character"],
    ["a\0.example", "it has a space or a control character"],
    ["a\x7f.example", "it has a space or a control character"],
    ["a\x85.example", "it has a space or a control character"],
    ["example.org\r\n", "it has a space or a control character"],
    ["\u2603.example", "a label outside ASCII has characters that names cannot have"],
    ["a\u3002example", "a label outside ASCII has characters that names cannot have"],
    ["a\uff0eexample.org", "a label outside ASCII has characters that names cannot have"],
    ["\u202eexample.org", "a label outside ASCII has characters that names cannot have"],
    ["a\u00a0b.example", "a label outside ASCII has characters that names cannot have"],
    ["\u212aelvin.example", "a label outside ASCII has characters that names cannot have"],
    ["\ud800.example", "a label outside ASCII has characters that names cannot have"],
  ])("%j is none: %s", (text, problem) => {
    expect(shown(text)).toBe(`none: ${problem}`);
  });

  it("never turns another character into an ASCII one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), (label) => {
        const name = identityDomain(`${label}.example`);
        if ("problem" in name) return;
        // eslint-disable-next-line no-control-regex -- the range is ASCII
        if (/^[\x00-\x7f]*$/.test(label)) expect(name.labels.join(".")).toBe(`${label}.example`);
        else expect(name.text).toContain("xn--");
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("is found quickly, whatever the text", () => {
    const start = performance.now();
    const various = Array.from({ length: 4096 }, (_, index) => String.fromCharCode(0x4e00 + index)).join("");
    identityDomain(various);
    identityDomain("\u00fc".repeat(4096));
    identityDomain("\u00fc.".repeat(2047) + "x");
    identityDomain("(".repeat(100_000));
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe("the sender", () => {
  it.each([
    ["user@example.org", "user", "example.org"],
    ["<user@example.org>", "user", "example.org"],
    ["@example.org", "postmaster", "example.org"],
    ["<@example.org>", "postmaster", "example.org"],
    ["example.org", "postmaster", "example.org"],
    ["user@", "user", ""],
    ["a@b@example.org", "a@b", "example.org"],
    ['"a@b"@example.org', '"a@b"', "example.org"],
    ["@x.test,@y.test:z@w.test", "z", "w.test"],
    ["<@x.test:z@w.test>", "z", "w.test"],
    ["@x.test:@w.test", "postmaster", "w.test"],
    ["a@b.test(c.test", "a", "b.test(c.test"],
    ["user@example.org>", "user", "example.org>"],
    ["user+tag@example.org", "user+tag", "example.org"],
  ])("%j is %j at %j", (text, localPart, domain) => {
    expect(parseSender(text)).toEqual({ localPart, domain });
  });

  it.each(["", "<>"])("%j is the null sender", (text) => {
    expect(parseSender(text)).toBeUndefined();
  });
});
