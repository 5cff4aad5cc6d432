// How long a check takes with all answers in memory, as a ratio to pieces of work measured in the same run.
//
//     node bench/evaluate.js [rounds]
//
// The policy is a usual one: six TXT records by way of includes, 57 ip4 terms, and a client that one of the last terms matches.
import { answer, checkHostSteps, parseIp, parseRecord, parseSender, runSync } from "../dist/lib/index.js";
import { nanosecondsPerCall, table } from "./measure.js";

const rounds = Number(process.argv[2] ?? 15);

const networks = (from, count) => Array.from({ length: count }, (_, index) => `ip4:198.51.${from + index}.0/24`).join(" ");
const policy = {
  "example.org": "v=spf1 include:_spf.example.org include:spf.example.net ip4:192.0.2.0/28 ~all",
  "_spf.example.org": "v=spf1 include:_netblocks.example.org include:_netblocks2.example.org ~all",
  "_netblocks.example.org": `v=spf1 ${networks(0, 20)} ~all`,
  "_netblocks2.example.org": `v=spf1 ${networks(20, 16)} ~all`,
  "spf.example.net": "v=spf1 include:spf-a.example.net -all",
  "spf-a.example.net": `v=spf1 ${networks(100, 20)} -all`,
};
const texts = Object.values(policy);
const terms = texts.join(" ").match(/ip4:/g).length;

const request = {
  client: parseIp("198.51.118.7"),
  domain: "example.org",
  sender: parseSender("user@example.org"),
  helo: "mail.example.org",
  identity: "mailfrom",
};
const kept = new Map(Object.entries(policy).map(([name, text]) => [name, answer("TXT", [text])]));
const same = ({ name }) => kept.get(name.key);
// A new list of records at each question: nothing that was worked out from the one before is of use.
const anew = ({ name }) => {
  const { records, ...rest } = kept.get(name.key);
  return { ...rest, records: records.slice() };
};

const questions = [];
const verdict = runSync(checkHostSteps(request), (question) => {
  questions.push(question);
  return same(question);
});
if (verdict.result !== "pass" || questions.length !== 6 || terms !== 57)
  throw new Error("this is not the policy it says it is");

function* onlyAsk() {
  let found;
  for (const question of questions) found = yield question;
  return found;
}
const json = JSON.stringify(policy);

const PLAIN = "check, each record parsed once";
const work = {
  "six questions asked of the same map, nothing else": () => runSync(onlyAsk(), same),
  "JSON.parse of the six records": () => JSON.parse(json),
  [PLAIN]: () => runSync(checkHostSteps(request), same),
  "check, each record parsed each time": () => runSync(checkHostSteps(request), anew),
  "check with a trace, each record parsed once": () => runSync(checkHostSteps(request, { trace: true }), same),
  "parseRecord of the six records": () => texts.forEach((text) => parseRecord(text)),
};

const times = nanosecondsPerCall(work, rounds);
const [asking, parsing] = Object.values(times);
console.log(
  `Node ${process.version}, ${rounds} rounds, medians; 6 records, ${terms} ip4 terms, a match at the last but one of them\n`,
);
console.log(
  table([
    ["", "ns", "x asking", "x JSON.parse", "per second"],
    ...Object.entries(times).map(([name, nanoseconds]) => [
      name,
      nanoseconds.toFixed(0),
      (nanoseconds / asking).toFixed(2),
      (nanoseconds / parsing).toFixed(2),
      Math.round(1e9 / nanoseconds).toLocaleString("en"),
    ]),
  ]),
);
