// What is no zone file, or far too much of one: every command says so in a line, at once and without taking memory for it.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPrivateKey } from "../../src/cli/private-key.js";
import { ROOT, spfIn } from "../support/cli.js";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** Each command that reads a zone file, with the file as its last argument but those. */
const COMMANDS: readonly (readonly [string, (file: string) => string[]])[] = [
  ["zone check", (file) => ["zone", "check", file, "--no-config"]],
  ["zone fmt", (file) => ["zone", "fmt", file]],
  ["zone diff", (file) => ["zone", "diff", "good.zone", file]],
  ["zone serve", (file) => ["zone", "serve", file, "--port", "0"]],
  ["check --zone", (file) => ["check", "a@example.org", "--ip", "192.0.2.1", "--offline", "--zone", file]],
];

const ZONE = "$ORIGIN example.org.\n@ 60 SOA ns root 1 2h 1h 2w 1h\n@ 60 NS ns\nns 60 A 192.0.2.1\n";

let folder: string;
let emptyKb: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "spfkit-input-"));
  writeFileSync(join(folder, "good.zone"), ZONE);
  emptyKb = (await measure(["--version"])).peakKb;
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Measured {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was written to standard input before the command was gone, in octets. */
  readonly sent: number;
  readonly peakKb: number;
}

/** Says at its end how much memory the process ever had. */
const HOOK = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';

