import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { zoneFmtCommand } from "../../src/cli/commands/zone-fmt.js";
import { spf } from "../support/cli.js";

const root = mkdtempSync(join(tmpdir(), "spf-zone-fmt-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder = root;
let round = 0;
beforeEach(() => {
  folder = join(root, String(round++));
  mkdirSync(folder);
});

const UGLY = "$ORIGIN example.org.\n@ 1h in NS ns1 ; \u00e4\nns1 1h A 192.0.2.1";
const NICE = "$ORIGIN example.org.\n@       1h IN NS   ns1  ; \u00e4\nns1     1h    A    192.0.2.1\n";

function file(text: string, name = "example.org.zone"): string {
  const path = join(folder, name);
  writeFileSync(path, text, "latin1");
  return path;
}

const fmt = (...args: string[]): ReturnType<typeof spf> => spf(["zone", "fmt", ...args]);

describe("spf zone fmt", () => {
  it("prints one file, octet for octet", async () => {
    expect(await fmt(file(UGLY))).toMatchObject({ code: 0, stdout: NICE, stderr: "" });
    expect(await spf(["zone", "fmt", "-"], Buffer.from(UGLY, "latin1"))).toMatchObject({ code: 0, stdout: NICE });
    expect(readFileSync(join(folder, "example.org.zone"), "latin1")).toBe(UGLY);
  });

  it("needs no origin", async () => {
    expect(await spf(["zone", "fmt", "-"], "www A 192.0.2.1\n")).toMatchObject({ code: 0, stdout: "www     A    192.0.2.1\n" });
  });

  it("reads no file that is included, and formats $INCLUDE and $GENERATE", async () => {
    const text = "$include\tno-such.zone  sub ; one\n$INCLUDE example.org.zone\n$GENERATE 1-3   h$ A\t192.0.2.$\n";
    expect(await fmt(file(text))).toMatchObject({
      code: 0,
      stderr: "",
      stdout: "$INCLUDE no-such.zone sub       ; one\n$INCLUDE example.org.zone\n$GENERATE 1-3 h$ A 192.0.2.$\n",
    });
  });

  it("--check lists files that are not formatted", async () => {
    const [ugly, nice] = [file(UGLY, "ugly.zone"), file(NICE, "nice.zone")];
    expect(await fmt("--check", ugly, nice)).toMatchObject({ code: 1, stdout: `${ugly}\n`, stderr: "" });
    expect(await fmt("--check", nice)).toMatchObject({ code: 0, all: "" });
  });

  it("takes folders and patterns", async () => {
    const [ugly, nice] = [file(UGLY, "ugly.zone"), file(NICE, "nice.zone")];
    file(UGLY, "no.txt");
    expect(await fmt("--check", folder)).toMatchObject({ code: 1, stdout: `${ugly}\n` });
    expect(await fmt("--check", join(folder, "*.zone"), nice)).toMatchObject({ code: 1, stdout: `${ugly}\n` });
    expect(await fmt(folder)).toMatchObject({ code: 64, stdout: "" });
  });

  it("--diff prints a unified diff", async () => {
    const path = file(UGLY);
    const { code, stdout } = await fmt("--diff", path);
    expect(code).toBe(0);
    expect(stdout).toBe(`--- ${path}
+++ ${path} (formatted)
@@ -1,3 +1,3 @@
 $ORIGIN example.org.
-@ 1h in NS ns1 ; \u00e4
-ns1 1h A 192.0.2.1
\\ No newline at end of file
+@       1h IN NS   ns1  ; \u00e4
+ns1     1h    A    192.0.2.1
`);
    expect(await fmt("--diff", "--check", path)).toMatchObject({ code: 1, stdout, stderr: `${path}: not formatted\n` });
    expect(await fmt("--diff", file(NICE))).toMatchObject({ code: 0, all: "" });
  });

  it("--write writes by rename and keeps the mode", async () => {
    const [ugly, nice] = [file(UGLY, "ugly.zone"), file(NICE, "nice.zone")];
    chmodSync(ugly, 0o640);
    const before = [statSync(ugly), statSync(nice)];
    expect(await fmt("--write", ugly, nice)).toMatchObject({ code: 0, stdout: "", stderr: `${ugly}: formatted\n` });
    expect(readFileSync(ugly, "latin1")).toBe(NICE);
    expect(statSync(ugly).mode & 0o7777).toBe(0o640);
    expect(statSync(ugly).ino).not.toBe(before[0]?.ino);
    expect(statSync(nice)).toMatchObject({ ino: before[1]?.ino, mtimeMs: before[1]?.mtimeMs });
    expect(readdirSync(folder).toSorted()).toEqual(["nice.zone", "ugly.zone"]);
  });

  it("--write follows no link and touches nothing that is no plain file", async () => {
    const path = file(UGLY);
    symlinkSync(path, join(folder, "link.zone"));
    const link = await fmt("--write", join(folder, "link.zone"));
    expect(link).toMatchObject({ code: 66, stdout: "" });
    expect(link.stderr).toContain("link.zone is not written: it is a symbolic link; name the file that it points to\n");
    expect((await fmt("--write", "/dev/null")).stderr).toContain("is not written: it is no plain file");
    linkSync(path, join(folder, "hard.zone"));
    expect((await fmt("--write", path)).stderr).toContain("it has other names (hard links)");
    expect(readFileSync(path, "latin1")).toBe(UGLY);
    expect(readdirSync(folder).toSorted()).toEqual(["example.org.zone", "hard.zone", "link.zone"]);
  });

  it("formats no file with errors, and goes on with the next", async () => {
    const [broken, ugly] = [file("www A 192.0.2\n", "broken.zone"), file(UGLY, "ugly.zone")];
    const run = await fmt("--write", broken, join(folder, "none.zone"), ugly);
    expect(run.code).toBe(66);
    expect(run.stderr).toContain("broken.zone:1:7: error: ");
    expect(run.stderr).toContain("broken.zone is not formatted, because of its errors\n");
    expect(run.stderr).toContain("none.zone: there is no such file");
    expect(run.stderr).toContain("ugly.zone: formatted\n");
    expect(readFileSync(broken, "latin1")).toBe("www A 192.0.2\n");
    expect(readFileSync(ugly, "latin1")).toBe(NICE);
  });

  it("refuses options that do not go together", async () => {
    const [a, b] = [file(UGLY, "a.zone"), file(UGLY, "b.zone")];
    for (const args of [
      [a, b],
      ["--write", "--check", a],
      ["--write", "--diff", a],
      ["--write", "-"],
      ["--check", "-", "-"],
      [],
    ]) {
      expect((await fmt(...args)).code, args.join(" ")).toBe(64);
    }
    expect((await fmt("--origin", "a..b", a)).code).toBe(64);
    expect(readFileSync(a, "latin1")).toBe(UGLY);
  });

  it("lets nothing hostile reach a terminal", () => {
    let shown = "";
    const out = (text: string | Uint8Array): void =>
      void (shown += typeof text === "string" ? text : Buffer.from(text).toString("latin1"));
    const terminal = { width: 80, colour: true, progress: false, interactive: true, out, err: () => {} };
    const path = file('a 60 TXT "\u009b31m\u007f" ; \u00e2\u0080\u00ae\n');
    expect(zoneFmtCommand([path], {}, terminal)).toBe(0);
    expect(zoneFmtCommand([path], { diff: true }, terminal)).toBe(0);
    expect(shown.replaceAll(/\u001b\[\d+m/g, "")).toMatch(/^[\n\x20-\x7e]*$/);
    expect(shown).toContain("\\155");
  });
});
