import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ALL_RULES, RULE_INFOS } from "../../src/lint/registry.js";
import { type CommandRun, spfIn } from "../support/cli.js";

const SOA =
  '$TTL 1h\n@ IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m\n  IN NS ns1\n  IN NS ns2.example.edu.\n  IN TXT "v=spf1 -all"\nns1 IN A 192.0.2.53\n';
const CLEAN = SOA;
const BROKEN = `${SOA}x IN A 192.0.2.256\n`;
const APEX = "$TTL 1h\n@ IN CNAME www.example.net.\n";

const TRY = 'Try "spf zone check --help".\n';

let folder: string;
let count = 0;
let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "spfkit-"));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  folder = join(base, String(count++));
  mkdirSync(folder);
});

function put(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}

const check = (args: string[], input?: string | Uint8Array): Promise<CommandRun> =>
  spfIn(folder, ["zone", "check", ...args], input);

describe("spf zone check", () => {
  it("has nothing to say about a clean zone", async () => {
    put("example.org.zone", CLEAN);
    expect(await check(["example.org.zone", "--rule", "bad-ttl=error"])).toMatchObject({
      code: 0,
      stdout: "no findings in 1 file\n",
      stderr: "",
    });
  });

  it("shows findings like a compiler, and exits with 1", async () => {
    put("example.org.zone", BROKEN);
    expect(await check(["example.org.zone"])).toMatchObject({
      code: 1,
      stderr: "",
      stdout: expect.stringContaining(`example.org.zone:7:8: error[bad-address]: "192.0.2.256" is not an IPv4 address
    such as 192.0.2.1
  |
7 | x IN A 192.0.2.256
  |        ^^^^^^^^^^^
  = RFC 1035 3.4.1
`),
    });
  });

  it("knows a zone's origin from --origin, from the file's name and from the file", async () => {
    put("zone.txt", APEX);
    put("db.example.net", APEX);
    const { stdout } = await check(["zone.txt", "db.example.net", "--origin", "example.org", "--origin", "example.com"]);
    expect(stdout).toContain("zone.txt:2:6: error[cname-at-apex]: the zone example.org cannot be an");
    expect(stdout).toContain("db.example.net:2:6: error[cname-at-apex]: the zone example.com cannot be an");
    expect((await check(["db.example.net"])).stdout).toContain("error[cname-at-apex]: the zone example.net cannot be");
  });

  it("reads standard input", async () => {
    const { code, stdout } = await check(["-", "--origin", "example.org"], APEX);
    expect(stdout).toContain("-:2:6: error[cname-at-apex]: the zone example.org cannot be an");
    expect(code).toBe(1);
  });

  it("says which rules a fragment leaves out", async () => {
    put("example.org.zone", "mail IN A 192.0.2.25\n");
    const { stdout, code } = await check(["example.org.zone", "--format", "json"]);
    expect(code).toBe(0);
    const whole = ALL_RULES.filter(({ needsWholeZone, needsBefore }) => needsWholeZone === true && needsBefore !== true);
    expect(JSON.parse(stdout).notes.flatMap((note: any) => note.rules)).toEqual(whole.map(({ id }) => id));
  });
});

