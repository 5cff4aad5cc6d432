import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { SourceText } from "../../src/base/source.js";
import { FORMATS, type FormatOptions, formatResult } from "../../src/lint/reporters/index.js";
import { fileUri } from "../../src/lint/reporters/sarif.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { placeOf } from "../../src/lint/rule.js";
import { type LintResult, runRules } from "../../src/lint/run.js";
import { parseZone } from "../../src/zone/index.js";
import { ROOT } from "../support/cli.js";
import { SOA, addressRule, lint } from "./support.js";

const OPTIONS: FormatOptions = { width: 80, colour: false, failOn: "error", version: "1.2.3" };

const text = (result: LintResult, options: Partial<FormatOptions> = {}): string =>
  formatResult("text", result, { ...OPTIONS, ...options });

/** A rule whose finding says anything anywhere. */
function saying(message: string, more: { related?: string; file?: string } = {}): LintResult {
  const rule = addressRule("cname-at-apex", {
    checkNode(node, _zone, context) {
      const [record, other] = node.rrset("A");
      if (record === undefined) return;
      const related =
        more.related === undefined || other === undefined ? [] : [{ ...placeOf(other, 0), message: more.related }];
      context.report({ ...placeOf(record, 0), message, related });
    },
  });
  const zone = parseZone("x A 192.0.2.1\nx A 192.0.2.2\n", { file: more.file ?? "x.zone", origin: domainName("example.org") });
  return runRules({ zones: [zone], rules: [rule], now: 0 });
}

const clean = lint("a A 192.0.2.1\n");
const clash = saying("two addresses", { related: "the other one" });

// What a hostile file can hold: line ends, escapes of terminals, markup, commands of CI systems, octets that are no text.
const HOSTILE =
  "\u001b]0;x\u0007\r\n::error::a%0Ab,c:d ]]>--></testcase><script> \" ' & \u0085\u009b31m\u202e\ud800 ##[add-mask]x \u00ff\u007f\u0000";

