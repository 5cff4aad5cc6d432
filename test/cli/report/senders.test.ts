import { describe, expect, it } from "vitest";
import { IpSet } from "../../../src/base/ip-set.js";
import { type Senders, whoMaySend } from "../../../src/cli/report/senders.js";
import { addressesWhere } from "../../../src/spf/policy/authorised.js";
import { FAMILIES, outcomesOf } from "../../../src/spf/policy/outcomes.js";
import { formatTerm } from "../../../src/spf/print.js";
import type { SpfResult } from "../../../src/spf/result.js";
import { policyOf, shown } from "../../support/policy.js";
import type { WorldText } from "../../support/world.js";

function sendersIn(world: WorldText, unknown: readonly string[] = [], most = 8): Senders {
  const policy = policyOf(world, {}, unknown);
  return whoMaySend(outcomesOf(policy), outcomesOf(policy, { assumeUnknown: true }), most);
}

const sets = (senders: Senders, result: SpfResult | "unknown"): string | undefined => {
  const found = senders.verdicts.find((verdict) => verdict.result === result);
  return (
    found && FAMILIES.map((family) => `${shown(found.sets[family].certain)} (${shown(found.sets[family].possible)})`).join("; ")
  );
};

describe("what is not known", () => {
  const record = (terms: string): WorldText => ({
    "example.org": [`TXT v=spf1 ${terms}`],
    "m.example.org": ["MX 10 a.example.org", "MX 20 b.example.org"],
    "b.example.org": ["A 192.0.2.9"],
  });
  // What the world may be like where `a.example.org` and `_spf.example.org` are not known.
  const answers: WorldText[] = [
    {},
    { "a.example.org": ["A 192.0.2.1", "AAAA 2001:db8::1"] },
    { "a.example.org": ["A 198.51.100.7"], "_spf.example.org": ["TXT v=spf1 +all"] },
    { "_spf.example.org": ["TXT v=spf1 ip4:192.0.2.0/30 -all"], "a.example.org": ["A 192.0.2.200"] },
    { "_spf.example.org": ["TXT v=spf1 include:_spf.example.org -all"] },
    { "_spf.example.org": ["TXT v=spf1 -al"] },
    { "_spf.example.org": ["TXT v=spf1 ~all", "TXT v=spf1 -all"] },
  ];
  const unknown = ["a.example.org A", "a.example.org AAAA", "_spf.example.org TXT"];

  it.each([
    ["ip4:192.0.2.0/24 a:a.example.org -all"],
    ["a:a.example.org ip4:192.0.2.0/24 -all"],
    ["a:a.example.org ip4:192.0.2.0/24 +all"],
    ["-ip4:192.0.2.128/25 include:_spf.example.org ip4:192.0.2.0/24 ~all"],
    ["ip6:2001:db8::/32 redirect=_spf.example.org"],
    ["mx:m.example.org -all"],
    ["?mx:m.example.org/30 ip4:192.0.2.0/24 -all"],
    ["exists:%{i}.example.org ip4:192.0.2.0/24 include:_spf.example.org a:a.example.org ?all"],
  ])("makes no verdict certain that any answer could change: %s", (terms) => {
    const senders = sendersIn(record(terms), unknown);
    for (const more of answers) {
      const real = outcomesOf(policyOf({ ...record(terms), ...more }));
      for (const family of FAMILIES) {
        const open = senders.verdicts.find(({ result }) => result === "unknown")?.sets[family].possible ?? IpSet.empty(family);
        for (const { result, sets: said } of senders.verdicts) {
          if (result === "unknown") continue;
          const actual = addressesWhere(real, (outcome) => outcome.result === result)[family];
          expect(actual.certain.includes(said[family].certain), `${result} ${JSON.stringify(more)}`).toBe(true);
        }
        for (const result of ["pass", "neutral", "softfail", "fail", "none", "permerror"] as const) {
          const actual = addressesWhere(real, (outcome) => outcome.result === result)[family];
          const said = senders.verdicts.find((verdict) => verdict.result === result)?.sets[family].possible;
          expect((said ?? IpSet.empty(family)).union(open).includes(actual.possible), `${result} ${JSON.stringify(more)}`).toBe(
            true,
          );
        }
      }
    }
  });

  it("does not take away what an mx has behind it", () => {
    const senders = sendersIn(record("mx:m.example.org -all"), unknown);
    expect(sets(senders, "pass")).toBe("192.0.2.9/32 (192.0.2.9/32); none (none)");
    expect(senders.widest.map(({ addresses, isPartial }) => [shown(addresses), isPartial])).toEqual([["192.0.2.9/32", true]]);
  });

  it("leaves what stands before it, and what comes to the same whatever it is", () => {
    const before = sendersIn(record("ip4:192.0.2.0/24 a:a.example.org -all"), unknown);
    expect(sets(before, "pass")).toBe("192.0.2.0/24 (192.0.2.0/24); none (none)");
    expect(sets(before, "unknown")).toBe("all but 192.0.2.0/24 (all but 192.0.2.0/24); all (all)");
    const same = sendersIn(record("a:a.example.org +all"), unknown);
    expect(sets(same, "pass")).toBe("all (all); all (all)");
    expect(sets(same, "unknown")).toBeUndefined();
  });
});

