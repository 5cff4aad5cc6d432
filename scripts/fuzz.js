// Mutates packets, records and zone files, makes policies, and looks for what must not happen: an exception, an invariant that does not hold, an
// input that takes longer than 10 ms, memory that grows.
//
//     node scripts/fuzz.js [--seed N] [--inputs N] [--target NAME] [--only INDEX] [--workers N] [--hang SECONDS]
//         [--patience FACTOR]
//
// Each input follows from the seed, its target and its index, so `--seed N --target T --only INDEX` runs one of them again. A target
// may also be the path of a module (scripts/fuzz/input.js says what is in it). Exit code 1 when there are findings.
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { TARGETS, createRunner, loadTarget } from "./fuzz/input.js";

const DEFAULT_INPUTS = 5_000_000;
/**
 * How many inputs each target gets, in parts of ten of --inputs: by what they cost and what is in them. Zones as people write them
 * come on top: a million of them, and each cut of a megabyte once, where nothing else is said; and policies, which cost most.
 */
const SHARES = { packets: 4, records: 3, zones: 3, policies: 0.2, hosting: 2, cuts: 0.0022 };
const PROGRESS_MS = 10_000;
/** Findings of a target that are printed; the rest is counted. */
const MAX_PRINTED = 20;
/** Workers of a target that are started again after they had to be stopped. */
const MAX_RESTARTS = 10;
const MAX_HEAP_MB = 512;
/** Growth of the whole process that is no noise, for runs that are long enough to tell. */
const MAX_GROWTH_MB = 50;
const LONG_RUN_INPUTS = 500_000;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(randomInt(2 ** 32)) },
    inputs: { type: "string", default: String(DEFAULT_INPUTS) },
    target: { type: "string" },
    only: { type: "string" },
    workers: { type: "string", default: String(Math.min(availableParallelism(), 8)) },
    hang: { type: "string", default: "20" },
    // How many times longer an input may take, on a machine that has other things to do.
    patience: { type: "string", default: "1" },
  },
});

if (!existsSync(new URL("../dist/lib/dns/chain.js", import.meta.url))) {
  console.error("fuzz: run npm run build first");
  process.exit(1);
}
const seed = number("seed", 0, 2 ** 32 - 1);
const workers = number("workers", 1, 64);
const inputs = number("inputs", 1, 2 ** 31 - 1 - workers * 1000);
const patience = number("patience", 1, 1000);
const hangMs = number("hang", 0.1, 3600) * 1000;

if (values.only === undefined) await fuzzAll();
else await runOne(number("only", 0, 2 ** 31 - 1));

function number(option, least, most) {
  const value = Number(values[option]);
  if (value >= least && value <= most && (option === "hang" || Number.isInteger(value))) return value;
  console.error(`fuzz: --${option} has to be a number from ${least} to ${most}`);
  process.exit(64);
}

// --------------------------------------------------------------------------------------------------------------------------

async function runOne(index) {
  if (values.target === undefined) {
    console.error("fuzz: --only needs --target and --seed");
    process.exit(64);
  }
  const { run, show } = createRunner(await loadTarget(values.target), seed, patience);
  console.log(`seed ${seed}, target ${values.target}, input ${index}\n${show(index)}`);
  const { ms, finding } = run(index);
  console.log(finding === undefined ? `nothing is wrong with it; it takes ${ms.toFixed(2)} ms` : `finding: ${finding}`);
  process.exitCode = finding === undefined ? 0 : 1;
}

async function fuzzAll() {
  const names = values.target === undefined ? TARGETS : [values.target];
  const shares = names.map((name) => (values.target === undefined ? SHARES[name] : 10));
  console.log(`fuzz: seed ${seed}, ${inputs} inputs, ${workers} workers, Node ${process.version}`);
  const rows = [];
  for (const [index, name] of names.entries()) rows.push(await fuzzTarget(name, Math.ceil((inputs * shares[index]) / 10)));
  console.log(table(rows));
  const findings = rows.reduce((sum, row) => sum + row.findings, 0);
  console.log(findings === 0 ? "fuzz: no findings" : `fuzz: ${findings} findings with seed ${seed}`);
  process.exitCode = findings === 0 ? 0 : 1;
}

