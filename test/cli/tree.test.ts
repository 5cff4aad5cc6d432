/** `spf tree` as a user runs it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { runSync } from "../../src/base/run.js";
import { TREE_FORMATS } from "../../src/cli/output/tree-formats.js";
import { formatTreeText } from "../../src/cli/output/tree-text.js";
import { outcomesOf } from "../../src/spf/policy/outcomes.js";
import { policySteps } from "../../src/spf/policy/read.js";
import { policyTree } from "../../src/spf/policy/tree.js";
import { type CommandRun, EXAMPLE_ZONES, ROOT, spf, spfIn } from "../support/cli.js";
import { startDnsServer } from "../support/dns-server.js";
import { type WorldText, answerFrom, readWorld } from "../support/world.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/tree.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

const folder = mkdtempSync(join(tmpdir(), "spf-tree-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOA = "@ IN SOA ns.t.test. root.t.test. 1 1h 1h 1w 1h\n";
const EXAMPLES = ["twelve-lookups", "loop", "dead-include"];

const example = (name: string): string[] => [
  `${name}.example`,
  "--zone",
  `examples/policies/${name}.example.zone`,
  "--offline",
];

function treeOf(zone: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<CommandRun> {
  return spfIn(ROOT, ["tree", "t.test", "--zone", "-", "--origin", "t.test", "--offline", ...args], SOA + zone, env);
}

/** Texts as their authors would not have them: markup, quotes, escapes, directions. */
const HOSTILE = String.raw`
@ TXT ( "v=spf1 include:a.t.test exists:<script>alert(1)</script>.t.test exists:\"];evil--click--x;[\".t.test "
 "a:]]>\\\";}digraph{x.t.test exists:a;b->c.t.test x=javascript:alert(3) y=%%%%{init} z=</style><svg/onload=x> include:b.t.test redirect=c.t.test" )
a TXT "v=spf1 \"\" <img/src=x> \226\128\174 \027[31m #quot; -all"
b TXT "v=spf1 exists:end.%{l}.t.test ?all"
`;

/** Records that say something of the domain whose they are, in each way that there is. */
const OWN_DOMAIN = [
  "v=spf1 mx a ptr include:_x.example.net -all",
  "v=spf1 a:%{d} mx:%{o}/24 a:%{d1r}.x.example exists:%{l}.%{d}.%{s} include:%{h}.%{o} exp=%{d}.exp.%{d}",
  "v=spf1 include:%{d2}.x.example exists:_x.%{o} ptr:%{d} redirect=_spf.%{d}",
  "v=spf1 include:%{d} include:%{o} -all",
  "v=spf1 include:%{d2} redirect=%{d}",
  "v = spf1 mx",
];

describe("a record of a domain that nobody named", () => {
  const shown = async (command: string, record: string, ...args: string[]): Promise<string> =>
    (await spf([command, record, ...args])).all;

  it.each(OWN_DOMAIN)("%s has no placeholder in any output", async (record) => {
    const outputs = await Promise.all([
      ...TREE_FORMATS.map((format) => shown("tree", record, "--offline", "--format", format)),
      ...["text", "json", "sarif"].map((format) => shown("lint", record, "--offline", "--format", format)),
      ...["text", "json"].map((format) => shown("explain", record, "--format", format)),
      ...["text", "json"].map((format) => shown("diff", record, "v=spf1 mx -all", "--offline", "--format", format)),
    ]);
    for (const output of outputs) expect(output).not.toMatch(/the-record|\.invalid/);
    const document: unknown = JSON.parse(outputs[TREE_FORMATS.indexOf("json")] ?? "");
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document).toMatchObject({ domain: null, tree: { domain: null } });
  });

  it("says what is not known, and no number of it", async () => {
    const { stdout } = await spf(["tree", "v=spf1 mx a:%{d}.x.example -all", "--offline"]);
    expect(stdout).toMatch(/^Mail exchanges .*\] {2}not known$/m);
    expect(stdout).toContain("not known without the record's own domain");
    const { mailExchanges, tree } = JSON.parse(
      await shown("tree", "v=spf1 mx a:%{d}.x.example -all", "--offline", "--format", "json"),
    );
    expect(mailExchanges).toEqual({ count: 0, limit: 10, is: "least" });
    expect(tree.terms[0]).not.toHaveProperty("target");
    expect(tree.terms[1]).toMatchObject({ text: "a:%{d}.x.example", dependsOn: ["d"] });
    expect(await shown("tree", "v=spf1 mx -all", "--offline", "--format", "html")).toContain("not known");
  });

  it("asks no server for names made from a placeholder", async () => {
    const asked: string[] = [];
    const server = await startDnsServer((name) => {
      asked.push(name);
      return "NXDOMAIN";
    });
    const run = await spf(["tree", "v=spf1 mx a:%{d}.x.example a:y.example -all", "--server", server.text]);
    await server.close();
    expect(run.code).toBe(0);
    expect([...new Set(asked.map((name) => name.toLowerCase()))]).toEqual(["y.example"]);
  });

  it("is a circle where it refers to itself, and none where it refers to a part of its name", async () => {
    expect(await shown("lint", "v=spf1 include:%{d} -all", "--offline")).toContain("the record refers to itself");
    expect(await shown("lint", "v=spf1 include:%{d2} -all", "--offline")).not.toContain("include-loop");
  });
});

