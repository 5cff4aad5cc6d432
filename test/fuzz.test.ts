// The fuzzer itself: some thousand inputs of each target, and that it finds what it looks for.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecord } from "../src/spf/index.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

function fuzz(...args: string[]): { status: number | null; output: string } {
  return fuzzFor(25_000, ...args);
}

function fuzzFor(timeout: number, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/fuzz.js", "--seed", "7208", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    timeout,
  });
  return { status, output: stdout + stderr };
}

describe("the fuzzer", () => {
  // Machines that run tests are busy: that an input takes its time is looked at where nothing else runs.
  it.each([
    ["packets", 12_000],
    ["records", 9000],
    ["zones", 9000],
    ["hosting", 5000],
    ["cuts", 6],
  ])("finds nothing in %s, %i inputs of a fixed seed", (target, inputs) => {
    const { status, output } = fuzz("--target", target, "--inputs", String(inputs), "--patience", "50");
    expect(output).toMatch(/^fuzz: no findings$/m);
    expect(output).toMatch(new RegExp(`^ *${target} +${inputs} +0 `, "m"));
    expect(status).toBe(0);
  });

  it("takes all targets where none is named", () => {
    const { output } = fuzz("--inputs", "100", "--patience", "50");
    for (const row of ["packets +40", "records +30", "zones +30", "hosting +20", "cuts +1", "policies +2"]) {
      expect(output).toMatch(new RegExp(`^ *${row} +0 `, "m"));
    }
  });

  it("finds no policy of 3,000 that decides otherwise than the evaluator", { timeout: 120_000 }, () => {
    const { status, output } = fuzzFor(110_000, "--target", "policies", "--inputs", "3000");
    expect(output).toMatch(/^fuzz: no findings$/m);
    expect(status).toBe(0);
  });

  it("makes the same input of the same seed, target and index", () => {
    for (const target of ["packets", "records", "zones", "hosting", "policies"]) {
      const args = ["--target", target, "--only", "1234"];
      const [first, second] = [fuzz(...args), fuzz(...args)];
      const withoutTime = (output: string): string => output.replace(/[\d.]+ ms$/m, "");
      expect(withoutTime(first.output)).toBe(withoutTime(second.output));
      expect(first.output).toContain("nothing is wrong with it");
      expect(withoutTime(fuzz("--target", target, "--only", "1235").output)).not.toBe(withoutTime(first.output));
    }
  });
});

describe("a target that is broken", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "spfkit-fuzz-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A target whose inputs are numbers from 0 to 999, with one that goes wrong. */
  const broken = (name: string, check: string): string => {
    const file = join(folder, `${name}.mjs`);
    const text = `const kept = [];
export default {
  name: "${name}",
  generate: (random) => random.below(1000),
  check: (input) => { ${check} },
  show: (input) => "the number " + input,
};
`;
    writeFileSync(file, text);
    return file;
  };

  it.each([
    ["throws", 'if (input === 77) throw new Error("seventy-seven");', "seventy-seven"],
    ["throws-nothing", "if (input === 77) throw undefined;", "undefined"],
    ["slow", "if (input === 77) for (const end = performance.now() + 12; performance.now() < end; );", "more than 10"],
    ["hangs", "if (input === 77) for (;;);", "does not end within"],
  ])("that %s is a finding, and its index repeats it", (name, check, message) => {
    const file = broken(name, check);
    const { status, output } = fuzz(
      "--target",
      file,
      "--inputs",
      "2000",
      "--workers",
      "2",
      "--hang",
      name === "hangs" ? "0.3" : "20",
    );
    expect(status, output).toBe(1);
    expect(output).toContain(message);
    const [, index = "none"] = /--target \S+ --only (\d+)$/m.exec(output) ?? [];
    expect(index, output).toMatch(/^\d+$/);
    if (name === "hangs") return;
    const again = fuzz("--target", file, "--only", index);
    expect(again.output).toContain("the number 77");
    expect(again.output).toContain(message);
    expect(again.status).toBe(1);
    // Other inputs of it are fine.
    expect(fuzz("--target", file, "--only", String(Number(index) + 1)).status).toBe(0);
  });

  it("that keeps memory is a finding", () => {
    const file = broken("grows", "kept.push(new Array(2000).fill(input));");
    const { status, output } = fuzz("--target", file, "--inputs", "10000", "--workers", "1");
    expect(output).toMatch(/the memory in use grew by \d{3} MiB/);
    expect(output).toMatch(/^again: .*--seed 7208 --target \S+ --inputs 10000$/m);
    expect(status).toBe(1);
  });

  it("that uses all memory at once is a finding with its index", () => {
    const file = broken("bursts", "if (input === 77) for (const all = []; ; ) all.push(new Array(100000).fill(0));");
    const { status, output } = fuzz("--target", file, "--inputs", "2000", "--workers", "1");
    expect(output).toMatch(/input \d+: it ends its thread/);
    expect(status).toBe(1);
  });
});

describe("its arguments", () => {
  it.each([[["--seed", "x"]], [["--inputs", "0"]], [["--only", "3"]], [["--workers", "1.5"]]])("refuses %j", (args) => {
    expect(fuzz(...args).status).toBe(64);
  });
});

describe("what it found", () => {
  it.each(["ip4/192.0.2.0", "ip4//.2", "ip4", "ip4:", "ip4:/24", "ip6/64"])("%s has its problem at the whole term", (term) => {
    const text = `v=spf1 ${term} -all`;
    const [problem] = parseRecord(text).problems;
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(term);
  });
});
