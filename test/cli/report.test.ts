import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandRun, EXAMPLE_ZONES, ROOT, spf, spfIn } from "../support/cli.js";
import { type TestServer, startDnsServer } from "../support/dns-server.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/report.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

const SOA = "@ IN SOA ns.r.test. root.r.test. 1 1h 1h 1w 1h\n";
const READ = ["--zone", "-", "--origin", "r.test", "--offline"];

/** The text without its line breaks and indentation. */
const words = (text: string): string => text.replace(/\s+/g, " ");

/** The report on r.test, whose zone is given without its SOA record. */
function report(zone: string, args: readonly string[] = [], domain = "r.test"): Promise<CommandRun> {
  return spf(["check", domain, ...READ, ...args], SOA + zone);
}

async function json(zone: string, args: readonly string[] = []): Promise<any> {
  const { stdout, stderr } = await report(zone, [...args, "--format", "json"]);
  if (stdout === "") throw new Error(stderr);
  const document: unknown = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  return document;
}

/** A domain whose terms need 12 lookups, some of them behind what its own host matches. */
const TWELVE = [
  '@ TXT "v=spf1 mx include:a.r.test include:b.r.test include:c.r.test ~all"\n@ MX 10 mail\nmail A 192.0.2.25\n',
  ...["a", "b"].map((name) => `${name} TXT "v=spf1 ${[1, 2, 3].map((at) => `a:h${at}.${name}.r.test`).join(" ")} -all"\n`),
  ...["a", "b"].flatMap((name) =>
    [1, 2, 3].map((at) => `h${at}.${name} A 198.51.100.${at}\nh${at}.${name} AAAA 2001:db8::${at}\n`),
  ),
  'c TXT "v=spf1 a:h1.a.r.test a:h2.a.r.test -all"\n',
].join("");