describe("files", () => {
  beforeEach(() => {
    for (const name of ["z/b.example.zone", "z/sub/db.example.net", "z/sub/a.example.db", "z/notes.txt", "z/.hidden/x.zone"])
      put(name, CLEAN);
    put("z/node_modules/x.zone", CLEAN);
  });
  const filesOf = async (args: string[]): Promise<unknown> =>
    JSON.parse((await check([...args, "--format", "json"])).stdout).files;

  it("of a folder are its zone files and those below it, by name", async () => {
    expect(await filesOf(["z"])).toEqual(["z/b.example.zone", "z/sub/a.example.db", "z/sub/db.example.net"]);
  });

  it("may be patterns, and each is checked once", async () => {
    expect(await filesOf(["z/*.txt"])).toEqual(["z/notes.txt"]);
    expect(await filesOf(["z/**/*.{db,zone}"])).toEqual(["z/b.example.zone", "z/sub/a.example.db"]);
    expect(await filesOf(["z/b.example.zone", "z", "./z/b.example.zone"])).toEqual([
      "z/b.example.zone",
      "z/sub/a.example.db",
      "z/sub/db.example.net",
    ]);
    expect(await filesOf(["z/*/db.*"])).toEqual(["z/sub/db.example.net"]);
  });

  it("that are links to folders above are not followed", async () => {
    symlinkSync("..", join(folder, "z/loop"));
    symlinkSync("notes.txt", join(folder, "z/link.zone"));
    expect(await filesOf(["z"])).toEqual(["z/b.example.zone", "z/link.zone", "z/sub/a.example.db", "z/sub/db.example.net"]);
  });

  it.each([
    [["none.zone"], "spf: cannot read none.zone: there is no such file or folder\n"],
    [["none*.zone"], "spf: no file matches none*.zone\n"],
    [["z/b.example.zone/x"], "spf: cannot read z/b.example.zone/x: a part of its path is no folder\n"],
    [["empty"], "spf: empty has no zone file: no *.zone, *.db or db.* in it or below it\n"],
    [
      ["binary.zone"],
      "spf: cannot read binary.zone:1:1: octet 0 is no text: this is not a zone file, or not one in ASCII or UTF-8\n",
    ],
    [["\u001b[31m.zone"], "spf: no file matches \\027[31m.zone\n"],
  ])("%j cannot be read: exit 66", async (args, message) => {
    mkdirSync(join(folder, "empty"));
    put("binary.zone", Uint8Array.from([0, 1, 2, 3]));
    expect(await check(args)).toMatchObject({ code: 66, stdout: "", stderr: message });
  });

  it.skipIf(process.getuid?.() === 0)("without permission cannot be read", async () => {
    chmodSync(join(folder, put("secret.zone", CLEAN)), 0);
    expect(await check(["secret.zone"])).toMatchObject({ code: 66, stderr: "spf: cannot read secret.zone: no permission\n" });
  });

  it("of 2 GB cannot be read, and take no memory", async () => {
    put("large.zone", "");
    truncateSync(join(folder, "large.zone"), 2 * 1024 ** 3);
    const { code, stderr, stdout, milliseconds } = await check(["large.zone"]);
    expect([code, stdout, stderr]).toEqual([66, "", "spf: large.zone is larger than 256 MiB\n"]);
    expect(milliseconds).toBeLessThan(5000);
  });

  it("that can be read are checked beside one that cannot, which decides the exit code", async () => {
    put("a.zone", Uint8Array.from([0]));
    put("example.org.zone", BROKEN);
    const { code, stdout, stderr } = await check(["a.zone", "example.org.zone"]);
    expect(code).toBe(66);
    expect(stderr).toMatch(/^spf: cannot read a\.zone:1:1: octet 0 is no text.*\n$/);
    expect(stdout).toContain("example.org.zone:7:8: error[bad-address]");
  });

  it("that are not there, folders without any and patterns without a match keep nothing else from being checked", async () => {
    mkdirSync(join(folder, "empty"));
    put("example.org.zone", BROKEN);
    const args = ["none.zone", "example.org.zone", "empty", "*.none", "--format", "json"];
    const { code, stdout, stderr } = await check(args);
    expect(code).toBe(66);
    expect(JSON.parse(stdout)).toMatchObject({ files: ["example.org.zone"], findings: [{ rule: "bad-address" }] });
    expect(stderr).toBe(
      "spf: cannot read none.zone: there is no such file or folder\n" +
        "spf: empty has no zone file: no *.zone, *.db or db.* in it or below it\nspf: no file matches *.none\n",
    );
    // Each has its origin, whether it is there or not.
    put("zone.txt", APEX);
    const named = await check(["none.zone", "zone.txt", "--origin", "example.com", "--origin", "example.org"]);
    expect(named.stdout).toContain("error[cname-at-apex]: the zone example.org cannot be an");
    const refused = await check(["example.org.zone", "none", "--baseline", "b.json", "--write-baseline"]);
    expect(refused).toMatchObject({ code: 66, stdout: "", stderr: expect.stringContaining("the baseline was not written") });
    expect(existsSync(join(folder, "b.json"))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)("beside a folder without permission are checked", async () => {
    put("z/secret/x.zone", CLEAN);
    chmodSync(join(folder, "z/secret"), 0);
    const { code, stdout, stderr } = await check(["z", "--format", "json"]);
    chmodSync(join(folder, "z/secret"), 0o700);
    expect([code, stderr]).toEqual([66, "spf: cannot read z/secret: no permission\n"]);
    expect(JSON.parse(stdout).files).toEqual(["z/b.example.zone", "z/sub/a.example.db", "z/sub/db.example.net"]);
  });

  it("are the include of the configuration where none is named", async () => {
    put("spf.config.yaml", "include: ['**/db.*', '*.txt']\nexclude: [z/sub/*.net]\n");
    expect(await filesOf([])).toEqual(["z/notes.txt"]);
    expect(await filesOf(["z"])).toEqual(["z/b.example.zone", "z/notes.txt", "z/sub/a.example.db"]);
    expect(await filesOf(["z/sub/db.example.net"])).toEqual(["z/sub/db.example.net"]);
    put("spf.config.yaml", "include: [none]\n");
    expect(await check([])).toMatchObject({ code: 66, stdout: "" });
  });
});

describe("options", () => {
  it.each([
    [["warning"], 1],
    [["info"], 1],
    [["error"], 0],
    [["never"], 0],
  ])("--fail-on %s decides the exit code", async ([severity], code) => {
    put("example.org.zone", "x A 192.0.2.1\nx A 192.0.2.1\n");
    expect((await check(["example.org.zone", "--fail-on", severity ?? ""])).code).toBe(code);
  });

  it("--rule changes rules", async () => {
    put("example.org.zone", APEX);
    expect(await check(["example.org.zone", "--rule", "cname-at-apex=off"])).toMatchObject({ code: 0 });
    const { stdout, code } = await check(["example.org.zone", "--rule", "bad-ttl=off", "--rule", "cname-at-apex=info"]);
    expect(stdout).toContain("example.org.zone:2:6: info[cname-at-apex]");
    expect(code).toBe(0);
  });

  it.each([
    [[], "spf: no file is named; give zone files or folders, or include in spf.config.yaml\n"],
    [["x", "--rule", "cname-at-apex"], "spf: --rule cname-at-apex is not ID=SEVERITY with one of off, info, warning, error\n"],
    [
      ["x", "--rule", "cname-at-apex=bad"],
      "spf: --rule cname-at-apex=bad is not ID=SEVERITY with one of off, info, warning, error\n",
    ],
    [["x", "--rule", "cname-at-apx=off"], 'spf: --rule: there is no rule "cname-at-apx": did you mean cname-at-apex?\n'],
    [["x", "--limit", "many"], "spf: --limit many is no number from 0 to 1000000000\n"],
    [["x", "--jobs", "0"], "spf: --jobs 0 is no number from 1 to 1024\n"],
    [["x", "--write-baseline"], "spf: --write-baseline needs to know the file; give it with --baseline\n"],
    [["x", "--list-rules"], "spf: --list-rules checks no files; leave them out\n"],
    [["--list-rules", "--format", "sarif"], "spf: --list-rules prints text or json\n"],
    [
      ["x", "--origin", "a", "--origin", "b"],
      "spf: there is 1 file and 2 --origin; give one --origin for each file, or none\n",
    ],
    [
      ["x", "--origin", "a..b"],
      "spf: --origin a..b is no domain: it has an empty label (two dots in a row, or a dot in front)\n",
    ],
    [["x", "--since", "--output=y"], "spf: --since --output=y is no file, no folder and no revision of git\n"],
    [["x", "--since", "HEAD:y"], "spf: --since HEAD:y is no file, no folder and no revision of git\n"],
  ])("%j is wrong usage", async (args, message) => {
    put("x", CLEAN);
    expect(await check(args)).toMatchObject({ code: 64, stdout: "", stderr: `${message}${TRY}` });
  });

  it.each([
    [["--format", "xml"], "--format <format>"],
    [["--fail-on", "all"], "--fail-on <severity>"],
    [["--nonsense"], "unknown option"],
  ])("%j is wrong usage, as commander says", async (args, message) => {
    const { code, stdout, stderr } = await check(["x", ...args]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(message);
  });

  it("--limit bounds what is shown", async () => {
    put("example.org.zone", Array.from({ length: 5 }, (_, index) => `h${index} A 1\n`).join(""));
    const { stdout } = await check(["example.org.zone", "--limit", "2"]);
    expect(stdout).toContain("example.org.zone: 3 more of bad-address are not shown\n");
    expect(stdout).toContain("5 errors in 1 file\n");
    expect((await check(["example.org.zone", "--limit", "0"])).stdout.match(/bad-address/g)).toHaveLength(5);
  });

  it("--list-rules lists everything that can be reported", async () => {
    const { stdout, code } = await check(["--list-rules"]);
    expect(code).toBe(0);
    const reported = [...RULE_INFOS.values()].filter(({ kind }) => kind !== "former").map(({ id }) => id);
    expect(stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split(" ")[0]]))).toEqual(reported);
    expect(stdout).toMatch(/^cname-at-apex +error +the zone itself is an alias$/m);
    const { rules } = JSON.parse((await check(["--list-rules", "--format", "json"])).stdout);
    expect(rules).toContainEqual({
      id: "cname-at-apex",
      kind: "rule",
      severity: "error",
      summary: "the zone itself is an alias",
      section: "RFC 1034 3.6.2",
    });
  });

  it("--output writes a file and prints nothing", async () => {
    put("example.org.zone", APEX);
    expect(await check(["example.org.zone", "--format", "sarif", "--output", "out.sarif"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "",
    });
    expect(JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8")).runs[0].results).toHaveLength(1);
    expect(await check(["example.org.zone", "--output", "none/out"])).toMatchObject({
      code: 74,
      stderr: "spf: cannot write none/out: there is no such folder\n",
    });
    mkdirSync(join(folder, "out.d"));
    expect((await check(["example.org.zone", "--output", "out.d"])).stderr).toBe("spf: cannot write out.d: it is a folder\n");
    expect(existsSync(join(folder, "out.d", "x"))).toBe(false);
  });

  it.each(["text", "json", "sarif", "github", "gitlab", "junit", "checkstyle"])(
    "--format %s prints the finding",
    async (format) => {
      put("example.org.zone", APEX);
      const { stdout, code, stderr } = await check(["example.org.zone", "--format", format]);
      expect([code, stderr]).toEqual([1, ""]);
      expect(stdout).toContain("cname-at-apex");
      expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
    },
  );
});

describe("UTF-8", () => {
  // What a run prints is read octet by octet here.
  const octets = (text: string): string => Buffer.from(text).toString("latin1");

  it("in lines of a file is shown where the locale says so, and escaped elsewhere and in files", async () => {
    put("example.org.zone", "m\u00fcller IN A 1 ; B\u00fcro\u202e\n");
    const run = async (locale: string, ...args: string[]): Promise<string> =>
      (await spfIn(folder, ["zone", "check", "example.org.zone", "--no-config", ...args], undefined, { LC_ALL: locale }))
        .stdout;
    const escaped = "1 | m\\195\\188ller IN A 1 ; B\\195\\188ro\\226\\128\\174\n";
    expect(await run("C.UTF-8")).toContain(octets("1 | m\u00fcller IN A 1 ; B\u00fcro\\226\\128\\174\n  |             ^\n"));
    expect(await run("C")).toContain(escaped);
    expect(await run("C.UTF-8", "--output", "out.txt")).toBe("");
    expect(readFileSync(join(folder, "out.txt"), "latin1")).toContain(escaped);
  });
});

describe("included files", () => {
  beforeEach(() => {
    put("z/example.org.zone", `${SOA}$INCLUDE hosts.inc\n$INCLUDE ../other.inc\n`);
    put("z/hosts.inc", "a IN A 192.0.2.1\nb IN A 1\n");
    put("other.inc", "c IN A 2\n");
  });

  it("are checked, and their findings are in them", async () => {
    const { stdout, code } = await check(["z/example.org.zone"]);
    expect(code).toBe(1);
    expect(stdout).toContain("z/hosts.inc:2:8: error[bad-address]");
    expect(stdout).toContain("z/example.org.zone:8:10: error[include-failed]");
    expect(stdout).not.toContain("c IN A 2");
  });

  it("that are no text are findings, and what the zone file says is checked", async () => {
    put("z/hosts.inc", Uint8Array.from([97, 0, 1]));
    const { stdout, stderr, code } = await check(["z/example.org.zone"]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("z/hosts.inc:1:2: error[not-text]");
    expect(stdout).toContain("z/example.org.zone:8:10: error[include-failed]");
  });

  it("may be in the folder of --include-root, for every command that reads them", async () => {
    put("other.inc", "c IN A 192.0.2.2\n");
    put("z/hosts.inc", "");
    put("z/flat.zone", `${SOA}c IN A 192.0.2.2\n`);
    const file = "z/example.org.zone";
    for (const args of [
      ["check", "a@example.org", "--ip", "192.0.2.1", "--offline", "--zone", file],
      ["zone", "diff", file, "z/flat.zone", "--origin", "example.org"],
    ]) {
      const run = (root: string): Promise<CommandRun> => spfIn(folder, [...args, "--include-root", root]);
      expect((await run(".")).stderr, args[0]).toBe("");
      expect((await run("z")).stderr, args[0]).toContain("z/example.org.zone:8:10: error: ");
      expect((await run("none")).stderr, args[0]).toContain("spf: --include-root none is no folder\n");
    }
    expect((await spfIn(folder, ["zone", "serve", file])).stderr).toContain("nothing was served, because of the errors");
    expect((await spfIn(folder, ["check", "a.b", "--ip", "192.0.2.1", "--include-root", "."])).stderr).toContain(
      "spf: --include-root is for the $INCLUDE of a zone file; give the file with --zone\n",
    );
  });

  it("may be in the folder of --include-root", async () => {
    const { stdout } = await check(["z/example.org.zone", "--include-root", "."]);
    expect(stdout).toContain("other.inc:1:8: error[bad-address]");
    expect((await check(["z/example.org.zone", "--include-root", "none"])).stderr).toBe(
      `spf: --include-root none is no folder\n${TRY}`,
    );
    put("spf.config.yaml", "includeRoot: nix\n");
    expect(await check(["z/example.org.zone"])).toMatchObject({
      code: 64,
      stdout: "",
      stderr: 'spf.config.yaml:1:14: error: "nix" is no folder: it counts from the folder of this file\n',
    });
    put("spf.config.yaml", "includeRoot: .\n");
    expect((await check(["z/example.org.zone"])).stdout).toContain("other.inc:1:8: error[bad-address]");
  });

  it("have comments that silence of their own", async () => {
    put("z/hosts.inc", "b IN A 1 ; spf-ignore bad-address: to come\n");
    expect((await check(["z/example.org.zone", "--include-root", "."])).stdout).toContain("1 silenced by comments");
  });

  it("are shown once when several zones include them", async () => {
    put("z/example.net.zone", `${SOA}$INCLUDE hosts.inc\n`);
    const { stdout } = await check(["z", "--format", "json"]);
    const { findings, files } = JSON.parse(stdout);
    expect(findings.filter((finding: any) => finding.file === "z/hosts.inc")).toHaveLength(1);
    expect(files).toEqual(["z/example.net.zone", "z/hosts.inc", "z/example.org.zone"]);
  });
});

describe("the configuration", () => {
  it("is found in the folders above, and goes behind the command line", async () => {
    put("spf.config.yaml", "rules: { cname-at-apex: warning }\nfailOn: warning\nformat: json\n");
    put("zones/example.org.zone", APEX);
    const run = (args: string[]): Promise<CommandRun> =>
      spfIn(join(folder, "zones"), ["zone", "check", "example.org.zone", ...args]);
    const plain = await run([]);
    expect(plain.code).toBe(1);
    expect(JSON.parse(plain.stdout).findings[0]).toMatchObject({ rule: "cname-at-apex", severity: "warning" });
    expect((await run(["--format", "text", "--fail-on", "error"])).stdout).toContain("warning[cname-at-apex]");
    expect((await run(["--fail-on", "error"])).code).toBe(0);
    expect((await run(["--rule", "cname-at-apex=error", "--format", "text"])).stdout).toContain("error[cname-at-apex]");
    expect((await run(["--no-config"])).stdout).toContain("error[cname-at-apex]");
  });

  it("has settings for some files", async () => {
    put("spf.config.yaml", "overrides:\n  - files: [old/**]\n    rules: { cname-at-apex: off }\n");
    put("old/example.org.zone", APEX);
    put("new/example.org.zone", APEX.replace("www", "www2"));
    const { stdout } = await check(["old", "--format", "json"]);
    expect(JSON.parse(stdout).findings).toEqual([]);
    expect((await check(["new"])).code).toBe(1);
  });

  it("with mistakes is refused, each with its place", async () => {
    put("other.yaml", "rulez: {}\nrules:\n  bad-tll: off\n");
    put("x.zone", CLEAN);
    expect(await check(["x.zone", "--config", "other.yaml"])).toMatchObject({
      code: 64,
      stdout: "",
      stderr: 'other.yaml:1:1: error: unknown key "rulez": did you mean rules?\n',
    });
    put("other.yaml", "rules:\n  bad-tll: off\n");
    expect((await check(["x.zone", "--config", "other.yaml"])).stderr).toBe(
      'other.yaml:2:3: error: there is no rule "bad-tll": did you mean bad-ttl?\n',
    );
    expect(await check(["x.zone", "--config", "none.yaml"])).toMatchObject({
      code: 66,
      stderr: "spf: cannot read none.yaml: there is no such file\n",
    });
    expect(await check(["x.zone", "--config", "."])).toMatchObject({
      code: 66,
      stderr: "spf: cannot read .: it is a folder\n",
    });
  });
});

describe("comments that silence", () => {
  it("do so, and unused ones are reported", async () => {
    put(
      "example.org.zone",
      "$TTL 1h\n; spf-ignore cname-at-apex: the provider flattens it\n@ IN CNAME www.example.net.\n; spf-ignore bad-ttl: x\n",
    );
    const { stdout, code } = await check(["example.org.zone"]);
    expect(code).toBe(0);
    expect(stdout).toContain("example.org.zone:4:14: warning[unused-ignore]: nothing of bad-ttl is");
    expect(stdout).toContain("1 warning in 1 file; 1 silenced by comments\n");
  });
});

describe("the baseline", () => {
  it("is written, silences, and shows what is new and what is stale", async () => {
    put("z/example.org.zone", BROKEN);
    const write = ["z", "--baseline", "baseline.json", "--write-baseline"];
    expect(await check(write)).toMatchObject({ code: 0, stdout: "1 finding is in the baseline baseline.json\n", stderr: "" });
    expect(await check(["z", "--baseline", "baseline.json"])).toMatchObject({
      code: 0,
      stdout: "no findings in 1 file; 1 in the baseline\n",
    });
    put("z/example.org.zone", `; moved\n${BROKEN}y A 1\n`);
    const { stdout, code } = await check(["z", "--baseline", "baseline.json"]);
    expect(code).toBe(1);
    expect(stdout).toContain("z/example.org.zone:9:5: error[bad-address]");
    expect(stdout).toContain("1 error in 1 file; 1 in the baseline\n");
    put("z/example.org.zone", CLEAN);
    expect((await check(["z", "--baseline", "baseline.json"])).stdout).toContain("baseline.json:4:5: info[stale-baseline]");
    await check(write);
    expect(readFileSync(join(folder, "baseline.json"), "utf8")).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it("of the configuration is relative to it, and file names in it to itself", async () => {
    put("spf.config.yaml", "baseline: ci/old.json\n");
    put("ci/.keep", "");
    put("z/example.org.zone", BROKEN);
    await check(["z", "--write-baseline"]);
    expect(readFileSync(join(folder, "ci/old.json"), "utf8")).toContain('"file":"../z/example.org.zone"');
    expect((await spfIn(join(folder, "z"), ["zone", "check", "example.org.zone"])).code).toBe(0);
  });

  it.each([
    ["none.json", undefined, 66, "spf: cannot read the baseline none.json: there is no such file; --write-baseline makes it\n"],
    ["bad.json", "{", 64, "spf: bad.json: it is not JSON: write it with --write-baseline\n"],
  ])("%s is refused", async (name, content, code, stderr) => {
    put("example.org.zone", CLEAN);
    if (content !== undefined) put(name, content);
    expect(await check(["example.org.zone", "--baseline", name])).toMatchObject({ code, stdout: "", stderr });
  });
});

describe("--since", () => {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-C", folder, ...args], { encoding: "utf8" });
  const changed = CLEAN.replace("192.0.2.53", "192.0.2.54");
  const advanced = changed.replace("2026010101", "2026010102");

  it("compares with a revision of git", async () => {
    put("z/example.org.zone", CLEAN);
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    expect((await check(["z", "--since", "HEAD"])).code).toBe(0);
    put("z/example.org.zone", changed);
    put("z/example.net.zone", CLEAN);
    const { code, stdout } = await check(["z", "--since", "HEAD"]);
    expect(code).toBe(1);
    expect(stdout).toContain("z/example.org.zone:2:25: error[serial-not-advanced]: the serial is still");
    expect((await check(["z"])).code).toBe(0);
    put("z/example.org.zone", advanced);
    expect((await check(["z", "--since", "HEAD"])).code).toBe(0);
    expect(await check(["z", "--since", "nowhere"])).toMatchObject({
      code: 64,
      stderr: `spf: --since nowhere is no file, no folder and no revision that git knows in z\n${TRY}`,
    });
  });

  it("compares with a file and with a folder", async () => {
    put("before.zone", CLEAN);
    put("example.org.zone", changed);
    put("old/example.org.zone", CLEAN);
    for (const since of ["before.zone", "old"]) {
      expect((await check(["example.org.zone", "--since", since])).stdout).toContain("error[serial-not-advanced]");
    }
    put("example.net.zone", CLEAN);
    expect(await check(["example.org.zone", "example.net.zone", "--since", "before.zone"])).toMatchObject({
      code: 64,
      stderr: `spf: --since before.zone is a file, and 2 files are checked: give a folder or a revision\n${TRY}`,
    });
  });

  it("sees changes in included files", async () => {
    put("z/example.org.zone", `${SOA}$INCLUDE hosts.inc\n`);
    put("z/hosts.inc", "a IN A 192.0.2.1\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    expect((await check(["z", "--since", "HEAD"])).code).toBe(0);
    put("z/hosts.inc", "a IN A 192.0.2.2\n");
    expect((await check(["z", "--since", "HEAD"])).stdout).toContain("but a.example.org A changed");
  });

  it("knows no revision outside a repository", async () => {
    put("example.org.zone", CLEAN);
    const { code, stderr } = await spfIn(folder, ["zone", "check", "example.org.zone", "--since", "HEAD"], undefined, {
      GIT_CEILING_DIRECTORIES: base,
    });
    expect([code, stderr]).toEqual([
      64,
      `spf: --since HEAD is no file, no folder and no revision that git knows in this folder\n${TRY}`,
    ]);
  });

  it("runs nothing that a repository asks for", async () => {
    put("example.org.zone", CLEAN);
    put(".gitattributes", "*.zone filter=evil diff=evil\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    for (const key of ["filter.evil.smudge", "diff.evil.textconv", "diff.evil.command", "core.pager"])
      git("config", key, "touch ran; cat");
    expect((await check(["example.org.zone", "--since", "HEAD"])).code).toBe(0);
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("spf explain", () => {
  it("prints what a rule is about", async () => {
    const { stdout, code } = await spfIn(folder, ["explain", "cname-at-apex"]);
    expect(code).toBe(0);
    for (const part of [
      "cname-at-apex: the zone itself is an alias\n",
      "\nerror, RFC 1034 3.6.2\n",
      "\nWhy\n",
      "\nFix\n",
      "\nSilence it\n",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("prints every rule", async () => {
    const ids = [...RULE_INFOS.keys()].filter((_, index) => index % 10 === 0);
    for (const id of ids) expect((await spfIn(folder, ["explain", id])).stdout).toMatch(new RegExp(`^${id}: `));
  });

  it("knows no other", async () => {
    expect(await spfIn(folder, ["explain", "cname-at-apx"])).toMatchObject({
      code: 64,
      stdout: "",
      stderr: 'spf: there is no rule "cname-at-apx": did you mean cname-at-apex?\n',
    });
  });
});
