import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SPF_RULES } from "../../src/lint/spf/spf-rules.js";
import { type CommandRun, ROOT, spfIn } from "../support/cli.js";
import { type TestServer, startDnsServer } from "../support/dns-server.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/zone-check.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

const base = mkdtempSync(join(tmpdir(), "spf-lint-"));
afterAll(() => rmSync(base, { recursive: true }));
let folder = base;
let round = 0;
beforeEach(() => {
  folder = join(base, String(round++));
  mkdirSync(folder);
});

const lint = (args: readonly string[], input?: string): Promise<CommandRun> => spfIn(folder, ["lint", ...args], input);

async function json(args: readonly string[], input?: string): Promise<any> {
  const { stdout, stderr, code } = await lint([...args, "--format", "json"], input);
  if (stdout === "") throw new Error(stderr);
  const document: unknown = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return { ...(document as object), code, stderr };
}

function put(name: string, text: string): string {
  writeFileSync(join(folder, name), text, "latin1");
  return name;
}
const get = (name: string): string => readFileSync(join(folder, name), "latin1");

const SOA = "$TTL 1h\n@ IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m\n@ IN NS ns1\nns1 IN A 192.0.2.53\n";
const RIGHT = `${SOA}@ IN TXT "v=spf1 ip4:192.0.2.25 -all"\n`;
const WRONG = `${SOA}@ IN TXT "v=spf1 ip4=192.0.2.25 " "a:ns1.example.org  -all" ; \u00e9\r\n`;
const FIXED = `${SOA}@ IN TXT "v=spf1 ip4:192.0.2.25 " "a:ns1.example.org -all" ; \u00e9\r\n`;

