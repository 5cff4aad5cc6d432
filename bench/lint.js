// How long the rules of SPF records take for 10,000 distinct records in one process, as a ratio to parsing these alone.
//
//     node bench/lint.js [rounds | --once]
//
// `--once` is one pass in a fresh process, from its start: loading Node, the library and all rules is in it, and nothing is compiled yet.
//
// The records are as people publish them: includes of services, a and mx, some networks, one of them with thirty; most have nothing
// that is worth a finding, some have.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ALL_RULES } from "../dist/lib/lint/index.js";
import { parseRecord } from "../dist/lib/index.js";
import { nanosecondsPerCall, table } from "./measure.js";

const rounds = Number(process.argv[2] ?? 15) || 0;
const RECORDS = 10_000;

const address = (n) => `${11 + (n % 80)}.${(n >> 3) & 255}.${n & 255}.${(n * 7) & 255}`;
const networks = (n, count) => Array.from({ length: count }, (_, index) => `ip4:${address(n * 31 + index * 257)}`).join(" ");
const kinds = [
  (n) => `v=spf1 include:_spf${n}.example.net ~all`,
  (n) => `v=spf1 mx a:mail${n}.example.org -all`,
  (n) => `v=spf1 a mx ip4:${address(n)} include:spf.example.com include:_spf${n}.example.net -all`,
  (n) => `v=spf1 ${networks(n, 4)} ip6:2a01:4f8:${n.toString(16)}::/48 include:spf.example.com ~all`,
  (n) => `v=spf1 mx exists:%{ir}._spf${n}.example.net ${networks(n, 2)} -all exp=why.example.net`,
  (n) => `v=spf1 ip4:${address(n)} redirect=_spf${n}.example.net`,
  (n) => `v=spf1 ${networks(n, 30)} ~all`,
  (n) => `v=spf1 include:_spf${n}.example.net include:spf.example.com a include:_spf${n}.example.net ?all`,
];
const texts = Array.from({ length: RECORDS }, (_, n) => kinds[n % kinds.length](n));
if (new Set(texts).size !== RECORDS) throw new Error("the records are not distinct");

const rules = ALL_RULES.filter(({ checkRecord }) => checkRecord !== undefined);
let findings = 0;
const context = { report: () => findings++ };

const PARSE = "parseRecord alone";
const LINT = "parseRecord and all rules of records";
const work = {
  [PARSE]: () => texts.forEach((text) => parseRecord(text)),
  [LINT]: () => {
    findings = 0;
    for (const text of texts) {
      const spf = { text, strings: [text], parsed: parseRecord(text) };
      for (const rule of rules) rule.checkRecord(spf, context);
    }
  },
};
/** CPU time of all threads in milliseconds, which a busy machine does not change as it does the wall time. */
const cpuMs = ({ user, system }) => (user + system) / 1000;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

if (process.argv[2] === "--once") {
  work[LINT]();
  console.log(JSON.stringify([performance.now(), cpuMs(process.cpuUsage())]));
  process.exit();
}
const times = nanosecondsPerCall(work, rounds);
const spent = Object.entries(work).map(([name, call]) => {
  const each = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    call();
    return cpuMs(process.cpuUsage(before));
  });
  return [name, times[name] / 1e6, median(each)];
});
const starts = Array.from({ length: 5 }, () =>
  JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--once"], { encoding: "utf8" })),
);
const wall = median(starts.map(([ms]) => ms));
spent.push(["the same in a fresh process, from its start", wall, median(starts.map(([, ms]) => ms))]);
const [[, , parsing]] = spent;

console.log(
  `Node ${process.version}, ${rounds} rounds, medians; ${RECORDS} distinct records of ${Math.round(texts.join("").length / RECORDS)} octets, ${rules.length} rules, ${findings} findings\n`,
);
console.log(
  table([
    ["", "ms", "ms of CPU", "x parsing", "records per second of CPU"],
    ...spent.map(([name, ms, cpu]) => [
      name,
      ms.toFixed(1),
      cpu.toFixed(1),
      (cpu / parsing).toFixed(2),
      Math.round((RECORDS * 1000) / cpu).toLocaleString("en"),
    ]),
  ]),
);
