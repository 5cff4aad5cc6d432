import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReading, formatReadingJson } from "../../src/cli/output/aloud.js";
import { readAloud } from "../../src/spf/aloud.js";
import { parseRecord } from "../../src/spf/parse.js";
import { ROOT, spf } from "../support/cli.js";
import { anyRecord } from "../support/spf.js";

const SEED = 7208;
const RECORD = "v=spf1 mx ip4:192.0.2.0/24 include:_spf.example.net -all";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/explain.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

function validJson(json: string): any {
  const document: unknown = JSON.parse(json);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

function text(record: string, width = 80, colour = false): string {
  return formatReading(readAloud(parseRecord(record)), { width, colour });
}

describe("spf explain RECORD", () => {
  it("reads the record aloud", async () => {
    const { stdout, stderr, code } = await spf(["explain", RECORD]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.startsWith(`${RECORD}\n\n  v=spf1 `)).toBe(true);
    expect(stdout).toContain("\n  mx                        The mail exchanges of the domain may send (pass).\n");
    expect(stdout).toMatch(/\n\nIn short: only the network 192\.0\.2\.0\/24, [^]* spf tree DOMAIN shows it\.\n$/);
  });

  it("takes the words of a record without quotes", async () => {
    const { stdout } = await spf(["explain", RECORD]);
    expect(await spf(["explain", ...RECORD.split(" ")])).toMatchObject({ code: 0, stdout, stderr: "" });
    const json = await spf(["explain", "v=spf1", "-all", "--format", "json", "mx"]);
    expect(validJson(json.stdout).record).toBe("v=spf1 -all mx");
    expect((await spf(["explain", "--", "v=spf1", "-all"])).stdout).toContain("No host may send".toLowerCase());
  });

  it("exits with 1 where the text is no record that counts", async () => {
    const broken = await spf(["explain", "v=spf1 ip4:192.0.2.0/33 -all"]);
    expect(broken).toMatchObject({ code: 1, stderr: "" });
    expect(broken.stdout).toContain("\n  ip4:192.0.2.0/33\n               ^^^\n");
    expect(broken.stdout).toContain("In short: nothing of this record counts, because of a syntax error");
    const none = await spf(["explain", "v=spf10 -all"]);
    expect(none).toMatchObject({ code: 1, stderr: "" });
    expect(none.stdout).toContain("In short: receivers do not take this text for an SPF record.");
  });

  it.each([
    [["mx-target-adress-literal"], 'spf: there is no rule "mx-target-adress-literal": did you mean mx-target-address-literal?'],
    [["v"], /^spf: there is no rule "v": /],
    [["mx", "a"], /^spf: there is no rule "mx": .*; an SPF record starts with "v=spf1"/],
    [["cname-at-apex", "mx-target-address-literal"], "spf: name one rule at a time"],
    [["example.org"], /^spf: example\.org is a domain, and no record; spf tree DOMAIN reads/],
    [[""], /^spf: "" is empty, and nothing to explain; give a record/],
    [["v=spf1", "mx", "--fromat", "json"], "spf: unknown option '--fromat'\n(Did you mean --format?)"],
    [[`v=spf1 ${"a ".repeat(40_000)}`], "spf: the record is longer than 65535 octets"],
    [[], "spf: missing required argument 'id|record'"],
  ])("%j is wrong usage", async (words, message) => {
    const { code, stdout, stderr } = await spf(["explain", ...words]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    if (typeof message === "string") expect(stderr.startsWith(`${message}\n`), stderr).toBe(true);
    else expect(stderr).toMatch(message);
  });

  it("takes octets as DNS holds them, and shows none that a terminal obeys", async () => {
    const { stdout, code } = await spf(["explain", "v=spf1 a:\u001b[31m\u00fc\u202e.example \u009b -all"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
    expect(stdout).toContain("\\027[31m\\195\\188\\226\\128\\174.example \\194\\155 -all");
  });
});

describe("spf explain -", () => {
  it.each([
    [`${RECORD}\n`],
    [`"other text"\n"v=spf1 mx ip4:192.0.2.0/24 inc" "lude:_spf.example.net -all"\r\n"\\"x\\" y"\n`],
    [`\n${RECORD}`],
    ['"v=spf1 mx ip4:192.0.2.0/24 \\105nclude:_spf.example.net -all"'],
  ])("finds the record in %j", async (input) => {
    const { stdout, code } = await spf(["explain", "-", "--format", "json"], input);
    expect(code).toBe(0);
    expect(validJson(stdout).record).toBe(RECORD);
  });

  it.each([
    ["v=spf1 mx\nv=spf1 a\n", 66, /^spf: standard input has 2 SPF records; a domain with more than one gets permerror/],
    ["x\ny\n", 66, /^spf: none of the 2 lines of standard input is an SPF record/],
    [`${"x".repeat(99)}\n`.repeat(11_000), 66, /^spf: standard input is too long/],
    ["\n \n", 64, /standard input is empty, and nothing to explain/],
  ])("refuses %j", async (input, code, message) => {
    const run = await spf(["explain", "-"], input);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: "" });
    expect(run.stderr).toMatch(message);
  });

  it("reads no rule from it, and says what is wrong with a single line", async () => {
    const { code, stdout } = await spf(["explain", "-"], "cname-at-apex\n");
    expect(code).toBe(1);
    expect(stdout).toContain("Not the start of an SPF record");
    expect((await spf(["explain", "-"], '"v=spf1 mx\n')).stdout).toContain("a quote stands in front");
  });
});

describe("--format json", () => {
  it("has what the text says, with places", async () => {
    const { stdout } = await spf(["explain", RECORD, "--format", "json"]);
    const document = validJson(stdout);
    expect(document).toMatchObject({ kind: "record", status: "valid", lookups: { used: 2, limit: 10 }, hasOtherRecords: true });
    expect(document.terms[2]).toEqual({
      text: "ip4:192.0.2.0/24",
      start: 10,
      end: 26,
      kind: "directive",
      isReachable: true,
      result: "pass",
      lookups: 0,
      meaning: "256 IPv4 addresses, 192.0.2.0 to 192.0.2.255, may send (pass).",
      notes: [],
      macros: [],
      problems: [],
    });
  });

  it("has the places of errors", async () => {
    const { stdout } = await spf(["explain", "v=spf1 ip4:192.0.2.0/33", "--format", "json"]);
    expect(validJson(stdout).terms[1].problems).toEqual([
      { code: "cidr-out-of-range", message: "the length is at most 32 here", section: "RFC 7208 5.6", start: 20, end: 23 },
    ]);
  });

  it("prints a rule, too", async () => {
    const { stdout, code } = await spf(["explain", "cname-at-apex", "--format", "json"]);
    expect(code).toBe(0);
    const document = validJson(stdout);
    expect(document).toMatchObject({ kind: "rule", id: "cname-at-apex", severity: "error", section: "RFC 1034 3.6.2" });
    expect(document.parts.map(({ title }: { title?: string }) => title)).toEqual(expect.arrayContaining(["Why", "Fix"]));
  });
});

describe("the text", () => {
  it("is in columns, and a long term has lines of its own", () => {
    expect(text("v=spf1 exists:%{ir}.%{v}._spf.%{d2} ?all", 72)).toBe(`v=spf1 exists:%{ir}.%{v}._spf.%{d2} ?all

  v=spf1  An SPF record. Receivers try its terms on the host that sends
          a mail, from left to right; the first one that matches
          decides.
  exists:%{ir}.%{v}._spf.%{d2}
          Hosts for which %{ir}.%{v}._spf.%{d2} has an address may send
          (pass).
            %{ir}: the IP address of the host, its parts in reverse
            order
            %{v}: "in-addr" for an IPv4 address, "ip6" for an IPv6
            address
            %{d2}: the domain whose record this is, only the last 2
            labels
          For strong-bad@email.example.com from 192.0.2.3, it becomes
          3.2.0.192.in-addr._spf.example.com.
          Any A record will do, whatever address it has; IPv6 hosts are
          looked up by an A record, too.
  ?all    All other hosts neither may nor may not send (neutral):
          receivers treat their mail as if there were no SPF record.

In short: only hosts for which %{ir}.%{v}._spf.%{d2} has an address may
send; all others get neutral. It takes 1 of the 10 DNS lookups itself.
`);
  });

  it("says once what is so of each include", () => {
    expect(text("v=spf1 include:a.example include:b.example -all").split("forbids").length).toBe(2);
  });

  it("has the colour of the result on the term", () => {
    const coloured = text("v=spf1 a ?mx -all ptr", 80, true);
    for (const part of ["\u001b[32ma\u001b[0m", "\u001b[33m?mx\u001b[0m", "\u001b[31m-all\u001b[0m", "\u001b[2mptr\u001b[0m"]) {
      expect(coloured).toContain(`\n  ${part} `);
    }
    // eslint-disable-next-line no-control-regex -- the codes of colours are taken away
    expect(coloured.replaceAll(/\u001b\[\d*m/g, "")).toBe(text("v=spf1 a ?mx -all ptr"));
  });

  it("of any record fits, is printable, and its JSON follows the schema", () => {
    const garbage = fc.string({ unit: "binary", maxLength: 80 }).map((rest) => `v=spf1 ${rest}`);
    fc.assert(
      fc.property(fc.oneof(anyRecord, garbage), fc.integer({ min: 40, max: 120 }), (record, width) => {
        const shown = text(record, width);
        expect(shown).toMatch(/^[\n\x20-\x7e]*$/);
        expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
        const json = formatReadingJson(readAloud(parseRecord(record)));
        expect(json).toMatch(/^[\n\x20-\x7e]*$/);
        expect(validJson(json).record).toBe(record);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
