/**
 * Zones through the hands of others: what named-compilezone writes reads back as the same records, and what `spf zone fmt` writes is
 * for named-compilezone, ldns-read-zone, nsd-checkzone and kzonecheck what the file was before.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type DomainName, domainName } from "../../src/base/name.js";
import { formatLines, joinLines } from "../../src/zone/format.js";
import { type ParsedZone, parseZone } from "../../src/zone/index.js";
import { recordDataKey } from "../../src/zone/print.js";
import { VALID } from "../zone/rdata-support.js";
import { findProgram } from "../support/real-servers.js";
import {
  REFUSED_ZONES,
  REWRITTEN_BY_BIND,
  type ZoneText,
  hasErrors,
  isRefusedByBind,
  read,
  recordOfItsOwn,
  validZones,
} from "./round-trip-zones.js";

const folder = mkdtempSync(join(tmpdir(), "spfkit-round-trip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const COMPILE = findProgram({ program: "named-compilezone", package: "bind9-utils" });
const LDNS = findProgram({ program: "ldns-read-zone", package: "ldnsutils" });
const NSD = findProgram({ program: "nsd-checkzone", package: "nsd" });
const KNOT = findProgram({ program: "kzonecheck", package: "knot-dnsutils" });

interface Outcome {
  readonly isGood: boolean;
  readonly output: string;
}

function run(program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((settle) => {
    execFile(program, args, { encoding: "latin1", timeout: 20_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      settle({ isGood: error === null, output: stdout + stderr });
    });
  });
}

let files = 0;
function put(text: string): string {
  const file = join(folder, `${files++}.zone`);
  writeFileSync(file, text, "latin1");
  return file;
}

const nameOf = (origin: DomainName): string => (origin.labels.length === 0 ? "." : `${origin.text}.`);

/** What named-compilezone makes of a file: the zone as text, or its complaint. All its opinions about what zones say are off. */
async function compile(text: string, origin: DomainName, style: "relative" | "full"): Promise<Outcome> {
  const out = join(folder, `${files++}.out`);
  const lenient = ["-i", "none", ...["-k", "-m", "-M", "-n", "-r", "-S", "-T", "-W"].flatMap((check) => [check, "ignore"])];
  const { isGood, output } = await run(COMPILE, [...lenient, "-s", style, "-F", "text", "-o", out, nameOf(origin), put(text)]);
  return { isGood, output: isGood ? readFileSync(out, "latin1") : output };
}

/** Sets with several TTLs, which RFC 2181 section 5.2 forbids: BIND writes the first for all records of such a set, and we keep them. */
function mixedSets({ records }: ParsedZone): Set<string> {
  const ttls = new Map<string, number | undefined>();
  const mixed = new Set<string>();
  for (const { owner, type, ttl } of records) {
    const set = `${owner.key} ${type}`;
    if (ttls.has(set) && ttls.get(set) !== ttl) mixed.add(set);
    ttls.set(set, ttl);
  }
  return mixed;
}

/** The records with their TTLs, but for those of some sets, one a line. */
function recordSet(zone: ParsedZone, mixed: ReadonlySet<string>): string[] {
  const lines = zone.records.map(({ owner, type, ttl, data }) => {
    const set = `${owner.key} ${type}`;
    return `${set} ${mixed.has(set) ? "mixed" : ttl} ${Buffer.from(recordDataKey(data), "latin1").toString("hex")}`;
  });
  return lines.toSorted();
}

/** Whether it is known, and no fault of ours, that named-compilezone does not write a zone. */
function isKnownRefusal({ name }: ZoneText, { isGood, output }: Outcome): boolean {
  return !isGood && REFUSED_ZONES.some(([zones, complaint]) => zones.test(name) && complaint.test(output));
}

function minus(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

const formatted = (zone: ZoneText): string => joinLines(formatLines(read(zone)));

/** Some two thousand runs of other programs. */
const TIMEOUT_MS = 240_000;

/** Works through a list with a few at a time. */
async function each<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = list[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const one of left) await work(one);
    }),
  );
}

