// How long large zone files take, and how much memory, beside the checkers of BIND, NSD, Knot and ldns that are installed.
//
//     node bench/zone.js [--rounds=N] [records...]           10000 100000 1000000 unless told
//
// The zones are generated: one of delegations like a top-level domain's, one of customers of a hosting company, each right and with a
// mistake in every thousandth record. `spf zone check` is the command as a user runs it, with all its rules and, but for the first time,
// with the code that V8 compiled before (NODE_DISABLE_COMPILE_CACHE=1 shows how long it takes without); `parse` is the library's
// parser with the checks of the structure. The programs are run in turn, so that noise of the machine meets all, and the fastest run
// counts. Memory is the peak resident set of the process, where GNU time is installed. Needs `npm run build`.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hostingZone, tldZone, withFaults } from "./zone-generators.js";

/** Short runs are repeated more often: there noise is a larger part. */
const rounds = (count) => askedRounds ?? (count >= 1_000_000 ? 5 : count >= 100_000 ? 7 : 11);
const TIME = "/usr/bin/time";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const words = process.argv.slice(2);
const askedRounds = words.filter((word) => word.startsWith("--rounds=")).map((word) => Number(word.slice(9)))[0];
const given = words.filter((word) => !word.startsWith("--")).map(Number);
const counts = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const folder = mkdtempSync(join(tmpdir(), "spfkit-bench-"));

const zones = [
  { name: "delegations", origin: "test", generate: tldZone },
  { name: "hosting", origin: "hosting.test", generate: hostingZone },
  { name: "delegations with mistakes", origin: "test", generate: (count) => withFaults(tldZone(count)) },
  { name: "hosting with mistakes", origin: "hosting.test", generate: (count) => withFaults(hostingZone(count)) },
];

const EMPTY = "empty Node process";
const OURS = "spf zone check";

/** Each with the arguments to check a file. A `peer` has to be in the PATH, and checks what ours checks or less. */
const programs = [
  { name: EMPTY, command: () => [process.execPath, "-e", "0"] },
  { name: OURS, command: (file) => [process.execPath, join(root, "dist", "spf.cjs"), "zone", "check", "--no-config", file] },
  { name: "parse", command: (file) => [process.execPath, join(root, "bench", "zone-parse.js"), file] },
  { name: "named-checkzone", peer: true, command: (file, origin) => ["named-checkzone", "-i", "local", origin, file] },
  { name: "kzonecheck", peer: true, command: (file, origin) => ["kzonecheck", "-o", origin, file] },
  { name: "nsd-checkzone", peer: true, command: (file, origin) => ["nsd-checkzone", origin, file] },
  { name: "ldns-read-zone", find: true, command: (file) => ["ldns-read-zone", file] },
];

const path = `${process.env.PATH ?? ""}:/usr/sbin:/sbin`;
const isInstalled = (program) => path.split(":").some((each) => existsSync(join(each, program)));
const hasTime = existsSync(TIME);

function writeZone(file, pieces) {
  const descriptor = openSync(file, "w");
  let size = 0;
  let buffer = "";
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < 1_000_000) continue;
    size += writeSync(descriptor, buffer);
    buffer = "";
  }
  size += writeSync(descriptor, buffer);
  closeSync(descriptor);
  return size;
}

function run(command) {
  const [program, ...args] = hasTime ? [TIME, "-f", "%M", ...command] : command;
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PATH: path },
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const kilobytes = Number(/(\d+)\s*$/.exec(String(stderr ?? ""))?.[1] ?? Number.NaN);
  return { status, seconds, megabytes: hasTime ? kilobytes / 1024 : Number.NaN };
}

/** The fastest run of each program that is installed, by its name, with the least memory of all its runs. */
function measure(file, origin, count) {
  const best = new Map();
  for (let round = 0; round < rounds(count); round++) {
    for (const { name, peer, find, command } of programs) {
      if ((peer === true || find === true) && !isInstalled(name)) continue;
      const { status, seconds, megabytes } = run(command(file, origin));
      const before = best.get(name) ?? { seconds: Infinity, megabytes: Infinity };
      best.set(name, {
        status,
        seconds: Math.min(before.seconds, seconds),
        megabytes: Number.isNaN(megabytes) ? megabytes : Math.min(before.megabytes, megabytes),
      });
    }
  }
  return best;
}

const shown = (value, digits = 2) => (Number.isFinite(value) ? value.toFixed(digits) : "-");

function printTable(best) {
  console.log(`${"".padEnd(20)} ${"seconds".padStart(8)} ${"MB".padStart(6)}`);
  for (const { name } of programs) {
    const result = best.get(name);
    if (result === undefined) {
      console.log(`${name.padEnd(20)} is not installed`);
      continue;
    }
    const ended = result.status === 0 ? "" : `   ended with ${result.status}`;
    console.log(`${name.padEnd(20)} ${shown(result.seconds, 3).padStart(8)} ${shown(result.megabytes, 0).padStart(6)}${ended}`);
  }
}

/** How ours compares with the fastest and with the smallest peer and with starting Node, and how long a record takes. */
function ratios(best, count) {
  const ours = best.get(OURS);
  const peers = programs.filter(({ peer }) => peer === true).flatMap(({ name }) => best.get(name) ?? []);
  const start = best.get(EMPTY).seconds;
  const fastest = Math.min(...peers.map(({ seconds }) => seconds));
  const smallest = Math.min(...peers.map(({ megabytes }) => megabytes));
  return {
    time: ours.seconds / fastest,
    memory: ours.megabytes / smallest,
    start: ours.seconds / start,
    microseconds: ((ours.seconds - start) / count) * 1e6,
  };
}

try {
  console.log(
    `Node ${process.version}; the best of ${counts.map((count) => `${rounds(count)} for ${count}`).join(", ")} records`,
  );
  const summary = [];
  for (const { name, origin, generate } of zones) {
    for (const count of counts) {
      const file = join(folder, "bench.zone");
      const size = writeZone(file, generate(count));
      console.log(`\n${name}, ${count} records, ${shown(size / 1e6, 1)} MB`);
      const best = measure(file, origin, count);
      printTable(best);
      summary.push({ name, count, ...ratios(best, count) });
    }
  }
  console.log(
    `\n${OURS}: its time over that of the fastest peer, its memory over that of the smallest, its time over an empty process,`,
  );
  console.log("and microseconds a record without the time to start");
  console.log(
    `${"".padEnd(26)} ${"records".padStart(8)} ${"time".padStart(6)} ${"memory".padStart(7)} ${"start".padStart(6)} ${"µs".padStart(6)}`,
  );
  for (const { name, count, time, memory, start, microseconds } of summary) {
    const columns = [
      shown(time).padStart(6),
      shown(memory).padStart(7),
      shown(start).padStart(6),
      shown(microseconds).padStart(6),
    ];
    console.log(`${name.padEnd(26)} ${String(count).padStart(8)} ${columns.join(" ")}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
