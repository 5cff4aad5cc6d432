import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asciiJson } from "../../src/base/escape.js";

describe("JSON in ASCII", () => {
  it("is the same value, without a character that a terminal obeys", () => {
    expect(asciiJson({ text: "\u001b[31m\u00fc\u007f\ud800" })).toBe('{\n  "text": "\\u001b[31m\\u00fc\\u007f\\ud800"\n}');
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const json = asciiJson({ [text]: [text] });
        expect(json).toMatch(/^[\n\x20-\x7e]*$/);
        expect(Object.entries(JSON.parse(json))).toEqual([[text, [text]]]);
      }),
      { seed: 7208 },
    );
  });
});