describe("the report on a domain", () => {
  it("has the record, its cost, who may send and the hosts of the example zone", async () => {
    const { code, stdout, stderr } = await spf(["check", "ntecs.de", ...EXAMPLE_ZONES]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toBe(`SPF of ntecs.de: no findings

Record
  v=spf1 mx -all
  (TTL 1h, 14 octets in 1 string)

DNS lookups at worst: 1 of 10  [#.........]
  mx  1  #
  Void lookups 0 of 2, names of an mx 1 of 10.

Who may send
        IPv4        IPv6
  pass  1           1
  fail  all others  all others

  Let in by
    1  IPv4  mx (192.0.2.25)
    1  IPv6  mx (2001:db8::25)

Mail hosts of the domain
  Host           Address       MAIL FROM  HELO
  mail.ntecs.de  192.0.2.25    pass       pass
                 2001:db8::25  pass       pass
`);
  });

  it("is the same for an address of the domain, but for what depends on it", async () => {
    const zone = '@ TXT "v=spf1 exists:%{l}.users.r.test -all"\n@ MX 10 mail\nmail A 192.0.2.25\nbob.users A 127.0.0.2\n';
    const host = async (sender: string): Promise<string | undefined> =>
      /mail\.r\.test +192\.0\.2\.25 +(\w+)/.exec((await report(zone, [], sender)).stdout)?.[1];
    expect(await host("Bob <bob@r.test>")).toBe("pass");
    expect(await host("eve@r.test.")).toBe("fail");
    expect(await host("r.test")).toBe("fail");
  });

  it("shows 12 lookups by include, whom they stop, and exits with 1", async () => {
    const { code, stdout } = await report(TWELVE);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^SPF of r\.test: broken/);
    expect(stdout).toContain(`DNS lookups at worst: 12 of 10  [##########]##
  mx                1  #
  include:a.r.test  4  ####
  include:b.r.test  4  ####
  include:c.r.test  3  ###
`);
    expect(words(stdout)).toContain("A host such as 203.0.113.1 gets permerror by it. Other hosts match before, and pass.");
    expect(words(stdout)).toContain("permerror where more than 10 lookups are needed.");
    expect(words(stdout)).toContain("spf tree r.test --zone - --origin r.test --offline shows the whole tree.");
  });

  it("says of a loop that it has no end", async () => {
    const { code, stdout } = await report('@ TXT "v=spf1 include:b.r.test -all"\nb TXT "v=spf1 include:r.test -all"\n');
    expect(code).toBe(1);
    expect(stdout).toContain("DNS lookups at worst: endless  [##########]###############...");
    expect(stdout).toMatch(/ {2}include:b\.r\.test {2}no end {2}#+\.\.\.\n/);
  });

  it("names an include that leads nowhere, and who still passes", async () => {
    const { code, stdout } = await report('@ TXT "v=spf1 ip4:192.0.2.0/24 include:gone.r.test -all"\n');
    expect(code).toBe(1);
    expect(stdout).toContain("  include:gone.r.test  1  no record\n");
    expect(words(stdout)).toContain("permerror by include:gone.r.test of r.test: there is no SPF record at that name.");
    expect(stdout).toMatch(/ {2}pass +256 +none\n/);
  });

  it("is content with a parked domain", async () => {
    const { code, stdout } = await report('@ TXT "v=spf1 -all"\n@ MX 0 .\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SPF of r\.test: no findings\n/);
    expect(stdout).toContain("        IPv4  IPv6\n  fail  all   all\n");
    expect(stdout).toContain("It receives no mail (null MX, RFC 7505).");
    expect(stdout).not.toContain("Let in by");
  });

  it("says of a domain without a record what looks like one", async () => {
    const { code, stdout } = await report('@ A 192.0.2.1\n@ TXT "v=spf1; mx -all"\n@ TXT "other"\n', ["--fail-on", "never"]);
    expect(code).toBe(0);
    expect(words(stdout)).toContain("It has no SPF record: the result is none for every host. These texts look like one");
    expect(stdout).toContain("    v=spf1; mx -all\n");
    expect(stdout).not.toContain("other\n");
    expect(stdout).toContain("[version-punctuation]");
    expect(stdout).toMatch(/r\.test {2}192\.0\.2\.1 {2}none {7}none/);
    expect((await report("@ A 192.0.2.1\n", [], "none.r.test")).stdout).toContain("The domain does not exist");
  });

  it("shows both of two records, and takes them for broken", async () => {
    const { code, stdout } = await report('@ TXT "v=spf1 mx -all"\n@ TXT "v=spf1 " "a -all"\n');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^SPF of r\.test: broken, 1 error/);
    expect(stdout).toContain("  v=spf1 a -all\n  (TTL 1h, 13 octets in 2 strings)\n");
    expect(words(stdout)).toContain("With 2 the result is permerror for every host.");
    expect(stdout).not.toContain("Who may send");
  });

  it("lists findings, the worst first, with their fix and where to read on", async () => {
    const { code, stdout } = await report('@ TXT "v=spf1 ptr ip4:192.0.2.1 -al ~all"\n@ MX 10 mail\nmail A 192.0.2.25\n');
    expect(code).toBe(1);
    const text = words(stdout);
    const [error, warning] = [text.indexOf("[unknown-mechanism]"), text.indexOf("[ptr-mechanism]")];
    expect(error).toBeGreaterThan(0);
    expect(warning).toBeGreaterThan(error);
    expect(text).toContain("Fix: ");
    expect(text).toContain(
      "spf lint r.test --zone - --origin r.test --offline shows the places, and spf explain unknown-mechanism what is behind a finding.",
    );
    expect(text).toContain("The record has 1 syntax error: the result is permerror for every host.");
  });

  it("exits by --fail-on", async () => {
    const zone = '@ TXT "v=spf1 ptr -all"\n@ MX 0 .\n';
    expect((await report(zone)).code).toBe(0);
    expect((await report(zone, ["--fail-on", "warning"])).code).toBe(1);
    expect((await report(TWELVE, ["--fail-on", "never"])).code).toBe(0);
  });

  it("tells certain from possible where a term depends on the mail, and names the term", async () => {
    const { stdout } = await report('@ TXT "v=spf1 ip4:192.0.2.0/24 exists:%{i}.r.test ~all"\n');
    expect(stdout).toMatch(/ {2}pass +256 or more +perhaps all\n/);
    expect(stdout).toMatch(/ {2}softfail +perhaps all others +perhaps all\n/);
    expect(words(stdout)).toContain("Whom exists:%{i}.r.test in the record of r.test lets in depends on the mail");
  });

  it("shows the widest terms of both families with the include that leads to them, and counts the others", async () => {
    const hosts = Array.from({ length: 9 }, (_, at) => `ip4:192.0.2.${at * 2}`).join(" ");
    const zone = `@ TXT "v=spf1 ${hosts} include:_spf.r.test -all"\n_spf TXT "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ?all"\n`;
    const { stdout } = await report(zone);
    expect(stdout).toContain(
      "The terms that let most of them in\n     256  IPv4  ip4:198.51.100.0/24  by include:_spf.r.test\n",
    );
    expect(stdout).toContain("2^96  IPv6  ip6:2001:db8::/32  by include:_spf.r.test\n  and 3 more terms.\n");
  });
});

describe("the hosts of the report", () => {
  it("get the verdicts that the check of a mail from them gives", async () => {
    const zone = `@ TXT "v=spf1 a:mx1.r.test -all"\n@ MX 20 mx2\n@ MX 10 mx1\nmx1 A 192.0.2.1\nmx1 TXT "v=spf1 a -all"
mx2 A 192.0.2.2\nmx2 AAAA 2001:db8::2\nmx2 TXT "v=spf1 ip4:192.0.2.2 ~all"\n`;
    const { mail } = await json(zone);
    expect(mail.hosts.map(({ name, preference }: any) => [name, preference])).toEqual([
      ["mx1.r.test", 10],
      ["mx2.r.test", 20],
    ]);
    const seen: string[] = [];
    for (const host of mail.hosts) {
      for (const { address, mailFrom, helo } of host.addresses) {
        const args = ["check", "r.test", "--ip", address, "--helo", host.name, "--format", "json", ...READ];
        const checked = JSON.parse((await spf(args, SOA + zone)).stdout);
        expect([mailFrom.result, helo.result]).toEqual([checked.mailFrom.result, checked.helo.result]);
        seen.push(`${address} ${mailFrom.result} ${helo.result}`);
      }
    }
    expect(seen).toEqual(["192.0.2.1 pass pass", "192.0.2.2 fail pass", "2001:db8::2 fail softfail"]);
  });

  it("have the name of --helo among them, once, and advice for those without a record", async () => {
    const zone = '@ TXT "v=spf1 mx -all"\n@ MX 10 mail\nmail A 192.0.2.1\nout A 192.0.2.9\n';
    const { stdout } = await report(zone, ["--helo", "out.r.test."]);
    expect(stdout).toContain("  mail.r.test  192.0.2.1  pass       none\n  out.r.test   192.0.2.9  fail       none\n");
    // That of the domain's own mail host is a finding, that of any other host is not.
    expect(words(stdout)).toContain("remark the mail host mail.r.test has no SPF record of its own");
    expect(words(stdout)).toContain('out.r.test has no SPF record: others may give it in HELO. out.r.test. IN TXT "v=spf1 a');
    expect(words(stdout)).not.toContain("mail.r.test. IN TXT");
    expect(words(stdout)).toContain("Mail for the domain from out.r.test does not pass.");
    expect((await report(zone, ["--helo", "MAIL.r.test"])).stdout.match(/192\.0\.2\.1/g)).toHaveLength(2);
  });

  it("without a record are findings where they are the domain's own", async () => {
    const zone =
      '@ TXT "v=spf1 mx -all"\n@ MX 10 mail\n@ MX 20 mx2\nmail A 192.0.2.1\nmx2 A 192.0.2.2\nmx2 TXT "v=spf1 a -all"\n';
    const { findings } = await json(zone);
    expect(findings.list.map(({ rule, severity }: { rule: string; severity: string }) => `${severity} ${rule}`)).toEqual([
      "info helo-name-without-spf",
    ]);
    const { code, stdout } = await report(zone);
    expect(stdout).toContain("SPF of r.test: 1 remark\n");
    expect([code, (await report(zone, ["--fail-on", "info"])).code]).toEqual([0, 1]);
    const others = '@ IN SOA ns h 1 1h 1h 1w 1h\nr TXT "v=spf1 mx -all"\nr MX 10 mx.s\nmx.s A 192.0.2.7\n';
    const { stdout: page } = await spf(["check", "r.test", "--zone", "-", "--origin", "test", "--offline"], others);
    expect(page).toContain("SPF of r.test: no findings\n");
    expect(page).toContain("mx.s.test has no SPF record for HELO: that is for its operator to change.");
  });

  it("say what is missing: addresses, an answer, the MX record", async () => {
    const { stdout } = await report('@ TXT "v=spf1 -all"\n@ MX 10 mail\n@ MX 20 else.example.\n');
    expect(stdout).toContain("  mail.r.test   no address\n  else.example  not known\n");
    expect((await report('@ TXT "v=spf1 -all"\n')).stdout).toContain("It has no MX record and no address");
  });

  it("are 20 with 8 addresses each at the most", async () => {
    const names = Array.from({ length: 22 }, (_, at) => `@ MX 10 m${at}\nm${at} A 192.0.2.${at}\n`).join("");
    const addresses = Array.from({ length: 10 }, (_, at) => `m0 AAAA 2001:db8::${at}\n`).join("");
    const { mail } = await json(`@ TXT "v=spf1 -all"\n${names}${addresses}`);
    expect(mail.unchecked).toBe(2);
    expect(mail.hosts).toHaveLength(20);
    expect(mail.hosts[0].addresses).toHaveLength(8);
    expect(mail.hosts[0].unchecked).toBe(3);
  });
});

describe("what zone files alone do not hold", () => {
  it("is said, and not guessed", async () => {
    const { code, stdout } = await spf(["check", "ntecs.de", "--zone", "zones/fragments/ntecs.de.zone", "--offline"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}not known +all +all\n/);
    expect(stdout).not.toMatch(/temperror|permerror/);
    expect(words(stdout)).toContain("Its MX records are not known: zones/fragments/ntecs.de.zone is a fragment");
    expect(words(stdout)).toContain("Note: only the zone files were asked, and they do not hold MX ntecs.de.");
  });

  it("is left out of who an mx lets in, and said to be", async () => {
    const zone = '@ TXT "v=spf1 mx -all"\n@ MX 10 mail\n@ MX 20 mx.else.example.\nmail A 192.0.2.1\n';
    expect((await report(zone)).stdout).toContain("  Let in by\n    1  IPv4  mx (192.0.2.1; partly known)\n");
    expect((await json(zone)).senders.widest).toEqual([
      { term: "mx", domain: "r.test", family: 4, addresses: "1", networks: ["192.0.2.1"], isPartial: true },
    ]);
  });

  it("leaves alone what is known before it", async () => {
    const { stdout } = await report(
      '@ TXT "v=spf1 ip4:192.0.2.0/24 include:_spf.else.example a:x.else.example -all"\n@ MX 10 mail\nmail A 192.0.2.1\nother A 198.51.100.1\n',
      ["--helo", "other.r.test"],
    );
    expect(stdout).toContain("DNS lookups at worst: at least 2 of 10");
    expect(stdout).toMatch(/include:_spf\.else\.example +1 {2}not known\n/);
    expect(stdout).toMatch(/ {2}pass +256 +none\n {2}not known +all others +all\n/);
    expect(stdout).toMatch(/mail\.r\.test +192\.0\.2\.1 +pass/);
    expect(stdout).toMatch(/other\.r\.test +198\.51\.100\.1 +not known/);
  });

  it("is counted as spf tree counts it, behind a mail host that nobody knows too", async () => {
    const zone =
      '@ TXT "v=spf1 mx ip4:192.0.2.32/28 include:a.else.example include:b.else.example -all"\n@ MX 10 mail\n@ MX 20 mx.else.example.\nmail A 192.0.2.1\n';
    const { stdout } = await report(zone);
    expect(stdout).toContain("DNS lookups at worst: at least 3 of 10  [###.......]\n  mx                      1  #\n");
    expect(stdout).toContain("Void lookups not known, names of an mx at least 2 of 10.");
    expect((await json(zone)).costs.lookups).toMatchObject({ worst: 3, isExact: false });
    const tree = await spf(["tree", "r.test", ...READ], SOA + zone);
    expect(tree.stdout).toContain("takes at least 3 of 10 DNS lookups\n");
    expect(tree.stdout).toMatch(/\nMay send +17 IPv4 addresses, and more /);
    expect(tree.stdout).toMatch(/\nr\.test +3\+ .* 17 IPv4\n/);
  });

  it("is no record at all: exit 66", async () => {
    const { code, stdout, stderr } = await spf(["check", "else.example", ...EXAMPLE_ZONES]);
    expect(code).toBe(66);
    expect(stdout).toBe("");
    expect(stderr).toBe("spf: the SPF record of else.example could not be looked up: no zone file holds else.example\n");
  });
});

describe("live DNS", () => {
  let server: TestServer;
  const asked = new Map<string, number>();
  beforeAll(async () => {
    server = await startDnsServer((name, type) => {
      asked.set(`${name} ${type}`, (asked.get(`${name} ${type}`) ?? 0) + 1);
      if (name === "live.test" && type === "TXT") {
        return [
          { type: "TXT", value: "something else", ttl: 300 },
          { type: "TXT", value: ["v=spf1 mx ", "include:_spf.live.test -all"], ttl: 300 },
        ];
      }
      if (name === "live.test" && type === "MX") return [{ type: "MX", value: "10 mail.live.test" }];
      if (name === "mail.live.test" && type === "A") return [{ type: "A", value: "192.0.2.9" }];
      if (name === "_spf.live.test" && type === "TXT") return "SERVFAIL";
      if (name === "broken.test") return "SERVFAIL";
      return "NXDOMAIN";
    });
  });
  afterAll(() => server.close());

  it("is asked each question once", async () => {
    const { code, stdout } = await spf(["check", "live.test", "--server", server.text]);
    expect(stdout).toContain("  (TTL 5m, 37 octets in 2 strings)\n");
    expect(stdout).toMatch(/include:_spf\.live\.test +1 {2}no answer\n/);
    expect(words(stdout)).toContain("temperror by the record of _spf.live.test: DNS gives no answer.");
    expect(stdout).toMatch(/mail\.live\.test +192\.0\.2\.9 +pass +none\n/);
    expect(code).toBe(0);
    expect(asked.get("live.test TXT")).toBe(1);
    expect(asked.get("live.test MX")).toBe(1);
    expect(asked.get("mail.live.test A")).toBe(1);
  });

  it("that fails gives 66, and nothing on standard output", async () => {
    const { code, stdout, stderr } = await spf(["check", "broken.test", "--server", server.text]);
    expect(code).toBe(66);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^spf: the SPF record of broken\.test could not be looked up: .*SERVFAIL/);
  });
});

