import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckConfig, findConfig } from "../../src/cli/config-file.js";
import { type ConfigProblem, parseConfig } from "../../src/cli/config-yaml.js";
import { compileGlob, globBase, isGlob } from "../../src/cli/glob.js";
import { settingFor } from "../../src/lint/config.js";
import { ROOT } from "../support/cli.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/config.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

function parse(text: string): CheckConfig | readonly ConfigProblem[] {
  return parseConfig(
    text,
    "/srv/zones/spf.config.yaml",
    (value) => (validate(value) ? [] : (validate.errors ?? [])),
    (path) => path !== "/srv/zones/none",
  );
}

function good(text: string): CheckConfig {
  const config = parse(text);
  if (Array.isArray(config)) throw new Error(JSON.stringify(config));
  return config as CheckConfig;
}

/** Each mistake as `line:column message`. */
function problems(text: string): string[] {
  const found = parse(text);
  return Array.isArray(found)
    ? (found as ConfigProblem[]).map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

describe("spf.config.yaml", () => {
  it("may be empty", () => {
    for (const text of ["", "# nothing\n", "{}\n", "---\n"]) {
      expect(good(text)).toMatchObject({ folder: "/srv/zones", failOn: undefined, format: undefined, baseline: undefined });
    }
  });

  it("has settings for all files and for some", () => {
    const config = good(`# comment
rules:
  cname-at-apex: off
  bad-ttl: "warning"
failOn: warning
format: github
include: ["zones/**", "*.dns"]
exclude: [old/**]
baseline: ci/baseline.json
includeRoot: .
overrides:
  - files: [legacy/**]
    rules: { cname-at-apex: info }
`);
    expect(config).toMatchObject({
      failOn: "warning",
      format: "github",
      baseline: "/srv/zones/ci/baseline.json",
      includeRoot: "/srv/zones",
    });
    expect(settingFor(config.lint, "cname-at-apex", "/srv/zones/zones/x.zone")).toBe("off");
    expect(settingFor(config.lint, "cname-at-apex", "/srv/zones/legacy/x.zone")).toBe("info");
    expect(settingFor(config.lint, "bad-ttl", "/srv/zones/x.zone")).toBe("warning");
    expect(["zones/a/b", "sub/x.dns", "x.zone"].map((path) => config.includes?.(path))).toEqual([true, true, false]);
    expect(config.excludes?.("old/x.zone")).toBe(true);
  });

  it.each([
    ["rulez: {}\n", ['1:1 unknown key "rulez": did you mean rules?']],
    [
      "failOn: error\nzzz: 1\n",
      ['2:1 unknown key "zzz": the keys are rules, failOn, format, include, exclude, baseline, includeRoot, overrides'],
    ],
    ["rules:\n  cname-at-apx: off\n", ['2:3 there is no rule "cname-at-apx": did you mean cname-at-apex?']],
    ["rules:\n  cname-at-apex: warn\n", ['2:18 rules.cname-at-apex is "warn" and has to be one of off, info, warning, error']],
    [
      "rules:\n  cname-at-apex: errror\n",
      ['2:18 rules.cname-at-apex is "errror" and has to be one of off, info, warning, error: did you mean error?'],
    ],
    ["failOn: 3\n", ["1:9 failOn is 3 and has to be one of error, warning, info, never"]],
    ["include: zones\n", ["1:10 include has to be a list"]],
    ["include: ['']\n", ["1:11 include.0 is empty"]],
    ["rules: [a]\n", ["1:8 rules has to be a map of keys and values"]],
    ["- a\n", ["1:1 the file has to be a map of keys and values"]],
    [
      "overrides:\n  - rule: {}\n",
      ["2:5 overrides.0 has no files", "2:5 overrides.0 has no rules", '2:5 unknown key "rule": did you mean rules?'],
    ],
    [
      "overrides:\n  - files: [a]\n    rules: { zz-top: off }\n",
      ['3:14 there is no rule "zz-top": spf zone check --list-rules lists all'],
    ],
    ["baseline: ../x.json\n", ['1:11 "../x.json" is outside the folder of this file: give it with --baseline']],
    ["failOn: info\nincludeRoot: none\n", ['2:14 "none" is no folder: it counts from the folder of this file']],
    ["includeRoot: /etc\n", ['1:14 "/etc" is outside the folder of this file: give it with --include-root']],
  ])("says what is wrong with %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("is in the documentation as it works", () => {
    const [, text = ""] = /```yaml\n([^]*?)```/.exec(readFileSync(join(ROOT, "docs/zone-check.md"), "utf8")) ?? [];
    const config = good(text);
    expect(Object.values(config).filter((value) => value === undefined)).toEqual([]);
    expect(settingFor(config.lint, "hash-comment", "/srv/zones/zones/legacy/x.zone")).toBe("off");
  });

  it("says where it is no YAML", () => {
    expect(problems("rules:\n  a: [\n")).toEqual([expect.stringMatching(/^3:1 not YAML: flow sequence/)]);
    expect(problems("failOn: error\nfailOn: info\n")).toEqual([
      expect.stringMatching(/^2:1 not YAML: map keys must be unique/),
    ]);
    expect(problems("a: b: c\n")).toHaveLength(1);
  });

  it("reports all mistakes in their order", () => {
    expect(problems("format: xml\nfailOn: never\nruls: {}\n")).toEqual([
      expect.stringMatching(/^1:9 format is "xml" and has to be one of text, json, sarif,/),
      '3:1 unknown key "ruls": did you mean rules?',
    ]);
  });

  it("does not grow with aliases", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]},`.repeat(10)}]\n`).join("")}`;
    const started = performance.now();
    expect(problems(bomb)[0]).toMatch(/not YAML|unknown key/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("has keys of any name, of objects too", () => {
    expect(problems("__proto__: 1\n")).toEqual([expect.stringMatching(/^1:1 unknown key "__proto__"/)]);
    expect(problems("rules: { constructor: off }\n")).toEqual([expect.stringMatching(/^1:10 there is no rule "constructor"/)]);
  });
});

describe("findConfig", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "spfkit-"));
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/spf.config.yaml"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("takes the nearest one of this folder and those above it", () => {
    expect(findConfig(join(folder, "a/b"))).toBe(join(folder, "a/spf.config.yaml"));
    expect(findConfig(join(folder, "a"))).toBe(join(folder, "a/spf.config.yaml"));
    expect(findConfig(folder)).toBeUndefined();
  });
});

describe("patterns", () => {
  it.each([
    ["*.zone", ["x.zone", "a/x.zone", "./x.zone"], ["x.zones", ".x.zone", "x"]],
    ["zones/*.zone", ["zones/x.zone", "./zones/x.zone"], ["zones/a/x.zone", "x.zone"]],
    ["zones/**/*.zone", ["zones/x.zone", "zones/a/b/x.zone"], ["x.zone", "zones/a/.x.zone"]],
    ["zones/**", ["zones/x", "zones/a/b"], ["x"]],
    ["**/db.*", ["db.x", "a/db.x"], ["a/xdb.x"]],
    ["db.?", ["db.x"], ["db.", "db.xy"]],
    ["[a-c]x", ["ax", "cx"], ["dx", "x"]],
    ["[!a]x", ["bx"], ["ax"]],
    ["{a,b}.{zone,db}", ["a.zone", "b.db"], ["c.zone"]],
    ["a[", ["a["], ["a"]],
    ["/tmp/*.zone", ["/tmp/x.zone"], ["tmp/x.zone"]],
  ])("%s", (pattern, yes, no) => {
    const matches = compileGlob(pattern);
    expect(yes.filter((path) => !matches(path))).toEqual([]);
    expect(no.filter((path) => matches(path))).toEqual([]);
  });

  it("are told from paths, and have a folder in front", () => {
    expect(["a*", "a?", "[a]", "{a}"].map(isGlob)).toEqual([true, true, true, true]);
    expect(isGlob("a/b.zone")).toBe(false);
    expect(["a/b/*.zone", "*.zone", "/x*", "/a/*", "a/**/b/*"].map(globBase)).toEqual(["a/b", "", "/", "/a", "a"]);
  });

  it("take no time that grows beyond the product of the lengths", () => {
    const started = performance.now();
    expect(compileGlob(`${"*a".repeat(50)}b`)("a".repeat(5000))).toBe(false);
    expect(compileGlob(`${"**/a/".repeat(50)}b`)("a/".repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
