import { describe, expect, it } from "vitest";
import { meantMacro } from "../../src/spf/meant-macro.js";
import { parseRecord } from "../../src/spf/parse.js";

describe("a macro that is not written in braces", () => {
  it.each([
    ["%(d).example.org", "%(d)", "%{d}"],
    ["%[ir].x", "%[ir]", "%{ir}"],
    ["%<d2>", "%<d2>", "%{d2}"],
    ["%i._spf.example.org", "%i", "%{i}"],
    ["%(L1r-)", "%(L1r-)", "%{L1r-}"],
  ])("%s is told from a percent sign", (text, wrong, right) => {
    expect(meantMacro(text)).toEqual({ wrong, right });
  });

  it.each(["%", "%example.org", "%(x)", "%(", "%()", "%(dd)", "%d2"])("%s is not", (text) => {
    expect(meantMacro(text)).toBeUndefined();
  });

  it("is told how it is written right, where it stands", () => {
    const [problem, ...more] = parseRecord("v=spf1 exists:%(d).x.example -all").problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      code: "macro-percent",
      message: "a macro is written in braces: write %{d} in place of %(d)",
    });
    expect(parseRecord("v=spf1 exists:100%.example -all").problems[0]?.message).toContain('written "%%"');
  });
});