describe("the report is safe and fits", () => {
  const hostile =
    '@ TXT "v=spf1 \\027[31m a:\\155x.r.test exists:%{l}.%{z} -all" \n@ TXT "v=spf1\\000x" \n' +
    `@ MX 10 ${"l".repeat(63)}.${"m".repeat(63)}\n${"l".repeat(63)}.${"m".repeat(63)} AAAA 2001:db8:1111:2222:3333:4444:5555:6666\n` +
    `@ MX 20 a\\027[2Jb\na\\027[2Jb A 192.0.2.1\na\\027[2Jb TXT "v=spf1 \\200 -all"\n`;

  it("with hostile texts and names, at 80, 40, 50, 60 and 120 columns", async () => {
    for (const zone of [hostile, TWELVE, `@ TXT "v=spf1 include:${"l".repeat(63)}.${"m".repeat(63)}.r.test -all"\n`]) {
      for (const width of [80, 40, 50, 60, 120]) {
        const { stdout } = await spfIn(ROOT, ["check", "r.test", ...READ], SOA + zone, { COLUMNS: String(width) });
        expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
        expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      }
    }
    await json(hostile);
  });

  it.each([40, 45, 50, 55, 60])("with names and networks that can be told apart, at %i columns", async (width) => {
    const include = "include:_spf.suite.vendor.r.test";
    const zone =
      `@ TXT "v=spf1 ip6:2001:db8:4860:4000::/52 a:%{l}.r.test ${include} mx -all"\n` +
      `_spf.suite.vendor TXT "v=spf1 ip6:2001:db8:2607:f8b0::/64 ip4:203.0.113.128/26 -all"\n`;
    const run = await spfIn(ROOT, ["check", "r.test", ...READ], SOA + zone, { COLUMNS: String(width) });
    const lines = run.stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(run.stdout).toMatch(/ip6:2001:db8:4860:4000::\/52$/m);
    expect(run.stdout).toMatch(/ip6:2001:db8:2607:f8b0::\/64$/m);
    // A text that has no room in its column goes to the left, whole, and no word of it stands alone.
    expect(lines.map((line) => line.trim())).not.toContain("by");
    if (width >= 50) expect(run.stdout).toMatch(new RegExp(`^ +by ${include}$`, "m"));
    // Verdicts that have no room in columns stand below each other.
    if (width === 40) expect(run.stdout).toContain("  fail\n    IPv4  ");
  });

  it("with 3,000 networks", async () => {
    const networks = Array.from({ length: 3000 }, (_, at) => `" ip4:10.${at >> 8}.${at & 255}.0/25"`);
    const { stdout } = await report(`@ TXT ( "v=spf1" ${networks.join(" ")} " -all" )\n`);
    expect(stdout).toContain("  and 2,992 more terms.\n");
  });
});

