import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, spf, spfIn } from "../support/cli.js";

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

describe("the width of help", () => {
  it.each(["help", "zone check --help"])("of spf %s is that of all text: COLUMNS, or 80", async (words) => {
    const lines = async (env: Record<string, string>): Promise<string[]> => {
      const { code, stdout } = await spfIn(ROOT, words.split(" "), undefined, env);
      expect(code).toBe(0);
      // Examples and lists of exit codes have lines of their own.
      return (stdout.split(/^(?:Exit codes|Examples):$/m)[0] ?? "").split("\n");
    };
    const widest = (texts: readonly string[]): number => Math.max(...texts.map((line) => line.length));
    const [narrow, usual, wide] = await Promise.all([
      lines({ COLUMNS: "60" }),
      lines({ COLUMNS: "" }),
      lines({ COLUMNS: "150" }),
    ]);
    expect(widest(narrow)).toBeLessThanOrEqual(60);
    expect(widest(usual)).toBeLessThanOrEqual(80);
    expect(widest(usual)).toBeGreaterThan(60);
    expect(widest(wide)).toBeGreaterThan(80);
    expect(wide.length).toBeLessThan(narrow.length);
  });
});
