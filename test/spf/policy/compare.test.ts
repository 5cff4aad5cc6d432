/** Two policies compared: what changes, what does not, and what cannot be told. */
import { describe, expect, it } from "vitest";
import { type CompareOptions, type PolicyComparison, comparePolicies } from "../../../src/spf/policy/compare.js";
import { formatTerm } from "../../../src/spf/print.js";
import { policyOf, shown } from "../../support/policy.js";
import type { WorldText } from "../../support/world.js";

const others: WorldText = {
  "c.example.org": ["TXT v=spf1 ip4:192.0.2.0/25 a:h.example.org -all"],
  "h.example.org": ["A 192.0.2.200", "AAAA 2001:db8::1"],
  "two.example.org": ["TXT v=spf1", "TXT v=spf1"],
};

function compare(
  before: string,
  after: string,
  options: CompareOptions = {},
  unknown: readonly string[] = [],
): PolicyComparison {
  const policy = (text: string) => policyOf({ ...others, "example.org": [`TXT v=spf1 ${text}`] }, {}, unknown);
  return comparePolicies(policy(before), policy(after), options);
}

function lines({ changes, unclear }: PolicyComparison): string[] {
  return [
    ...changes.map(
      ({ before, after, addresses }) => `${before.result} to ${after.result}: ${shown(addresses[4])}, ${shown(addresses[6])}`,
    ),
    ...unclear.map(({ before, after, isChange, because, addresses }) => {
      const named = [...because.before, ...because.after].map((one) =>
        "term" in one ? formatTerm(one.term) : one.domain.text,
      );
      return `${before.join("/")} ${isChange ? "becomes" : "may become"} ${after.join("/")}: ${shown(addresses[4])} because of ${named.join(" ")}`;
    }),
  ];
}

describe("two policies", () => {
  it.each([
    ["in another order", "ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all", "ip4:198.51.100.0/24 ip4:192.0.2.0/24 -all"],
    ["of merged networks", "ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all", "ip4:192.0.2.0/24 -all"],
    ["without a term that nobody reaches", "include:c.example.org ip4:192.0.2.1 -all a", "include:c.example.org -all"],
    ["with an include written out", "include:c.example.org -all", "ip4:192.0.2.0/25 a:h.example.org -all"],
    ["that are permerror for different reasons", "foo", "include:two.example.org"],
    [
      "that ask the same of the client",
      "ip4:192.0.2.0/25 ip4:192.0.2.128/25 exists:%{d}.%{i}.e.example.org -all",
      "ip4:192.0.2.0/24 exists:EXAMPLE.org.%{i}.e.example.org -all",
    ],
  ])("%s are equal", (_, before, after) => {
    expect(compare(before, after)).toEqual({ isEqual: true, changes: [], unclear: [] });
  });

  it("differ for exactly these addresses", () => {
    const comparison = compare(
      "ip4:192.0.2.0/24 ip6:2001:db8::/32 -all",
      "ip4:192.0.2.0/24 ip4:192.0.3.0/25 -ip6:2001:db8::/33 ip6:2001:db8::/32 ~all",
    );
    expect(lines(comparison)).toEqual([
      "fail to softfail: all but 192.0.2.0/24 192.0.3.0/25, all but 2001:db8::/32",
      "pass to fail: none, 2001:db8::/33",
      "fail to pass: 192.0.3.0/25, none",
    ]);
    const [, lost, won] = comparison.changes;
    expect([lost?.count, won?.count, comparison.isEqual]).toEqual([1n << 95n, 128n, false]);
    expect(won?.networks[4].map(({ prefix }) => prefix)).toEqual([25]);
  });

  it("differ where one goes beyond a limit", () => {
    const many = (count: number): string => Array.from({ length: count }, () => "a:h.example.org").join(" ");
    expect(lines(compare(`${many(10)} ip4:192.0.2.1 -all`, `${many(11)} ip4:192.0.2.1 -all`))).toEqual([
      "fail to permerror: all but 192.0.2.1/32 192.0.2.200/32, all but 2001:db8::1/128",
      "pass to permerror: 192.0.2.1/32, none",
    ]);
  });

  it("may be compared by reason", () => {
    const { changes } = compare("foo", "include:two.example.org", { byReason: true });
    expect(changes.map(({ before, after }) => [before.code, after.code])).toEqual([["syntax", "multiple-records"]]);
  });
});