const withApex = (records: string): string => `@ 60 SOA a. b. 1 2 3 4 5\n@ 60 NS c.\n$TTL 60\n${records}`;

const ZONES = validZones();
const ORIGIN = domainName("example.org");

describe("the zones of this repository", () => {
  it("are hundreds", () => {
    expect(ZONES.length).toBeGreaterThan(200);
  });

  it("read back equal from named-compilezone, relative and in full", { timeout: TIMEOUT_MS }, async () => {
    const different: string[] = [];
    const refused = new Set<string>();
    let same = 0;
    await each(ZONES, async (zone) => {
      const parsed = read(zone);
      const mixed = mixedSets(parsed);
      const own = recordSet(parsed, mixed);
      for (const style of ["relative", "full"] as const) {
        const theirs = await compile(zone.text, zone.origin, style);
        if (isKnownRefusal(zone, theirs)) {
          refused.add(zone.name);
          continue;
        }
        if (!theirs.isGood) {
          different.push(`${zone.name}: ${theirs.output}`);
          continue;
        }
        const again = read({ ...zone, text: theirs.output });
        const problems = again.problems.map(({ severity, message }) => `${severity}: ${message}`);
        const others = recordSet(again, mixed);
        const changes = [...minus(own, others).map((line) => `-${line}`), ...minus(others, own).map((line) => `+${line}`)];
        if (problems.length === 0 && changes.length === 0) same++;
        else different.push(`${zone.name}, ${style}:\n${problems.join("\n")}\n${changes.join("\n")}`);
      }
    });
    expect(different.join("\n\n")).toBe("");
    // Each of them is still there, and still refused.
    expect(refused.size).toBe(REFUSED_ZONES.length);
    expect(same).toBe(2 * (ZONES.length - refused.size));
  });

  it("are for name servers what they were when spf zone fmt has formatted them", { timeout: TIMEOUT_MS }, async () => {
    const different: string[] = [];
    const accepted = { ldns: 0, NSD: 0, Knot: 0 };
    await each(ZONES, async (zone) => {
      const [before, after] = [zone.text, formatted(zone)];
      const [theirs, ours] = await Promise.all([before, after].map((text) => compile(text, zone.origin, "full")));
      if (theirs?.isGood === true && theirs.output !== ours?.output)
        different.push(`${zone.name}: ${theirs?.output}\n${ours?.output}\n${after}`);
      for (const [name, program, args] of [
        ["ldns", LDNS, (file: string) => [file]],
        ["NSD", NSD, (file: string) => [nameOf(zone.origin), file]],
        ["Knot", KNOT, (file: string) => ["-o", nameOf(zone.origin), file]],
      ] as const) {
        const [original, outcome] = await Promise.all([before, after].map((text) => run(program, args(put(text)))));
        if (original?.isGood !== true) continue;
        accepted[name]++;
        if (outcome?.isGood !== true) different.push(`${zone.name}: ${name}: ${outcome?.output}\n${after}`);
        else if (name === "ldns" && original.output !== outcome.output)
          different.push(`${zone.name}: ldns reads other records`);
      }
    });
    expect(different.join("\n\n")).toBe("");
    // Zones without an error of ours that they do not load: "#" comments, SVCB keys of later RFCs, what our rules find.
    for (const [name, count] of Object.entries(accepted)) expect(count, name).toBeGreaterThan(ZONES.length * 0.9);
  });
});

describe("data that named-compilezone writes as something else", () => {
  it("is a time of 1969 for one in 2106", async () => {
    const { output } = await compile(withApex(recordOfItsOwn({ text: REWRITTEN_BY_BIND }, 0)), ORIGIN, "full");
    expect(output).toContain("19691231235959");
  });
});

describe("data that named-compilezone does not read", () => {
  it.each(VALID.filter(({ text }) => isRefusedByBind(text)))("is refused by it: $text", async (record) => {
    const text = withApex(recordOfItsOwn(record, 0));
    expect(hasErrors(parseZone(text, { origin: ORIGIN }))).toBe(false);
    expect((await compile(text, ORIGIN, "full")).isGood).toBe(false);
  });
});
