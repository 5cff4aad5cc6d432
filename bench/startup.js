// How long `spf check` on a zone file takes from start to end, as a ratio to an empty Node process measured in the same run.
//
//     node bench/startup.js [rounds]
//
// The two are started in turn, so that noise of the machine meets both. Medians are compared. Exit code 1 above the limit.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LIMIT = 2.5;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const rounds = Number(process.argv[2] ?? 40);

const check = [
  join(root, "dist", "spf.cjs"),
  ...["check", "user@michaelonroad.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de", "--offline"],
  ...["--zone", join(root, "zones", "ntecs.de.zone"), "--zone", join(root, "zones", "michaelonroad.de.zone")],
];
const contenders = [
  { name: "empty Node process", args: ["-e", "0"], times: [] },
  { name: "spf --version", args: [join(root, "dist", "spf.cjs"), "--version"], times: [] },
  { name: "spf check, two zone files", args: check, times: [] },
];

for (let round = 0; round < rounds; round++) {
  for (const contender of contenders) {
    const started = process.hrtime.bigint();
    const { status } = spawnSync(process.execPath, contender.args, { stdio: "ignore" });
    contender.times.push(Number(process.hrtime.bigint() - started) / 1e6);
    if (status !== 0) throw new Error(`${contender.name} ended with ${status}`);
  }
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const base = median(contenders[0].times);
console.log(`Node ${process.version}, ${rounds} rounds, medians`);
for (const { name, times } of contenders) {
  console.log(`${name.padEnd(28)} ${median(times).toFixed(1).padStart(7)} ms  ${(median(times) / base).toFixed(2)} x`);
}
const ratio = median(contenders[2].times) / base;
console.log(ratio <= LIMIT ? `within the limit of ${LIMIT} x` : `above the limit of ${LIMIT} x`);
process.exitCode = ratio <= LIMIT ? 0 : 1;
