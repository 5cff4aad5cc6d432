import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, asciiCells, utf8Cells, withTabs } from "../../src/base/cells.js";
import { excerpt } from "../../src/base/excerpt.js";
import { printable } from "../../src/base/escape.js";

const SEED = 20261124;

/** The octets of a text, as a file is read. */
const octets = (text: string): string => Buffer.from(text).toString("latin1");
const shown = (cells: readonly Cell[]): string => cells.map(({ text }) => text).join("");
const columns = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.columns, 0);

describe("utf8Cells", () => {
  it.each([
    ["letters", "m\u00fcller Stra\u00dfe \u0411\u044e\u0440\u043e \u00df", 20],
    ["punctuation and signs", "\u2013 \u201cx\u201d \u20ac \u00a7 \u2122", 11],
    ["wide characters", "\u65e5\u672c\u8a9e \uff21\uac00", 11],
    ["emoji", "\u{1f600}\u2705", 4],
    ["a letter with marks", "e\u0301\u0323", 1],
    ["marks that take a column", "\u0915\u093e", 2],
    ["vowels and consonants of Hangul", "\u1112\u1161\u11ab", 2],
  ])("shows %s as they are: %s", (_, text, width) => {
    const cells = utf8Cells(octets(text));
    expect(shown(cells)).toBe(text);
    expect(columns(cells)).toBe(width);
  });

  it.each([
    ["controls", "\0\u001b\u007f\u0085\u009b"],
    ["what turns the line", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"],
    ["what is not seen", "\u200b\u200c\u200d\ufeff\u00ad\u034f\u115f\u3164\u2800\ufe0f\u{e0041}"],
    ["letters that are written to the left", "\u05d0\u0627\u{10840}\u{1e900}"],
    ["blanks", "\u00a0\u2003\u3000\u2028\u2029"],
    ["private use", "\ue000\u{f0000}"],
    ["what is not assigned", "\u0378\uffff\u{3fffe}"],
    ["marks that stand on nothing", "\u0301\u0323"],
    ["emoji that change others", "\u{1f3fd}\u{1f1e9}"],
  ])("escapes %s: %j", (_, text) => {
    for (const character of text) {
      expect(shown(utf8Cells(octets(`a b \\${character}`)))).toBe(`a b \\${printable(octets(character))}`);
    }
  });

  it("escapes marks on what is no letter, and more of them than any writing has", () => {
    expect(shown(utf8Cells(octets('"\u0338 \u0338')))).toBe('"\\204\\184 \\204\\184');
    expect(shown(utf8Cells(octets(`e${"\u0301".repeat(5)}`)))).toBe(`e${"\u0301".repeat(4)}\\204\\129`);
    // One behind an escape stands on the escape.
    expect(shown(utf8Cells(octets(`a\u200b\u0301`)))).toBe("a\\226\\128\\139\\204\\129");
  });

  it.each([
    ["an octet alone", "\xfcx", "\\252x"],
    ["a character cut off", "a\xe2\x82", "a\\226\\130"],
    ["an overlong form", "\xc0\xaf\xe0\x80\xaf", "\\192\\175\\224\\128\\175"],
    ["a surrogate", "\xed\xa0\x80", "\\237\\160\\128"],
    ["beyond U+10FFFF", "\xf4\x90\x80\x80", "\\244\\144\\128\\128"],
    ["a stray octet behind a character", "\xc3\xbc\xbc", "\u00fc\\188"],
  ])("escapes octets that are no UTF-8: %s", (_, text, expected) => {
    expect(shown(utf8Cells(text))).toBe(expected);
  });

  it("is the whole text in order, in cells without a hole", () => {
    const unit = fc.oneof(fc.string({ unit: "binary", maxLength: 4 }).map(octets), fc.constantFrom("\xff", "\xc3", "\t", "\\"));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
        const text = units.join("");
        for (const cells of [utf8Cells(text), asciiCells(text), withTabs(utf8Cells(text))]) {
          expect(cells.map(({ start }) => start)).toEqual([0, ...cells.map(({ end }) => end)].slice(0, cells.length));
          expect(cells.at(-1)?.end ?? 0).toBe(text.length);
          expect(shown(cells)).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u);
        }
        expect(shown(asciiCells(text))).toBe(printable(text));
      }),
      { seed: SEED },
    );
  });
});

describe("excerpt of UTF-8", () => {
  /** What the carets are under, by columns. */
  const under = ([line, carets]: [string, string]): string => {
    const from = carets.indexOf("^");
    let column = 0;
    let found = "";
    // Every character here takes the columns that it takes alone.
    for (const character of line) {
      if (column >= from && column < carets.length) found += character;
      column += columns(utf8Cells(octets(character)));
    }
    return found;
  };
  const mark = (text: string, marked: string, width = 76): [string, string] => {
    const whole = octets(text);
    const start = whole.indexOf(octets(marked));
    return excerpt(whole, start, start + octets(marked).length, width, utf8Cells);
  };

  it("has its carets under the place, behind and under wide characters", () => {
    expect(mark("m\u00fcller IN A 1", "A")).toEqual(["m\u00fcller IN A 1", "          ^"]);
    expect(mark("\u65e5\u672c x", "x")).toEqual(["\u65e5\u672c x", "     ^"]);
    expect(mark("a \u65e5\u672c x", "\u65e5\u672c")).toEqual(["a \u65e5\u672c x", "  ^^^^"]);
    expect(mark("e\u0301e\u0301 x", "x")).toEqual(["e\u0301e\u0301 x", "   ^"]);
  });

  it("marks a character of which one octet is marked", () => {
    expect(excerpt("\xc3\xbcx", 1, 2, 76, utf8Cells)).toEqual(["\u00fcx", "^"]);
    expect(excerpt("a\xc3\xbcx", 1, 2, 76, utf8Cells)).toEqual(["a\u00fcx", " ^"]);
    expect(excerpt("a\xc3\xbcx", 3, 3, 76, utf8Cells)).toEqual(["a\u00fcx", "  ^"]);
  });

  it("cuts a long line, and marks the same in it", () => {
    for (const filler of ["\u00fc", "\u65e5", "x", "\u{1f600}\u00e9"]) {
      const [line, carets] = mark(`${filler.repeat(900)}PLACE${filler.repeat(900)}`, "PLACE", 60);
      expect(line).toMatch(/^\.\.\..*PLACE.*\.\.\.$/u);
      expect(line).not.toContain("\\");
      expect(columns(utf8Cells(octets(line)))).toBeLessThanOrEqual(60);
      expect(under([line, carets])).toBe("PLACE");
    }
  });

  it("cuts a long mark", () => {
    const [line, carets] = mark(`a ${"\u65e5".repeat(300)} b`, "\u65e5".repeat(300), 60);
    expect(line).toMatch(/^a (?:\u65e5)+\.\.\./u);
    expect(columns(utf8Cells(octets(line)))).toBeLessThanOrEqual(60);
    expect(carets).toMatch(/^ {2}\^{40,}$/);
  });

  it("always fits", () => {
    const text = fc.array(fc.constantFrom("a", " ", "\u00fc", "\u65e5", "\u0301", "\u{1f600}", "\u202e", "\ufeff"), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, fc.nat(1200), fc.nat(1200), fc.integer({ min: 40, max: 120 }), (parts, a, b, width) => {
        const whole = octets(parts.join(""));
        const [start, end] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)];
        const [line, carets] = excerpt(whole, start, end, width, utf8Cells);
        expect(columns(utf8Cells(octets(line)))).toBeLessThanOrEqual(width);
        expect(carets).toMatch(/^ *\^+$/);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { seed: SEED },
    );
  });
});
