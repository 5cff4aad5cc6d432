/** Lines are found alike whether each has its number or blocks are counted. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../bench/zone-generators.js";
import { linesOfOctets, linesOfText } from "../../src/base/line-starts.js";

describe("line starts", () => {
  it("are the same for octets and for text, at every offset and line, around the ends of blocks too", () => {
    const random = createRandom(7);
    const texts = ["", "\n", "\n\n", "a", "a\nb", `${"x".repeat(4095)}\n`, `${"x".repeat(4096)}\n`, "\n".repeat(8192)];
    for (const share of [0.5, 0.01, 0.0005]) {
      const characters = Array.from({ length: 9000 }, () => (random() < share ? "\n" : "x"));
      texts.push(characters.join(""), `${characters.join("")}\n`);
    }
    // Octets that differ from a line feed in few bits, and those at the ends.
    const near = [
      "\n",
      "\u0000",
      "\u0001",
      "\u0009",
      "\u000b",
      "\u000e",
      "\u001a",
      "\u004a",
      "\u007f",
      "\u0080",
      "\u008a",
      "\u008b",
      "\u00ff",
    ];
    for (let length = 0; length < 40; length++) {
      texts.push(Array.from({ length: 3 + length }, () => near[Math.floor(random() * near.length)]).join(""));
      texts.push(Array.from({ length: 4093 + length }, () => near[Math.floor(random() * near.length)]).join(""));
    }
    for (const [index, text] of texts.entries()) {
      const known = linesOfText(text);
      // Where whole words are read, and not at the start of its buffer, as a piece of a larger read is not.
      const before = index % 2 === 0 ? "" : "zz";
      const found = linesOfOctets(Uint8Array.from(Buffer.from(before + text, "latin1")).subarray(before.length));
      for (let at = 0; at <= text.length; at += 1 + Math.floor(random() * 7)) expect(found.lineAt(at)).toBe(known.lineAt(at));
      const count = text.split("\n").length;
      for (let line = 0; line <= count + 1; line++) expect(found.start(line)).toBe(known.start(line));
      expect(known.start(count)).toBeUndefined();
    }
  });
});
