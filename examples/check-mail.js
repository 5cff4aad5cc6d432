// Embeds the evaluator with a resolver of one's own: any function (question, signal) => Promise<Answer> will do.
import { NXDOMAIN, answer, checkHost } from "spfkit";

const records = new Map([
  ["example.org TXT", ["v=spf1 mx -all"]],
  ["example.org MX", ["10 mail.example.org"]],
  ["mail.example.org A", ["192.0.2.25"]],
]);
const resolver = async ({ name, type }) => {
  const texts = records.get(`${name.key} ${type}`);
  return texts === undefined ? NXDOMAIN : answer(type, texts);
};

const verdict = await checkHost({ ip: "192.0.2.25", sender: "user@example.org" }, { resolver });
console.log(verdict.result, "because", verdict.reason.message);
