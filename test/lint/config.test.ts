import { describe, expect, it } from "vitest";
import { type LintConfig, type RuleSetting, isAlwaysOff, settingFor, withRules } from "../../src/lint/config.js";
import { SOA, addressRule, lines, lint } from "./support.js";

const rules = (settings: Readonly<Record<string, RuleSetting>>): ReadonlyMap<string, RuleSetting> =>
  new Map(Object.entries(settings));

const config: LintConfig = {
  rules: rules({ a: "error", b: "off", c: "off" }),
  overrides: [
    { matches: (file) => file.startsWith("old"), rules: rules({ a: "info", b: "warning" }) },
    { matches: (file) => file.endsWith(".db"), rules: rules({ a: "off", c: "off" }) },
  ],
};

describe("settings", () => {
  it("are those of the last override that matches and names the rule, then those for all files", () => {
    expect(["x", "old.zone", "old.db", "x.db"].map((file) => settingFor(config, "a", file))).toEqual([
      "error",
      "info",
      "off",
      "off",
    ]);
    expect(["x", "old.zone", "old.db"].map((file) => settingFor(config, "b", file))).toEqual(["off", "warning", "warning"]);
    expect(settingFor(config, "other", "x")).toBeUndefined();
  });

  it("of the command line go before all others", () => {
    const changed = withRules(config, rules({ a: "warning", other: "off" }));
    expect(["x", "old.db"].map((file) => settingFor(changed, "a", file))).toEqual(["warning", "warning"]);
    expect(settingFor(changed, "other", "x")).toBe("off");
    expect(settingFor(changed, "b", "old.zone")).toBe("warning");
    expect(withRules(config, new Map())).toBe(config);
  });

  it("let a rule not run at all where it is off everywhere", () => {
    expect(["a", "b", "c", "other"].map((id) => isAlwaysOff(config, id))).toEqual([false, false, true, false]);
  });
});

describe("settings of a run", () => {
  const one = addressRule("a");

  it("change severities, of the parser's problems too", () => {
    const changed = { rules: rules({ a: "error", "bad-address": "info" }), overrides: [] };
    expect(lines(lint(`${SOA}x A 1\nx A 192.0.2.1\n`, { rules: [one], config: changed }))).toEqual([
      "2:5+1 error a: an address of x.example.org",
      expect.stringContaining("2:5+1 info bad-address"),
      "3:5+9 error a: an address of x.example.org",
    ]);
  });

  it("turn rules off, for some files or all", () => {
    const files = { "example.org.zone": "x A 192.0.2.1\n", "old.example.zone": "x A 192.0.2.1\n" };
    const off = { rules: rules({ a: "off" }), overrides: [] };
    expect(lines(lint(files, { rules: [one], config: off }))).toEqual([]);
    const some = {
      rules: rules({}),
      overrides: [{ matches: (file: string) => file.startsWith("old"), rules: rules({ a: "off" }) }],
    };
    expect(lines(lint(files, { rules: [one], config: some }))).toEqual(["1:5+9 warning a: an address of x.example.org"]);
  });
});
