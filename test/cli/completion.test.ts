import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { spf } from "../support/cli.js";

const bash = spawnSync("bash", ["-c", "true"]).status === 0;

/** What bash offers after the words that are typed. */
function complete(script: string, words: string[]): string[] {
  const typed = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `${script}\n${typed}; _spf; printf '%s\\n' "\${COMPREPLY[@]}"`], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

describe("completion", () => {
  // Where there is no bash, such as on Windows, there is nothing to run its script with.
  it.skipIf(!bash)("in bash offers commands, options, choices and files", async () => {
    const { stdout: script, code } = await spf(["completion", "bash"]);
    expect(code).toBe(0);
    expect(complete(script, ["spf", ""])).toEqual(expect.arrayContaining(["check", "completion", "--help"]));
    expect(complete(script, ["spf", "check", "--of"])).toEqual(["--offline"]);
    expect(complete(script, ["spf", "check", "--format", ""])).toEqual(["text", "json", "header"]);
    expect(complete(script, ["spf", "check", "--zone", "packag"])).toEqual(expect.arrayContaining(["package.json"]));
    expect(complete(script, ["spf", "check", "--format", "=", "j"])).toEqual(["json"]);
    expect(complete(script, ["spf", "check", "--ip", ""])).toEqual([""]);
    expect(complete(script, ["spf", "check", "--fail-on", "i"])).toEqual(["info"]);
    expect(complete(script, ["spf", "diff", "packag"])).toEqual(expect.arrayContaining(["package.json"]));
    expect(complete(script, ["spf", "diff", "--al"])).toEqual(["--all"]);
    expect(complete(script, ["spf", "diff", "--format", ""])).toEqual(["text", "json"]);
    expect(complete(script, ["spf", "lint", "packag"])).toEqual(expect.arrayContaining(["package.json"]));
    expect(complete(script, ["spf", "help", "ch"])).toEqual(["check"]);
    expect(complete(script, ["spf", "completion", "z"])).toEqual(["zsh"]);
    expect(complete(script, ["spf", "explain", "cname-at-a"])).toEqual(["cname-at-apex"]);
    expect(complete(script, ["spf", "explain", "--format", ""])).toEqual(["text", "json"]);
    expect(complete(script, ["spf", "tree", "--format", ""])).toEqual(["text", "json", "dot", "mermaid", "html"]);
    expect(complete(script, ["spf", "tree", "--of"])).toEqual(["--offline"]);
    expect(complete(script, ["spf", "zone", ""])).toEqual(expect.arrayContaining(["check", "fmt", "diff", "serve"]));
    expect(complete(script, ["spf", "zone", "check", "--format", "s"])).toEqual(["sarif"]);
    expect(complete(script, ["spf", "zone", "check", "--fail"])).toEqual(["--fail-on"]);
    expect(complete(script, ["spf", "zone", "check", "packag"])).toEqual(expect.arrayContaining(["package.json"]));
  });

  it("for zsh and fish names every option of check", async () => {
    const zsh = await spf(["completion", "zsh"]);
    const fish = await spf(["completion", "fish"]);
    for (const option of [
      "ip",
      "helo",
      "zone",
      "origin",
      "offline",
      "server",
      "timeout",
      "receiver",
      "trace",
      "format",
      "fail-on",
    ]) {
      expect(zsh.stdout).toContain(`--${option}`);
      expect(fish.stdout).toContain(`-l ${option} `);
    }
  });
});
