import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXAMPLE_ZONES, ROOT, spf } from "../support/cli.js";
import { type TestServer, startDnsServer } from "../support/dns-server.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spfkit-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The text without its line breaks and indentation. */
const words = (text: string): string => text.replace(/\s+/g, " ");

const SOA = "@ IN SOA ns.test. root.test. 1 1h 1h 1w 1h\n";

describe("the example zones", () => {
  it("let the mail server send for michaelonroad.de, and say why for both identities", async () => {
    const { code, stdout, stderr } = await spf([
      ...["check", "user@michaelonroad.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de"],
      ...EXAMPLE_ZONES,
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("PASS 192.0.2.25 may send mail for user@michaelonroad.de\n");
    expect(stdout).toContain("MAIL FROM user@michaelonroad.de: pass\n");
    expect(stdout).toContain("    v=spf1 mx -all\n           ^^\n");
    expect(stdout).toContain("HELO mail.ntecs.de: pass\n");
    expect(stdout).toContain("    v=spf1 a -all\n           ^\n");
    expect(stdout.match(/lookups 1 of 10, voids 0 of 2/g)).toHaveLength(2);
  });

  it("let it send over IPv6", async () => {
    const { code, stdout } = await spf([
      ...["check", "user@ntecs.de", "--ip", "2001:db8::25", "--helo", "mail.ntecs.de"],
      ...EXAMPLE_ZONES,
    ]);
    expect(code).toBe(0);
    expect(words(stdout)).toContain("2001:db8::25 is an address of mail.ntecs.de, a mail exchange of ntecs.de");
  });

  it.each(["192.0.2.26", "2001:db8::26"])("fail another host, %s, with exit code 1", async (ip) => {
    const { code, stdout } = await spf(["check", "user@michaelonroad.de", "--ip", ip, ...EXAMPLE_ZONES]);
    expect(code).toBe(1);
    expect(stdout).toContain("FAIL");
    expect(stdout).toContain("    v=spf1 mx -all\n              ^^^^\n");
    expect(stdout).not.toContain("HELO");
  });

  it("fail a stranger who takes the server's HELO name, though MAIL FROM has no policy", async () => {
    const { code, stdout } = await spf([
      ...["check", "user@mx.michaelonroad.de", "--ip", "203.0.113.9", "--helo", "mail.ntecs.de"],
      ...EXAMPLE_ZONES,
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain("FAIL 203.0.113.9 may not use the HELO name mail.ntecs.de (MAIL FROM alone: none)\n");
    expect(stdout).toContain("MAIL FROM user@mx.michaelonroad.de: none");
  });

  it("let a HELO name fail apart from MAIL FROM that passes", async () => {
    const zone = file("apart.test.zone", `${SOA}@ TXT "v=spf1 ip4:203.0.113.9 -all"\n`);
    const { code, stdout } = await spf([
      ...["check", "user@apart.test", "--ip", "203.0.113.9", "--helo", "mail.ntecs.de", "--zone", zone],
      ...EXAMPLE_ZONES,
    ]);
    expect(stdout).toContain("MAIL FROM user@apart.test: pass");
    expect(stdout).toContain("HELO mail.ntecs.de: fail");
    expect(code).toBe(1);
  });

  it("take the null sender as postmaster at the HELO name", async () => {
    const { code, stdout } = await spf(["check", "<>", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de", ...EXAMPLE_ZONES]);
    expect(code).toBe(0);
    expect(stdout).toContain("MAIL FROM <>, checked as postmaster@mail.ntecs.de: pass\n");
    expect(stdout).toContain("HELO mail.ntecs.de: pass, by the same check\n");
    expect(stdout.match(/lookups/g)).toHaveLength(1);
  });

  it("give the fragments' missing records in words, and no pass", async () => {
    const { code, stdout, stderr } = await spf([
      ...["check", "user@ntecs.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de", "--offline"],
      ...["--zone", "zones/fragments/ntecs.de.zone", "--zone", "zones/fragments/michaelonroad.de.zone"],
    ]);
    expect(code).toBe(5);
    expect(words(stdout)).toContain("ntecs.de.zone is a fragment and has no MX record for ntecs.de");
    expect(words(stdout)).toContain("is a fragment and has no A record for mail.ntecs.de");
    expect(stdout).not.toContain("pass");
    expect(stderr).toContain('zones/fragments/ntecs.de.zone:1:1: warning: a comment starts with ";"');
  });
});

describe("every result has its exit code", () => {
  it.each([
    ["v=spf1 +all", 0],
    ["v=spf1 -all", 1],
    ["v=spf1 ~all", 2],
    ["v=spf1 ?all", 3],
    ["v=spf1", 3],
    ["v=spf1 foo:bar", 4],
    ["v=spf1 a:elsewhere.example", 5],
    ["no policy", 6],
  ])("%s exits with %i", async (record, expected) => {
    const { code } = await spf(
      ["check", "code.test", "--ip", "192.0.2.1", "--zone", "-", "--origin", "code.test", "--offline"],
      `${SOA}@ TXT "${record}"\n`,
    );
    expect(code).toBe(expected);
  });
});

describe("text", () => {
  const zone = (): string =>
    file(
      "tree.test.zone",
      `${SOA}@ TXT ( "v=spf1 include:one.tree.test ${"ip4:198.51.100.1 ".repeat(12)}" "exp=why.tree.test -all" )
one TXT "v=spf1 ${"ip4:198.51.100.2 ".repeat(9)}include:two.tree.test -all"
two TXT "v=spf1 a:${"long-label.".repeat(8)}tree.test/28 ip4:203.0.113.0/24 -all"
broken TXT "v=spf1 ip4:1.2.3 ${"a ".repeat(50)} ptr: redirect= -all"
twice TXT "v=spf1 -all"
twice TXT "v=spf1 +all"
why TXT "%{i} is not one of %{d}'s hosts"
`,
    );

  it("shows the include chain with carets under each term, within 80 columns", async () => {
    const { code, stdout } = await spf(["check", "tree.test", "--ip", "203.0.113.9", "--zone", zone(), "--offline", "--trace"]);
    expect(code).toBe(0);
    expect(stdout).toContain("203.0.113.9 is in the network of ip4:203.0.113.0/24.");
    const lines = stdout.split("\n");
    const carets = lines.flatMap((line, index) =>
      /^ *\^+$/.test(line) ? [lines[index - 1]?.slice(line.indexOf("^"), line.length)] : [],
    );
    expect(carets).toEqual(["include:one.tree.test", "include:two.tree.test", "ip4:203.0.113.0/24"]);
    expect(lines.indexOf("    tree.test")).toBeLessThan(lines.indexOf("    one.tree.test"));
    expect(lines.indexOf("    one.tree.test")).toBeLessThan(lines.indexOf("    two.tree.test"));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain("lookups 3 of 10, voids 1 of 2");
    expect(stdout).toContain("no such name (void lookup 1 of 2)");
  });

  it("shows the explanation of a fail", async () => {
    const { stdout } = await spf(["check", "tree.test", "--ip", "192.0.2.77", "--zone", zone(), "--offline"]);
    expect(stdout).toContain(`The domain explains: "192.0.2.77 is not one of tree.test's hosts"`);
  });

  it("shows every syntax error at its place", async () => {
    const { code, stdout } = await spf(["check", "broken.tree.test", "--ip", "192.0.2.77", "--zone", zone(), "--offline"]);
    expect(code).toBe(4);
    expect(stdout.match(/^ *\^+$/gm)).toHaveLength(3);
    expect(stdout).toContain("(and 2 more)");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("shows both of two records", async () => {
    const { code, stdout } = await spf(["check", "twice.tree.test", "--ip", "192.0.2.77", "--zone", zone(), "--offline"]);
    expect(code).toBe(4);
    expect(stdout).toContain("v=spf1 -all\n");
    expect(stdout).toContain("v=spf1 +all\n");
  });

  it("notes that a private address is not what others see", async () => {
    const { stdout } = await spf(["check", "tree.test", "--ip", "10.1.2.3", "--zone", zone(), "--offline"]);
    expect(stdout).toContain("Note: 10.1.2.3 is a private address");
  });

  it.each(["text", "json", "header"])("as %s lets nothing hostile through", async (format) => {
    // ESC sequences, OSC 52, DEL, C1, and bidi characters as UTF-8, in a record, an explanation and a name.
    const hostile = String.raw`\027[31m\027]52;c;AAAA\007\127\155\226\128\174`;
    const path = file(
      "hostile.test.zone",
      `${SOA}@ TXT "v=spf1 exp=why.hostile.test a:x${hostile.replaceAll(";", "\\;")}.test -all"
a TXT "v=spf1 exp=why.hostile.test -all"
m TXT "v=spf1 mx -all"
m MX 10 h\\027[31m\\200.hostile.test.
why TXT "boo${hostile}"
`,
    );
    for (const name of ["hostile.test", "a.hostile.test", "m.hostile.test"]) {
      const sender = `"us\u001b[31m\u009b\u202e\u007f\r\n er"@${name}`;
      const args = ["check", sender, "--ip", "192.0.2.77", "--helo", "he\u001blo\u202e.test", "--zone", path, "--offline"];
      const { all, code } = await spf([...args, ...(format === "header" ? [] : ["--trace"]), "--format", format]);
      expect(code, all).not.toBe(64);
      expect(/[^\x20-\x7e\n]/.exec(all)?.[0]).toBeUndefined();
    }
  });
});

describe("why", () => {
  const zone = `${SOA}@ TXT "v=spf1 ip4:192.0.2.1 -ip4:192.0.2.2 ?include:pass.why.test ~include:net.why.test -all"
pass TXT "v=spf1 ip4:192.0.2.3 -all"
net TXT "v=spf1 ip4:198.51.100.0/24 -all"
only TXT "v=spf1 -all"
plus TXT "v=spf1 +all"
lost TXT "v=spf1 redirect=none.why.test"
loop TXT "v=spf1 include:loop.why.test -all"
typo TXT v=spf1 -all
typo TXT "verification=1"
voids TXT "v=spf1 a:1.why.test a:2.why.test a:3.why.test -all"
helo TXT "v=spf1 exists:%{h}.ok.why.test -all"
exp TXT "v=spf1 -all exp=two.why.test"
two TXT "one"
two TXT "two"
long TXT "v=spf1 a:${"a".repeat(64)}.test -all"
`;
  it.each([
    ["why.test", "192.0.2.2", '-ip4:192.0.2.2 is this very address, and "-" forbids it.'],
    [
      "why.test",
      "192.0.2.3",
      'ip4:192.0.2.3 is this very address. So ?include:pass.why.test matches, and "?" says nothing about it.',
    ],
    ["why.test", "198.51.100.9", 'So ~include:net.why.test matches, and "~" discourages it.'],
    ["why.test", "203.0.113.1", "No earlier term matches 203.0.113.1, and -all forbids every other host."],
    ["only.why.test", "203.0.113.1", "-all forbids every host."],
    ["plus.why.test", "203.0.113.1", "all allows every host in the world."],
    ["lost.why.test", "203.0.113.1", "redirect names none.why.test, which does not exist, so it has no SPF record."],
    ["loop.why.test", "203.0.113.1", "loop.why.test leads back to itself, without end."],
    ["loop.why.test", "203.0.113.1", "... and the same again, 10 more times"],
    ["typo.why.test", "203.0.113.1", "It has text that looks like one, and is not: v=spf1-all"],
    ["voids.why.test", "203.0.113.1", "answered with nothing: A 1.why.test, A 2.why.test, A 3.why.test"],
    ["helo.why.test", "203.0.113.1", "Note: the policy uses %{h}, the HELO name; give it with --helo."],
    ["exp.why.test", "203.0.113.1", "not used: two.why.test has 2 TXT records"],
    ["long.why.test", "203.0.113.1", "a label is longer than 63 octets"],
  ])("%s from %s: %s", async (domain, ip, sentence) => {
    const { stdout } = await spf(
      ["check", domain, "--ip", ip, "--zone", "-", "--origin", "why.test", "--offline", "--trace"],
      zone,
    );
    expect(words(stdout)).toContain(sentence);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("does not take what no zone file holds for absent, be it a PTR record", async () => {
    const text = `${SOA}@ TXT "v=spf1 -ptr:why.test +all"\n`;
    const args = ["check", "why.test", "--ip", "203.0.113.1", "--zone", "-", "--origin", "why.test", "--offline"];
    const { code, stdout } = await spf(args, text);
    expect(code).toBe(5);
    expect(words(stdout)).toContain("they do not hold PTR 1.113.0.203.in-addr.arpa");
  });

  it("says how the files were read where none holds the domain", async () => {
    const path = file("complete.live.test.txt", `@ IN SOA ns.test. root.test. 1 1h 1h 1w 1h\n@ TXT "v=spf1 -all"\n`);
    const { code, stdout } = await spf(["check", "bob@live.test", "--ip", "203.0.113.1", "--zone", path, "--offline"]);
    expect(code).toBe(5);
    expect(words(stdout)).toContain("no zone file holds live.test. They were read: ");
    expect(words(stdout)).toContain("as complete.live.test; --origin says otherwise.");
  });

  it("takes a mailbox, a name with its dot, and an address in brackets", async () => {
    const check = async (sender: string, ip: string): Promise<string> =>
      (await spf(["check", sender, "--ip", ip, ...EXAMPLE_ZONES])).stdout.split("\n")[0] ?? "";
    expect(await check("Bob <bob@ntecs.de>", "192.0.2.25")).toBe("PASS 192.0.2.25 may send mail for bob@ntecs.de");
    expect(await check("ntecs.de.", "[2001:db8::25]")).toBe("PASS 2001:db8::25 may send mail for postmaster@ntecs.de");
    expect(await check("bob@ntecs.de.", "192.0.2.25")).toMatch(/^NONE/);
  });
});

describe("header fields", () => {
  it("are Received-SPF for each identity and Authentication-Results", async () => {
    const { code, stdout } = await spf([
      ...["check", "user@ntecs.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de", "--format", "header"],
      ...["--receiver", "mx.example.org", ...EXAMPLE_ZONES],
    ]);
    expect(code).toBe(0);
    const unfolded = stdout.replace(/\n /g, " ").trimEnd().split("\n");
    expect(unfolded).toEqual([
      'Received-SPF: pass (mx.example.org: domain of user@ntecs.de designates 192.0.2.25 as permitted sender) receiver=mx.example.org; identity=mailfrom; client-ip=192.0.2.25; envelope-from="user@ntecs.de"; helo=mail.ntecs.de; mechanism=mx',
      "Received-SPF: pass (mx.example.org: domain of HELO name mail.ntecs.de designates 192.0.2.25 as permitted sender) receiver=mx.example.org; identity=helo; client-ip=192.0.2.25; helo=mail.ntecs.de; mechanism=a",
      "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=ntecs.de; spf=pass smtp.helo=mail.ntecs.de",
    ]);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("live DNS", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startDnsServer((name, type) => {
      if (name === "live.test" && type === "TXT") return [{ type: "TXT", value: "v=spf1 mx include:zone.test -all", ttl: 77 }];
      if (name === "live.test" && type === "MX") return [{ type: "MX", value: "10 mail.live.test", ttl: 78 }];
      if (name === "mail.live.test" && type === "A") return [{ type: "A", value: "192.0.2.9", ttl: 79 }];
      if (name === "broken.test") return "SERVFAIL";
      return "NXDOMAIN";
    });
  });
  afterAll(() => server.close());

  it("is asked at --server; the trace has TTL, time and server of every answer", async () => {
    const { code, stdout } = await spf(["check", "live.test", "--ip", "192.0.2.9", "--server", server.text, "--trace"]);
    expect(code).toBe(0);
    for (const [question, ttl] of [
      ["TXT live.test", 77],
      ["MX live.test", 78],
      ["A mail.live.test", 79],
    ] as const) {
      const line = stdout.split("\n").find((candidate) => candidate.includes(`? ${question}`));
      expect(line).toMatch(new RegExp(`TTL ${ttl} s, [0-9.]+ ms, ${server.text}`));
    }
  });

  it("lies under the zone files", async () => {
    const zone = file("zone.test.zone", `${SOA}@ TXT "v=spf1 ip4:203.0.113.0/24 -all"\n`);
    const args = ["check", "live.test", "--server", server.text, "--zone", zone];
    expect((await spf([...args, "--ip", "203.0.113.1"])).code).toBe(0);
    expect((await spf([...args, "--ip", "203.0.112.1"])).code).toBe(1);
  });

  it("is temperror where the server fails, in one plain paragraph", async () => {
    const { code, stdout, stderr } = await spf(["check", "broken.test", "--ip", "192.0.2.9", "--server", server.text]);
    expect(code).toBe(5);
    expect(stderr).toBe("");
    expect(stdout).toContain("answered SERVFAIL");
  });

  it("is temperror at once where no server listens", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const { port } = socket.address();
    socket.close();
    const { code, stdout, milliseconds } = await spf(["check", "a.test", "--ip", "192.0.2.9", "--server", `127.0.0.1#${port}`]);
    expect(code).toBe(5);
    expect(words(stdout)).toContain("refused the connection");
    expect(milliseconds).toBeLessThan(7000);
  });

  it("is temperror by the deadline where a server is silent", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const silent = `127.0.0.1#${socket.address().port}`;
    const { code, stdout, milliseconds } = await spf([
      "check",
      "a.test",
      "--ip",
      "192.0.2.9",
      "--server",
      silent,
      "--timeout",
      "1",
    ]);
    socket.close();
    expect(code).toBe(5);
    expect(stdout).toContain("The time for the whole evaluation is over");
    expect(milliseconds).toBeGreaterThan(900);
    expect(milliseconds).toBeLessThan(6000);
  });
});

describe("bad input", () => {
  const bad: [string, string[], number, RegExp][] = [
    ["no arguments", [], 64, /Usage: spf/],
    ["an unknown command", ["chekc"], 64, /unknown command 'chekc'\n\(Did you mean check\?\)/],
    [
      "an unknown option",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--hello", "x"],
      64,
      /unknown option '--hello'\n\(Did you mean --helo\?\)/,
    ],
    ["no sender", ["check", "--ip", "192.0.2.1"], 64, /missing required argument 'address\|domain'/],
    ["too many arguments", ["check", "a@b.test", "c", "--ip", "192.0.2.1"], 64, /too many arguments/],
    ["an address that is none", ["check", "a@b.test", "--ip", "192.0.2"], 64, /--ip 192\.0\.2 is no IPv4 or IPv6 address/],
    ["a network as address", ["check", "a@b.test", "--ip", "192.0.2.0/24"], 64, /give one address, not a network/],
    ["a hostile address", ["check", "a@b.test", "--ip", "\u001b[31m"], 64, /--ip \\027\[31m is no/],
    [
      "a bad format",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--format", "xml"],
      64,
      /Allowed choices are text, json, header/,
    ],
    [
      "a bad time",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--timeout", "soon"],
      64,
      /--timeout soon is no number of seconds/,
    ],
    [
      "a trace of header fields",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--trace", "--format", "header"],
      64,
      /header fields have no trace/,
    ],
    [
      "an empty file name",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", ""],
      66,
      /cannot read "": the name is empty; give the path of a file/,
    ],
    ["an empty address", ["check", "a@b.test", "--ip", ""], 64, /--ip "" is no/],
    ["no time", ["check", "a@b.test", "--ip", "192.0.2.1", "--timeout", "0"], 64, /--timeout 0 is no number of seconds/],
    ["a bad server", ["check", "a@b.test", "--ip", "192.0.2.1", "--server", "ns.example.org"], 64, /--server ns\.example\.org/],
    ["offline without zones", ["check", "a@b.test", "--ip", "192.0.2.1", "--offline"], 64, /give at least one --zone/],
    [
      "offline with a server",
      ["check", "a@b.test", "--ip", "192.0.2.1", ...EXAMPLE_ZONES, "--server", "127.0.0.1"],
      64,
      /leave one of them out/,
    ],
    [
      "an origin without a zone",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--origin", "b.test"],
      64,
      /--origin is the origin of a zone file/,
    ],
    [
      "two zones and one origin",
      ["check", "a@b.test", "--ip", "192.0.2.1", ...EXAMPLE_ZONES, "--origin", "b.test"],
      64,
      /2 --zone and 1 --origin/,
    ],
    [
      "an origin that is no name",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", "zones/ntecs.de.zone", "--origin", "a..b", "--offline"],
      64,
      /--origin a\.\.b is no domain: it has an empty label/,
    ],
    ["the null sender alone", ["check", "<>", "--ip", "192.0.2.1"], 64, /give it with --helo/],
    ["an endless sender", ["check", `${"a".repeat(5000)}@b.test`, "--ip", "192.0.2.1"], 64, /more than 4096 characters/],
    [
      "no such file",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", "nowhere.zone"],
      66,
      /cannot read nowhere\.zone: there is no such file/,
    ],
    [
      "a folder without zone files",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", "src"],
      66,
      /src has no zone file: no \*\.zone, \*\.db or db\.\* in it/,
    ],
    [
      "a pattern that matches nothing",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", "src/*.zone"],
      66,
      /no file matches src\/\*\.zone/,
    ],
    [
      "a folder and one origin",
      ["check", "a@b.test", "--ip", "192.0.2.1", "--zone", "zones/*.zone", "--origin", "b.test"],
      64,
      /there are 2 files and 1 --origin/,
    ],
    ["an unknown shell", ["completion", "tcsh"], 64, /take bash, zsh or fish/],
  ];
  it.each(bad)("%s: plain lines, no stack trace", async (_, args, expected, message) => {
    const { code, all, stderr } = await spf(args);
    expect(code).toBe(expected);
    expect(all).toMatch(message);
    expect(all).not.toMatch(/^\s+at |node:internal|\.js:\d/m);
    if (args.length > 0) expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  });

  it("folders and patterns of zone files: as the files themselves", async () => {
    const asked = ["check", "user@michaelonroad.de", "--ip", "192.0.2.25", "--offline", "--format", "json"];
    const named = await spf([...asked, ...EXAMPLE_ZONES]);
    expect(named.code).toBe(0);
    file("many/ntecs.de.zone", readFileSync(join(ROOT, "zones/ntecs.de.zone")));
    const many = dirname(file("many/sub/michaelonroad.de.zone", readFileSync(join(ROOT, "zones/michaelonroad.de.zone"))));
    expect((await spf([...asked, "--zone", "zones/*.zone"])).stdout).toBe(named.stdout);
    expect((await spf([...asked, "--zone", dirname(many)])).stdout).toBe(named.stdout);
    // A file that two words name is read once, unless each time it is another zone.
    expect((await spf([...asked, "--zone", "zones/*.zone", "--zone", "zones/ntecs.de.zone"])).stdout).toBe(named.stdout);
    const parked = file("parked", '@ TXT "v=spf1 -all"\n');
    for (const domain of ["a.test", "b.test"]) {
      const zones = ["--zone", parked, "--origin", "a.test", "--zone", parked, "--origin", "b.test"];
      expect((await spf(["check", `x@${domain}`, "--ip", "192.0.2.1", ...zones, "--offline"])).code).toBe(1);
    }
  });

  it("a binary zone file: one line", async () => {
    const path = file(
      "binary.test.zone",
      new Uint8Array(4096).map((_, index) => (index * 7919) & 255),
    );
    const { code, stderr } = await spf(["check", "a@binary.test", "--ip", "192.0.2.1", "--zone", path, "--offline"]);
    expect(code).toBe(66);
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
    expect(stderr).toContain("this is not a zone file");
  });

  it("a bad record that no answer needs: a verdict, and what is wrong on standard error", async () => {
    const zone = (more: string): string =>
      file("bad.test.zone", `${SOA}@ TXT "v=spf1 mx ?all"\n@ MX 10 mail\nmail A 192.0.2.1\n${more}`);
    const check = (more: string, sender = "a@bad.test") =>
      spf(["check", sender, "--ip", "192.0.2.1", "--zone", zone(more), "--offline", "--format", "json"]);
    const clean = await check("");
    for (const line of [
      "www A 192.0.2.256",
      "www A",
      "www A 192.0.2.1 x",
      "@ A 1",
      "www MX ten mail",
      "@ CAA 256 issue ca.test",
    ]) {
      const { code, stdout, stderr } = await check(`${line}\n`);
      expect([line, code, stdout]).toEqual([line, 0, clean.stdout]);
      expect(stderr).toMatch(/bad\.test\.zone:5:\d+: error: /);
    }
    // The answer itself would have the record, or might: no verdict, whatever would be tried next.
    for (const line of ["@ MX 10", "mail A 192.0.2.256", "@ CNAME -\\.", "mail CNAME a b"]) {
      const { code, stdout, stderr } = await check(`${line}\n`);
      expect([line, code, stdout]).toEqual([line, 66, ""]);
      expect(stderr).toMatch(/spf: nothing was checked[:,] /);
    }
    expect((await check('p TXT "v=spf1 -all"\np TXT \\# 3 00\n', "a@p.bad.test")).code).toBe(66);
    expect((await check('p TXT "v=spf1 ptr -all"\np TXT \\# 3 00\n', "a@bad.test")).code).toBe(0);
    // Nobody knows whose these lines are.
    for (const line of ["a..b A 192.0.2.1", "www QQ 1", "$INCLUDE none", '  TXT "open', "$ORIGIN a..b", "www A (192.0.2.1"]) {
      const { code, stdout, stderr } = await check(`${line}\n`);
      expect([line, code, stdout]).toEqual([line, 66, ""]);
      expect(stderr).toMatch(
        /spf: nothing was checked, because of the errors in that file; spf zone check .*bad\.test\.zone explains/,
      );
    }
  });

  it("a zone file with three errors: all three, with line and column, and no verdict", async () => {
    const path = file("three.test.zone", `${SOA}@ A 192.0.2.256\n@ TXT "open\n  MX ten mail\n`);
    const { code, stdout, stderr } = await spf(["check", "a@three.test", "--ip", "192.0.2.1", "--zone", path, "--offline"]);
    expect(code).toBe(66);
    expect(stdout).toBe("");
    expect(
      stderr
        .split("\n")
        .map((line) => /:(\d+:\d+): error/.exec(line)?.[1])
        .filter(Boolean),
    ).toEqual(["2:5", "3:7", "4:6"]);
  });

  it("a file whose name tells no origin: says what to do", async () => {
    const path = file("plain", "mail A 192.0.2.1\n");
    const { code, stderr } = await spf(["check", "a@b.test", "--ip", "192.0.2.1", "--zone", path, "--offline"]);
    expect(code).toBe(66);
    expect(stderr).toContain("--origin");
  });

  it.each(["user@localhost", "user@[192.0.2.1]", "user@a..b", `user@${"x".repeat(64)}.test`])(
    "%s, which is no domain: none, and why",
    async (sender) => {
      const { code, stdout } = await spf(["check", sender, "--ip", "192.0.2.1", ...EXAMPLE_ZONES]);
      expect(code).toBe(6);
      expect(words(stdout)).toContain("There is no domain to check: ");
    },
  );
});

// Where there is no such device, there is nothing to write to that fails.
describe.skipIf(!existsSync("/dev/full"))("an output that cannot be written", () => {
  it("is one line and exit code 74", () => {
    const full = openSync("/dev/full", "w");
    const args = [join(ROOT, "dist/spf.cjs"), "check", "user@ntecs.de", "--ip", "192.0.2.25", ...EXAMPLE_ZONES];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(status).toBe(74);
    expect(stderr).toBe("spf: the answer could not be written: ENOSPC\n");
  });
});

describe("help", () => {
  it("has the version of the package", async () => {
    const { code, stdout } = await spf(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([["--help"], ["help"], ["check", "--help"], ["help", "check"], ["completion", "--help"]])(
    "%s %s has examples, within 80 columns",
    async (...args) => {
      const { code, stdout } = await spf(args);
      expect(code).toBe(0);
      expect(stdout).toContain("Examples:");
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
  );
});
