import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, spf } from "../support/cli.js";

const COMMANDS = [
  "check",
  "lint",
  "tree",
  "diff",
  "explain",
  "completion",
  "zone check",
  "zone fmt",
  "zone diff",
  "zone serve",
];

/** The numbers of `Exit codes:` or of a list or table of them, from the first one up to the empty line behind them. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\d.])(64|66|70|74)(?![\d.])/g)].map(([code]) => code);
}

describe("exit codes", () => {
  it.each(COMMANDS)("spf %s --help has all that every command can exit with", async (command) => {
    const { code, stdout } = await spf([...command.split(" "), "--help"]);
    const [, list = ""] = /Exit codes:\n(.*?)\n\n/s.exec(stdout) ?? [];
    expect(code).toBe(0);
    expect(codesIn(list)).toEqual(expect.arrayContaining(["64", "70", "74"]));
  });

  const pages = readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => [name, readFileSync(join(ROOT, "docs", name), "utf8")] as const)
    .filter(([, text]) => /^(?:\||-) 64\b/m.test(text));

  it.each(pages)("docs/%s lists those of the commands", (_, text) => {
    const rows = [...text.matchAll(/^(?:\||-) (\d.*)$/gm)].map(([, row]) => row ?? "").join("\n");
    expect(new Set(codesIn(rows))).toEqual(new Set(["64", "66", "70", "74"]));
  });

  it("are in the pages of five commands", () => {
    expect(pages.map(([name]) => name)).toEqual(["diff.md", "lint.md", "report.md", "tree.md", "zone-check.md"]);
  });
});
