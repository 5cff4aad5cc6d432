/** Terms that earlier ones cover through the addresses of now: what is said, and that it is true. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSync } from "../../../src/base/run.js";
import { SourceText } from "../../../src/base/source.js";
import { domainName } from "../../../src/base/name.js";
import { checkExample } from "../../../src/lint/example.js";
import { ALL_RULES } from "../../../src/lint/registry.js";
import type { Finding } from "../../../src/lint/rule.js";
import { lintSteps, runRules } from "../../../src/lint/run.js";
import { compareOutcomes } from "../../../src/spf/policy/compare.js";
import { outcomesOf } from "../../../src/spf/policy/outcomes.js";
import { parseZone } from "../../../src/zone/index.js";
import { policyOf } from "../../support/policy.js";
import { type WorldText, answerFrom, readWorld } from "../../support/world.js";

const RULES = ALL_RULES.filter(({ id }) => id === "network-covered");

const WORLD: WorldText = {
  "mail.example.net": ["A 192.0.2.25", "AAAA 2001:db8::25"],
  "two.example.net": ["A 192.0.2.25", "A 198.51.100.1"],
  "six.example.net": ["AAAA 2001:db8::25"],
  "example.net": ["MX 10 mail.example.net", "MX 20 two.example.net"],
  "nobody.example.net": ["TXT x"],
  "fails.example.net": ["A !servfail", "AAAA !servfail"],
};

function findingsIn(text: string, world: WorldText = WORLD): Finding[] {
  const source = new SourceText("record", Buffer.from(text));
  const texts = [{ source, domain: domainName("example.org") }];
  return [...runSync(lintSteps({ zones: [], texts, rules: RULES, now: 0 }), answerFrom(readWorld(world))).findings];
}

function marked(text: string, world?: WorldText): string[] {
  return findingsIn(`v=spf1 ${text}`, world).map(({ source, span }) => source.slice(span.start, span.end));
}

describe("what is covered as long as addresses stay", () => {
  it.each([
    ["a:mail.example.net ip4:192.0.2.25 -all", ["ip4:192.0.2.25"]],
    ["mx:example.net ip4:198.51.100.1 ip6:2001:db8::25 -all", ["ip4:198.51.100.1", "ip6:2001:db8::25"]],
    ["a:mail.example.net/24 ip4:192.0.2.128/25 -all", ["ip4:192.0.2.128/25"]],
    ["ip4:192.0.2.0/24 ip6:2001:db8::/64 a:mail.example.net -all", ["a:mail.example.net"]],
    ["ip4:192.0.2.25 ip4:198.51.100.0/24 ip6:2001:db8::25 mx:example.net -all", ["mx:example.net"]],
    ["ip6:2001:db8::/32 a:six.example.net -all", ["a:six.example.net"]],
    // Wider than the addresses, of another family, only some of them, behind, with another verdict, or found by the text alone.
    ["a:mail.example.net ip4:192.0.2.24/31 -all", []],
    ["ip4:192.0.2.0/24 a:mail.example.net -all", []],
    ["ip4:192.0.2.25 a:two.example.net -all", []],
    ["ip4:192.0.2.25 ip6:2001:db8::25 a:mail.example.net/24 -all", []],
    ["ip4:192.0.2.25 include:_spf.example.net -all", []],
    ["?a:mail.example.net ip4:192.0.2.25 -all", []],
    ["a:mail.example.net -all ip4:192.0.2.25", []],
    ["a:mail.example.net a:mail.example.net -all", []],
    // Nothing, or nobody knows what.
    ["ip4:192.0.2.25 a:nobody.example.net -all", []],
    ["ip4:192.0.2.25 a:fails.example.net -all", []],
    ["a:fails.example.net ip4:192.0.2.25 -all", []],
    ["ip4:192.0.2.25 a:%{i}.example.net -all", []],
  ])("%s", (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });

  it("is said with the addresses, and with the terms that have them", () => {
    const [host] = findingsIn("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/64 a:mail.example.net -all");
    expect(host?.severity).toBe("info");
    expect(host?.fix).toBeUndefined();
    expect(host?.message).toBe(
      'all that "a:mail.example.net" has now (192.0.2.25, 2001:db8::25) is in "ip4:192.0.2.0/24", "ip6:2001:db8::/64", so it costs a lookup and lets in nobody else as long as its addresses stay: one of the two is enough',
    );
    expect(host?.related.map(({ span, source }) => source.slice(span.start, span.end))).toEqual([
      "ip4:192.0.2.0/24",
      "ip6:2001:db8::/64",
    ]);
    const [network] = findingsIn("v=spf1 a:mail.example.net ip4:192.0.2.25 -all");
    expect(network?.message).toMatch(/^"ip4:192\.0\.2\.25" is among the addresses that "a:mail\.example\.net" has now, /);
  });

  it("is looked for in records of some hundred terms, and takes no time in those of thousands", () => {
    const networks = (count: number): string =>
      Array.from({ length: count }, (_, at) => `ip4:11.${at >> 8}.${at & 255}.4`).join(" ");
    expect(marked(`a:mail.example.net ${networks(390)} ip4:192.0.2.25 -all`)).toEqual(["ip4:192.0.2.25"]);
    expect(marked(`a:mail.example.net ${networks(3000)} ip4:192.0.2.25 -all`)).toEqual([]);
  });

  it("is asked of zones by spf lint, for each domain by its own addresses, and not where only zones are read", () => {
    const own = "v=spf1 a ip4:192.0.2.25 -all";
    const text = `a TXT "${own}"\na A 192.0.2.7\nb TXT "${own}"\nb A 192.0.2.25\nc TXT "${own}"\nc A 192.0.2.25\n`;
    const soa = "$TTL 1h\n@ SOA ns1 hostmaster 1 4h 1h 2w 15m\n@ NS ns1\nns1 A 192.0.2.53\n";
    const lines = ({ findings }: { findings: readonly Finding[] }): number[] =>
      findings.map(({ source, span }) => source.position(span.start).line);
    expect(lines(checkExample({}, soa + text, RULES))).toEqual([7, 9]);
    const zones = [parseZone(Buffer.from(soa + text), { file: "z", origin: domainName("example.org") })];
    for (const isPlain of [true, false]) expect(lines(runRules({ zones, rules: RULES, now: 0, isPlain }))).toEqual([]);
  });
});

describe("random records", () => {
  const TERMS = [
    ...["a:h1.test", "a:h2.test", "a:h3.test", "a:h1.test/30", "a:h2.test/28//120", "mx:m.test", "mx:m.test/30", "?a:h1.test"],
    ...["ip4:192.0.2.1", "ip4:192.0.2.0/30", "ip4:192.0.2.4/30", "ip4:192.0.2.0/28", "-ip4:192.0.2.1", "?ip4:192.0.2.0/29"],
    ...["ip6:2001:db8::1", "ip6:2001:db8::/120", "exists:h3.test"],
  ];
  const HOSTS = ["A 192.0.2.1", "A 192.0.2.5", "A 203.0.113.1", "AAAA 2001:db8::1", "AAAA 2001:db8:1::1", "A !servfail"];
  const hosts = fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 3, selector: (line) => line });
  const names = fc.tuple(hosts, hosts, hosts).map(([h1, h2, h3]): WorldText => {
    const clean = (lines: string[]): string[] =>
      lines.includes("A !servfail") ? lines.filter((line) => line.startsWith("AAAA") || line === "A !servfail") : lines;
    return { "h1.test": clean(h1), "h2.test": clean(h2), "h3.test": clean(h3), "m.test": ["MX 10 h1.test", "MX 20 h3.test"] };
  });

  it("let in the same without what is found, but for limits", () => {
    let found = 0;
    const records = fc.array(fc.constantFrom(...TERMS), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(records, names, (terms, world) => {
        const text = `v=spf1 ${terms.join(" ")} -all`;
        for (const { span, message } of findingsIn(text, world)) {
          if (!message.includes(" now")) continue;
          found++;
          const without = text.slice(0, span.start) + text.slice(span.end + 1);
          const [before, after] = [text, without].map((one) =>
            outcomesOf(policyOf({ ...world, "example.org": [`TXT ${one}`] }), { maxVoidLookups: 99 }),
          );
          if (before === undefined || after === undefined) throw new Error("there are two");
          expect(compareOutcomes(before, after).isEqual, `${text}: ${message} ${JSON.stringify(world)}`).toBe(true);
        }
      }),
      { seed: 7208, numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
