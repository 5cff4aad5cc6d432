import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandRun, ROOT, spf, spfIn } from "../support/cli.js";
import { type TestServer, startDnsServer } from "../support/dns-server.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/diff.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

const SOA = "@ IN SOA ns.d.test. root.d.test. 1 1h 1h 1w 1h\n";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spfkit-diff-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file in a folder of its own, such as `old/d.test.zone`. */
function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Compares without any server. */
function diff(before: string, after: string, ...args: string[]): Promise<CommandRun> {
  return spf(["diff", before, after, "--offline", ...args]);
}

async function json(before: string, after: string, ...args: string[]): Promise<any> {
  const { stdout, stderr } = await diff(before, after, "--format", "json", ...args);
  if (stdout === "") throw new Error(stderr);
  const document: unknown = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  return document;
}

/** The text without its line breaks and indentation. */
const words = (text: string): string => text.replace(/\s+/g, " ");

describe("two records", () => {
  it("that mean the same are proved to, whatever they look like", async () => {
    const { code, stdout } = await diff(
      "v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all",
      "V=SPF1 -ip4:198.51.100.1 ip4:192.0.2.7/24 -ALL",
    );
    expect(stdout).toBe("The policies decide the same; nobody's verdict changes: every IPv4 and IPv6\naddress was compared.\n");
    expect(code).toBe(0);
  });

  it("that differ show whose verdict changes, from what to what", async () => {
    const { code, stdout } = await diff("v=spf1 ip4:192.0.2.0/25 -all", "v=spf1 ip4:192.0.2.0/24 ~all");
    expect(code).toBe(1);
    expect(stdout).toBe(`the record
- v=spf1 ip4:192.0.2.0/25 -all
+ v=spf1 ip4:192.0.2.0/24 ~all

fail -> softfail
  all IPv4 addresses but 192.0.2.0/24
  all IPv6 addresses

fail -> pass
  128 IPv4 addresses: 192.0.2.128/25
`);
  });

  it("are compared by the form of their dynamic terms", async () => {
    expect((await diff("v=spf1 exists:%{i}.D.test -all", "v=spf1 exists:%{i}.d.test -all")).code).toBe(0);
    const { code, stdout } = await diff("v=spf1 exists:%{l}.d.test -all", "v=spf1 ip4:192.0.2.1 exists:%{i}.d.test ?all");
    expect(code).toBe(1);
    expect(stdout).toContain("pass or fail -> pass or neutral\n");
    expect(stdout).toContain("  (cannot be told: exists:%{l}.d.test and exists:%{i}.d.test decide)\n");
    expect(stdout).toContain("  all IPv4 addresses but 192.0.2.1\n");
  });

  it("leave open what nobody knows, and say what would decide", async () => {
    const { code, stdout } = await diff("v=spf1 mx -all", "v=spf1 include:_spf.else.example -all");
    expect(code).toBe(1);
    expect(words(stdout)).toContain("(cannot be told: mx and the record of _spf.else.example decide)");
    expect(stdout).not.toContain("temperror");
    expect((await diff("v=spf1 ip4:192.0.2.1 mx -all", "v=spf1 ip4:192.0.2.1 mx -all")).code).toBe(0);
    expect((await diff("v=spf1 a:x.d.test ip4:192.0.2.1 ?all", "v=spf1 a:x.d.test -all")).stdout).toContain(
      "pass or neutral -> pass or fail",
    );
  });

  it("name at most five that decide, and count the others", async () => {
    const many = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `exists:%{l}.${name}.d.test`).join(" ");
    const { stdout } = await diff(`v=spf1 ${many} -all`, "v=spf1 -all");
    expect(words(stdout)).toContain("exists:%{l}.e.d.test and 2 more decide)");
  });

  it("say what is wrong with one", async () => {
    expect((await diff("v=spf1 -all", "v=spf1 -al")).stdout).toContain(
      "+ v=spf1 -al (with a syntax error)\n\nfail -> permerror\n",
    );
    expect((await diff("v=spf1 -all", "v=spf1; -all")).stdout).toContain(
      "+ no SPF record, only v=spf1; -all\n\nfail -> none\n",
    );
  });

  it("show 20 networks of a change, and all of them with --all", async () => {
    const many = `v=spf1 ${Array.from({ length: 30 }, (_, at) => `ip4:192.0.2.${at * 2}`).join(" ")} -all`;
    const few = await diff("v=spf1 -all", many);
    expect(words(few.stdout)).toContain("192.0.2.36, 192.0.2.38 and 10 more networks (--all prints them)");
    const { stdout } = await diff("v=spf1 -all", many, "--all");
    expect(stdout).toContain("192.0.2.58");
    expect(stdout).not.toContain("more networks");
    expect((await json("v=spf1 -all", many)).domains[0].changes[0].networks).toHaveLength(30);
  });

  it("may come from standard input, one of them", async () => {
    const { code, stdout } = await spf(
      ["diff", "v=spf1 -all", "-", "--offline", "--origin", "d.test"],
      `${SOA}@ TXT "v=spf1 ~all"\n`,
    );
    expect(stdout).toContain("d.test\n- v=spf1 -all\n+ v=spf1 ~all\n");
    expect(code).toBe(1);
  });
});

