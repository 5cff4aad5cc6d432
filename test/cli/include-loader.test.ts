import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIncludeLoader } from "../../src/cli/include-loader.js";
import { parseZone } from "../../src/zone/index.js";

let base: string;
let zones: string;
let zone: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "spfkit-include-"));
  zones = join(base, "zones");
  zone = join(zones, "example.org.zone");
  mkdirSync(join(zones, "parts"), { recursive: true });
  writeFileSync(zone, "");
  writeFileSync(join(zones, "a.inc"), "a A 192.0.2.1\n");
  writeFileSync(join(zones, "parts", "b.inc"), "b A 192.0.2.2\n$INCLUDE c.inc\n$INCLUDE ../a.inc\n");
  writeFileSync(join(zones, "parts", "c.inc"), "c A 192.0.2.3\n");
  writeFileSync(join(zones, "self.inc"), "$INCLUDE example.org.zone\n");
  writeFileSync(join(base, "secret"), "root:x:0:0\n");
  symlinkSync("../secret", join(zones, "out"));
  symlinkSync("a.inc", join(zones, "in"));
  symlinkSync("..", join(zones, "up"));
  symlinkSync("loop", join(zones, "loop"));
  symlinkSync("/dev/zero", join(zones, "zero"));
  symlinkSync("example.org.zone", join(zones, "me"));
  linkSync(zone, join(zones, "me-too"));
  execFileSync("mkfifo", [join(zones, "fifo")]);
  writeFileSync(join(zones, "large"), "");
  truncateSync(join(zones, "large"), 65 * 1024 * 1024);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** What a $INCLUDE of a path gives: the records, or the messages. */
function read(text: string, root?: string, file: string = zone): string[] {
  const { include, identity } = createIncludeLoader(file, root);
  const parsed = parseZone(text, { file, include, ...(identity === undefined ? {} : { identity }) });
  if (parsed.problems.length === 0) return parsed.records.map(({ owner }) => owner.text);
  return parsed.problems.map(({ source, message }) => `${relative(base, source.name)}: ${message.replaceAll(base, "")}`);
}

const outside = (path: string): string[] => [
  `zones/example.org.zone: "${path}" is not included: it is not within /zones; --include-root allows another folder`,
];

describe("the loader of $INCLUDE", () => {
  it("reads files of the folder, from the folder of the file that includes", () => {
    const origin = "$ORIGIN x.\n";
    expect(read(`${origin}$INCLUDE a.inc\n`)).toEqual(["a.x"]);
    expect(read(`${origin}$INCLUDE parts/b.inc\n`)).toEqual(["b.x", "c.x", "a.x"]);
    expect(read(`${origin}$INCLUDE ./parts/../in\n`)).toEqual(["a.x"]);
    expect(read(`${origin}$INCLUDE ${join(zones, "a.inc")}\n`)).toEqual(["a.x"]);
    expect(read(`${origin}$INCLUDE up/zones/a.inc\n`)).toEqual(["a.x"]);
  });

  it.each([
    "../secret",
    "../nothing",
    "out",
    "up/secret",
    "/etc/passwd",
    "/nothing",
    "..",
    ".",
    "../zones-other/x",
    "parts/../../secret",
    "zero",
    "/dev/tty",
    "/proc/self/environ",
  ])("refuses %s, which is out of the folder", (path) => {
    expect(read(`$INCLUDE ${path}\n`)).toEqual(outside(path));
  });

  it.each([
    ["fifo", "it is no plain file"],
    ["parts", "it is a folder"],
    ["nothing", "there is no such file as /zones/nothing; where names count from another folder, .* --include-root"],
    ["a.inc/x", "there is no such file as /zones/a.inc/x; where .*"],
    ["parts/./nothing", "there is no such file as /zones/parts/nothing; where .*"],
    ["loop", "its symbolic links form a loop"],
    ["large", "all included files together have more than 64 MiB"],
    ["example.org.zone", "it is being read already, so it would include itself for ever"],
    ["me", "it is being read already, so it would include itself for ever"],
    ["me-too", "it is being read already, so it would include itself for ever"],
    ["n".repeat(300), "the file name is too long"],
    ["a\\000b", "it is no file name"],
  ])("refuses %s", (path, reason) => {
    expect(read(`$INCLUDE ${path}\n`)[0]).toMatch(new RegExp(`is not included: ${reason}$`));
  });

  it("refuses a file that includes the zone file", () => {
    expect(read("$INCLUDE self.inc\n")).toEqual([
      'zones/self.inc: "example.org.zone" is not included: it is being read already, so it would include itself for ever',
    ]);
  });

  it("reads within --include-root", () => {
    expect(read("$ORIGIN x.\n$INCLUDE ../zones/a.inc\n", base)).toEqual(["a.x"]);
    expect(read("$ORIGIN x.\n$INCLUDE zones/parts/c.inc\n", base)).toEqual(["c.x"]);
    expect(read("$INCLUDE a.inc\n", join(zones, "parts"))[0]).toMatch(/not within \/zones\/parts;/);
    expect(read("$INCLUDE a.inc\n", join(base, "nothing"))[0]).toMatch(/no such file as \/zones\/a\.inc or \/nothing\/a\.inc$/);
    expect(read("$INCLUDE b.inc\n", base)[0]).toMatch(/no such file as \/zones\/b\.inc or \/b\.inc$/);
    expect(read("$INCLUDE b.inc\n", zones)[0]).toMatch(/no such file as \/zones\/b\.inc$/);
    expect(read(`$INCLUDE ${join(zones, "b.inc")}\n`, zones)[0]).toMatch(/: there is no such file$/);
  });

  it("needs a folder for standard input", () => {
    expect(read("$INCLUDE a.inc\n", undefined, "-")[0]).toMatch(/give one with --include-root$/);
    const inFolder = read(`$ORIGIN x.\n$INCLUDE ${join(zones, "a.inc")}\n`, zones, "-");
    expect(inFolder).toEqual(["a.x"]);
  });

  it("counts all files of a zone together", () => {
    const { include } = createIncludeLoader(zone);
    writeFileSync(join(zones, "half"), "");
    truncateSync(join(zones, "half"), 40 * 1024 * 1024);
    expect(include({ path: "half", from: zone })).toHaveProperty("octets");
    expect(include({ path: "half", from: zone })).toHaveProperty("problem");
  });
});
