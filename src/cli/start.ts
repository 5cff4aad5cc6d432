/** The program as it is started: loads the command, with what V8 compiled of it in an earlier run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { openCodeCache } from "./code-cache.js";

/** Of the code of the command, so that no other code is taken for it. */
declare const SPFKIT_BUILD: string;

/** What is compiled differs from command to command, and so does what is kept. */
const COMMANDS: readonly string[] = [
  "check",
  "diff",
  "explain",
  "lint",
  "tree",
  "zone check",
  "zone diff",
  "zone fmt",
  "zone serve",
];

// V8 begins so early to optimise that a run of a tenth of a second has it done in vain, for half as long again on another core; where no
// other core is free, that is time. Some times as late, a file of a million records takes as long as before. The names of these options
// are those of Node 20, and of Node 22 to 26: to an unknown one V8 objects aloud.
const v8 = Number(process.versions.v8.split(".", 1)[0]);
if (v8 === 11) setFlagsFromString("--interrupt-budget=540000");
else if (v8 >= 12 && v8 <= 14) {
  setFlagsFromString("--invocation-count-for-turbofan=12000");
  setFlagsFromString("--invocation-count-for-osr=3200");
}

const [first = "", second = ""] = process.argv.slice(2);
const command = first === "zone" ? `zone ${second}` : first;
const name = COMMANDS.includes(command) ? command.replace(" ", "-") : "other";
const cache = openCodeCache(`${name}-${SPFKIT_BUILD}`, process);
const cachedData = cache?.read();

// All ASCII, and a function as a whole.
const filename = join(__dirname, "cli", "spf.cjs");
const script = new Script(readFileSync(filename, "latin1"), { filename, ...(cachedData === undefined ? {} : { cachedData }) });
if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
  // At the end, when all that this command needs is compiled.
  process.on("exit", () => cache.write(script.createCachedData()));
}
script.runInThisContext()(require, join(__dirname, "cli"));
