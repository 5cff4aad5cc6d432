/** The examples for CI: their YAML parses, and the commands in them run on the example zones. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "./support/cli.js";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spfkit-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "work/zones"), { recursive: true });
  for (const name of ["ntecs.de.zone", "michaelonroad.de.zone"])
    cpSync(join(ROOT, "zones", name), join(folder, "work/zones", name));
  writeFileSync(join(folder, "bin/spf"), `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "dist/spf.cjs")}" "$@"\n`);
  chmodSync(join(folder, "bin/spf"), 0o755);
  path = `${join(folder, "bin")}:${process.env["PATH"]}`;
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "zones");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
});
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-C", join(folder, "work"), ...args], {
    encoding: "utf8",
  });

/** Runs a line of a shell where the zones are. */
function sh(line: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], {
    cwd: join(folder, "work"),
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
  return { status, output: stderr + stdout };
}

const example = (name: string): any => parse(readFileSync(join(ROOT, "examples/ci", name), "utf8"));

/** The commands of the project in lines of shells. */
const own = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith("spf "));

describe("examples/ci", () => {
  it("are all tried here", () => {
    expect(readdirSync(join(ROOT, "examples/ci")).toSorted()).toEqual([
      "check-zone-files.sh",
      "github-actions.yml",
      "gitlab-ci.yml",
      "pre-commit-config.yaml",
    ]);
  });

  it("github-actions.yml: every command runs", () => {
    const { jobs, permissions } = example("github-actions.yml");
    expect(permissions).toEqual({ contents: "read", "security-events": "write" });
    const lines = jobs.check.steps.flatMap(({ run }: { run?: string }) => (run === undefined ? [] : [run]));
    expect(own(lines)).toHaveLength(3);
    for (const line of own(lines)) expect([line, sh(line).status], sh(line).output).toEqual([line, 0]);
    expect(JSON.parse(readFileSync(join(folder, "work/spf.sarif"), "utf8")).version).toBe("2.1.0");
    // Text of a change never reaches a shell by way of an expression.
    expect(readFileSync(join(ROOT, "examples/ci/github-actions.yml"), "utf8")).not.toContain("${{");
  });

  it("gitlab-ci.yml: every command runs", () => {
    const { zones } = example("gitlab-ci.yml");
    expect(own(zones.script)).toHaveLength(4);
    for (const line of own(zones.script)) expect([line, sh(line).status], sh(line).output).toEqual([line, 0]);
    const { junit, codequality } = zones.artifacts.reports;
    const report = (file: string): string => readFileSync(join(folder, "work", file), "utf8");
    expect(report(junit)).toContain('<testsuites name="spf zone check"');
    expect(JSON.parse(report(codequality))).toBeInstanceOf(Array);

    // With a zone that is wrong the reports are written all the same and have its error, and the next line fails.
    writeFileSync(join(folder, "work/zones/wrong.example.zone"), "a IN A 192.0.2.256\n");
    const codes = own(zones.script).map((line) => sh(line).status);
    expect(codes.slice(0, 3)).toEqual([0, 0, 1]);
    expect(report(junit)).toMatch(/<testsuites [^>]* failures="1" /);
    expect(JSON.parse(report(codequality))).toContainEqual(
      expect.objectContaining({
        check_name: "bad-address",
        severity: "critical",
        location: { path: "zones/wrong.example.zone", lines: { begin: 1 } },
      }),
    );
    rmSync(join(folder, "work/zones/wrong.example.zone"));
  });

  it("pre-commit-config.yaml: the hooks take the zone files and pass", () => {
    const { hooks } = example("pre-commit-config.yaml").repos[0];
    const files = ["zones/ntecs.de.zone", "zones/michaelonroad.de.zone"];
    expect(hooks.map(({ id }: { id: string }) => id)).toEqual(["spf-zone-check", "spf-zone-fmt"]);
    for (const { entry, files: pattern } of hooks as { entry: string; files: string }[]) {
      expect(
        [...files, "db.x", "a/db.x", "x.db", "README.md", "adb.x", "x.zone.txt"].filter((file) =>
          new RegExp(pattern).test(file),
        ),
      ).toEqual([...files, ...["db.x", "a/db.x", "x.db"]]);
      const line = `${entry} ${files.join(" ")}`;
      expect([line, sh(line).status], sh(line).output).toEqual([line, 0]);
    }
  });

  it("check-zone-files.sh leaves reports, and fails where a zone is wrong", () => {
    const script = join(ROOT, "examples/ci/check-zone-files.sh");
    expect(sh(`"${script}"`)).toMatchObject({ status: 0, output: expect.stringMatching(/ in 2 files\n$/) });
    expect(readdirSync(join(folder, "work/reports")).toSorted()).toEqual([
      "zones.checkstyle",
      "zones.json",
      "zones.junit",
      "zones.sarif",
    ]);
    expect(sh(`"${script}" "${join(ROOT, "examples/mistakes")}" reports`).status).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, "work/reports/zones.json"), "utf8")).summary.errors).toBeGreaterThan(0);
    expect(sh(`FAIL_ON=never "${script}" "${join(ROOT, "examples/mistakes")}" reports`).status).toBe(0);
  });
});
