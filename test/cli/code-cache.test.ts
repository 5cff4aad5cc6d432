/** What is kept of the command's compiled code between runs: it is used, and never where somebody else could have written it. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CodeCache, openCodeCache } from "../../src/cli/code-cache.js";
import { ROOT } from "../support/cli.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "spfkit-cache-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const folder = (): string => join(home, "spfkit");
const kept = (): readonly string[] => (existsSync(folder()) ? readdirSync(folder()).sort() : []);

function runtime(changes: Partial<NodeJS.Process> = {}): NodeJS.Process {
  const { pid, platform, arch, versions } = process;
  const geteuid = (): number => process.geteuid?.() ?? 0;
  return { pid, platform, arch, versions, execArgv: [], geteuid, env: { XDG_CACHE_HOME: home }, ...changes } as NodeJS.Process;
}

function open(changes: Partial<NodeJS.Process> = {}, name: string = "check"): CodeCache {
  const cache = openCodeCache(name, runtime(changes));
  if (cache === undefined) throw new Error("there is no cache");
  return cache;
}

describe("the cache of compiled code", () => {
  it("gives what was kept, by its name and by the version of V8", () => {
    const cache = open();
    expect(cache.read()).toBeUndefined();
    cache.write(Buffer.from("code"));
    expect(cache.read()?.toString()).toBe("code");
    expect(open({}, "lint").read()).toBeUndefined();
    expect(open({ versions: { ...process.versions, v8: "1.2.3" } }).read()).toBeUndefined();
    expect(open({ arch: "mips" }).read()).toBeUndefined();
  });

  it("leaves nothing half written, and nobody else may write to it", () => {
    open().write(Buffer.from("code"));
    open().write(Buffer.from("other"));
    expect(kept()).toHaveLength(1);
    expect(statSync(join(folder(), kept()[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(open().read()?.toString()).toBe("other");
  });

  it("is not read where others may write to the file or the folder, or where either is another user's", () => {
    const cache = open();
    cache.write(Buffer.from("code"));
    const file = join(folder(), kept()[0] ?? "");
    chmodSync(file, 0o620);
    expect(cache.read()).toBeUndefined();
    chmodSync(file, 0o600);
    expect(cache.read()?.toString()).toBe("code");
    chmodSync(folder(), 0o777);
    expect(cache.read()).toBeUndefined();
    chmodSync(folder(), 0o700);
    // Only root can give them to somebody else.
    const { uid } = statSync(file);
    if (uid !== 0) return;
    chownSync(folder(), 4711, 4711);
    expect(cache.read()).toBeUndefined();
    cache.write(Buffer.from("strange"));
    chownSync(folder(), uid, uid);
    chownSync(file, 4711, 4711);
    expect(cache.read()).toBeUndefined();
    chownSync(file, uid, uid);
    expect(cache.read()?.toString()).toBe("code");
  });

  it("is not put through a link to another place, nor into a folder that others may write to", () => {
    const elsewhere = join(home, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, folder());
    open().write(Buffer.from("code"));
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(folder());
    mkdirSync(folder());
    chmodSync(folder(), 0o777);
    open().write(Buffer.from("code"));
    expect(kept()).toEqual([]);
  });

  it("is left alone by whoever asks for that, and where V8 works otherwise than usual", () => {
    const env = { XDG_CACHE_HOME: home };
    const ways: Partial<NodeJS.Process>[] = [
      { env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" } },
      { env: { ...env, NODE_OPTIONS: "--max-old-space-size=100" } },
      { env: { ...env, NODE_V8_COVERAGE: home } },
      { execArgv: ["--no-opt"] },
    ];
    for (const way of ways) expect(openCodeCache("check", runtime(way)), JSON.stringify(way)).toBeUndefined();
    expect(openCodeCache("check", runtime())).toBeDefined();
  });

  it("is a folder of the user's home where nothing else is said, but not of the home of somebody else", () => {
    const own = { env: { HOME: home } };
    const before = process.env["HOME"];
    process.env["HOME"] = home;
    try {
      open(own).write(Buffer.from("code"));
      const cache = process.platform === "darwin" ? ["Library", "Caches"] : [".cache"];
      expect(readdirSync(join(home, ...cache, "spfkit"))).toHaveLength(1);
      expect(openCodeCache("check", runtime({ ...own, geteuid: () => 4711 }))).toBeUndefined();
      // A relative path is none (XDG Base Directory Specification).
      open({ env: { XDG_CACHE_HOME: "cache" } });
      expect(existsSync(join(ROOT, "cache"))).toBe(false);
    } finally {
      process.env["HOME"] = before;
    }
  });

  it("forgets what versions have kept that are no longer used", () => {
    open({}, "check-old").write(Buffer.from("old"));
    open({}, "check-new").write(Buffer.from("new"));
    const [, old = ""] = kept();
    expect(old).toContain("old");
    const longAgo = Date.now() / 1000 - 31 * 24 * 3600;
    utimesSync(join(folder(), old), longAgo, longAgo);
    open().write(Buffer.from("code"));
    expect(kept()).toHaveLength(2);
    expect(kept()).not.toContain(old);
  });

  it("leaves nothing where it cannot write all", () => {
    open().write(Buffer.from("code"));
    const [name = ""] = kept();
    rmSync(join(folder(), name));
    // No file can take this place.
    mkdirSync(join(folder(), name));
    open().write(Buffer.from("code"));
    expect(kept()).toEqual([name]);
  });

  it("is not hindered by what killed processes left, one of the same number among them, and removes it", () => {
    open().write(Buffer.from("code"));
    const file = join(folder(), kept()[0] ?? "");
    rmSync(file);
    const left = [`${file}.${process.pid}`, `${file}.abc`];
    writeFileSync(left[0] ?? "", "half");
    mkdirSync(left[1] ?? "");
    open().write(Buffer.from("code"));
    expect(open().read()?.toString()).toBe("code");
    // Another process may be about to rename it.
    expect(kept()).toHaveLength(3);
    const twoHoursAgo = Date.now() / 1000 - 2 * 3600;
    for (const one of left) utimesSync(one, twoHoursAgo, twoHoursAgo);
    open().write(Buffer.from("code"));
    expect(kept()).toHaveLength(1);
  });

  it("is not made in a folder that is named by the environment and is somebody else's, as under sudo, or that all may write to", () => {
    const stranger = { geteuid: () => (process.geteuid?.() ?? 0) + 1 };
    expect(openCodeCache("check", runtime(stranger))).toBeUndefined();
    const missing = { env: { XDG_CACHE_HOME: join(home, "not", "made") } };
    expect(openCodeCache("check", runtime({ ...missing, ...stranger }))).toBeUndefined();
    expect(openCodeCache("check", runtime(missing))).toBeDefined();
    chmodSync(home, 0o777);
    expect(openCodeCache("check", runtime())).toBeUndefined();
  });

  it("fails without a word", () => {
    writeFileSync(folder(), "a file where the folder should be");
    const cache = open();
    cache.write(Buffer.from("code"));
    expect(cache.read()).toBeUndefined();
  });
});

describe("the command", () => {
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { NODE_DISABLE_COMPILE_CACHE: _, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/spf.cjs"), ...args], {
      env: { ...inherited, XDG_CACHE_HOME: home, ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const explain = ["explain", "v=spf1 mx -all"];

  it("says the same with what was kept, with what is damaged and without", () => {
    const without = run(explain, { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(without.status).toBe(0);
    expect(kept()).toEqual([]);
    expect(run(explain)).toEqual(without);
    expect(kept()).toHaveLength(1);
    const file = join(folder(), kept()[0] ?? "");
    const code = readFileSync(file);
    const { ino } = statSync(file);
    expect(run(explain)).toEqual(without);
    expect(statSync(file).ino).toBe(ino);
    const flipped = (at: number): Buffer => Buffer.from(code.map((octet, index) => (index === at ? octet ^ 4 : octet)));
    const places = Array.from({ length: 8 }, (_, index) => Math.floor(((index + 0.5) * code.length) / 8));
    for (const damaged of [Buffer.alloc(0), code.subarray(0, code.length / 2), ...places.map(flipped)]) {
      writeFileSync(file, damaged);
      expect(run(explain)).toEqual(without);
      // What could not be used was replaced.
      expect(readFileSync(file).equals(damaged)).toBe(false);
    }
  });

  it("keeps something of its own for each of its commands, and little for all that are none", () => {
    for (const args of [["--version"], ["no-such-command"], ["zone"], ["zone", "no-such-command"], ["../../x"]]) run(args);
    expect(kept()).toHaveLength(1);
    expect(kept()[0]).toMatch(/^other-/);
    run(["zone", "check", "zones"]);
    expect(kept()).toHaveLength(2);
    expect(kept()[1]).toMatch(/^zone-check-/);
  });
});
