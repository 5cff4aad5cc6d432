// One measurement for bench/zone.js: reads a zone file, checks its structure and says how many records it has.
import { readFileSync } from "node:fs";
import { parseZone } from "../dist/lib/zone/index.js";

const zone = parseZone(readFileSync(process.argv[2]), { file: process.argv[2] });
const errors = zone.problems.filter(({ severity }) => severity === "error").length;
console.log(`${zone.table.count} records, ${errors} errors`);
process.exitCode = errors > 0 ? 1 : 0;
