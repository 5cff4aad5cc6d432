// Compares pieces of work within one run: their rounds take turns, so that noise of the machine meets all of them, and medians count.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const ROUND_MS = 100;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs `work`, functions by name, and gives the median of nanoseconds per call for each. */
export function nanosecondsPerCall(work, rounds) {
  const contenders = Object.entries(work).map(([name, call]) => ({ name, call, calls: callsPerRound(call), times: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const { call, calls, times } of contenders) {
      // What the one before left behind is not for this one to clear away.
      collect();
      const started = process.hrtime.bigint();
      for (let left = calls; left > 0; left--) call();
      times.push(Number(process.hrtime.bigint() - started) / calls);
    }
  }
  return Object.fromEntries(contenders.map(({ name, times }) => [name, median(times)]));
}

// Also compiles the code.
function callsPerRound(call) {
  const end = performance.now() + 3 * ROUND_MS;
  let calls = 0;
  for (; performance.now() < end; calls++) call();
  return Math.max(1, Math.round(calls / 3));
}

/** Rows of cells as lines; the first column is left-aligned, numbers are right-aligned. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(cell).join("  ")).join("\n");
}