describe("the widest terms", () => {
  const world: WorldText = {
    "example.org": [
      "TXT v=spf1 ip4:192.0.2.1 include:a.example.org include:b.example.org ip4:198.51.100.0/24 redirect=c.example.org",
    ],
    "a.example.org": ["TXT v=spf1 include:b.example.org ip4:192.0.2.0/28 -all"],
    "b.example.org": ["TXT v=spf1 ip4:203.0.113.0/30 ip6:2001:db8::/64 -all"],
    "c.example.org": ["TXT v=spf1 ip6:2001:db8:1::/48 exists:%{i}.example.org -all"],
  };
  const texts = (senders: Senders): string[] =>
    senders.widest.map(({ term, record, via, addresses }) =>
      [formatTerm(term.term), record.domain.text, via === undefined ? "" : formatTerm(via.term), String(addresses.size)].join(
        " ",
      ),
    );

  it("are those of each family with what leads to them, without what others took before", () => {
    expect(texts(sendersIn(world))).toEqual([
      "ip4:198.51.100.0/24 example.org  256",
      "ip4:192.0.2.0/28 a.example.org include:a.example.org 15",
      "ip4:203.0.113.0/30 b.example.org include:a.example.org 4",
      "ip4:192.0.2.1 example.org  1",
      `ip6:2001:db8:1::/48 c.example.org redirect=c.example.org ${1n << 80n}`,
      `ip6:2001:db8::/64 b.example.org include:a.example.org ${1n << 64n}`,
    ]);
  });

  it("have an mx with what is known of its hosts, and say that there may be more", () => {
    const known: WorldText = {
      "example.org": ["TXT v=spf1 mx ip4:198.51.100.0/24 -all", "MX 10 m1.example.org", "MX 20 m2.example.org"],
      "m1.example.org": ["A 192.0.2.1", "AAAA 2001:db8::1"],
      "m2.example.org": ["A 192.0.2.2", "AAAA 2001:db8::2"],
    };
    const listed = (unknown: readonly string[]): string[] =>
      sendersIn(known, unknown).widest.map(
        ({ term, addresses, isPartial }) => `${formatTerm(term.term)} ${shown(addresses)}${isPartial ? " partly" : ""}`,
      );
    expect(listed(["m2.example.org A"])).toEqual([
      "ip4:198.51.100.0/24 198.51.100.0/24",
      "mx 192.0.2.1/32 partly",
      "mx 2001:db8::1/128 2001:db8::2/128",
    ]);
    expect(listed(["m1.example.org A", "m2.example.org A"])[1]).toBe("mx 2001:db8::1/128 2001:db8::2/128");
  });

  it("are as many as there is room for, and the others are counted", () => {
    const few = sendersIn(world, [], 3);
    expect(texts(few).map((text) => text.split(" ")[0])).toEqual([
      "ip4:198.51.100.0/24",
      "ip4:192.0.2.0/28",
      "ip6:2001:db8:1::/48",
    ]);
    expect(few.more).toBe(3);
    expect(sendersIn(world).dynamic.map(({ term, record }) => `${formatTerm(term.term)} ${record.domain.text}`)).toEqual([
      "exists:%{i}.example.org c.example.org",
    ]);
  });
});

describe("faults", () => {
  it("are named once for each reason, permerror first", () => {
    const { faults, isBroken } = sendersIn({
      "example.org": ["TXT v=spf1 ip4:192.0.2.1 a:fails.example.org include:none.example.org -all"],
      "fails.example.org": ["A !servfail", "AAAA 2001:db8::1"],
    });
    expect(
      faults.map(({ result, code, record, term }) => [result, code, record.domain.text, term && formatTerm(term.term)]),
    ).toEqual([
      ["permerror", "target-without-record", "example.org", "include:none.example.org"],
      ["temperror", "dns", "example.org", "a:fails.example.org"],
    ]);
    expect(isBroken).toBe(true);
    expect(
      sendersIn({ "example.org": ["TXT v=spf1 a:fails.example.org -all"], "fails.example.org": ["ANY !timeout"] }).isBroken,
    ).toBe(false);
  });
});
