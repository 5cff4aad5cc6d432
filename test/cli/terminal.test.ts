import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt, isUtf8, styled, wrap } from "../../src/cli/terminal.js";

const SEED = 7208;

describe("wrap", () => {
  it("breaks at spaces, and within a word longer than a line", () => {
    expect(wrap("one two three", 23, "  ")).toBe("  one two three");
    expect(wrap("one two three four five six", 22)).toBe("one two three four\nfive six");
    expect(wrap(`a ${"x".repeat(45)} b`, 20)).toBe(`a\n${"x".repeat(20)}\n${"x".repeat(20)}\nxxxxx b`);
  });

  it("keeps every word and no line is too long", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,60}$/)), fc.integer({ min: 20, max: 90 }), (words, width) => {
        const lines = wrap(words.join(" "), width).split("\n");
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
      { seed: SEED },
    );
  });
});

describe("excerpt", () => {
  it("shows a short text whole", () => {
    expect(excerpt("v=spf1 mx -all", 7, 9, 76)).toEqual(["v=spf1 mx -all", "       ^^"]);
  });

  it("cuts a long text to a window around the place", () => {
    const text = `v=spf1 ${"ip4:192.0.2.1 ".repeat(30)}include:_spf.example.net ${"ip4:192.0.2.2 ".repeat(30)}-all`;
    const start = text.indexOf("include");
    const [line, carets] = excerpt(text, start, start + 24, 60);
    expect(line).toMatch(/^\.\.\..* include:_spf\.example\.net .*\.\.\.$/);
    expect(line.slice(carets.indexOf("^"))).toMatch(/^include:_spf\.example\.net /);
  });

  it("always fits, marks the place and is printable", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.nat(300),
        fc.nat(300),
        fc.integer({ min: 40, max: 120 }),
        (text, a, b, width) => {
          const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
          const [line, carets] = excerpt(text, start, end, width);
          expect(line).toMatch(/^[\x20-\x7e]*$/);
          expect(carets).toMatch(/^ *\^+$/);
          expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
      { seed: SEED },
    );
  });
});

describe("styled", () => {
  it("is plain without colour", () => {
    expect(styled({ colour: false }, "red", "fail")).toBe("fail");
    expect(styled({ colour: true }, "red", "fail")).toBe("\u001b[31mfail\u001b[0m");
  });
});

describe("isUtf8", () => {
  it.each([
    [{}, false],
    [{ LANG: "C" }, false],
    [{ LANG: "de_DE.UTF-8" }, true],
    [{ LANG: "de_DE.utf8@euro" }, true],
    [{ LANG: "de_DE.UTF-8", LC_ALL: "C" }, false],
    [{ LANG: "C", LC_CTYPE: "C.UTF-8" }, true],
    // An empty one does not count.
    [{ LANG: "C.UTF-8", LC_ALL: "" }, true],
    [{ LANG: "de_DE.ISO-8859-1" }, false],
  ])("%j: %s", (env, expected) => {
    expect(isUtf8(env)).toBe(expected);
  });
});
