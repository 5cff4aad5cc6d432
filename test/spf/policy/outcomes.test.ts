/** What a policy decides, rule by rule. That it is what the evaluator says, for random policies, is for scripts/fuzz/policies.js. */
import { describe, expect, it } from "vitest";
import { outcomesAt, outcomesOf } from "../../../src/spf/policy/outcomes.js";
import { outcomeLines, outcomesIn, policyOf } from "../../support/policy.js";
import { evaluate, ipOf } from "../../support/spf.js";
import type { WorldText } from "../../support/world.js";

const CLIENTS = ["192.0.2.1", "192.0.2.200", "198.51.100.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "2001:db8:1::", "::"];

/** The outcomes of IPv4, and that the evaluator agrees for clients of both families. */
function linesOf(world: WorldText): string[] {
  const outcomes = outcomesIn(world);
  for (const client of CLIENTS) {
    const possible = outcomesAt(outcomes, ipOf(client)).map(({ result, code, lookups, voidLookups }) => [
      result,
      code,
      lookups,
      voidLookups,
    ]);
    const { result, reason, counts } = evaluate(world, { client }, { explain: false });
    expect(possible, client).toContainEqual([result, reason.code, counts.lookups, counts.voidLookups]);
  }
  return outcomeLines(outcomes);
}

const record = (text: string, ...more: string[]): WorldText[string] => [`TXT v=spf1 ${text}`, ...more];
const including = (child: WorldText[string] | undefined): WorldText => ({
  "example.org": record("include:c.example.org ip4:192.0.2.0/24 ?all"),
  ...(child === undefined ? {} : { "c.example.org": child }),
});

describe("networks", () => {
  it("are decided by the first term that has them", () => {
    expect(
      linesOf({ "example.org": record("-ip4:192.0.2.7 ip4:192.0.2.0/24 ~ip4:192.0.0.0/16 ip6:2001:db8::/32 -all") }),
    ).toEqual([
      "all but 192.0.0.0/16: fail match 0/0 by example.org -all",
      "192.0.0.0/23 192.0.3.0/24 192.0.4.0/22 192.0.8.0/21 192.0.16.0/20 192.0.32.0/19 192.0.64.0/18 192.0.128.0/17: softfail match 0/0 by example.org ~ip4:192.0.0.0/16",
      expect.stringMatching(/^192\.0\.2\.0\/30 .*: pass match 0\/0 by example\.org ip4:192\.0\.2\.0\/24$/),
      "192.0.2.7/32: fail match 0/0 by example.org -ip4:192.0.2.7",
    ]);
  });

  it("are of their family only, and all is of both", () => {
    const outcomes = outcomesIn({ "example.org": record("ip4:0.0.0.0/0 ip6:2001:db8::/32 ~all") });
    expect(outcomeLines(outcomes, 4)).toEqual(["all: pass match 0/0 by example.org ip4:0.0.0.0/0"]);
    expect(outcomeLines(outcomes, 6)).toEqual([
      "all but 2001:db8::/32: softfail match 0/0 by example.org ~all",
      "2001:db8::/32: pass match 0/0 by example.org ip6:2001:db8::/32",
    ]);
  });

  it("end with neutral where nothing matches, and with the first all", () => {
    expect(linesOf({ "example.org": record("ip4:192.0.2.1") })).toEqual([
      "all but 192.0.2.1/32: neutral no-match 0/0 by example.org",
      "192.0.2.1/32: pass match 0/0 by example.org ip4:192.0.2.1",
    ]);
    expect(linesOf({ "example.org": record("~all ip4:192.0.2.1 -all redirect=c.example.org") })).toEqual([
      "all: softfail match 0/0 by example.org ~all",
    ]);
  });
});

describe("a record", () => {
  it.each<[string, WorldText, string]>([
    ["that is missing", { "example.org": ["TXT hello"] }, "none no-record"],
    ["of a domain that is missing", {}, "none no-record"],
    ["that is there twice", { "example.org": ["TXT v=spf1 -all", "TXT v=spf1 -all"] }, "permerror multiple-records"],
    ["with a syntax error behind a match", { "example.org": record("all ip4:1.2.3") }, "permerror syntax"],
    ["that DNS fails to give", { "example.org": ["TXT !timeout"] }, "temperror dns"],
  ])("%s", (_, world, verdict) => {
    expect(linesOf(world)).toEqual([`all: ${verdict} 0/0 by example.org`]);
  });
});

describe("include", () => {
  const own = "192.0.2.0/24: pass match 1/0 by example.org ip4:192.0.2.0/24";
  const rest = "all but 192.0.2.0/24: neutral match 1/0 by example.org ?all";
  it.each<[string, WorldText[string], string[]]>([
    ["fail", record("-all"), [rest, own]],
    ["softfail", record("~all"), [rest, own]],
    ["neutral", record("?all"), [rest, own]],
    ["nothing that matches", record(""), [rest, own]],
    ["pass", record("all"), ["all: pass match 1/0 by example.org include:c.example.org > c.example.org all"]],
  ])("of %s", (_, child, lines) => {
    expect(linesOf(including(child))).toEqual(lines);
  });

  it.each<[string, WorldText[string] | undefined, string]>([
    ["no record", undefined, "permerror target-without-record 1/0 by example.org include:c.example.org"],
    [
      "two records",
      ["TXT v=spf1", "TXT v=spf1"],
      "permerror multiple-records 1/0 by example.org include:c.example.org > c.example.org",
    ],
    ["a syntax error", record("foo"), "permerror syntax 1/0 by example.org include:c.example.org > c.example.org"],
    ["a failure of DNS", ["TXT !servfail"], "temperror dns 1/0 by example.org include:c.example.org > c.example.org"],
  ])("of %s", (_, child, line) => {
    expect(linesOf(including(child))).toEqual([`all: ${line}`]);
  });

  it("has the qualifier of the outermost include", () => {
    expect(
      linesOf({
        "example.org": record("~include:b.example.org -all"),
        "b.example.org": record("?ip4:192.0.2.9 include:c.example.org"),
        "c.example.org": record("ip4:192.0.2.0/24 -all"),
      }),
    ).toContainEqual(
      expect.stringMatching(
        /: softfail match 2\/0 by example.org ~include:b.example.org > b.example.org include:c.example.org > c.example.org ip4:192.0.2.0\/24$/,
      ),
    );
  });

  it("of what is no domain is permerror", () => {
    expect(linesOf({ "example.org": record("ip4:192.0.2.1 include:%{d1} -all") })).toEqual([
      "all but 192.0.2.1/32: permerror target-malformed 1/0 by example.org include:%{d1}",
      "192.0.2.1/32: pass match 0/0 by example.org ip4:192.0.2.1",
    ]);
  });
});

describe("redirect", () => {
  it("hands on the result, from where nothing matches", () => {
    expect(
      linesOf({
        "example.org": record("redirect=c.example.org ?ip4:192.0.2.1"),
        "c.example.org": record("ip4:192.0.2.0/31 -all"),
      }),
    ).toEqual([
      "all but 192.0.2.0/31: fail match 1/0 by example.org redirect=c.example.org > c.example.org -all",
      "192.0.2.0/32: pass match 1/0 by example.org redirect=c.example.org > c.example.org ip4:192.0.2.0/31",
      "192.0.2.1/32: neutral match 0/0 by example.org ?ip4:192.0.2.1",
    ]);
  });

  it("to no record is permerror", () => {
    expect(linesOf({ "example.org": record("redirect=c.example.org") })).toEqual([
      "all: permerror target-without-record 1/0 by example.org redirect=c.example.org",
    ]);
  });
});

describe("a, mx and exists", () => {
  it("compare each family with its own addresses and lengths", () => {
    const world = {
      "example.org": record("a/31//64 mx:m.example.org//127 -all", "A 192.0.2.1", "A 198.51.100.1", "AAAA 2001:db8::1"),
      "m.example.org": ["MX 20 b.example.org", "MX 10 a.example.org", "MX 30 a.example.org"],
      "a.example.org": ["A 192.0.2.200"],
      "b.example.org": ["A 192.0.2.201", "AAAA 2001:db8:1::"],
    };
    linesOf(world);
    const outcomes = outcomesIn(world);
    expect(outcomeLines(outcomes, 4).slice(1)).toEqual([
      "192.0.2.0/31 198.51.100.0/31: pass match 1/0 by example.org a/31//64",
      "192.0.2.200/31: pass match 2/0 by example.org mx:m.example.org//127",
    ]);
    expect(outcomeLines(outcomes, 6).slice(1)).toEqual([
      "2001:db8::/64: pass match 1/0 by example.org a/31//64",
      "2001:db8:1::/127: pass match 2/0 by example.org mx:m.example.org//127",
    ]);
  });

  it("count void lookups, of which the third is permerror", () => {
    expect(
      linesOf({
        "example.org": record("a:x.example.org ip4:192.0.2.1 exists:y.example.org ip4:192.0.2.2 mx:z.example.org all"),
      }),
    ).toEqual([
      "all but 192.0.2.1/32 192.0.2.2/32: permerror void-lookup-limit 3/3 by example.org mx:z.example.org",
      "192.0.2.1/32: pass match 1/1 by example.org ip4:192.0.2.1",
      "192.0.2.2/32: pass match 2/2 by example.org ip4:192.0.2.2",
    ]);
  });

  it("fail where DNS fails, in the order in which exchanges are asked for", () => {
    const world = {
      "example.org": record("mx -all", "MX 1 a.example.org", "MX 2 b.example.org", "MX 3 c.example.org"),
      "a.example.org": ["A 192.0.2.1"],
      "b.example.org": ["A !servfail", "AAAA 2001:db8::1"],
      "c.example.org": ["A 192.0.2.3", "AAAA 2001:db8::2"],
    };
    expect(linesOf(world)).toEqual([
      "all but 192.0.2.1/32: temperror dns 1/0 by example.org mx",
      "192.0.2.1/32: pass match 1/0 by example.org mx",
    ]);
    expect(outcomeLines(outcomesIn(world), 6)).toContainEqual(
      "2001:db8::1/128 2001:db8::2/128: pass match 1/0 by example.org mx",
    );
  });

  it("are permerror for more than ten exchanges, and match nothing with a null MX", () => {
    const many = Array.from({ length: 11 }, (_, at) => `MX ${at} h.example.org`);
    expect(linesOf({ "example.org": record("mx all", ...many) })).toEqual(["all: permerror mx-limit 1/0 by example.org mx"]);
    expect(linesOf({ "example.org": record("mx all", "MX 0 .") })).toEqual(["all: pass match 1/0 by example.org all"]);
  });

  it("match whoever asks where exists finds an address, and no name at all matches nobody", () => {
    expect(linesOf({ "example.org": record("-exists:e.example.org all"), "e.example.org": ["A 127.0.0.2"] })).toEqual([
      "all: fail match 1/0 by example.org -exists:e.example.org",
    ]);
    expect(linesOf({ "example.org": record("exists:..%{d} a:..%{d} ptr:..%{d} ?all") })).toEqual([
      "all: neutral match 3/0 by example.org ?all",
    ]);
  });
});

describe("the limit of lookups", () => {
  const many = (count: number): string => Array.from({ length: count }, () => "a").join(" ");

  it("stops at the eleventh, whatever comes behind it", () => {
    const world = {
      "example.org": record(`${many(9)} include:b.example.org -all`, "A 192.0.2.1"),
      "b.example.org": record("ip4:192.0.2.2 include:c.example.org all"),
      "c.example.org": record("foo"),
    };
    expect(linesOf(world)).toEqual([
      "all but 192.0.2.1/32 192.0.2.2/32: permerror lookup-limit 11/0 by example.org include:b.example.org > b.example.org include:c.example.org",
      "192.0.2.1/32: pass match 1/0 by example.org a",
      "192.0.2.2/32: pass match 10/0 by example.org include:b.example.org > b.example.org ip4:192.0.2.2",
    ]);
    const stopped = outcomesAt(outcomesIn(world), ipOf("198.51.100.1"))[0];
    expect(stopped?.unlimited).toMatchObject({ result: "permerror", code: "syntax", lookups: 11, voidLookups: 0 });
  });

  it("comes after a failure of DNS that is met before it", () => {
    expect(
      linesOf({
        "example.org": record(`${many(9)} a:f.example.org ${many(5)}`, "A 192.0.2.1"),
        "f.example.org": ["ANY !timeout"],
      })[0],
    ).toBe("all but 192.0.2.1/32: temperror dns 10/0 by example.org a:f.example.org");
  });

  it("and that of voids: the one that is met first", () => {
    const voids = "a:x.example.org a:y.example.org";
    expect(linesOf({ "example.org": record(`${voids} ${many(8)} a:z.example.org`, "A 192.0.2.1") })[0]).toMatch(
      /lookup-limit 11\/2 /,
    );
    expect(linesOf({ "example.org": record(`${voids} ${many(7)} a:z.example.org a`, "A 192.0.2.1") })[0]).toMatch(
      /void-lookup-limit 10\/3 /,
    );
  });

  it("is met in a circle, but by those who match before", () => {
    const world = {
      "example.org": record("ip4:192.0.2.1 include:b.example.org -all"),
      "b.example.org": record("ip4:192.0.2.2 include:example.org"),
    };
    expect(linesOf(world)).toEqual([
      expect.stringMatching(
        /^all but 192.0.2.1\/32 192.0.2.2\/32: permerror lookup-limit 11\/0 by (?:example.org include:b.example.org > b.example.org include:example.org > ){5}example.org include:b.example.org$/,
      ),
      "192.0.2.1/32: pass match 0/0 by example.org ip4:192.0.2.1",
      "192.0.2.2/32: pass match 1/0 by example.org include:b.example.org > b.example.org ip4:192.0.2.2",
    ]);
    const [round] = outcomesAt(outcomesIn(world), ipOf("198.51.100.1"));
    expect(round?.unlimited).toMatchObject({ lookups: Infinity, voidLookups: 0 });
  });

  it("and voids in a circle are without end", () => {
    const world = {
      "example.org": record("a:x.example.org redirect=b.example.org"),
      "b.example.org": record("redirect=b.example.org exists:y.example.org"),
    };
    expect(linesOf(world)).toEqual([expect.stringMatching(/^all: permerror void-lookup-limit 5\/3 by /)]);
    const [round] = outcomesAt(outcomesIn(world), ipOf("198.51.100.1"));
    expect(round?.unlimited).toMatchObject({ lookups: Infinity, voidLookups: Infinity });
  });

  it("is found in a tree whose ways are more than could be followed one by one", () => {
    const level = (at: number): string => `l${at}.example.org`;
    const world: Record<string, readonly string[]> = { "example.org": record(`include:${level(0)} -all`) };
    for (let at = 0; at < 18; at++)
      world[level(at)] = record(`?include:${level(at + 1)} include:${level(at + 1)} ip4:192.0.2.${at}`);
    world[level(18)] = record("?all");
    const outcomes = outcomesIn(world);
    expect(outcomeLines(outcomes)).toEqual([expect.stringMatching(/^all: permerror lookup-limit 11\/0 /)]);
    expect(outcomes.outcomes[4][0]?.unlimited.lookups).toBe(Infinity);
  });
});

describe("what depends on the sender or the client", () => {
  it("is followed both ways", () => {
    expect(linesOf({ "example.org": record("ip4:192.0.2.1 exists:%{ir}.e.example.org -all") })).toEqual([
      "all but 192.0.2.1/32: pass match 1/0 perhaps by example.org exists:%{ir}.e.example.org",
      "all but 192.0.2.1/32: fail match 1/0 perhaps by example.org -all",
      "all but 192.0.2.1/32: fail match 1/1 perhaps by example.org -all",
      "192.0.2.1/32: pass match 0/0 by example.org ip4:192.0.2.1",
    ]);
  });

  it("counts with each of its macros", () => {
    expect(linesOf({ "example.org": record("exists:%{p}.%{p}.e.example.org -all") })).toContain(
      "all: fail match 3/0 perhaps by example.org -all",
    );
  });

  it("may be anything where it is a record", () => {
    expect(linesOf({ "example.org": record("include:%{l}.example.org ip4:192.0.2.1 -all") })).toEqual([
      "all: pass match 1/0 perhaps by example.org include:%{l}.example.org",
      "all: permerror target-without-record 1/0 perhaps by example.org include:%{l}.example.org",
      "all: permerror lookup-limit 11/0 perhaps by example.org include:%{l}.example.org",
      "all but 192.0.2.1/32: fail match 1/0 perhaps by example.org -all",
      "192.0.2.1/32: pass match 1/0 perhaps by example.org ip4:192.0.2.1",
    ]);
  });
});

describe("an answer that nobody knows", () => {
  const world = {
    "example.org": record("ip4:192.0.2.1 a:a.example.net include:b.example.net -all"),
    "b.example.net": record("ip4:192.0.2.2"),
  };

  it("is a failure of DNS that is told apart", () => {
    expect(outcomeLines(outcomesIn(world, {}, ["a.example.net A"]))).toEqual([
      "all but 192.0.2.1/32: temperror dns 1/0 unknown by example.org a:a.example.net",
      "192.0.2.1/32: pass match 0/0 by example.org ip4:192.0.2.1",
    ]);
    expect(outcomeLines(outcomesIn(world, {}, ["b.example.net TXT"]))[0]).toBe(
      "all but 192.0.2.1/32: temperror dns 2/1 unknown by example.org include:b.example.net > b.example.net",
    );
  });

  it("may be assumed to be any answer", () => {
    expect(outcomeLines(outcomesIn(world, { assumeUnknown: true }, ["a.example.net A"]))).toContain(
      "192.0.2.2/32: pass match 2/1 perhaps by example.org include:b.example.net > b.example.net ip4:192.0.2.2",
    );
  });

  it("is the same as one that the limits of the policy left out", () => {
    const cut = outcomesOf(policyOf(world, { maxRecords: 1 }));
    expect(cut.isCut).toBe(true);
    expect(outcomeLines(cut).filter((line) => line.includes(" perhaps ")).length).toBeGreaterThan(3);
    expect(outcomesAt(cut, ipOf("192.0.2.1")).map(({ isAssumed }) => isAssumed)).toEqual([false]);
  });
});

it("reads thousands of networks in time that grows with their number", () => {
  const networks = Array.from({ length: 4000 }, (_, at) => `ip4:10.${at >> 8}.${at & 255}.0/25`).join(" ");
  const outcomes = outcomesIn({
    "example.org": record(`include:b.example.org include:c.example.org ${networks} -all`),
    "b.example.org": record(`${networks} -all`),
    "c.example.org": record(`${networks.replaceAll("/25", "/24")} ~all`),
  });
  expect(outcomes.outcomes[4].reduce((sum, { addresses }) => sum + addresses.size, 0n)).toBe(1n << 32n);
  expect(outcomes.outcomes[4].length).toBe(8001);
});