describe("spf lint", () => {
  it("shows the findings of a text, with what would mend them", async () => {
    expect(await lint(["v=spf1 ip4=192.0.2.1 -all", "--offline"])).toMatchObject({
      code: 1,
      stderr: "",
      stdout: `record:1:8: error[equals-for-colon]: ip4 is a mechanism, and = makes it a
    modifier that SPF ignores: write ip4:192.0.2.1
  |
1 | v=spf1 ip4=192.0.2.1 -all
  |        ^^^^^^^^^^^^^
  = fix: write ip4:192.0.2.1
  = RFC 7208 4.6.1

1 error in 1 record
`,
    });
  });

  it("says what was looked at, files and records together", async () => {
    put("example.org.zone", RIGHT);
    put("example.net.zone", RIGHT);
    const { stdout } = await lint(["example.org.zone", "v=spf1 -all", "example.net.zone", "--offline"]);
    expect(stdout).toBe("no findings in 2 files and 1 record\n");
    const { summary, files } = await json(["v=spf1 -all", "v=spf1 ~all", "example.net.zone", "--offline"]);
    expect(summary).toMatchObject({ files: 1, domains: 0, records: 2, errors: 0 });
    expect(files).toEqual(["example.net.zone", "record", "record 2"]);
  });

  it.each([
    ["hello world", 'record:1:1: error[spf-syntax]: an SPF record starts with "v=spf1" and a space\n'],
    ["v=spf2 -all", "error[version-typo]"],
    ["v=spf1\u00a0-all", "error[nonbreaking-space]"],
  ])("%j is no SPF record", async (text, finding) => {
    const { code, stdout } = await lint([text, "--offline"]);
    expect(code).toBe(1);
    expect(stdout).toContain(finding);
  });

  it("takes a text of 65,535 octets, and none that is longer", async () => {
    const long = `v=spf1 ${"a ".repeat(32_762)}-all`;
    expect(long.length).toBe(65_535);
    expect((await lint([long, "--offline", "--fail-on", "warning", "--format", "github"])).code).toBe(1);
    expect(await lint([`${long} `, "--offline"])).toMatchObject({
      code: 64,
      stdout: "",
      stderr: expect.stringContaining("a record has at most 65535 octets"),
    });
  });

  it("refuses an empty text, and what is no domain", async () => {
    expect(await lint([""])).toMatchObject({ code: 64, stderr: expect.stringContaining('spf: "" is no domain: it is empty') });
    expect(await lint(["nowhere"])).toMatchObject({ code: 64, stderr: expect.stringContaining("a domain has a dot") });
    expect(await lint(["no.zone", "--offline"])).toMatchObject({
      code: 66,
      stdout: "",
      stderr: "spf: cannot read no.zone: there is no such file or folder\n",
    });
  });

  it("reads a zone file from standard input, with its origin from --origin", async () => {
    const { code, stdout } = await lint(["-", "--origin", "example.org", "--offline"], WRONG);
    expect(code).toBe(1);
    expect(stdout).toContain("-:5:18: error[equals-for-colon]");
  });

  it("lists the rules about SPF", async () => {
    const { stdout, code } = await lint(["--list-rules"]);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(SPF_RULES.map(({ id }) => id));
    expect((await lint(["example.org", "--list-rules"])).code).toBe(64);
  });

  it("checks what the settings include where nothing is named", async () => {
    expect(await lint([])).toMatchObject({ code: 64, stderr: expect.stringContaining("nothing is named") });
    put("spf.config.yaml", "include: ['*.zone']\n");
    put("example.org.zone", WRONG);
    expect((await lint(["--offline"])).stdout).toContain("1 error, 1 info in 1 file\n");
  });

  it("keeps to the settings, the comments that silence and the baseline, as spf zone check does", async () => {
    put("spf.config.yaml", "rules: { equals-for-colon: warning }\n");
    put("example.org.zone", WRONG);
    expect((await lint(["example.org.zone", "--offline"])).code).toBe(0);
    expect((await lint(["example.org.zone", "--offline", "--fail-on", "warning"])).code).toBe(1);
    expect((await lint(["example.org.zone", "--offline", "--rule", "equals-for-colon=error"])).code).toBe(1);
    put("example.net.zone", WRONG.replace("; \u00e9", "; spf-ignore equals-for-colon, repeated-space: it is known"));
    expect((await lint(["example.net.zone", "--offline"])).stdout).toMatch(
      /^no findings in 1 file; 2 silenced by comments\n$/m,
    );
    const old = ["example.org.zone", "v=spf1 ip4=192.0.2.1  -all", "--offline", "--baseline", "old.json"];
    expect((await lint([...old, "--write-baseline"])).stdout).toBe("4 findings are in the baseline old.json\n");
    expect((await lint(old)).stdout).toBe("no findings in 1 file and 1 record; 4 in the baseline\n");
    mkdirSync(join(folder, "sub"));
    const fromBelow = await spfIn(join(folder, "sub"), ["lint", ...old.slice(1, -1), "../old.json"]);
    expect(fromBelow.stdout).toContain("no findings in 1 record; 2 in the baseline\n");
  });
});