/** Runs the inputs of a target on all workers. One that hangs or dies is a finding, and another takes its place. */
async function fuzzTarget(name, count) {
  const progress = new SharedArrayBuffer(4 + workers * 12);
  const state = new Int32Array(progress);
  const row = { name, inputs: 0, findings: 0, slowest: { ms: 0, index: 0 }, growth: 0, seconds: 0 };
  const started = performance.now();
  const done = () => Array.from({ length: workers }, (_, worker) => state[3 + worker * 3]).reduce((sum, part) => sum + part, 0);

  const report = ({ index, what, shown }) => {
    row.findings++;
    if (row.findings === MAX_PRINTED + 1) console.log(`fuzz: further findings in ${name} are only counted`);
    if (row.findings > MAX_PRINTED) return;
    const again = `node scripts/fuzz.js --seed ${seed} --target ${name}`;
    console.log(`\nfinding: ${name}${index === undefined ? "" : ` input ${index}`}: ${what}`);
    if (shown !== undefined)
      console.log(shown.length > 4000 ? `${shown.slice(0, 4000)}... (${shown.length} characters)` : shown);
    console.log(`again: ${index === undefined ? `${again} --inputs ${count}` : `${again} --only ${index}`}\n`);
  };

  let restarts = 0;
  const runWorker = (worker, rest) =>
    new Promise((resolve) => {
      const workerData = { seed, targetName: name, inputs: count, progress, worker, rest, patience };
      const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
      const thread = new Worker(new URL("./fuzz/worker.js", import.meta.url), { workerData, resourceLimits });
      const at = () => state[1 + worker * 3];
      let [last, since, ready, ended] = [-1, performance.now(), false, false];
      // A hang is an index that stays where it is.
      const watch = setInterval(() => {
        const now = performance.now();
        if (last !== (last = at() + state[3 + worker * 3]) || !ready) since = now;
        else if (now - since > hangMs) stop(`it does not end within ${hangMs / 1000} s`);
      }, hangMs / 20);
      const stop = (what) => {
        if (ended) return;
        ended = true;
        clearInterval(watch);
        const index = at();
        report({ index, what });
        // What its chunk still has goes to another worker; the rest of all is for any of them.
        const left = { from: index + 1, to: state[2 + worker * 3] };
        void thread.terminate().then(() => resolve(restarts++ < MAX_RESTARTS ? runWorker(worker, left) : undefined));
      };
      thread.on("online", () => (ready = true));
      thread.on("error", (error) => stop(`it ends its thread: ${error.message}`));
      thread.on("message", (message) => {
        if (message.kind === "finding") report(message);
        else {
          ended = true;
          clearInterval(watch);
          if (message.slowest.ms > row.slowest.ms) row.slowest = message.slowest;
          row.growth = Math.max(row.growth, message.growth);
          resolve();
        }
      });
    });

  let before;
  const measure = setInterval(() => {
    if (before === undefined && done() >= count / 10) before = process.memoryUsage.rss();
  }, 100);
  const speak = setInterval(() => {
    const seconds = (performance.now() - started) / 1000;
    console.log(`fuzz: ${name} ${done()} of ${count}, ${Math.round(done() / seconds)}/s, ${row.findings} findings`);
  }, PROGRESS_MS);
  await Promise.all(Array.from({ length: workers }, (_, worker) => runWorker(worker)));
  clearInterval(speak);
  clearInterval(measure);
  row.inputs = done();
  row.seconds = (performance.now() - started) / 1000;
  row.resident = before === undefined ? 0 : process.memoryUsage.rss() - before;
  const residentMb = row.resident / 2 ** 20;
  if (count >= LONG_RUN_INPUTS && residentMb > MAX_GROWTH_MB) {
    report({ what: `after its first tenth, the process grew by ${residentMb.toFixed(0)} MiB` });
  }
  return row;
}

function table(rows) {
  const megabytes = (octets) => (octets / 2 ** 20).toFixed(1);
  const cells = rows.map((row) => [
    row.name,
    row.inputs,
    row.findings,
    `${row.slowest.ms.toFixed(2)} (${row.slowest.index})`,
    Math.round(row.inputs / row.seconds),
    megabytes(row.growth),
    megabytes(row.resident),
    row.seconds.toFixed(1),
  ]);
  const head = ["target", "inputs", "findings", "slowest ms (input)", "inputs/s", "heap MiB", "rss MiB", "seconds"];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => String(row[column]).length)));
  const line = (row) => row.map((cell, column) => String(cell).padStart(widths[column])).join("  ");
  return ["", line(head), ...cells.map(line), ""].join("\n");
}