describe("dynamic terms", () => {
  it("that differ are named, and nothing is taken for equal", () => {
    expect(
      lines(compare("ip4:192.0.2.1 exists:%{i}.a.example.org -all", "ip4:192.0.2.1 exists:%{i}.b.example.org -all")),
    ).toEqual([
      "fail/pass may become fail/pass: all but 192.0.2.1/32 because of exists:%{i}.a.example.org exists:%{i}.b.example.org",
    ]);
  });

  it("that come in another order are not equal, those in another place for some addresses are unclear for these", () => {
    expect(
      lines(compare("ip4:192.0.2.1 exists:%{i}.a.example.org ?all", "exists:%{i}.a.example.org ip4:192.0.2.1 ?all")).length,
    ).toBe(0);
    expect(
      lines(compare("-ip4:192.0.2.1 exists:%{i}.a.example.org ?all", "exists:%{i}.a.example.org -ip4:192.0.2.1 ?all")),
    ).toEqual(["fail may become fail/pass: 192.0.2.1/32 because of exists:%{i}.a.example.org"]);
    const [a, b] = ["-exists:%{i}.a.example.org", "exists:%{i}.b.example.org"];
    expect(lines(compare(`${a} ${b} ?all`, `${b} ${a} ?all`)).length).toBe(1);
  });

  it("change verdicts for certain where no verdict stays possible", () => {
    expect(lines(compare("exists:%{i}.a.example.org -all", "~exists:%{i}.a.example.org ?all"))).toEqual([
      "fail/pass becomes neutral/softfail: all because of exists:%{i}.a.example.org ~exists:%{i}.a.example.org",
    ]);
  });

  it("that are records are equal only with the same counts around them", () => {
    expect(
      compare("a:h.example.org include:%{l}.e.example.org -all", "a:h.example.org include:%{l}.e.example.org -all").isEqual,
    ).toBe(true);
    expect(
      compare(
        "ip4:192.0.2.200 ip6:2001:db8::1 include:%{l}.e.example.org -all",
        "a:h.example.org include:%{l}.e.example.org -all",
      ).isEqual,
    ).toBe(false);
  });
});

describe("what nobody knows", () => {
  it("is the same on both sides where the same is asked, and is named otherwise", () => {
    const unknown = ["spf.example.net TXT", "h.example.org A"];
    expect(
      compare(
        "ip4:192.0.2.0/25 ip4:192.0.2.128/25 include:spf.example.net -all",
        "ip4:192.0.2.0/24 include:spf.example.net -all",
        {},
        unknown,
      ).isEqual,
    ).toBe(true);
    expect(lines(compare("ip4:192.0.2.1 include:spf.example.net -all", "ip4:192.0.2.1 -all", {}, unknown))).toEqual([
      "fail/pass/permerror may become fail: all but 192.0.2.1/32 because of spf.example.net",
    ]);
    expect(lines(compare("a:h.example.org/24 -all", "a:h.example.org/25 -all", {}, unknown))).toEqual([
      "fail/pass may become fail/pass: all because of a:h.example.org/24 a:h.example.org/25",
    ]);
  });

  it("is not the same where limits only left it out", () => {
    const policy = (text: string) =>
      policyOf(
        { "example.org": ["TXT v=spf1 include:c.example.org -all"], "c.example.org": [`TXT v=spf1 ${text}`] },
        { maxRecords: 1 },
      );
    expect(lines(comparePolicies(policy("all"), policy("-all")))).toEqual([
      "fail/pass/permerror may become fail/pass/permerror: all because of c.example.org c.example.org",
    ]);
  });

  it("is never equal where it is not assumed", () => {
    const comparison = compare("a:h.example.org -all", "a:h.example.org -all", { assumeUnknown: false }, ["h.example.org A"]);
    expect(lines(comparison)).toEqual(["temperror may become temperror: all because of a:h.example.org a:h.example.org"]);
  });
});
