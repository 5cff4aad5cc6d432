/** Every example that a user copies is run. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/cli.js";

const run = (command: string, args: string[], env: Record<string, string> = {}): string =>
  execFileSync(command, args, { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...env } });

describe("examples", () => {
  it("are all run here", () => {
    // `ci` has tests of its own; the zone of `mistakes` is in the README, the trees of `policies` in docs/tree.md.
    expect(readdirSync(join(ROOT, "examples")).toSorted()).toEqual([
      "check-mail.js",
      "check-zone.js",
      "check-zones.cases",
      "check-zones.sh",
      "ci",
      "mistakes",
      "ntecs.de.next.zone",
      "parse-record.js",
      "policies",
    ]);
  });

  it("ntecs.de.next.zone is what the zone could become, formatted", () => {
    run(process.execPath, ["dist/spf.cjs", "zone", "fmt", "--check", "examples/ntecs.de.next.zone"]);
    run(process.execPath, ["dist/spf.cjs", "zone", "check", "examples/ntecs.de.next.zone"]);
  });

  it.each(["twelve-lookups", "loop", "dead-include"])(
    "policies/%s is a zone that is right but for its policy, formatted",
    (name) => {
      const file = `examples/policies/${name}.example.zone`;
      run(process.execPath, ["dist/spf.cjs", "zone", "fmt", "--check", file]);
      const only = ["lookups-over-10", "include-loop", "helper-missing", "address-target-void"].flatMap((id) => [
        "--rule",
        `${id}=off`,
      ]);
      const checked = run(process.execPath, ["dist/spf.cjs", "zone", "check", "--no-config", ...only, file]);
      expect(checked).toBe("no findings in 1 file\n");
    },
  );

  it("check-mail.js embeds the evaluator", () => {
    expect(run(process.execPath, ["examples/check-mail.js"])).toBe("pass because mx matches\n");
  });

  it("check-zone.js checks a zone that is not published", () => {
    expect(run(process.execPath, ["examples/check-zone.js"])).toBe("pass pass\n");
  });

  it("parse-record.js shows a record's plain form and problems with places", () => {
    expect(run(process.execPath, ["examples/parse-record.js"]).split("\n")).toEqual([
      "v=spf1 mx a:mail.example.org ip4:192.0.2.0/24 ~all",
      "/33: the length is at most 32 here (RFC 7208 5.6)",
      "include: include needs a colon and a domain (RFC 7208 5.2)",
      "",
    ]);
  });

  it("check-zones.sh passes on the example zones and fails where a zone says something else", () => {
    const spf = `${process.execPath} dist/spf.cjs`;
    const script = (args: string[]) =>
      spawnSync("sh", ["examples/check-zones.sh", ...args], { cwd: ROOT, encoding: "utf8", env: { ...process.env, SPF: spf } });
    const cases = "examples/check-zones.cases";
    const good = script(["zones", cases]);
    expect([good.status, good.stdout.match(/^ok: /gm)?.length]).toEqual([0, 5]);
    // The fragments have no address of the mail server. All cases are tried.
    const fragments = script(["zones/fragments", cases]);
    expect([fragments.status, fragments.stdout.match(/^not pass but temperror: /gm)?.length]).toEqual([1, 3]);
    const broken = mkdtempSync(join(tmpdir(), "spfkit-zones-"));
    for (const name of ["a.test.zone", "sub/b.test.zone"]) {
      mkdirSync(dirname(join(broken, name)), { recursive: true });
      writeFileSync(join(broken, name), "www A 192.0.2.256\n");
    }
    const both = script([broken]);
    rmSync(broken, { recursive: true });
    expect(both.status).toBe(1);
    expect(both.stdout.match(/zone:1:7: error\[bad-address\]/g)).toHaveLength(2);
    expect(script(["zones", "none"]).status).toBe(66);
  });
});
