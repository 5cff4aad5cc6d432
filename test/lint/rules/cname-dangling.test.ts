import { expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/cname-dangling.js";
import { findingsOf } from "../rule-tester.js";

it.each([
  ["http://www.example.net/", ": this is a URL, and a name is wanted"],
  ["www.example.net", ": perhaps the dot at its end is missing"],
  ["www", ""],
])("cname-dangling tells what %s was meant to be", (target, hint) => {
  const [found] = findingsOf(rule, `$TTL 1h\n@ SOA ns.example.net. host 1 4h 1h 2w 15m\na CNAME ${target}\n`);
  expect(found?.replace(/^.*? does not exist/, "")).toBe(`, so this alias leads nowhere${hint}`);
});
