/** Ids of earlier versions: what was written with them goes on to hold. */
import { describe, expect, it } from "vitest";
import { runSync } from "../../src/base/run.js";
import { SourceText } from "../../src/base/source.js";
import { baselineEntries, formatBaseline, parseBaseline } from "../../src/lint/baseline.js";
import type { LintConfig, RuleSetting } from "../../src/lint/config.js";
import { fingerprintOf } from "../../src/lint/fingerprint.js";
import { FORMER_RULES, successorsOf } from "../../src/lint/former-rules.js";
import { ALL_RULES, RULE_INFOS } from "../../src/lint/registry.js";
import { type LintInput, type LintResult, lintSteps } from "../../src/lint/run.js";
import { SOA, lint } from "./support.js";

const RECORDS = [
  'a TXT "v=spf1 include:no.example.org -all"',
  'b TXT "v=spf1 include:x.example.org -all"',
  'c TXT "v=spf1 redirect=x.example.org"',
  'd TXT "v=spf1 -all exp=no.example.org"',
];
const X = "x A 192.0.2.1\n";
const ZONE = `${SOA}${RECORDS.join("\n")}\n${X}`;
const rules = ALL_RULES.filter(({ id }) => successorsOf("helper-missing").includes(id));

function check(text: string, more: Partial<LintInput> = {}): LintResult {
  return lint(text, { rules, ...more });
}

function found({ findings }: LintResult): string[] {
  return findings.map(({ rule, severity }) => `${severity} ${rule}`);
}

function config(settings: Readonly<Record<string, RuleSetting>>, overrides: LintConfig["overrides"] = []): LintConfig {
  return { rules: new Map(Object.entries(settings)), overrides };
}

const ALL = [
  "error include-target-nxdomain",
  "error include-target-none",
  "error redirect-target-none",
  "warning exp-target-bad",
];

describe("what was helper-missing", () => {
  it("is found by the rules that find it in DNS too", () => {
    expect(found(check(ZONE))).toEqual(ALL);
    expect(rules.map(({ id }) => id)).toEqual(successorsOf("helper-missing"));
  });

  it("has the setting of the old id, unless the new one is named in the same place", () => {
    expect(found(check(ZONE, { config: config({ "helper-missing": "off" }) }))).toEqual([]);
    const both = config({ "helper-missing": "off", "include-target-none": "info" });
    expect(found(check(ZONE, { config: both }))).toEqual(["info include-target-none"]);
    const later = config({ "include-target-none": "info" }, [
      { matches: () => true, rules: new Map([["helper-missing", "warning" as const]]) },
    ]);
    expect(found(check(ZONE, { config: later }))[1]).toBe("warning include-target-none");
  });

  it("is switched on by the old id where the new one is off but in another place", () => {
    const on = config({ "include-target-none": "off", "exp-target-bad": "off" }, [
      { matches: () => true, rules: new Map([["helper-missing", "error" as const]]) },
    ]);
    expect(found(check(ZONE, { config: on }))).toEqual([...ALL.slice(0, 3), "error exp-target-bad"]);
  });

  it("leaves a comment alone where the old id is off", () => {
    const text = `${SOA}${RECORDS[0]} ; spf-ignore helper-missing: known\n`;
    const off = config({ "helper-missing": "off" });
    expect(found(check(text, { config: off }))).toEqual([]);
  });

  it("is silenced by a comment with the old id, which is unused where there is nothing", () => {
    const silenced = RECORDS.map((record) => `${record} ; spf-ignore helper-missing: known`);
    const result = check(`${SOA}${silenced.join("\n")}\n${X}`);
    expect([found(result), result.ignored]).toEqual([[], 4]);
    expect(found(check(`${SOA}${X.trim()} ; spf-ignore helper-missing: known\n`))).toEqual(["warning unused-ignore"]);
  });

  it("is in a baseline with the old id, until it is mended", () => {
    const entries = check(ZONE).findings.map(({ source, span }) => {
      return { rule: "helper-missing", file: source.name, fingerprint: fingerprintOf("helper-missing", source, span) };
    });
    const baseline = parseBaseline(new SourceText("old.json", formatBaseline(baselineEntries(entries))), (file) => file);
    if (typeof baseline === "string") throw new Error(baseline);
    const result = check(ZONE, { baseline });
    expect([found(result), result.baselined]).toEqual([[], 4]);
    expect(found(check(ZONE.replace(RECORDS[0] ?? "", ""), { baseline }))).toEqual(["info stale-baseline"]);
  });

  it("does not reach what the old id never meant: names elsewhere", () => {
    const texts = [{ source: new SourceText("record", Buffer.from("v=spf1 include:no.example.net -all")) }];
    const input = { zones: [], texts, rules, now: 0, config: config({ "helper-missing": "off" }) };
    const result = runSync(lintSteps(input), () => ({ status: "nodata" }));
    expect(found(result)).toEqual(["error include-target-none"]);
  });
});

it("former ids are known, are no rules, and lead to rules", () => {
  for (const { id } of FORMER_RULES) {
    expect(RULE_INFOS.get(id)?.kind).toBe("former");
    expect(ALL_RULES.some((rule) => rule.id === id)).toBe(false);
    expect(successorsOf(id).every((one) => ALL_RULES.some((rule) => rule.id === one))).toBe(true);
  }
});