describe("spf lint of domains", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startDnsServer((name, type) => {
      if (name === "silent.test") return undefined;
      if (name === "broken.test") return "SERVFAIL";
      if (name === "none.test") return "NXDOMAIN";
      if (type === "TXT" && name === "one.test") return [{ type: "TXT", value: "v=spf1 ip4=192.0.2.25 ~all", ttl: 299 }];
      if (type === "TXT" && name === "two.test") {
        return [
          { type: "TXT", value: "v=spf1 mx -all" },
          { type: "TXT", value: "v=spf1  ~all" },
        ];
      }
      if (type === "MX" && name.endsWith(".test")) return [{ type: "MX", value: "10 mail.one.test" }];
      if (type === "A" && name === "mail.one.test") return [{ type: "A", value: "192.0.2.25" }];
      return [];
    });
  });
  afterAll(() => server.close());
  const live = (...args: string[]): Promise<CommandRun> => lint([...args, "--server", server.text]);

  it("shows the record as DNS has it", async () => {
    const { code, stdout } = await live("one.test");
    expect(code).toBe(1);
    expect(stdout).toContain('1 | one.test. IN TXT "v=spf1 ip4=192.0.2.25 ~all"\n');
    expect(stdout).toContain("dns:one.test:2:20: info[helo-name-without-spf]: the mail host mail.one.test");
    expect(stdout).toMatch(/\n1 error, 1 info in 1 domain\n$/);
  });

  it("is the same finding whatever is left of the TTL", async () => {
    const [finding] = (await json(["one.test", "--server", server.text])).findings;
    const other = await startDnsServer((name, type) =>
      type === "TXT" && name === "one.test" ? [{ type: "TXT", value: "v=spf1 ip4=192.0.2.25 ~all", ttl: 12 }] : [],
    );
    const [again] = (await json(["one.test", "--server", other.text])).findings;
    await other.close();
    expect(again.fingerprint).toBe(finding.fingerprint);
  });

  it("compares a zone file with what is published, though the file answers everything else", async () => {
    put("one.test.zone", '@ TXT "v=spf1 ip4:192.0.2.25 ~all"\n@ MX 10 mail\n');
    put("none.test.zone", '@ TXT "v=spf1 -all"\n');
    put("broken.test.zone", '@ TXT "v=spf1 -all"\n');
    const { stdout } = await live("one.test.zone", "none.test.zone", "broken.test.zone");
    const drifts = stdout
      .replaceAll(/\n {4}/g, " ")
      .match(/^.*repo-live-drift.*$/gm)
      ?.toSorted();
    expect(drifts).toEqual([
      "none.test.zone:1:8: warning[repo-live-drift]: the record is not published: DNS has no SPF record for none.test",
      'one.test.zone:1:8: warning[repo-live-drift]: the record is not published: DNS has another SPF record, "v=spf1 ip4=192.0.2.25 ~all" for one.test',
    ]);
    put("same.zone", '$ORIGIN one.test.\n@ TXT "v=spf1 ip4=192.0.2.25 ~all"\n');
    expect((await live("same.zone")).stdout).not.toContain("repo-live-drift");
    expect((await lint(["one.test.zone", "--offline"])).stdout).not.toContain("repo-live-drift");
  });

  it("says of a domain without a record, and of one that does not exist, that anyone can send", async () => {
    const { stdout, code } = await live("empty.test", "none.test");
    expect(stdout).toContain("dns:empty.test:1:1: warning[no-record]: empty.test has no SPF record");
    expect(stdout).toContain("1 | ; none.test. does not exist");
    expect(stdout).toMatch(/\n1 error, 1 warning in 2 domains\n$/);
    expect(code).toBe(1);
    expect((await live("empty.test")).code).toBe(0);
  });

  it("says of several records that none counts", async () => {
    const { stdout, code } = await live("two.test");
    expect(stdout).toContain("error[multiple-records]: the name two.test has 2 SPF");
    expect(code).toBe(1);
  });

  it("exits with 66 where a domain cannot be looked up, and checks the others all the same", async () => {
    expect(await live("broken.test")).toMatchObject({
      code: 66,
      stdout: "",
      stderr: expect.stringContaining("spf: the records of broken.test could not be looked up: "),
    });
    expect(await live("no.zone", "v=spf1 -all")).toMatchObject({ code: 66, stdout: "no findings in 1 record\n" });
    const { code, stdout, stderr } = await live("silent.test", "one.test", "v=spf1 -all", "--timeout", "1.5");
    expect(code).toBe(66);
    expect(stderr).toContain("spf: the records of silent.test could not be looked up");
    expect(stdout).toContain(" in 1 domain and 1 record\n");
  });

  it("--fix prints the record to publish, with whose verdict changes", async () => {
    const { code, stdout, stderr } = await live("one.test", "--fix");
    expect(stderr).toBe("");
    expect(stdout).toContain(`dns:one.test:1 (one.test): fixed
- v=spf1 ip4=192.0.2.25 ~all
+ v=spf1 ip4:192.0.2.25 ~all
  equals-for-colon: write ip4:192.0.2.25
    softfail -> pass
      1 IPv4 address: 192.0.2.25

To publish:
one.test. IN TXT "v=spf1 ip4:192.0.2.25 ~all"

`);
    expect(code).toBe(0);
  });

  it("--fix chooses none of several records", async () => {
    const { stdout, stderr } = await live("two.test", "--fix");
    expect(stdout).not.toContain("To publish");
    expect(stderr).toContain("write one space: the name has\nanother SPF record");
  });
});

