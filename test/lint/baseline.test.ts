import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { SourceText } from "../../src/base/source.js";
import { type Baseline, baselineEntries, formatBaseline, parseBaseline } from "../../src/lint/baseline.js";
import { fingerprintOf } from "../../src/lint/fingerprint.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { LintResult } from "../../src/lint/run.js";
import { ROOT } from "../support/cli.js";
import { SOA, addressRule, lines, lint } from "./support.js";

const rules = [addressRule("cname-at-apex")];

function baselineOf(result: LintResult): string {
  return formatBaseline(
    baselineEntries(result.findings.map(({ rule, source, fingerprint }) => ({ rule, file: source.name, fingerprint }))),
  );
}

function read(text: string): Baseline {
  const baseline = parseBaseline(new SourceText("old.json", text), (file) => file);
  if (typeof baseline === "string") throw new Error(baseline);
  return baseline;
}

/** Checks a zone against the baseline of an earlier one. */
function against(before: string, now: string): LintResult {
  return lint(now, { rules, baseline: read(baselineOf(lint(before, { rules, limit: Infinity }))) });
}

describe("a baseline", () => {
  const old = "a A 192.0.2.1\nb A 192.0.2.2 ; comment\n";

  it("silences old findings", () => {
    const result = against(old, old);
    expect(lines(result)).toEqual([]);
    expect(result.baselined).toBe(2);
    expect(result.counts).toEqual({ error: 0, warning: 0, info: 0 });
  });

  it("does so when lines moved, and blanks and comments changed", () => {
    expect(lines(against(old, "; new\n$TTL 1h\nb   A\t192.0.2.2\n\nx TXT y\na A 192.0.2.1 ; why\n"))).toEqual([]);
  });

  it("shows new findings", () => {
    expect(lines(against(old, `${old}c A 192.0.2.3\n`))).toEqual(["3:5+9 warning cname-at-apex: an address of c.example.org"]);
    expect(lines(against(old, "a A 192.0.2.9\nb A 192.0.2.2\n"))).toEqual([
      "1:5+9 warning cname-at-apex: an address of a.example.org",
      expect.stringContaining("stale-baseline"),
    ]);
  });

  it("tells equal lines of different owners apart", () => {
    expect(lines(against("a TXT x\n  A 192.0.2.1\n", "b TXT x\n  A 192.0.2.1\n"))).toEqual([
      "2:5+9 warning cname-at-apex: an address of b.example.org",
      expect.stringContaining("stale-baseline"),
    ]);
  });

  it("counts equal findings", () => {
    const zone = "a A 192.0.2.1\n$ORIGIN x.example.org.\na A 192.0.2.1\n$ORIGIN y.example.org.\na A 192.0.2.1\n";
    expect(lines(against(zone, zone))).toEqual([]);
    expect(lines(against("a A 192.0.2.1\n$ORIGIN x.example.org.\na A 192.0.2.1\n", zone))).toEqual([
      "5:5+9 warning cname-at-apex: an address of a.y.example.org",
    ]);
  });

  it("reports its entries that are not there any more, at their place", () => {
    const result = against(old, "a A 192.0.2.1\n");
    const [finding] = result.findings;
    expect(lines(result)).toEqual([
      expect.stringMatching(
        /^old\.json:[45]:5\+\d+ info stale-baseline: a finding of "cname-at-apex" in "example\.org\.zone" is there no longer: write the baseline anew$/,
      ),
    ]);
    expect(finding?.source.text.slice(finding.span.start, finding.span.end)).toMatch(/^\{"file":"example\.org\.zone".*\},?$/);
  });

  it("does not call an entry stale whose file or rule was not looked at", () => {
    const baseline = read(baselineOf(lint(old, { rules })));
    expect(lines(lint({ "example.net.zone": "x TXT y\n" }, { rules, baseline }))).toEqual([]);
    expect(lines(lint("x TXT y\n", { rules: [], baseline }))).toEqual([]);
  });

  it("is beyond the limit too", () => {
    const zone = Array.from({ length: 150 }, (_, index) => `h${index} A 192.0.2.1\n`).join("");
    expect(against(zone, zone)).toMatchObject({ findings: [], omitted: [], baselined: 150 });
  });

  it("is written one finding a line in a fixed order, and follows its schema", () => {
    const text = baselineOf(lint("b A 192.0.2.1\na A 192.0.2.1\n", { rules }));
    expect(text).toMatch(/^\{\n {2}"version": 1,\n {2}"findings": \[\n( {4}\{.*\},?\n){2} {2}\]\n\}\n$/);
    expect(text).toBe(baselineOf(lint("\n\na A 192.0.2.1\nb A 192.0.2.1\n", { rules })));
    const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/baseline.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(formatBaseline([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it.each([
    ["", "it is not JSON: write it with --write-baseline"],
    ["[]", "it is no baseline of version 1: write it with --write-baseline"],
    ['{"version":2,"findings":[]}', "it is no baseline of version 1: write it with --write-baseline"],
    [
      '{"version":1,"findings":[{"rule":"x"}]}',
      "finding 1 has not the fields rule, file, fingerprint and count: write it with --write-baseline",
    ],
  ])("that is %s is refused", (text, message) => {
    expect(parseBaseline(new SourceText("x", text), (file) => file)).toBe(message);
  });
});

describe("a fingerprint", () => {
  const at = (text: string, marked: string): string => {
    const start = text.indexOf(marked);
    return fingerprintOf("rule", new SourceText("x", text), { start, end: start + marked.length });
  };

  it("is the same for the same record and mark", () => {
    expect(at("a A 192.0.2.1", "192.0.2.1")).toBe(at("x\n\na  \t A 192.0.2.1 ; c\nq", "192.0.2.1"));
    expect(at('a TXT "x;  y" z', "z")).not.toBe(at('a TXT "x; y" z', "z"));
    expect(at("a\\; A 192.0.2.1", "192.0.2.1")).not.toBe(at("a\\ A 192.0.2.1", "192.0.2.1"));
    expect(at("A\n A 192.0.2.1", "192.0.2.1")).toBe(at("a\n A 192.0.2.1", "192.0.2.1"));
    expect(at("a A 192.0.2.1", "A")).not.toBe(at("a A 192.0.2.1", "192.0.2.1"));
    expect(at("a A 192.0.2.1", "A")).toMatch(/^[0-9a-f]{16}$/);
  });

  it("is made quickly of lines of any length", () => {
    const started = performance.now();
    const source = new SourceText("x", `a TXT ${"x ".repeat(5_000_000)}\n`);
    for (let index = 0; index < 100; index++) fingerprintOf("rule", source, { start: 6 + 1000 * index, end: 5_000_000 });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

it("what a finding says too is not new beside a baseline that has the finding", () => {
  const zone = `${SOA}a TXT "v=spf1 a:x1.example.org a:x2.example.org a:x3.example.org -all"\n`;
  const voids = ALL_RULES.filter(({ id }) => id === "voids-over-2" || id === "address-target-void");
  const first = lint(zone, { rules: voids });
  expect(first.findings.map(({ rule }) => rule)).toEqual(["voids-over-2"]);
  const again = lint(zone, { rules: voids, baseline: read(baselineOf(first)) });
  expect([lines(again), again.counts.warning, again.baselined]).toEqual([[], 0, 1]);
});
