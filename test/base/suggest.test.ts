import { describe, expect, it } from "vitest";
import { closest } from "../../src/base/suggest.js";

const names = ["failOn", "format", "rules", "cname-at-apex", "mx-to-cname"];

describe("closest", () => {
  it.each([
    ["failon", "failOn"],
    ["formt", "format"],
    ["rlues", "rules"],
    ["cname-at-appex", "cname-at-apex"],
    ["cname-apex", "cname-at-apex"],
    ["CNAME-AT-APEX", "cname-at-apex"],
    ["zzz", undefined],
    ["", undefined],
    ["x".repeat(100_000), undefined],
  ])("of %s is %s", (text, wanted) => {
    expect(closest(text, names)).toBe(wanted);
  });

  it("takes the first of equally near ones", () => {
    expect(closest("ab", ["ac", "ad"])).toBe("ac");
    expect(closest("a", [])).toBeUndefined();
  });
});
