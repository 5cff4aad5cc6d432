import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableStart } from "../../src/base/escape.js";
import { SourceText } from "../../src/base/source.js";

const SEED = 20260704;

describe("printable", () => {
  it.each([
    ["plain text ~", "plain text ~"],
    ["", ""],
    ["a\r\nb\tc\0", "a\\013\\010b\\009c\\000"],
    ["\x1b[31mred\x1b[0m", "\\027[31mred\\027[0m"],
    ["\x1b]52;c;aGk=\x07", "\\027]52;c;aGk=\\007"],
    ["\x7f\x80\x9b\xff", "\\127\\128\\155\\255"],
    ["\u202egnp.exe", "\\226\\128\\174gnp.exe"],
    ["\u2066x\u2069", "\\226\\129\\166x\\226\\129\\169"],
    ["\u{1f600}", "\\240\\159\\152\\128"],
    ["\ud800", "\\239\\191\\189"],
  ])("shows %j as %s", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("is printable ASCII whatever it is given, and leaves printable ASCII alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = printable(text);
        expect(shown).toMatch(/^[\x20-\x7e]*$/);
        expect(printable(shown)).toBe(shown);
      }),
      { seed: SEED },
    );
  });
});

describe("printableStart", () => {
  it("cuts with three dots", () => {
    expect(printableStart("abcdef", 6)).toBe("abcdef");
    expect(printableStart("abcdefg", 6)).toBe("abc...");
    expect(printableStart("\0\0\0", 8)).toBe("\\000\\...");
    expect(printableStart("x".repeat(10_000_000), 10)).toBe("xxxxxxx...");
  });

  it("is never longer than its limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 3, max: 30 }), (text, limit) => {
        expect(printableStart(text, limit).length).toBeLessThanOrEqual(limit);
      }),
      { seed: SEED },
    );
  });
});

describe("source positions", () => {
  const source = new SourceText("zone", "one\r\ntwo\n\nfour");

  it.each([
    [0, 1, 1],
    [3, 1, 4],
    [4, 1, 5],
    [5, 2, 1],
    [8, 2, 4],
    [9, 3, 1],
    [10, 4, 1],
    [14, 4, 5],
    [99, 4, 5],
  ])("offset %i is line %i, column %i", (offset, line, column) => {
    expect(source.position(offset)).toEqual({ line, column });
  });

  it("gives lines without their ends", () => {
    expect([1, 2, 3, 4, 5].map((line) => source.line(line))).toEqual(["one", "two", "", "four", ""]);
  });

  it("has one line where there is no text", () => {
    expect(new SourceText("-", "").position(0)).toEqual({ line: 1, column: 1 });
    expect(new SourceText("-", "").line(1)).toBe("");
    expect(new SourceText("-", "a\n").position(2)).toEqual({ line: 2, column: 1 });
  });

  it("agrees with counting line ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r"), maxLength: 40 }), fc.nat(40), (text, offset) => {
        const before = text.slice(0, offset).split("\n");
        expect(new SourceText("x", text).position(offset)).toEqual({
          line: before.length,
          column: (before.at(-1)?.length ?? 0) + 1,
        });
      }),
      { seed: SEED },
    );
  });
});
