import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { formatDiffText } from "../../src/cli/output/zone-diff.js";
import { diffZones } from "../../src/zone/diff.js";
import { ROOT, spf } from "../support/cli.js";
import { zoneOf } from "../zone/support.js";

const folder = mkdtempSync(join(tmpdir(), "spf-zone-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

const EXAMPLE = "zones/ntecs.de.zone";
const example = readFileSync(join(ROOT, EXAMPLE), "latin1");
const CHANGED = `${example
  .replace("2026010101", "2026010102")
  .replace("v=spf1 mx -all", "v=spf1 mx ip4:198.51.100.0/24 ~all")
  .replace("        IN AAAA 2001:db8::53\n", "")
  .replace("IN A    192.0.2.53", "5m IN A 192.0.2.53")}
www     IN A    192.0.2.80
`;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, "latin1");
  return path;
}

describe("spf zone diff", () => {
  it("exits with 0 for zones that mean the same, whatever they look like", async () => {
    const other = file("same.zone", `${example.replace(/ {2,}/g, "\t").replaceAll("1h ", "3600 ")}; end\n`);
    const { code, stdout, stderr } = await spf(["zone", "diff", EXAMPLE, other]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^zones\/ntecs\.de\.zone and \S+same\.zone\s+mean the same:\s+10\s+records\.\n$/);
    expect(code).toBe(0);
  });

  it("says what differs, with SPF explained", async () => {
    const { code, stdout } = await spf(["zone", "diff", EXAMPLE, "-"], CHANGED);
    expect(code).toBe(1);
    expect(stdout).toBe(`--- zones/ntecs.de.zone
+++ standard input

ntecs.de SOA
  serial 2026010101 -> 2026010102

ntecs.de TXT
- "v=spf1 mx -all"
+ "v=spf1 mx ip4:198.51.100.0/24 ~all"
  SPF: ip4:198.51.100.0/24 is new: 256 more addresses may send
  SPF: -all became ~all: all other hosts got fail, now softfail

ns1.ntecs.de AAAA: gone, TTL 3600
- 2001:db8::53

www.ntecs.de A: new, TTL 3600
+ 192.0.2.80

TTL alone
  ns1.ntecs.de A: TTL 3600 -> 300

Record sets: 1 new, 1 gone, 1 changed, 1 with another TTL alone. The SOA record
differs.
`);
  });

  it("guesses the origin of one file by the other", async () => {
    const { code, stdout } = await spf(["zone", "diff", "-", EXAMPLE], example.replace(/^\$ORIGIN.*\n/m, ""));
    expect(stdout).toContain("mean the same");
    expect(code).toBe(0);
    const none = await spf(["zone", "diff", "-", file("x", "www A 192.0.2.1\n")], "www A 192.0.2.1\n");
    expect(none.code).toBe(66);
    expect(none.stderr).toContain("give --origin NAME");
    const given = await spf(["zone", "diff", "-", join(folder, "x"), "--origin", "example.org"], "www A 192.0.2.1\n");
    expect(given.code).toBe(0);
  });

  it("compares what $INCLUDE and $GENERATE stand for", async () => {
    file("part.inc", "a 60 A 192.0.2.1\nb 60 A 192.0.2.2\n");
    const whole = file("inc.example.zone", "$INCLUDE part.inc\n");
    const other = file(
      "gen.example.zone",
      "$ORIGIN inc.example.\na 60 A 192.0.2.1\nb 60 A 192.0.2.2\n$GENERATE 3-4 c$ 60 A 192.0.2.$\n",
    );
    const { code, stdout, stderr } = await spf(["zone", "diff", whole, other]);
    expect(stderr).toBe("");
    expect(code).toBe(1);
    expect(stdout.match(/^[+-] .*$/gm)).toEqual(["+ 192.0.2.3", "+ 192.0.2.4"]);
  });

  it("prints JSON that follows its schema", async () => {
    const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/zone-diff.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }).compile(
      schema,
    );
    const { code, stdout } = await spf(["zone", "diff", EXAMPLE, "-", "--format", "json"], CHANGED);
    expect(code).toBe(1);
    const document: any = JSON.parse(stdout);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document).toMatchObject({
      version: 1,
      same: false,
      before: { file: EXAMPLE, origin: "ntecs.de", isFragment: false, records: 10 },
      counts: { added: 1, removed: 1, changed: 1, ttl: 1 },
      soa: { owner: "ntecs.de", fields: [{ field: "serial", before: "2026010101", after: "2026010102" }] },
    });
    expect(document.sets[0].spf.terms.map((term: any) => term.kind)).toEqual(["added", "qualifier"]);
    const same = await spf(["zone", "diff", EXAMPLE, EXAMPLE, "--format", "json"]);
    expect(validate(JSON.parse(same.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(same.stdout)).toMatchObject({ same: true, sets: [] });
    const fragments = await spf(["zone", "diff", "-", file("f.example.zone", "a\\255 A 192.0.2.1\n"), "--format", "json"], "");
    expect(validate(JSON.parse(fragments.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(fragments.stdout).sets[0].ttl).toEqual({ before: [], after: [null] });
  });

  it("ends with 66 for errors and files that are not there, 64 for wrong usage", async () => {
    const broken = await spf(["zone", "diff", EXAMPLE, "-"], "$ORIGIN ntecs.de.\nwww A 192.0.2\n");
    expect(broken.code).toBe(66);
    expect(broken.stdout).toBe("");
    expect(broken.stderr).toContain("-:2:7: error: ");
    expect(broken.stderr).toContain(
      "spf: nothing was compared, because of the errors in that file; spf zone check explains them\n",
    );
    expect((await spf(["zone", "diff", EXAMPLE, "no-such.zone"])).code).toBe(66);
    expect((await spf(["zone", "diff", "-", "-"])).code).toBe(64);
    expect((await spf(["zone", "diff", EXAMPLE])).code).toBe(64);
    expect((await spf(["zone", "diff", EXAMPLE, EXAMPLE, "--format", "xml"])).code).toBe(64);
    expect((await spf(["zone", "diff", EXAMPLE, EXAMPLE, "--origin", "a..b"])).code).toBe(64);
  });

  it("colours on a terminal alone, keeps to its width, and lets nothing hostile through", () => {
    const before = zoneOf(`a TXT "${"word ".repeat(40)}"\n`);
    const after = zoneOf('a TXT "\\027[31m\\155 x"\n');
    const plain = formatDiffText(before, after, diffZones(before, after), { width: 80, colour: false });
    expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(plain).toMatch(/^[\n\x20-\x7e]*$/);
    expect(plain).toContain('+ "\\027[31m\\155 x"');
    const coloured = formatDiffText(before, after, diffZones(before, after), { width: 80, colour: true });
    expect(coloured).toContain('\u001b[32m+ "\\027[31m\\155 x"\u001b[0m');
    expect(coloured).toContain("\u001b[31m- ");
  });
});
