import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DomainName,
  compareNames,
  describeNameProblem,
  domainName,
  isName,
  isOctetString,
  readEscape,
} from "../../src/base/name.js";

const SEED = 20260704;
const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const anyLabel = fc.string({ unit: octet, minLength: 1, maxLength: 20 });
const anyName = fc.array(anyLabel, { maxLength: 8 }).map((labels) => mustName(DomainName.fromLabels(labels)));

function mustName(name: DomainName | string): DomainName {
  if (typeof name === "string") throw new Error(name);
  return name;
}

const repeat = (label: string, count: number): string => Array<string>(count).fill(label).join(".");

describe("presentation form", () => {
  it("goes there and back for any octets", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(name.text).toMatch(/^[\x21-\x7e]+$/);
        expect(mustName(DomainName.fromPresentation(`${name.text}${name.labels.length === 0 ? "" : "."}`)).labels).toEqual(
          name.labels,
        );
        expect(mustName(DomainName.fromPresentation(name.text)).labels).toEqual(name.labels);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("tells names apart that differ, and only those", () => {
    const small = fc.array(
      fc.string({ unit: fc.constantFrom("a", "A", ".", "\\", "0", "4", "6"), minLength: 1, maxLength: 4 }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(small, small, (left, right) => {
        const [a, b] = [mustName(DomainName.fromLabels(left)), mustName(DomainName.fromLabels(right))];
        const same =
          left.length === right.length && left.every((label, at) => label.toLowerCase() === right[at]?.toLowerCase());
        expect(a.equals(b)).toBe(same);
        expect(a.key === b.key).toBe(same);
        expect(compareNames(a, b) === 0).toBe(same);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it.each([
    ["example.org", ["example", "org"]],
    ["example.org.", ["example", "org"]],
    [".", []],
    ["a\\.b.example", ["a.b", "example"]],
    ["a\\046b.example", ["a.b", "example"]],
    ["\\000\\255.example", ["\0\xff", "example"]],
    ["\\\\.example", ["\\", "example"]],
    ["\\@.example", ["@", "example"]],
    ["a\\ b.example", ["a b", "example"]],
  ])("reads %s", (text, labels) => {
    expect(mustName(DomainName.fromPresentation(text)).labels).toEqual(labels);
  });

  it.each([
    ["", "empty"],
    ["..", "empty-label"],
    [".a", "empty-label"],
    ["a..b", "empty-label"],
    ["a\\.b..c", "empty-label"],
    ["a\\", "bad-escape"],
    ["a\\1", "bad-escape"],
    ["a\\12", "bad-escape"],
    ["a\\256", "bad-escape"],
    ["a\\12b", "bad-escape"],
    ["a\\\u0100", "bad-escape"],
    ["b\u0100.example", "not-octets"],
    ["a\\.\u0100", "not-octets"],
    ["x".repeat(64), "label-too-long"],
    [`${"x".repeat(63)}\\120`, "label-too-long"],
    [repeat("x".repeat(63), 4), "name-too-long"],
  ] as const)("refuses %j: %s", (text, problem) => {
    expect(DomainName.fromPresentation(text)).toBe(problem);
    expect(describeNameProblem(problem)).toMatch(/^[a-z]/);
  });

  it("completes a name without a dot at its end", () => {
    const origin = domainName("example.org");
    expect(mustName(DomainName.fromPresentation("www", origin)).text).toBe("www.example.org");
    expect(mustName(DomainName.fromPresentation("www.", origin)).text).toBe("www");
    expect(DomainName.fromPresentation("@", origin)).toBe(origin);
    expect(mustName(DomainName.fromPresentation("\\@", origin)).text).toBe("\\@.example.org");
    // The last dot is a character of the label.
    expect(mustName(DomainName.fromPresentation("www\\.", origin)).text).toBe("www\\..example.org");
    expect(mustName(DomainName.fromPresentation("a\\046b.", origin)).labels).toEqual(["a.b"]);
    expect(DomainName.fromPresentation(repeat("x".repeat(60), 4), origin)).toBe("name-too-long");
  });
});

describe("the limits", () => {
  const longest = `${repeat("x".repeat(63), 3)}.${"x".repeat(61)}`;

  it("takes 253 characters and 255 octets, not one more", () => {
    expect(longest).toHaveLength(253);
    expect(mustName(DomainName.fromText(longest)).wireLength).toBe(255);
    expect(mustName(DomainName.fromText(`${longest}.`)).wireLength).toBe(255);
    expect(DomainName.fromText(`${longest}x`)).toBe("name-too-long");
    expect(DomainName.fromPresentation(`${longest}x.`)).toBe("name-too-long");
    expect(mustName(DomainName.fromText(repeat("x", 127))).wireLength).toBe(255);
    expect(DomainName.fromText(repeat("x", 128))).toBe("name-too-long");
  });

  it("counts octets and not escapes", () => {
    const escaped = `${repeat("\\120".repeat(63), 3)}.${"\\120".repeat(61)}`;
    expect(mustName(DomainName.fromPresentation(escaped)).wireLength).toBe(255);
    expect(DomainName.fromPresentation(`${escaped}\\120`)).toBe("name-too-long");
  });

  it("takes labels of 63 octets, not of 64", () => {
    expect(isName(DomainName.fromText(`${"x".repeat(63)}.example`))).toBe(true);
    expect(DomainName.fromText(`${"x".repeat(64)}.example`)).toBe("label-too-long");
  });

  it("refuses a very long text at once", () => {
    const start = performance.now();
    expect(DomainName.fromText(".".repeat(5_000_000))).toBe("name-too-long");
    expect(DomainName.fromPresentation("\\".repeat(5_000_000))).toBe("name-too-long");
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("plain text", () => {
  it("takes every dot for a separator and a backslash for itself", () => {
    expect(mustName(DomainName.fromText("a\\046b.example")).labels).toEqual(["a\\046b", "example"]);
    expect(DomainName.fromText("")).toBe("empty");
    expect(DomainName.fromText(".")).toBe(DomainName.root);
    expect(DomainName.fromText("..")).toBe("empty-label");
    expect(DomainName.fromText("a.\u0100")).toBe("not-octets");
  });
});

describe("names", () => {
  it("of objects' own properties are names like others", () => {
    for (const text of ["__proto__.example", "constructor.example", "toString.example", "hasOwnProperty.example"]) {
      const name = domainName(text);
      expect(name.text).toBe(text);
      expect(name.key).toBe(text.toLowerCase());
      expect(new Map([[name.key, 1]]).get(domainName(text.toUpperCase()).key)).toBe(1);
    }
  });

  it("compare ASCII letters without case, and no others", () => {
    expect(domainName("EXAMPLE.Org").equals(domainName("example.oRG"))).toBe(true);
    expect(domainName("\\196.example").equals(domainName("\\228.example"))).toBe(false);
    expect(domainName("\\091.example").equals(domainName("\\123.example"))).toBe(false);
  });

  it("are within their ancestors, by whole labels", () => {
    const org = domainName("example.org");
    expect(domainName("example.org").isWithin(org)).toBe(true);
    expect(domainName("a.b.EXAMPLE.org").isWithin(org)).toBe(true);
    expect(domainName("badexample.org").isWithin(org)).toBe(false);
    expect(domainName("a\\.example.org").isWithin(org)).toBe(false);
    expect(domainName("org").isWithin(org)).toBe(false);
    expect(org.isWithin(DomainName.root)).toBe(true);
    expect(DomainName.root.isWithin(DomainName.root)).toBe(true);
  });

  it("have parents up to the root", () => {
    expect(domainName("a.b.c").parent.text).toBe("b.c");
    expect(DomainName.root.parent.text).toBe(".");
    expect(String(DomainName.root)).toBe(".");
    expect(JSON.stringify({ name: domainName("a\\.b") })).toBe('{"name":"a\\\\.b"}');
  });

  it("that are wrong in a program throw a TypeError that says why", () => {
    expect(() => domainName("a..b")).toThrow(
      new TypeError('"a..b" is not a domain name: it has an empty label (two dots in a row, or a dot in front)'),
    );
  });
});

describe("octets and escapes", () => {
  it("knows an octet string", () => {
    expect(isOctetString("\0\xff")).toBe(true);
    expect(isOctetString("\u0100")).toBe(false);
  });

  it.each([
    ["\\.", { value: 0x2e, length: 2 }],
    ["\\065x", { value: 65, length: 4 }],
    ["\\255", { value: 255, length: 4 }],
    ["\\256", undefined],
    ["\\99", undefined],
    ["\\", undefined],
    ["\\\u0100", undefined],
  ])("reads the escape %j", (text, expected) => {
    expect(readEscape(text, 0)).toEqual(expected);
  });
});
