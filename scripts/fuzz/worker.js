// Runs the inputs of one target, in a thread of its own: one that never ends can be stopped, and the index that it is at is in
// shared memory.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { createRunner, loadTarget } from "./input.js";

/** How many inputs are taken at a time. */
const CHUNK = 500;
/** Growth in octets that is no noise. */
const MAX_GROWTH = 50 * 1024 * 1024;

const { seed, targetName, inputs, progress, worker, rest, patience } = workerData;
// The next input that nobody has taken, shared by all workers; then for each worker where it is, where its chunk ends, how many are done.
const [next, own] = [new Int32Array(progress, 0, 1), new Int32Array(progress, 4 + worker * 12, 3)];

// The rule is about windows.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message) => parentPort.postMessage(message);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const heap = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const target = await loadTarget(targetName);
const { run, show } = createRunner(target, seed, patience);
let slowest = { ms: 0, index: 0 };
let before;

const runChunk = (from, to) => {
  own[1] = to;
  for (let index = from; index < to; index++) {
    own[0] = index;
    const { ms, finding } = run(index);
    if (ms > slowest.ms) slowest = { ms, index };
    if (finding !== undefined) tell({ kind: "finding", index, what: finding, shown: shown(index) });
    own[2]++;
  }
};
const shown = (index) => {
  try {
    return show(index);
  } catch (error) {
    return `(cannot be shown: ${String(error)})`;
  }
};

if (rest !== undefined) runChunk(rest.from, rest.to);
for (;;) {
  const from = Atomics.add(next, 0, CHUNK);
  if (from >= inputs) break;
  // By the first tenth, code is compiled and what is kept on purpose is there.
  if (before === undefined && from >= inputs / 10) before = heap();
  runChunk(from, Math.min(from + CHUNK, inputs));
}
const growth = before === undefined ? 0 : heap() - before;
if (growth > MAX_GROWTH) {
  const what = `after its first tenth, the memory in use grew by ${(growth / 2 ** 20).toFixed(0)} MiB`;
  tell({ kind: "finding", what });
}
tell({ kind: "end", slowest, growth });