describe("spf lint --fix", () => {
  it("writes the file, and nothing but the record is different", async () => {
    const file = put("example.org.zone", WRONG);
    chmodSync(join(folder, file), 0o640);
    const { code, stdout, stderr } = await lint([file, "--fix", "--offline"]);
    expect(get(file)).toBe(FIXED);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o640);
    expect(stderr).toBe("example.org.zone: fixed; raise the serial 2026010101 of its SOA record before it is published\n");
    expect(stdout).toBe(`example.org.zone:5 (example.org): fixed
- v=spf1 ip4=192.0.2.25 a:ns1.example.org  -all
+ v=spf1 ip4:192.0.2.25 a:ns1.example.org -all
  equals-for-colon: write ip4:192.0.2.25
    fail -> pass
      1 IPv4 address: 192.0.2.25
  repeated-space: write one space
    nobody's verdict changes

no findings in 1 file
`);
    expect(code).toBe(0);
    expect(await lint([file, "--fix", "--offline"])).toMatchObject({ code: 0, stdout: "no findings in 1 file\n", stderr: "" });
  });

  it("reports what is left, and says why a fix cannot be written", async () => {
    const left = `${SOA}$GENERATE 1-2 h$ TXT "\\"v=spf1 ip4=192.0.2.25 -all\\""\n@ TXT "v=spf1 inc" "lude:ns1.example.net  -all"\n`;
    const file = put("example.org.zone", left);
    const { code, stdout, stderr } = await lint([file, "--fix", "--offline"]);
    expect(get(file)).toBe(left.replace("  -all", " -all"));
    expect(stderr).toContain(
      "spf: not fixed: example.org.zone:5:22: equals-for-colon: write ip4:192.0.2.25:\nthe record is one of a $GENERATE\n",
    );
    expect(stdout).toContain("example.org.zone:5:22: error[equals-for-colon]");
    expect(code).toBe(1);
  });

  it("prints the new record of a text", async () => {
    const { code, stdout } = await lint(["v=spf1 IP4:192.0.2.1,ip4:192.0.2.2 -all", "--fix", "--offline"]);
    expect(stdout).toContain("\nThe new record:\nv=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all\n\nno findings in 1 record\n");
    expect(code).toBe(0);
  });

  it("has it all in JSON", async () => {
    const file = put("example.org.zone", `${WRONG}x TXT \\# 14 0d763d737066312020202d616c6c\n`);
    const { fixed, refused, findings, stderr } = await json([file, "v=spf1  -all", "--fix", "--offline"]);
    expect(fixed).toMatchObject([
      {
        file,
        domain: "example.org",
        before: "v=spf1 ip4=192.0.2.25 a:ns1.example.org  -all",
        after: "v=spf1 ip4:192.0.2.25 a:ns1.example.org -all",
        fixes: [
          {
            rule: "equals-for-colon",
            claim: "networks",
            changes: [{ from: "fail", to: "pass", addresses: { total: "1" }, networks: ["192.0.2.25"] }],
          },
          { rule: "repeated-space", claim: "nothing", changes: [], unclear: [] },
        ],
      },
      { file: "record", before: "v=spf1  -all", after: "v=spf1 -all" },
    ]);
    expect(refused).toMatchObject([{ rule: "repeated-space", because: "place" }]);
    expect(findings).toMatchObject([{ rule: "repeated-space", file }]);
    expect(findings[0].fix).toBeUndefined();
    expect(stderr).toContain("does not hold");
  });

  it("leaves the output of other formats to the findings", async () => {
    const { stdout, stderr } = await lint([
      "v=spf1 ip4=192.0.2.1 ip4:300.1.1.1 -all",
      "--fix",
      "--offline",
      "--format",
      "github",
    ]);
    expect(stdout).toMatch(/^(?:::error .*\n)+$/);
    expect(stderr).toContain("record: fixed\n");
  });

  it("refuses a file that a new file cannot stand for, and writes no other one then", async () => {
    put("a.example.org.zone", WRONG);
    put("real", WRONG);
    symlinkSync("real", join(folder, "b.example.org.zone"));
    const { code, stderr } = await lint(["a.example.org.zone", "b.example.org.zone", "--fix", "--offline"]);
    expect([code, stderr]).toEqual([66, expect.stringContaining("b.example.org.zone is not written: it is a symbolic link")]);
    expect([get("a.example.org.zone"), get("real")]).toEqual([WRONG, WRONG]);
  });

  it("leaves files alone that others include", async () => {
    put("example.org.zone", `${SOA}$INCLUDE more.inc\n`);
    put("more.inc", 'x IN TXT "v=spf1  -all"\n');
    const { stderr } = await lint(["example.org.zone", "--fix", "--offline"]);
    expect(stderr).toContain("the record is in\na file that another one includes\n");
    expect(get("more.inc")).toBe('x IN TXT "v=spf1  -all"\n');
  });

  it.each([
    [["x.zone", "--fix", "--diff"], "--fix changes the files, --diff does not"],
    [["-", "--fix"], "standard input (-) cannot be written"],
    [["x.zone", "--fix", "--baseline", "b", "--write-baseline"], "--write-baseline writes down what is there"],
    [["x.zone", "--diff", "--format", "json"], "--diff prints a diff and no findings"],
    [["x.zone", "--diff", "--output", "o"], "--diff prints a diff and no findings"],
  ])("%j is wrong usage", async (args, why) => {
    put("x.zone", WRONG);
    expect(await lint([...args, "--offline"])).toMatchObject({ code: 64, stderr: expect.stringContaining(why) });
    expect(get("x.zone")).toBe(WRONG);
  });
});