describe("text", () => {
  it("shows the place, the line with carets, related places and the section", () => {
    expect(text(clash)).toBe(`x.zone:1:5: warning[cname-at-apex]: two addresses
  |
1 | x A 192.0.2.1
  |     ^^^^^^^^^
  = x.zone:2:5: the other one
  = RFC 1035 3.4.1

1 warning in 1 file
`);
  });

  it("says that there is nothing", () => {
    expect(text(clean)).toBe("no findings in 1 file\n");
    expect(text({ ...clean, files: ["a", "b"], ignored: 2, baselined: 1 })).toBe(
      "no findings in 2 files; 2 silenced by comments; 1 in the baseline\n",
    );
    expect(text({ ...clean, counts: { error: 2, warning: 1, info: 3 } })).toBe("2 errors, 1 warning, 3 infos in 1 file\n");
  });

  it("tells what is left out", () => {
    const notes = [{ kind: "fragment", zone: "x", files: ["x.zone"], rules: ["some-rule"] }] as const;
    const omitted = [{ rule: "some-rule", file: "x.zone", count: 7, severity: "error" }] as const;
    expect(text({ ...clean, notes, omitted })).toBe(`x.zone: 7 more of some-rule are not shown
note: 1 rule left out for x.zone, a fragment (no SOA): see --format json

no findings in 1 file
`);
  });

  it("has one line for all files that rules were left out for, which is short", () => {
    const rules = ALL_RULES.map(({ id }) => id).slice(0, 26);
    const note = (kind: "fragment" | "unread-lines", ...files: string[]) => ({ kind, zone: "x", files, rules });
    const shown = (...notes: LintResult["notes"]): string | undefined => text({ ...clean, notes }).split("\n\n")[0];
    expect(shown(note("unread-lines", "x.zone"))).toBe(
      "note: 26 rules left out for x.zone, which has unread lines: see --format json",
    );
    const fragments = [note("fragment", "a.zone", "b.zone"), note("fragment", "c.zone")];
    expect(shown(...fragments)).toBe("note: 26 rules left out for 3 fragments (no SOA): see --format json");
    expect(shown(...fragments, note("unread-lines", "d.zone"))?.replace("\n", " ")).toBe(
      "note: 26 rules left out for 3 fragments (no SOA) and 1 file with unread lines: see --format json",
    );
    for (const format of ["github", "junit", "checkstyle"] as const) {
      const report = formatResult(format, { ...clean, notes: fragments }, OPTIONS);
      expect(report.match(/26 rules left out for 3 fragments/g)).toHaveLength(1);
      expect(report).not.toContain(rules[0]);
    }
    for (const format of ["json", "sarif"] as const) {
      const report = formatResult(format, { ...clean, notes: fragments }, OPTIONS);
      expect(report.match(/26 rules that need the whole zone were left out/g)).toHaveLength(2);
      for (const id of rules) expect(report).toContain(id);
    }
  });

  it("expands tabs, so that the carets are below the place", () => {
    const result = lint("\tA\t192.0.2.1\n@\tA\t\t192.0.2.256 ; c\n");
    expect(
      text(result)
        .split("\n")
        .filter((line) => line.includes("|")),
    ).toEqual([
      "  |",
      "1 |         A       192.0.2.1",
      "  |         ^",
      "  |",
      "2 | @       A               192.0.2.256 ; c",
      "  |                         ^^^^^^^^^^^",
    ]);
  });

  it("shows UTF-8 where the terminal does, with the carets below the place", () => {
    const zone = "m\u00fcller\tA 192.0.2.256 ; \u65e5\u672c b\u00fcro\u202e\n";
    const shown = (unicode: boolean): string[] =>
      text(lint(zone), { unicode })
        .split("\n")
        .filter((line) => /^[ 1] \|./.test(line))
        .slice(-2);
    expect(shown(true)).toEqual([
      "1 | m\u00fcller  A 192.0.2.256 ; \u65e5\u672c b\u00fcro\\226\\128\\174",
      "  |           ^^^^^^^^^^^",
    ]);
    expect(shown(false)).toEqual([
      "1 | m\\195\\188ller   A 192.0.2.256 ; \\230\\151\\165\\230\\156\\172 b\\195\\188ro\\226...",
      "  |                   ^^^^^^^^^^^",
    ]);
  });

  it("keeps within its width", () => {
    const long = `${"l".repeat(50)}.${"m".repeat(60)} A ${"1".repeat(200)} ; ${"c".repeat(300)}\n`.repeat(3);
    for (const width of [40, 80, 120]) {
      const shown = text(lint(`\n${long}\n`), { width });
      expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(shown).toContain("^^^");
    }
  });

  it("shows the first line of a place of several lines, and a place at the end of the file", () => {
    const result = lint("a A 192.0.2.1\na (\n A 192.0.2.1\n)\nb");
    expect(text(result)).toContain("2 | a (\n  | ^^^\n");
    expect(text(result)).toContain("5 | b\n  |  ^\n");
  });

  it("has colour only when it is told", () => {
    expect(text(clash)).not.toContain("\u001b");
    expect(text(clash, { colour: true })).toContain("x.zone:1:5: \u001b[1;33mwarning[cname-at-apex]\u001b[0m: two addresses");
    expect(text(clash, { colour: true })).toContain("|     \u001b[1;33m^^^^^^^^^\u001b[0m\n");
  });

  it("is printable ASCII whatever the file, its name and the message hold", () => {
    const hostile = saying(HOSTILE, { related: HOSTILE, file: `${HOSTILE}.zone` });
    expect(text(hostile)).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text(lint(Uint8Array.from([0x61, 0x20, 0xff, 0xc3, 0x28, 0xe2, 0x80, 0xae, 0x7f, 0x9b, 0x0a])))).toMatch(
      /^[\n\x20-\x7e]*$/,
    );
  });

  it("has nothing of a hostile file that a terminal obeys or hides, where it shows UTF-8", () => {
    const hostile = [...HOSTILE.replaceAll(/[\n\0\ud800]/g, ""), ..."\u202a\u2066\u200b\u200f\ufeff\u0301\u2028\ue000"];
    for (const character of hostile) {
      const shown = text(lint(`x A 1 ; ${character} \u00fc\n`), { unicode: true });
      expect(shown).toContain("\u00fc");
      expect(shown).toMatch(/^[\n\x20-\x7e\u00a1-\u00ff]*$/);
    }
  });

  it("never starts a command of a CI job", () => {
    const shown = text(
      saying(`::error::x ${"word ".repeat(14)} ::error::y ${"z".repeat(70)} ::stop-commands::z ##[error]w`, {
        file: "::error::f",
      }),
    );
    expect(shown.split("\n").filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(shown).not.toContain("##[");
    expect(shown).toMatch(/^\\058:error::f:1:5: /);
    expect(text(lint("##[error]x A 1\n::error::x A 1\n"))).not.toMatch(/##\[|^\s*::/m);
  });

  it("is quick with lines of megabytes", () => {
    const started = performance.now();
    const result = lint(`a TXT ${'"x '.repeat(2_000_000)}\n`);
    expect(text(result).length).toBeLessThan(100_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

/** A record in two strings with an escape, behind a name that is UTF-8; the fix writes one space for two. */
const fixable = lint('$TTL 1h\n; \u00e9\nx TXT "v=spf1 " "  \\097  -all" ; \u00e9\n', {
  rules: ALL_RULES.filter(({ id }) => id === "repeated-space"),
});

describe("fixes", () => {
  it("are a note of the text, and part of the message where there is no other place", () => {
    expect(text(fixable)).toContain("\n  = fix: write one space\n  = RFC 7208 12\n");
    const message = "; fix: write one space (RFC 7208 12)";
    for (const format of ["github", "checkstyle"] as const) expect(formatResult(format, fixable, OPTIONS)).toContain(message);
    expect(formatResult("junit", fixable, OPTIONS)).toContain(message);
  });

  it("that cannot be written where the record stands are offered nowhere", () => {
    const rules = ALL_RULES.filter(({ id }) => id === "repeated-space");
    const generated = lint('$TTL 1h\n$GENERATE 1-2 h$ TXT "\\"v=spf1  -all\\""\n', { rules });
    expect(generated.findings[0]).toMatchObject({ rule: "repeated-space", fix: { message: "write one space" } });
    for (const format of FORMATS) expect(formatResult(format, generated, OPTIONS)).not.toMatch(/write one space|"fix/);
  });
});

describe("json", () => {
  const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/zone-check.schema.json"), "utf8"));
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);
  const json = (result: LintResult): any => {
    const shown = formatResult("json", result, OPTIONS);
    expect(shown).toMatch(/^[\n\x20-\x7e]*\n$/);
    const document: unknown = JSON.parse(shown);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    return document;
  };

  it("has everything, with columns and offsets in octets", () => {
    expect(json(clash)).toEqual({
      version: 1,
      summary: { files: 1, domains: 0, records: 0, errors: 0, warnings: 1, infos: 0, ignored: 0, baselined: 0 },
      files: ["x.zone"],
      findings: [
        {
          rule: "cname-at-apex",
          severity: "warning",
          message: "two addresses",
          section: "RFC 1035 3.4.1",
          ...{ file: "x.zone", line: 1, column: 5, endLine: 1, endColumn: 14, offset: 4, endOffset: 13 },
          related: [
            {
              message: "the other one",
              ...{ file: "x.zone", line: 2, column: 5, endLine: 2, endColumn: 14, offset: 18, endOffset: 27 },
            },
          ],
          fingerprint: clash.findings[0]?.fingerprint,
        },
      ],
      omitted: [],
      notes: [],
    });
    expect(json(lint('\u00e9 TXT "\u{1f600}" ) x\n')).findings[0]).toMatchObject({ column: 15, offset: 14 });
  });

  it("has the edits of a fix with their places, as they are written in the file", () => {
    const { source } = fixable.findings[0] ?? clash.findings[0] ?? { source: new SourceText("", "") };
    const { fix } = json(fixable).findings[0];
    expect(fix.message).toBe("write one space");
    expect(fix.edits).toEqual([
      {
        ...{ file: "example.org.zone", line: 3, column: 18, endLine: 3, endColumn: 20, offset: 30, endOffset: 32 },
        ...{ before: "  ", after: "" },
      },
      {
        ...{ file: "example.org.zone", line: 3, column: 25, endLine: 3, endColumn: 26, offset: 37, endOffset: 38 },
        ...{ before: " ", after: "" },
      },
    ]);
    for (const { offset, endOffset, before } of fix.edits) expect(source.slice(offset, endOffset)).toBe(before);
  });

  it("follows its schema with notes, omitted findings and hostile text", () => {
    const rule = addressRule("a-rule", { needsWholeZone: true });
    const document = json(lint("a A 192.0.2.1\n", { rules: [rule] }));
    expect(document.notes).toEqual([
      {
        kind: "fragment",
        zone: "example.org",
        files: ["example.org.zone"],
        rules: ["a-rule"],
        message: "example.org.zone is a fragment without SOA record: a rule that needs the whole zone was left out (a-rule)",
      },
    ]);
    expect(json(lint("a A 192.0.2.1\nb A 192.0.2.1\n", { rules: [addressRule("a-rule")], limit: 1 })).omitted).toHaveLength(1);
    expect(json(saying(HOSTILE)).findings[0].message).toBe(HOSTILE);
  });
});

describe("sarif", () => {
  // The schema that OASIS and SchemaStore publish, as a package of Microsoft ships it.
  const path = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json");
  const { id: _, ...schema } = JSON.parse(readFileSync(join(path, "..", "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: { uri: isUri, "uri-reference": isUriReference, "date-time": true },
  });
  // It is of draft 4, which differs here only in how a schema is named.
  const validate = ajv.compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });
  const sarif = (result: LintResult): any => {
    const shown = formatResult("sarif", result, OPTIONS);
    expect(shown).toMatch(/^[\n\x20-\x7e]*\n$/);
    const document: unknown = JSON.parse(shown);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    return document;
  };

  it("is valid, and has what code scanning shows", () => {
    const [run] = sarif(clash).runs;
    expect(run.tool.driver).toMatchObject({ name: "spfkit", semanticVersion: "1.2.3" });
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: "cname-at-apex",
        shortDescription: { text: "The zone itself is an alias." },
        defaultConfiguration: { level: "error" },
        help: { markdown: expect.stringContaining("```\n$TTL 1h\n@   IN CNAME www.example.net.\n") },
      },
    ]);
    expect(run.results).toEqual([
      {
        ruleId: "cname-at-apex",
        ruleIndex: 0,
        level: "warning",
        message: { text: "two addresses" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "x.zone" },
              region: { startLine: 1, startColumn: 5, endLine: 1, endColumn: 14, charOffset: 4, charLength: 9 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 0,
            physicalLocation: {
              artifactLocation: { uri: "x.zone" },
              region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 14 },
            },
            message: { text: "the other one" },
          },
        ],
        partialFingerprints: { "spfkitFinding/v1": clash.findings[0]?.fingerprint },
      },
    ]);
    expect(run.columnKind).toBe("utf16CodeUnits");
  });

  it("has a fix as replacements of what it deletes", () => {
    const { fixes } = sarif(fixable).runs[0].results[0];
    expect(fixes).toEqual([
      {
        description: { text: "write one space" },
        artifactChanges: [
          {
            artifactLocation: { uri: "example.org.zone" },
            replacements: [
              {
                deletedRegion: { startLine: 3, startColumn: 18, endLine: 3, endColumn: 20, charOffset: 29, charLength: 2 },
                insertedContent: { text: "" },
              },
              {
                deletedRegion: { startLine: 3, startColumn: 25, endLine: 3, endColumn: 26, charOffset: 36, charLength: 1 },
                insertedContent: { text: "" },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("counts UTF-16 code units, and a byte order mark for nothing", () => {
    const first = (zone: string | Uint8Array): any => sarif(lint(zone)).runs[0].results[0].locations[0].physicalLocation.region;
    // é has two octets and one unit, the face four octets and two units.
    expect(first('; \u00e9\nx TXT "\u{1f600}" ) x\n')).toMatchObject({
      startLine: 2,
      startColumn: 12,
      endColumn: 13,
      charOffset: 15,
    });
    const marked = sarif(lint("\ufeffa A 1\n")).runs[0].results[1].locations[0].physicalLocation.region;
    expect(marked).toMatchObject({ startLine: 1, startColumn: 5, charOffset: 4, charLength: 1 });
  });

  it("is valid for every parser problem, with notes, and with hostile text", () => {
    const zone = `${SOA}a A 1\n$X\nb CNAME c\nb A 192.0.2.1\n(\n"open\nx TXT ${"y".repeat(256)}\n`;
    expect(sarif(lint(zone)).runs[0].results.length).toBeGreaterThan(4);
    const [result] = sarif(saying(`a [link](x) {0} \\ ${HOSTILE}`, { related: HOSTILE, file: `${HOSTILE}.zone` })).runs[0]
      .results;
    expect(result.message.text).toContain("a \\[link\\](x) {{0}} \\\\ ");
    const left = sarif(lint("a A 192.0.2.1\n", { rules: [addressRule("a-rule", { needsWholeZone: true })] }));
    expect(left.runs[0].invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: "note", message: { text: expect.stringContaining("fragment") } }],
      },
    ]);
    expect(sarif(clean).runs[0].results).toEqual([]);
  });

  it("is refused by the schema when something is wrong", () => {
    expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  });

  it("has file names as URI references", () => {
    expect(["a b.zone", "./zones/x.zone", "/tmp/x%.zone", "c:\\z\\x", "\ud800", "a/../b"].map(fileUri)).toEqual([
      "a%20b.zone",
      "zones/x.zone",
      "file:///tmp/x%25.zone",
      "c%3A/z/x",
      "%EF%BF%BD",
      "a/../b",
    ]);
  });
});

describe("github", () => {
  const github = (result: LintResult): string => formatResult("github", result, OPTIONS);

  it("is one command for each finding", () => {
    expect(github(clash)).toBe(
      "::warning file=x.zone,line=1,endLine=1,col=5,endColumn=13,title=spf%3A cname-at-apex::two addresses (RFC 1035 3.4.1)%0Athe other one: x.zone line 2\n",
    );
    expect(github(clean)).toBe("");
    expect(github(lint("a A 192.0.2.1\na (\nA 192.0.2.1\n)\n"))).toMatch(
      /^::warning file=example\.org\.zone,line=2,endLine=3,title=/,
    );
  });

  it("cannot be injected into", () => {
    const shown = github(saying(HOSTILE, { related: HOSTILE, file: `a,line=1::x\r\n%:\u202e${HOSTILE}` }));
    expect(shown.split("\n")).toHaveLength(2);
    expect(shown).toMatch(/^[\n\x20-\x7e]*$/);
    const [, properties = "", data = ""] = /^::warning (.*?)::(.*)\n$/.exec(shown) ?? [];
    expect(properties.split(",").map((property) => property.split("=")[0])).toEqual([
      ..."file line endLine col endColumn title".split(" "),
    ]);
    expect(data).not.toMatch(/%(?!25|0A|0D)/);
    expect(github(saying("x", { file: "zones/\u00fc.zone" }))).toContain("file=zones/\u00fc.zone,");
  });

  it("has notices for infos, notes and what is not shown", () => {
    const rule = addressRule("a-rule", { severity: "info" });
    const shown = github(
      lint("a A 192.0.2.1\nb A 192.0.2.1\n", { rules: [rule, addressRule("b-rule", { needsWholeZone: true })], limit: 1 }),
    );
    expect(shown.split("\n").map((line) => line.split(" ")[0])).toEqual(["::notice", "::notice", "::notice", ""]);
    expect(shown).toContain("::1 more of a-rule is not shown\n");
  });
});

describe("gitlab", () => {
  const gitlab = (result: LintResult, options: Partial<FormatOptions> = {}): any => {
    const shown = formatResult("gitlab", result, { ...OPTIONS, ...options });
    expect(shown).toMatch(/^[\n\x20-\x7e]*\n$/);
    return JSON.parse(shown);
  };

  it("is an array with what GitLab asks for", () => {
    expect(gitlab(clash)).toEqual([
      {
        description: "two addresses (RFC 1035 3.4.1)",
        check_name: "cname-at-apex",
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: "major",
        location: { path: "x.zone", lines: { begin: 1 } },
      },
    ]);
    expect(gitlab(clean)).toEqual([]);
    expect(gitlab(lint("\n\nx A 1\n"))).toMatchObject([{ severity: "critical", location: { lines: { begin: 3 } } }]);
    expect(gitlab(lint("x A 192.0.2.1\n", { rules: [addressRule("a-rule", { severity: "info" })] }))).toMatchObject([
      { severity: "info" },
    ]);
    expect(gitlab(fixable)[0].description).toMatch(/; fix: write one space \(RFC 7208 12\)$/);
  });

  it("has fingerprints that no two findings share, and that stay where lines move", () => {
    const fingerprints = (zones: Readonly<Record<string, string>>): string[] =>
      gitlab(lint(zones)).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    // The same record with the same mistake, twice in a file and once in another one.
    const before = fingerprints({ "a/x.zone": "x A 1\nx A 1\ny A 1\n", "b/x.zone": "x A 1\n" });
    expect(before).toHaveLength(4);
    expect(new Set(before).size).toBe(4);
    expect(fingerprints({ "a/x.zone": "; c\n\nx A 1\n\nx A 1\ny A 1\n", "b/x.zone": "; c\nx A 1\n" })).toEqual(before);
  });

  it("has paths with slashes, from the folder on where the file is within", () => {
    const path = (file: string, folder?: string): string =>
      gitlab(saying("x", { file }), folder === undefined ? {} : { folder })[0].location.path;
    expect(path("./zones/x.zone")).toBe("zones/x.zone");
    expect(path("/builds/a/zones/x.zone", "/builds/a")).toBe("zones/x.zone");
    expect(path("/builds/a/zones/x.zone", "/")).toBe("builds/a/zones/x.zone");
    expect(path("/builds/ab/x.zone", "/builds/a")).toBe("/builds/ab/x.zone");
    expect(path("zones\\x.zone")).toBe("zones/x.zone");
    expect(path("C:\\work\\zones\\x.zone", "C:\\work")).toBe("zones/x.zone");
    expect(path("zones/\u00fc.zone")).toBe("zones/\u00fc.zone");
  });

  it("stays as it is with hostile text", () => {
    const [issue, ...others] = gitlab(saying(HOSTILE, { related: HOSTILE, file: `${HOSTILE}.zone` }));
    expect(others).toEqual([]);
    expect(Object.keys(issue)).toEqual(["description", "check_name", "fingerprint", "severity", "location"]);
    expect(issue.description).toMatch(/^[\x20-\x7e]*$/);
    expect(issue.location.path).not.toMatch(/[\ud800-\udfff]/u);
  });
});

describe("junit and checkstyle", () => {
  const both = (result: LintResult, options: Partial<FormatOptions> = {}): string[] =>
    (["junit", "checkstyle"] as const).map((format) => formatResult(format, result, { ...OPTIONS, ...options }));

  it("are XML with a case for each finding", () => {
    const [junit, checkstyle] = both(saying("a < b"), { failOn: "warning" });
    expect(junit).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="spf zone check" tests="1" failures="1" errors="0">
  <testsuite name="x.zone" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="x.zone" name="cname-at-apex at 1:5"><failure type="cname-at-apex" message="a &lt; b">x.zone:1:5: warning[cname-at-apex]: a &lt; b (RFC 1035 3.4.1)</failure></testcase>
  </testsuite>
</testsuites>
`);
    expect(checkstyle).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="x.zone">
    <error line="1" column="5" severity="warning" message="a &lt; b (RFC 1035 3.4.1)" source="spfkit.cname-at-apex"/>
  </file>
</checkstyle>
`);
  });

  it("have a file without findings, which passes", () => {
    const [junit, checkstyle] = both(clean);
    expect(junit).toContain('<testcase classname="example.org.zone" name="no findings"/>');
    expect(checkstyle).toContain('<file name="example.org.zone"/>');
  });

  it("fail as the command does", () => {
    expect(both(clash, { failOn: "error" })[0]).toContain('failures="0"');
    expect(both(clash, { failOn: "error" })[0]).toContain("<system-out>x.zone:1:5: warning[cname-at-apex]: two addresses");
    expect(both(clash, { failOn: "info" })[0]).toContain('failures="1"');
  });

  it("have failures for errors where nothing fails the command, which only writes a report then", () => {
    const wrong = lint("x A 192.0.2.1\nx A 1\n");
    expect(wrong.counts.error).toBe(1);
    const [junit = ""] = both(wrong, { failOn: "never" });
    expect(junit).toBe(both(wrong, { failOn: "error" })[0]);
    expect(junit).toContain(`<testsuites name="spf zone check" tests="${wrong.findings.length}" failures="1" errors="0">`);
    expect(junit).toContain('<failure type="bad-address"');
    expect(both(clash, { failOn: "never" })[0]).toContain('failures="0"');
  });

  it("stay well-formed with hostile text", () => {
    const hostile = saying(HOSTILE, { related: HOSTILE, file: `${HOSTILE}.zone` });
    const notes = [{ kind: "fragment", zone: "x", files: [`--${HOSTILE}--`], rules: ["r"] }] as const;
    for (const shown of both({ ...hostile, notes })) {
      expect(shown).toMatch(/^[\n\x20-\x7e]*$/);
      expect(elementsOf(shown).filter((name) => !KNOWN.has(name))).toEqual([]);
    }
  });

  const KNOWN = new Set([
    "?xml",
    "testsuites",
    "testsuite",
    "testcase",
    "system-out",
    "failure",
    "checkstyle",
    "file",
    "error",
    "!--",
  ]);
});

describe("all formats", () => {
  it("say the same whatever fails the command, but for junit", () => {
    for (const format of FORMATS.filter((one) => one !== "junit")) {
      const reports = (["never", "error", "info"] as const).map((failOn) =>
        formatResult(format, clash, { ...OPTIONS, failOn }),
      );
      expect(new Set(reports).size, format).toBe(1);
    }
  });

  it("take a finding in a file that no zone is, such as the baseline", () => {
    const source = new SourceText("old.json", "{}\n");
    const finding = { rule: "stale-baseline", severity: "info", source, span: { start: 0, end: 2 } } as const;
    const findings = [{ ...finding, message: "old", section: "", related: [], fingerprint: "0".repeat(16) }];
    for (const format of FORMATS) expect(formatResult(format, { ...clean, findings }, OPTIONS)).toContain("old.json");
  });
});

// --------------------------------------------------------------------------------------------------------------------------

/** The names of all elements, in order. Throws where the text is no well-formed XML. */
function elementsOf(shown: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const pattern = /<(\?xml)[^<>]*\?>|<(!--)(?:(?!--)[^])*-->|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/g;
  let at = 0;
  for (const match of shown.matchAll(pattern)) {
    if (match.index !== at) throw new Error(`not XML: ${shown.slice(at, at + 80)}`);
    at += match[0].length;
    const [, declaration, comment, closing, name, attributes, isEmpty, content] = match;
    for (const piece of [attributes, content]) {
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(piece ?? "")) throw new Error(`not XML: ${piece}`);
    }
    if (content !== undefined) continue;
    names.push(declaration ?? comment ?? name ?? "");
    if (name === undefined) continue;
    if (closing === "/" && open.pop() !== name) throw new Error(`not XML: ${name} is not open`);
    if (closing !== "/" && isEmpty !== "/") open.push(name);
  }
  if (at !== shown.length || open.length > 0) throw new Error("not XML: cut");
  return names;
}

function isUri(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]*$/i.test(value);
}

function isUriReference(value: string): boolean {
  return /^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(value);
}
