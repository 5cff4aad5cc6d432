// How long large zone files take, and how much memory, beside the checkers of BIND, NSD, Knot and ldns that are installed.
//
//     node bench/zone.js [records...]           10000 100000 1000000 unless told
//
// The zones are generated: one of delegations like a top-level domain's, one of customers of a hosting company. `parse + check` is
// the library, with the checks of the structure; `spf zone check` the command with all its rules. Each program is run three times
// in turn, so that noise of the machine meets all; the fastest run counts. Memory is the peak resident set of the process, where
// GNU time is installed. A ratio below 1 means that `parse + check` is better. Needs `npm run build`.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hostingZone, tldZone } from "./zone-generators.js";

const ROUNDS = 3;
const TIME = "/usr/bin/time";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const counts = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "spfkit-bench-"));

const zones = [
  { name: "delegations", origin: "test", generate: tldZone },
  { name: "hosting", origin: "hosting.test", generate: hostingZone },
];

/** Each with the arguments to check a file; `find` says what has to be in the PATH. */
const programs = [
  { name: "empty Node process", command: () => [process.execPath, "-e", "0"] },
  { name: "parse + check", command: (file) => [process.execPath, join(root, "bench", "zone-parse.js"), file] },
  {
    name: "spf zone check",
    command: (file) => [process.execPath, join(root, "dist", "spf.js"), "zone", "check", "--fail-on", "error", file],
  },
  { name: "named-checkzone", find: true, command: (file, origin) => ["named-checkzone", "-i", "local", origin, file] },
  { name: "kzonecheck", find: true, command: (file, origin) => ["kzonecheck", "-o", origin, file] },
  { name: "nsd-checkzone", find: true, command: (file, origin) => ["nsd-checkzone", origin, file] },
  { name: "ldns-read-zone", find: true, command: (file) => ["ldns-read-zone", file] },
];

const path = `${process.env.PATH ?? ""}:/usr/sbin:/sbin`;
const isInstalled = (program) => path.split(":").some((each) => existsSync(join(each, program)));

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
  const [program, ...args] = existsSync(TIME) ? [TIME, "-f", "%M", ...command] : command;
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PATH: path },
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const kilobytes = Number(/(\d+)\s*$/.exec(String(stderr ?? ""))?.[1] ?? Number.NaN);
  return { status, seconds, megabytes: existsSync(TIME) ? kilobytes / 1024 : Number.NaN };
}

const shown = (value, digits = 2) => (Number.isNaN(value) ? "-" : value.toFixed(digits));

try {
  console.log(`Node ${process.version}, the best of ${ROUNDS} rounds`);
  for (const { name, origin, generate } of zones) {
    for (const count of counts.length > 0 ? counts : [10_000, 100_000, 1_000_000]) {
      const file = join(folder, `${name}.zone`);
      const size = writeZone(file, generate(count));
      console.log(`\n${name}, ${count} records, ${shown(size / 1e6, 1)} MB`);
      const results = programs.map((program) => ({ program, best: undefined }));
      for (let round = 0; round < ROUNDS; round++) {
        for (const result of results) {
          if (result.program.find === true && !isInstalled(result.program.name)) continue;
          const measured = run(result.program.command(file, origin));
          if (result.best === undefined || measured.seconds < result.best.seconds) result.best = measured;
        }
      }
      const ours = results.find(({ program }) => program.name === "parse + check")?.best;
      console.log(`${"".padEnd(20)} ${"seconds".padStart(8)} ${"MB".padStart(7)}   time x  memory x`);
      for (const { program, best } of results) {
        if (best === undefined) {
          console.log(`${program.name.padEnd(20)} is not installed`);
          continue;
        }
        const ratios = `${shown(ours.seconds / best.seconds).padStart(7)} ${shown(ours.megabytes / best.megabytes).padStart(9)}`;
        const failed = best.status === 0 ? "" : `   ended with ${best.status}`;
        console.log(
          `${program.name.padEnd(20)} ${shown(best.seconds, 3).padStart(8)} ${shown(best.megabytes, 0).padStart(7)} ${ratios}${failed}`,
        );
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