/** Runs the command with up to `octets` octets of `text`, over and over, on standard input. */
async function measure(args: readonly string[], text = "", octets = 0): Promise<Measured> {
  const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`;
  const child = spawn(process.execPath, ["--import", hook, join(ROOT, "dist/spf.cjs"), ...args], {
    cwd: folder,
    timeout: 25_000,
  });
  let [stdout, stderr, sent] = ["", "", 0];
  child.stdout.setEncoding("latin1").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("latin1").on("data", (chunk: string) => (stderr += chunk));
  child.stdin.on("error", () => {});
  const piece = Buffer.alloc(MIB, text);
  const send = (): void => {
    while (sent < octets && child.exitCode === null) {
      sent += piece.length;
      if (!child.stdin.write(piece)) return void child.stdin.once("drain", send);
    }
    child.stdin.end();
  };
  send();
  const code = await new Promise<number | null>((settle) => {
    child.on("close", settle);
  });
  const [, message = "", peak] = /^([^]*)\npeak (\d+)$/.exec(stderr) ?? [];
  return { code, stdout, stderr: message, sent, peakKb: Number(peak) };
}

it("reads on behind a parenthesis that is never closed, with less memory than three files", async () => {
  const start = "$ORIGIN example.org.\n$TTL 1h\n@ SOA ns root 1 1h 1h 1w 1h\nx TXT (\n";
  const lines = "host A 192.0.2.7 ; one more\n".repeat((24 * MIB) / 28);
  writeFileSync(join(folder, "open.zone"), start + lines);
  const { code, stdout, peakKb } = await measure(["zone", "check", "open.zone", "--format", "json"]);
  expect(code).toBe(1);
  const found = [...stdout.matchAll(/"(open-parenthesis|missing-data|data-too-long)"/g)].map(([, rule]) => rule);
  expect(new Set(found)).toEqual(new Set(["open-parenthesis"]));
  expect(peakKb - emptyKb).toBeLessThan(3 * 24 * 1024);
});

describe.each(COMMANDS)("spf %s", (_name, args) => {
  it("refuses 2 GB of one line, without having taken them", async () => {
    const { code, stdout, stderr, sent, peakKb } = await measure(args("-"), "x", 2 * GIB);
    expect([code, stdout, stderr]).toEqual([66, "", "spf: cannot read standard input: line 1 is longer than 1 MiB\n"]);
    expect(sent).toBeLessThan(64 * MIB);
    expect(peakKb - emptyKb).toBeLessThan(48 * 1024);
  });

  it("refuses 2 GB of short lines, having taken no more than a file may have", async () => {
    const { code, stdout, stderr, sent, peakKb } = await measure(args("-"), "x. 60 A 192.0.2.1\n", 2 * GIB);
    expect([code, stdout, stderr]).toEqual([66, "", "spf: standard input is larger than 256 MiB\n"]);
    expect(sent).toBeLessThan(320 * MIB);
    expect(peakKb - emptyKb).toBeLessThan((256 + 48) * 1024);
  });

  it("refuses a file of 2 GB", async () => {
    writeFileSync(join(folder, "sparse.zone"), "");
    truncateSync(join(folder, "sparse.zone"), 2 * GIB);
    const { code, stderr, peakKb } = await measure(args("sparse.zone"));
    expect([code, stderr]).toEqual([66, "spf: sparse.zone is larger than 256 MiB\n"]);
    expect(peakKb - emptyKb).toBeLessThan(48 * 1024);
  });

  it("says in which line a file has a line that is too long", async () => {
    writeFileSync(
      join(folder, "line.zone"),
      `${"; short\n".repeat(300_000)}; ${"x".repeat(MIB - 2)}\n; ${"x".repeat(MIB - 1)}\n`,
    );
    const { code, stderr } = await measure(args("line.zone"));
    expect([code, stderr]).toEqual([66, "spf: cannot read line.zone: line 300002 is longer than 1 MiB\n"]);
  });

  it.each([
    ["a device without an end", "/dev/zero", /octet 0 is no text: this is not a zone file/],
    ["a folder", "folder.zone", /folder\.zone has no zone file|folder\.zone: it is a folder/],
    ["a binary file", "binary.zone", /octet 0 is no text: this is not a zone file/],
    ["no such file", "none.zone", /spf: cannot read none\.zone: there is no such file/],
  ])("refuses %s", async (what, file, message) => {
    if (file === "folder.zone") mkdirSync(join(folder, file), { recursive: true });
    if (file === "binary.zone") writeFileSync(join(folder, file), Uint8Array.from([127, 69, 76, 70, 0, 1, 2]));
    const { code, stdout, stderr, peakKb } = await measure(args(file));
    expect([code, stdout], what).toEqual([66, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal|Error|\bat .*:\d+:\d+\)/);
    expect(peakKb - emptyKb).toBeLessThan(48 * 1024);
  });
});

// The label is put together, so that nobody who looks for keys in a repository finds this one.
const pem = (label: string, kind = "PRIVATE"): string =>
  ["BEGIN", "END"].map((word) => `-----${word} ${label}${kind} KEY-----\n`).join("c2VjcmV0\n");

describe("private keys", () => {
  const BIND_KEY = "Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: c2VjcmV0\n";
  const refused = (name: string): string => `spf: cannot read ${name}: it is a private key, of which nothing is shown\n`;

  it.each(COMMANDS)("are refused by spf %s, in a file and on standard input", async (_name, args) => {
    writeFileSync(join(folder, "key.zone"), BIND_KEY);
    expect(await spfIn(folder, args("key.zone"))).toMatchObject({ code: 66, stdout: "", stderr: refused("key.zone") });
    expect(await spfIn(folder, args("-"), BIND_KEY)).toMatchObject({ code: 66, stdout: "", stderr: refused("standard input") });
  });

  it("do not keep zone files beside them from being checked", async () => {
    mkdirSync(join(folder, "keys"), { recursive: true });
    writeFileSync(join(folder, "keys/Kexample.org.+013+51139.private"), BIND_KEY);
    writeFileSync(join(folder, "keys/b.example.zone"), `a 60 A 1\n$INCLUDE Kexample.org.+013+51139.private\n`);
    const { code, stdout, stderr } = await spfIn(folder, ["zone", "check", "keys/**", "--no-config"]);
    expect([code, stderr]).toEqual([66, refused("keys/Kexample.org.+013+51139.private")]);
    expect(stdout).toContain("keys/b.example.zone:1:8: error[bad-address]");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("is not included: it is a private key");
    expect(stdout).not.toMatch(/c2VjcmV0|Algorithm/);
  });

  it.each([
    ["BIND", BIND_KEY, true],
    ["BIND, behind a byte order mark and an empty line", `\u00ef\u00bb\u00bf\r\n${BIND_KEY}`, true],
    ["PKCS #8", pem(""), true],
    ["PKCS #8, encrypted", pem("ENCRYPTED "), true],
    ["OpenSSL", pem("EC "), true],
    ["OpenSSH", pem("OPENSSH "), true],
    ["OpenPGP", pem("PGP ").replaceAll("KEY-", "KEY BLOCK-"), true],
    [
      "behind a certificate",
      `Subject: CN=x\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem("RSA ")}`,
      true,
    ],
    ["a public key", pem("", "PUBLIC"), false],
    ["a zone", ZONE, false],
    ["a zone that names them", `${ZONE}; Private-key-format: v1.3\n; ${pem("")}x TXT "${pem("").slice(0, 27)}"\n`, false],
    ["nothing", "", false],
  ])("%s: %j", (_, text, expected) => {
    expect(isPrivateKey(Buffer.from(text, "latin1"))).toBe(expected);
  });
});

// The server would go on with what it read.
describe.each(COMMANDS.filter(([name]) => name !== "zone serve"))("spf %s", (_name, args) => {
  it("takes lines of 1 MiB, in files of many pieces", async () => {
    const comment = `; ${"x".repeat(MIB - 2)}\n`;
    const text = Buffer.concat([Buffer.from(ZONE), Buffer.from(comment.repeat(20))]);
    const { code } = await spfIn(folder, args("-"), text);
    expect(code).not.toBe(66);
  });

  it.skipIf(process.platform === "win32")("reads a FIFO as it reads standard input", async () => {
    const fifo = join(folder, "fifo.zone");
    rmSync(fifo, { force: true });
    execFileSync("mkfifo", [fifo]);
    const writer = spawn("cp", [join(folder, "good.zone"), fifo]);
    const { code, stderr } = await spfIn(folder, args("fifo.zone"));
    expect(stderr).not.toContain("cannot read");
    expect(code).not.toBe(66);
    expect(code).not.toBe(70);
    await new Promise((settle) => (writer.exitCode === null ? writer.on("close", settle) : settle(undefined)));
  });
});

describe("settings", () => {
  const check = (...args: string[]): ReturnType<typeof measure> => measure(["zone", "check", "good.zone", ...args]);

  it("with an unknown key are refused, with its place and the key that was meant", async () => {
    writeFileSync(join(folder, "keys.yaml"), "# ours\nfailOn: error\n  \noverides: []\nqqq: 1\n");
    const { code, stdout, stderr } = await check("--config", "keys.yaml");
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/^keys\.yaml:4:1: error: unknown key "overides": did you mean overrides\?$/m);
    expect(stderr).toMatch(/^keys\.yaml:5:1: error: unknown key "qqq": the keys are rules, failOn, /m);
  });

  it("that do not end are refused", async () => {
    const config = await check("--config", "/dev/zero");
    expect([config.code, config.stderr]).toEqual([66, "spf: /dev/zero is larger than 1 MiB\n"]);
    const baseline = await check("--no-config", "--baseline", "/dev/zero");
    expect([baseline.code, baseline.stderr]).toEqual([66, "spf: the baseline /dev/zero is larger than 64 MiB\n"]);
    expect(config.peakKb - emptyKb).toBeLessThan(48 * 1024);
  });

  it.skipIf(process.getuid?.() === 0)("that may not be read are refused", async () => {
    writeFileSync(join(folder, "secret.yaml"), "rules: {}\n");
    chmodSync(join(folder, "secret.yaml"), 0);
    const { code, stderr } = await check("--config", "secret.yaml");
    expect([code, stderr]).toEqual([66, "spf: cannot read secret.yaml: no permission\n"]);
  });
});
