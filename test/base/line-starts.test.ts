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
    for (const text of texts) {
      const known = linesOfText(text);
      // Not at the start of its buffer, as a piece of a larger read is not.
      const found = linesOfOctets(new TextEncoder().encode(`zz${text}`).subarray(2));
      for (let at = 0; at <= text.length; at += 1 + Math.floor(random() * 7)) expect(found.lineAt(at)).toBe(known.lineAt(at));
      const count = text.split("\n").length;
      for (let line = 0; line <= count + 1; line++) expect(found.start(line)).toBe(known.start(line));
      expect(known.start(count)).toBeUndefined();
    }
  });
});