describe("--format json of the report", () => {
  it("follows its schema, whatever the record is like", async () => {
    expect(await json(TWELVE)).toMatchObject({
      version: 1,
      domain: "r.test",
      state: "record",
      isBroken: true,
      costs: { lookups: { worst: 12, limit: 10, witness: "203.0.113.1", isExact: true }, isHiddenByOrder: true },
      senders: { faults: [{ result: "permerror", code: "lookup-limit" }] },
    });
    const loop = await json('@ TXT "v=spf1 include:r.test -all"\n');
    expect(loop.costs.lookups.worst).toBeNull();
    const some = await json('@ TXT "v=spf1 ip4:192.0.2.0/31 exists:%{i}.r.test -all"\n');
    expect(some.senders.verdicts[0]).toEqual({
      result: "pass",
      ip4: { certain: "2", possible: "4294967296" },
      ip6: { certain: "0", possible: String(1n << 128n) },
    });
    expect(some.senders.widest).toEqual([
      { term: "ip4:192.0.2.0/31", domain: "r.test", family: 4, addresses: "2", networks: ["192.0.2.0/31"] },
    ]);
    expect(some.senders.dynamic).toEqual([{ term: "exists:%{i}.r.test", domain: "r.test" }]);
    expect(await json('@ TXT "v=spf1 -al"\n')).toMatchObject({ state: "syntax", isBroken: true });
    expect(await json('@ TXT "v=spf1"\n@ TXT "v=spf1 -all"\n')).toMatchObject({ state: "several", isBroken: true });
    expect(await json('@ TXT "v=spf10"\n')).toMatchObject({ state: "none", isBroken: false, lookalikes: ["v=spf10"] });
    expect(await json('@ TXT "v=spf1 include:else.example"\n')).toMatchObject({
      unknown: [{ name: "else.example", type: "TXT" }],
    });
    const fragment = await spf([
      "check",
      "ntecs.de",
      "--zone",
      "zones/fragments/ntecs.de.zone",
      "--offline",
      "--format",
      "json",
    ]);
    expect(validate(JSON.parse(fragment.stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("refuses what the schema does not know", () => {
    expect(validate({ version: 1, domain: "r.test", state: "record" })).toBe(false);
  });
});

describe("wrong usage of the report", () => {
  it.each([
    ["--trace", ["ntecs.de", "--trace"], /--trace is for the check of one mail; say by --ip which host sends it/],
    ["--format header", ["ntecs.de", "--format", "header"], /--format header is for the check of one mail/],
    ["--receiver", ["ntecs.de", "--receiver", "x.test"], /--receiver is for the check of one mail/],
    ["--fail-on with --ip", ["ntecs.de", "--ip", "192.0.2.1", "--fail-on", "error"], /--fail-on is for the report on a domain/],
    ["a severity that is none", ["ntecs.de", "--fail-on", "bad"], /Allowed choices are error, warning, info, never/],
    ["a HELO name that is none", ["ntecs.de", "--helo", "mail"], /--helo mail is no domain: it has no dot/],
    ["the null sender", ["<>"], /<> has no domain; give the one to report on/],
    ["no full domain", ["localhost"], /localhost is no domain: it has no dot/],
    ["an address literal", ["bob@[192.0.2.1]"], /is no domain: it is an address literal/],
    ["a record", ["v=spf1 mx -all"], /"v=spf1 mx -all" is a record, and no domain/],
    ["a file", ["package.json"], /package\.json is a file; spf lint checks it/],
    ["a hostile name", ["\u001b[31m.test"], /\\027\[31m\.test is no domain/],
    ["an endless name", ["a".repeat(5000)], /more than 4096 characters/],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await spf(["check", ...args, ...EXAMPLE_ZONES]);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(64);
  });
});