describe("spf tree", () => {
  it("shows a policy with what it costs and what it finds", async () => {
    const { code, stderr, stdout } = await spfIn(ROOT, ["tree", "ntecs.de", ...EXAMPLE_ZONES], undefined, {
      LC_ALL: "C",
      COLUMNS: "80",
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "The SPF policy of ntecs.de takes 1 of 10 DNS lookups",
      "",
      "DNS lookups     [#---------]  1 of 10",
      "Void lookups    [----------]  0 of 2",
      "Mail exchanges  [#---------]  1 of 10",
      "May send        1 IPv4 address and 1 IPv6 address",
      "",
      "Term        DNS  TTL  Size  Finds",
      "ntecs.de      1   1h    14  1 IPv4, 1 IPv6",
      "|- mx         1             1 host",
      "|      mail.ntecs.de 192.0.2.25, 2001:db8::25",
      "`- -all                     all others fail",
      "",
    ]);
  });

  it("draws lines where the locale has UTF-8", async () => {
    const { stdout } = await spfIn(ROOT, ["tree", "ntecs.de", ...EXAMPLE_ZONES], undefined, { LC_ALL: "en_US.UTF-8" });
    expect(Buffer.from(stdout, "latin1").toString("utf8")).toContain("├─ mx");
  });

  it("shows a record as it stands, also without any DNS", async () => {
    const alone = await spf(["tree", "v=spf1 a ip4:192.0.2.0/24 include:x.example -all", "--offline"]);
    expect(alone.code).toBe(0);
    expect(alone.stdout).toContain("The SPF record as given takes at least 2 of 10 DNS lookups");
    expect(alone.stdout).toContain("nobody said whose it is");
    const owned = await spf(["tree", "v=spf1 mx ip4:192.0.2.0/24 -all", "--domain", "ntecs.de", ...EXAMPLE_ZONES]);
    expect(owned.stdout).toContain("mail.ntecs.de 192.0.2.25");
    expect((await spf(["tree", "v = spf1 mx", "--offline"])).stdout).toMatch(/^The text is no SPF record\n/);
  });

  it("asks DNS", async () => {
    const texts: Record<string, string> = {
      "live.test": "v=spf1 include:x.live.test -all",
      "x.live.test": "v=spf1 ip4:192.0.2.0/24 -all",
    };
    const server = await startDnsServer((name, type) => {
      const value = texts[name];
      return value === undefined || type !== "TXT" ? "NXDOMAIN" : [{ type, value }];
    });
    const { code, stdout } = await spf(["tree", "live.test", "--server", server.text]);
    await server.close();
    expect(code).toBe(0);
    expect(stdout).toMatch(/include:x\.live\.test +1 /);
  });

  it("exits with 66 where the record cannot be looked up", async () => {
    const server = await startDnsServer(() => "SERVFAIL");
    const { code, stderr } = await spf(["tree", "live.test", "--server", server.text, "--timeout", "3"]);
    await server.close();
    expect(stderr).toMatch(/^spf: the SPF record of live\.test could not be looked up: /);
    expect(code).toBe(66);
  });

  it.each(EXAMPLES)("exits with 1 for the example %s", async (name) => {
    expect((await spf(["tree", ...example(name)])).code).toBe(1);
  });

  it.each<[string, string]>([
    ["no record", "@ A 192.0.2.1\n"],
    ["several records", '@ TXT "v=spf1 -all"\n@ TXT "v=spf1 a -all"\n'],
    ["a syntax error", '@ TXT "v=spf1 ip4:x -all"\n'],
  ])("exits with 1 for %s, and still shows it in every format", async (_, zone) => {
    for (const format of ["text", "json", "dot", "mermaid", "html"]) {
      const { code, stdout } = await treeOf(zone, ["--format", format]);
      expect(code).toBe(1);
      expect(stdout).not.toBe("");
    }
  });

  it.each<[string, string[], number, RegExp]>([
    ["a domain that no zone file has", ["tree", "other.test", ...EXAMPLE_ZONES], 66, /could not be looked up/],
    ["a zone file", ["tree", "zones/ntecs.de.zone"], 64, /is a file, and a tree is that of a domain or a record/],
    ["a domain for a domain", ["tree", "ntecs.de", "--domain", "ntecs.de", "--offline"], 64, /no text is given/],
    ["no domain", ["tree", "nodots", ...EXAMPLE_ZONES], 64, /a domain has a dot/],
    ["an unknown format", ["tree", "ntecs.de", "--format", "svg"], 64, /Allowed choices are text, json, dot, mermaid, html/],
    [
      "a folder that is not there",
      ["tree", "ntecs.de", ...EXAMPLE_ZONES, "--output", "nowhere/x"],
      74,
      /there is no such folder/,
    ],
  ])("says no to %s", async (_, args, code, message) => {
    const run = await spf(args);
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.stdout).toBe("");
  });

  it("writes to a file", async () => {
    const file = join(folder, "ntecs.json");
    const { stdout } = await spf(["tree", "ntecs.de", ...EXAMPLE_ZONES, "--format", "json", "--output", file]);
    expect(stdout).toBe("");
    expect(validate(JSON.parse(readFileSync(file, "utf8")))).toBe(true);
  });
});

