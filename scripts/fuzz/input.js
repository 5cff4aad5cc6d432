// One input: made from its seed, target and index, checked and timed.
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { Random, streamOf } from "./random.js";

/** No input may take longer, in milliseconds. */
const MAX_MS = 10;
/** Where a target says that time may grow with size: the octets that take no longer than that. More may take more in proportion. */
const OCTETS_WITHIN_MAX = 8 * 1024;
/**
 * A slow input is run again until it is fast once, this often and this long at most: that the collector ran, that another process
 * did, or that the code was not compiled yet is not its fault.
 */
const RERUNS = 40;
const RERUNS_MS = 1000;

const OWN = {
  packets: () => import("./packets.js"),
  records: () => import("./records.js"),
  zones: () => import("./zones.js"),
  policies: () => import("./policies.js"),
  hosting: () => import("./hosting.js"),
  cuts: () => import("./cuts.js"),
};
/** The targets of this repository. Another module may be named by its path, with such an object as its default export. */
export const TARGETS = Object.keys(OWN);

/**
 * A target makes inputs from random numbers (`generate`, which is told the index too), throws when something does not hold for one (`check`, the same each time
 * it is called) and writes one for people (`show`). `size` gives the octets of an input whose time may grow with them.
 */
export async function loadTarget(name) {
  const { default: target } = TARGETS.includes(name) ? await OWN[name]() : await import(pathToFileURL(resolve(name)).href);
  return target;
}

/**
 * A function that runs the input with an index: it returns the milliseconds it took, and `finding` when something is wrong.
 * `patience` is how many times longer an input may take.
 */
export function createRunner(target, seed, patience = 1) {
  const random = new Random();
  const stream = streamOf(target.name);
  const timed = (input) => {
    const started = performance.now();
    target.check(input);
    return performance.now() - started;
  };
  const generate = (index) => target.generate(random.start(seed, stream, index), index);

  const run = (index) => {
    const input = generate(index);
    const maxMs = patience * MAX_MS * Math.max(1, (target.size?.(input) ?? 0) / OCTETS_WITHIN_MAX);
    try {
      let ms = timed(input);
      const enough = performance.now() + RERUNS_MS;
      for (let left = RERUNS; left > 0 && ms > maxMs; left--) {
        // Five runs however long they take.
        if (RERUNS - left >= 5 && performance.now() > enough) break;
        ms = Math.min(ms, timed(input));
      }
      return ms > maxMs ? { ms, finding: `it takes ${ms.toFixed(1)} ms, more than ${maxMs.toFixed(1)}` } : { ms };
    } catch (error) {
      return { ms: 0, finding: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  return { run, show: (index) => target.show(generate(index)) };
}