describe("spf lint --diff", () => {
  it("prints what --fix would change, octet for octet, and writes nothing", async () => {
    const file = put("example.org.zone", WRONG);
    const { code, stdout, stderr } = await lint([file, "--diff", "--offline"]);
    expect(code).toBe(1);
    expect(stdout).toBe(`--- example.org.zone
+++ example.org.zone (fixed)
@@ -2,4 +2,4 @@
${SOA.split("\n")
  .slice(1, 4)
  .map((line) => ` ${line}\n`)
  .join("")}-${WRONG.slice(SOA.length)}+${FIXED.slice(SOA.length)}`);
    expect(stderr).toContain("equals-for-colon: write ip4:192.0.2.25\n    fail -> pass\n");
    expect(get(file)).toBe(WRONG);
  });

  it("takes records and standard input, and a last line without its end", async () => {
    expect((await lint(["v=spf1  -all", "--diff", "--offline"])).stdout).toBe(
      "--- record\n+++ record (fixed)\n@@ -1 +1 @@\n-v=spf1  -all\n+v=spf1 -all\n",
    );
    const { stdout } = await lint(
      ["-", "--diff", "--offline", "--origin", "example.org"],
      `@ TXT "v=spf1  -all"\nx A 192.0.2.1`,
    );
    expect(stdout).toBe(
      '--- -\n+++ - (fixed)\n@@ -1,2 +1,2 @@\n-@ TXT "v=spf1  -all"\n+@ TXT "v=spf1 -all"\n x A 192.0.2.1\n\\ No newline at end of file\n',
    );
  });

  it("exits with 0 where there is nothing to change", async () => {
    put("example.org.zone", RIGHT);
    expect(await lint(["example.org.zone", "--diff", "--offline"])).toMatchObject({ code: 0, all: "" });
  });
});