describe("--format text", () => {
  const lines = (run: CommandRun): string[] => Buffer.from(run.stdout, "latin1").toString("utf8").split("\n");

  it.each(["50", "64", "80", "120"])(
    "fits into %s columns, whatever is in the records",
    async (columns) => {
      for (const locale of ["C", "C.UTF-8"]) {
        const env = { COLUMNS: columns, LC_ALL: locale };
        const runs = await Promise.all([
          ...EXAMPLES.map((name) => spfIn(ROOT, ["tree", ...example(name)], undefined, env)),
          treeOf(HOSTILE, ["--all"], env),
          // Deeper than the guides have room for.
          treeOf(
            `@ TXT "v=spf1 include:r0.t.test -all"\n${Array.from({ length: 19 }, (_, at) => `r${at} TXT "v=spf1 a:host.t.test include:r${at + 1}.t.test -all"\n`).join("")}`,
            [],
            env,
          ),
        ]);
        for (const run of runs) {
          expect(Math.max(...lines(run).map((line) => line.length)), run.stdout).toBeLessThanOrEqual(Number(columns));
          expect(lines(run).join("\n")).toMatch(locale === "C" ? /^[\x20-\x7e\n]*$/ : /^[\x20-\x7e\n│├└─]*$/);
        }
      }
    },
    60_000,
  );

  it("says the same with colour", () => {
    const world: WorldText = { "example.org": ["TXT v=spf1 a:none.example.org include:x.example.org -all"] };
    const policy = runSync(policySteps(domainName("example.org")), answerFrom(readWorld(world)));
    const subject = { tree: policyTree(outcomesOf(policy)), isDomainKnown: true };
    const coloured = formatTreeText(subject, { width: 80, colour: true }, false);
    expect(coloured).toContain("\u001b[31m");
    expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).toBe(formatTreeText(subject, { width: 80, colour: false }, false));
  });

  it("counts networks in a row, and lists them with --all", async () => {
    const zone = '@ TXT "v=spf1 ip4:192.0.2.0/26 ip4:192.0.2.64/26 ip4:198.51.100.0/24 ip6:2001:db8::/64 -all"\n';
    const env = { LC_ALL: "C" };
    const counted = await treeOf(zone, [], env);
    expect(counted.stdout).toMatch(/\|- 4 networks +384 IPv4, 2\^64 IPv6\n/);
    const all = await treeOf(zone, ["--all"], env);
    expect(all.stdout).not.toContain("4 networks");
    expect(all.stdout).toMatch(/\|- ip4:198\.51\.100\.0\/24 +256 IPv4 addresses\n/);
  });
});