describe("zone files", () => {
  const mx = "@ MX 10 mail\nmail A 192.0.2.25\n";
  const zoneOf = (record: string): string => `$ORIGIN d.test.\n$TTL 1h\n${SOA}${record}${mx}`;

  it("are compared domain by domain", async () => {
    const before = file("1/old/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\nx TXT "v=spf1 -all"\ny TXT "v=spf1 -all"\n'));
    const after = file(
      "1/new/d.test.zone",
      zoneOf('@ TXT "v=spf1 a:mail.d.test -all"\nx TXT "v=spf1 ~all"\nz TXT "v=spf1 -all"\n'),
    );
    const { code, stdout } = await diff(before, after);
    expect(code).toBe(1);
    expect(stdout).toContain("x.d.test\n- v=spf1 -all\n+ v=spf1 ~all\n");
    expect(stdout).toContain("y.d.test\n- v=spf1 -all\n+ no SPF record\n\nfail -> none\n");
    expect(stdout).toContain("z.d.test\n- no SPF record\n+ v=spf1 -all\n\nnone -> fail\n");
    expect(stdout).toMatch(/\nOne other domain decides the same as before\.\n$/);
    const one = await diff(before, after, "--domain", "d.test");
    expect(one.code).toBe(0);
    expect(one.stdout).toContain("The policies decide the same");
  });

  it("show what else changes where the record stays", async () => {
    const before = file("2/old/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\n'));
    const after = file("2/new/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\n').replace("192.0.2.25", "192.0.2.26"));
    const { stdout } = await diff(before, after);
    expect(stdout).toBe(`d.test
  v=spf1 mx -all
  (the same record: what it leads to differs)

pass -> fail
  1 IPv4 address: 192.0.2.25

fail -> pass
  1 IPv4 address: 192.0.2.26
`);
  });

  it("are the same where nothing differs, however much neither holds", async () => {
    const far = "@ MX 20 mx.far.example.\n";
    const record = (text: string): string =>
      zoneOf(`${far}@ TXT "v=spf1 ${text} include:a.far.example include:b.far.example -all"\n`);
    const before = file("6/old/d.test.zone", record("ip4:192.0.2.128/26 ip4:192.0.2.192/26 mx"));
    const after = file("6/new/d.test.zone", record("ip4:192.0.2.128/25 mx"));
    const own = "v=spf1 ip4:192.0.2.128/25 mx include:a.far.example include:b.far.example -all";
    for (const other of [before, after, own]) {
      const { code, stdout } = await diff(before, other);
      expect([code, stdout]).toEqual([0, expect.stringContaining("nobody's verdict changes")]);
    }
    const live = await spf(["diff", "d.test", before, "--offline", "--zone", before]);
    expect([live.code, live.stdout]).toEqual([0, expect.stringContaining("nobody's verdict changes")]);
    expect((await diff(before, file("6/other/d.test.zone", record("ip4:192.0.2.128/26 mx")))).code).toBe(1);
  });

  it("may be folders, and one a file with a record for the other", async () => {
    const before = file("3/old/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\n'));
    file("3/new/d.test.zone", zoneOf('@ TXT "v=spf1 mx ~all"\n'));
    expect((await diff(join(folder, "3/old"), join(folder, "3/new"))).stdout).toContain("fail -> softfail\n");
    const same = await diff(before, "v=spf1 ip4:192.0.2.25 -all");
    expect(same.code).toBe(0);
    const mixed = await diff("v=spf1 mx -all", before);
    expect(mixed.code).toBe(0);
  });

  it("with several records need --domain beside a text, unless one is that of the origin", async () => {
    const apex = file("4/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\nx TXT "v=spf1 -all"\n'));
    expect((await diff(apex, "v=spf1 mx ~all")).stdout).toMatch(/^d\.test\n/);
    const none = file("5/d.test.zone", zoneOf('y TXT "v=spf1 mx -all"\nx TXT "v=spf1 -all"\n'));
    const { code, stderr } = await diff(none, "v=spf1 mx ~all");
    expect(code).toBe(64);
    expect(stderr).toContain("the file has several SPF records; say by --domain which one is meant");
    expect((await diff(none, "v=spf1 mx ~all", "--domain", "x.d.test")).stdout).toMatch(/^x\.d\.test\n/);
  });

  it("compare the domains that both sides know of, and name the others: exit 66", async () => {
    const before = file("6/old/d.test.zone", zoneOf('@ TXT "v=spf1 mx -all"\n'));
    file("6/new/d.test.zone", zoneOf('@ TXT "v=spf1 mx ~all"\n'));
    file("6/new/e.test.zone", zoneOf('@ TXT "v=spf1 -all"\n').replaceAll("d.test", "e.test"));
    const { code, stdout, stderr } = await diff(before, join(folder, "6/new"));
    expect(code).toBe(66);
    expect(stdout).toContain("fail -> softfail\n");
    expect(stderr).toBe("spf: the old record of e.test could not be looked up: no zone file holds e.test\n");
  });

  it("that are broken, absent or without records are not compared", async () => {
    const good = file("7/d.test.zone", zoneOf('@ TXT "v=spf1 -all"\n'));
    const broken = file("7/broken.zone", `$ORIGIN d.test.\n${SOA}@ TXT "v=spf1 -all\n`);
    const bad = await diff(good, broken);
    expect(bad.code).toBe(66);
    expect(bad.stdout).toBe("");
    expect(bad.stderr).toContain("spf: nothing was compared, because of the errors in that file");
    expect((await diff(good, join(folder, "none.zone"))).code).toBe(66);
    const empty = file("7/empty.zone", zoneOf(""));
    const { code, stderr } = await diff(empty, empty);
    expect(code).toBe(66);
    expect(stderr).toBe("spf: no name in these files has an SPF record\n");
  });
});

describe("limits and circles", () => {
  it("are part of what is compared, and of the counts", async () => {
    const names = (count: number): string => Array.from({ length: count }, (_, at) => `include:s${at}.d.test`).join(" ");
    const leaves = Array.from({ length: 11 }, (_, at) => `s${at} TXT "v=spf1 ip4:198.51.100.${at} -all"\n`).join("");
    const before = file("8/old/d.test.zone", `$ORIGIN d.test.\n$TTL 1h\n${SOA}@ TXT "v=spf1 ${names(10)} -all"\n${leaves}`);
    const after = file("8/new/d.test.zone", `$ORIGIN d.test.\n$TTL 1h\n${SOA}@ TXT "v=spf1 ${names(11)} -all"\n${leaves}`);
    const { stdout } = await diff(before, after, "--domain", "d.test");
    expect(stdout).toContain("fail -> permerror\n");
    expect(stdout).toContain("\nDNS lookups at worst: 10 before, 11 after, of 10\n");
  });

  it("without end are compared too", async () => {
    const before = file("9/old/d.test.zone", `$ORIGIN d.test.\n$TTL 1h\n${SOA}@ TXT "v=spf1 include:d.test -all"\n`);
    const { code, stdout } = await diff(before, "v=spf1 -all");
    expect(code).toBe(1);
    expect(stdout).toContain("permerror -> fail\n");
    expect(stdout).toContain("DNS lookups at worst: endless before, 0 after, of 10\n");
    expect((await diff(before, before)).code).toBe(0);
    expect((await json(before, "v=spf1 -all")).domains[0].before.lookups).toBeNull();
  });
});

describe("live domains", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startDnsServer((name, type) => {
      if (type === "TXT" && name === "old.test") return [{ type: "TXT", value: "v=spf1 include:_spf.test -all" }];
      if (type === "TXT" && name === "new.test") return [{ type: "TXT", value: "v=spf1 ip4:192.0.2.0/24 -all" }];
      if (type === "TXT" && name === "_spf.test") return [{ type: "TXT", value: "v=spf1 ip4:192.0.2.0/25 ?all" }];
      return name === "broken.test" ? "SERVFAIL" : "NXDOMAIN";
    });
  });
  afterAll(() => server.close());
  const live = (...args: string[]): Promise<CommandRun> => spf(["diff", ...args, "--server", server.text]);

  it("are compared with each other", async () => {
    const { code, stdout } = await live("old.test", "new.test");
    expect(code).toBe(1);
    expect(stdout).toBe(`old.test and new.test
- v=spf1 include:_spf.test -all
+ v=spf1 ip4:192.0.2.0/24 -all

fail -> pass
  128 IPv4 addresses: 192.0.2.128/25

DNS lookups at worst: 1 before, 0 after, of 10
`);
  });

  it("are compared with the record that is to be published, and with a zone file", async () => {
    expect((await live("old.test", "v=spf1 ip4:192.0.2.0/25 -all")).code).toBe(0);
    const zone = file("10/old.test.zone", `${SOA}@ TXT "v=spf1 include:_spf.test ~all"\n`);
    const { stdout } = await live("old.test", zone);
    expect(stdout).toMatch(/^old\.test\n- v=spf1 include:_spf\.test -all\n\+ v=spf1 include:_spf\.test ~all\n/);
    expect(stdout).toContain("fail -> softfail\n");
  });

  it("that DNS does not answer for are an error that names the side", async () => {
    const { code, stdout, stderr } = await live("old.test", "broken.test");
    expect(code).toBe(66);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^spf: the new record of broken\.test could not be looked up: .*SERVFAIL/);
  });

  it("that do not exist have no record", async () => {
    expect((await live("old.test", "gone.test")).stdout).toContain("+ no SPF record\n");
  });
});

describe("the output", () => {
  it("is inert and fits, at 80, 50 and 120 columns", async () => {
    const hostile = "v=spf1 \u001b[31m \u202e \u0007 a:x.test -all";
    const long = `v=spf1 exists:%{l}.${"m".repeat(63)}.d.test redirect=${"l".repeat(63)}.d.test`;
    for (const [before, after] of [
      [hostile, "v=spf1 -all"],
      [long, hostile],
      ["v=spf1 mx -all", "v=spf1 include:x.test redirect=y.test"],
    ] as const) {
      for (const width of [80, 50, 120]) {
        const { stdout } = await spfIn(ROOT, ["diff", before, after, "--offline"], undefined, { COLUMNS: String(width) });
        expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
        expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      }
      await json(before, after);
    }
  });

  it("shows the start of a record that is very long, and all of it with --all", async () => {
    const long = `v=spf1 ${Array.from({ length: 250 }, (_, at) => `ip4:192.0.2.${at}`).join(" ")} -all`;
    expect((await diff(long, "v=spf1 -all")).stdout).not.toContain("ip4:192.0.2.249 -all");
    expect(words((await diff(long, "v=spf1 -all", "--all")).stdout)).toContain("ip4:192.0.2.249 -all");
  });
});

describe("--format json", () => {
  it("says the same as the text, and follows its schema", async () => {
    const document = await json("v=spf1 ip4:192.0.2.0/25 -all", "v=spf1 ip4:192.0.2.0/24 ~all");
    expect(document).toEqual({
      version: 1,
      same: false,
      before: "v=spf1 ip4:192.0.2.0/25 -all",
      after: "v=spf1 ip4:192.0.2.0/24 ~all",
      domains: [
        {
          same: false,
          before: { records: ["v=spf1 ip4:192.0.2.0/25 -all"], state: "record", lookups: 0 },
          after: { records: ["v=spf1 ip4:192.0.2.0/24 ~all"], state: "record", lookups: 0 },
          changes: [
            {
              from: "fail",
              to: "softfail",
              addresses: {
                total: String((1n << 128n) + (1n << 32n) - 256n),
                ip4: String((1n << 32n) - 256n),
                ip6: String(1n << 128n),
              },
              networks: expect.arrayContaining(["0.0.0.0/1", "::/0"]),
            },
            {
              from: "fail",
              to: "pass",
              addresses: { total: "128", ip4: "128", ip6: "0" },
              networks: ["192.0.2.128/25"],
            },
          ],
          unclear: [],
        },
      ],
    });
    expect(await json("v=spf1 -all", "v=spf1 -all")).toMatchObject({
      same: true,
      domains: [{ same: true, changes: [], unclear: [] }],
    });
    expect(await json("v=spf1 mx -all", "v=spf1 -al", "--domain", "d.test")).toMatchObject({
      domains: [
        {
          domain: "d.test",
          before: { domain: "d.test" },
          after: { state: "syntax" },
          unclear: [{ because: { before: ["mx"] } }],
        },
      ],
    });
    expect(validate({ version: 1, same: true })).toBe(false);
  });
});

describe("wrong usage", () => {
  it.each([
    ["one argument", ["v=spf1 -all"], /missing required argument 'new'/],
    ["three arguments", ["v=spf1 -all", "v=spf1 -all", "v=spf1 -all"], /too many arguments/],
    ["standard input twice", ["-", "-"], /standard input \(-\) can be given only once/],
    ["no domain", ["localhost", "v=spf1 -all"], /localhost is no domain: a domain has a dot/],
    ["an empty argument", ["", "v=spf1 -all"], /"" is no domain: it is empty/],
    ["a hostile argument", ["\u001b31m", "v=spf1 -all"], /\\02731m is no domain/],
    ["another --domain", ["a.test", "v=spf1 -all", "--domain", "b.test"], /--domain is another domain than the one/],
    ["a --domain that is none", ["v=spf1 -all", "v=spf1 -all", "--domain", "b"], /--domain b is no domain/],
    ["a format that is none", ["v=spf1 -all", "v=spf1 -all", "--format", "xml"], /Allowed choices are text, json/],
    [
      "--offline with a server",
      ["v=spf1 -all", "a.test", "--zone", "zones/ntecs.de.zone", "--offline", "--server", "::1"],
      /leave one of them out/,
    ],
    ["an endless record", [`v=spf1 ${"a ".repeat(40_000)}`, "v=spf1 -all"], /a record has at most 65535 octets/],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await spf(["diff", ...args]);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(64);
  });
});

describe("what is said of the files", () => {
  const WARNED = `${SOA}@ 1h TXT "v=spf1 ip4:192.0.2.1 -all"\na 1h A 192.0.2.1\na 1h A 192.0.2.1\n`;
  const linesOf = ({ stderr }: CommandRun): string[] => stderr.trimEnd().split("\n");

  it("is said once of a zone that answers for both sides", async () => {
    const zone = file("twice/d.test.zone", WARNED);
    const run = await diff("d.test", "v=spf1 ip4:192.0.2.0/24 -all", "--zone", zone);
    expect(linesOf(run)).toHaveLength(1);
    expect(run.stderr).toContain("warning");
    expect(run.code).toBe(1);
  });

  it("is said once where both sides are the same file", async () => {
    const zone = file("twice/d.test.zone", WARNED);
    const run = await diff(zone, zone);
    expect(linesOf(run)).toHaveLength(1);
    expect(run.code).toBe(0);
  });

  it("is said once where both sides include the same file", async () => {
    file("once/common.inc", "a 1h A 192.0.2.1\na 1h A 192.0.2.1\n");
    const before = file("once/old.zone", `$ORIGIN d.test.\n${SOA}@ 1h TXT "v=spf1 ip4:192.0.2.1 -all"\n$INCLUDE common.inc\n`);
    const after = file("once/new.zone", `$ORIGIN d.test.\n${SOA}@ 1h TXT "v=spf1 -all"\n$INCLUDE common.inc\n`);
    const run = await diff(before, after);
    expect(linesOf(run)).toHaveLength(1);
    expect(run.code).toBe(1);
  });

  it("is said of each file where both have the same fault", async () => {
    const before = file("both/old/d.test.zone", WARNED);
    const after = file("both/new/d.test.zone", WARNED);
    expect(linesOf(await diff(before, after))).toHaveLength(2);
  });

  it("comes from standard input, which is read once for both sides", async () => {
    const args = ["diff", "d.test", "v=spf1 a:a.d.test -all", "--zone", "-", "--origin", "d.test", "--offline"];
    const run = await spf(args, WARNED);
    expect(linesOf(run)).toHaveLength(1);
    expect(words(run.stdout)).toContain("nobody's verdict changes");
  });
});