describe("--format json", () => {
  async function json(run: Promise<CommandRun>): Promise<any> {
    const { stderr, stdout } = await run;
    if (stdout === "") throw new Error(stderr);
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    const document: unknown = JSON.parse(stdout);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    return document;
  }

  it("says the same as the text, and follows its schema", async () => {
    const document = await json(spf(["tree", ...example("twelve-lookups"), "--format", "json"]));
    expect(document).toMatchObject({
      version: 1,
      domain: "twelve-lookups.example",
      isBroken: true,
      lookups: { count: 12, limit: 10, is: "exact" },
      tree: { state: "record", shown: "here", lookups: 12, ttl: 3600 },
    });
    expect(document.lookups.shares.map(({ count }: any) => count)).toEqual([1, 1, 4, 3, 2, 1]);
    const [again] = document.tree.terms[4].record.terms;
    expect(again).toMatchObject({
      record: { shown: "above", terms: [] },
      problems: [{ code: "lookup-limit", address: "198.51.100.1" }],
    });
  });

  it("has null for what is without end", async () => {
    const document = await json(spf(["tree", ...example("loop"), "--format", "json"]));
    expect(document.lookups.count).toBeNull();
    expect(document.tree.terms[1].record.terms[1].record.terms[1].record).toMatchObject({ shown: "loop", lookups: null });
  });

  it.each([
    HOSTILE,
    '@ TXT "v=spf1 mx a:elsewhere.example ptr exists:%{l}.t.test redirect=x.t.test"\n@ MX 10 m\nm A 192.0.2.1\nx TXT "v=spf1 foo"\n',
    "@ A 192.0.2.1\n",
  ])("follows its schema for %j", async (zone) => {
    expect(await json(treeOf(zone, ["--format", "json"]))).toMatchObject({ domain: "t.test" });
  });

  it("refuses what the schema does not know", () => {
    expect(validate({ version: 1, domain: "t.test" })).toBe(false);
  });
});

describe("--format dot and mermaid", () => {
  /** Statements of the language of Graphviz as far as it is used here: a string ends where its quotes do, and nowhere else. */
  const DOT =
    /^digraph spf \{\n(?: {2}(?:rankdir=LR|(?:node|edge|r\d+|r\d+ -> r\d+) \[(?:[a-z]+=(?:[a-z]+|\d+|"(?:[^"\\\n]|\\[\\"l])*")(?:, )?)+\]);\n)+\}\n$/;
  const TEXT = `"(?:[A-Za-z0-9 ,.:/+=~()-]|#\\d+;|<br/>)*"`;
  const MERMAID = new RegExp(
    `^flowchart LR\\n(?: {2}r\\d+\\[${TEXT}\\]\\n)+(?: {2}r\\d+ (?:--|-\\.) ${TEXT} (?:-->|\\.->) r\\d+\\n)*(?: {2}classDef broken [^\\n]*\\n {2}class [r\\d,]+ broken\\n)?$`,
  );

  it.each([...EXAMPLES, "hostile"])("are in their languages for %s", async (name) => {
    const run = (format: string): Promise<CommandRun> =>
      name === "hostile" ? treeOf(HOSTILE, ["--format", format]) : spf(["tree", ...example(name), "--format", format]);
    expect((await run("dot")).stdout).toMatch(DOT);
    expect((await run("mermaid")).stdout).toMatch(MERMAID);
  });

  it("have an arrow for each include, also back to where it came from", async () => {
    const { stdout } = await spf(["tree", ...example("loop"), "--format", "dot"]);
    expect(stdout.match(/r\d+ -> r\d+/g)).toEqual(["r0 -> r1", "r1 -> r2", "r2 -> r0"]);
    const mermaid = await spf(["tree", ...example("loop"), "--format", "mermaid"]);
    expect(mermaid.stdout).toContain('r2 -. "include, endless lookups" .-> r0');
  });
});

describe("--format html", () => {
  const TAGS = new Set(
    "html head meta title style body main p h1 h2 h3 section dl div dt dd table caption thead tbody tr th td code span i pre mark article ul li details summary a footer".split(
      " ",
    ),
  );

  it.each([...EXAMPLES, "hostile"])("has no markup of its own for %s beside what is known", async (name) => {
    const { stdout } = await (name === "hostile"
      ? treeOf(HOSTILE, ["--format", "html"])
      : spf(["tree", ...example(name), "--format", "html"]));
    expect(stdout).toMatch(/^<!doctype html>\s+<html lang="en">/);
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(stdout).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`);
    const body = stdout.slice(stdout.indexOf("<body>"));
    for (const [, tag = "", attributes = ""] of body.matchAll(/<\/?([^\s>]+)([^>]*)>/g)) {
      expect(TAGS, tag).toContain(tag);
      expect(attributes.trim()).toMatch(
        /^(?:(?:open|(?:class|id|scope|aria-labelledby|aria-hidden)="[\w -]*"|href="#problem-\d+"|style="[\w:;.%() -]+")\s*)*$/,
      );
    }
    expect(body.match(/<ul/g)?.length).toBe(body.match(/<\/ul>/g)?.length);
    expect(body.match(/<details/g)?.length).toBe(body.match(/<\/details>/g)?.length);
  });

  it("has what the rules say, with the way to mend it", async () => {
    const { stdout } = await spf(["tree", ...example("twelve-lookups"), "--format", "html"]);
    expect(stdout).toContain("lookups-over-10, RFC 7208 4.6.4");
    expect(stdout).toContain("To mend it:");
    expect(stdout).toContain("There is 1 error, listed below as advice.");
  });
});
