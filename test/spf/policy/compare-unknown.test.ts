/** Policies compared in which much is not known: where they are said to be equal, they are, whatever the answers turn out to be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePolicies } from "../../../src/spf/policy/compare.js";
import { policyOf } from "../../support/policy.js";
import { evaluate } from "../../support/spf.js";
import type { WorldText } from "../../support/world.js";

const KNOWN: WorldText = {
  "h.test": ["A 192.0.2.5", "AAAA 2001:db8::5"],
  "m.test": ["MX 10 h.test", "MX 20 far.test"],
  "c.test": ["TXT v=spf1 ip4:192.0.2.1 include:p.test a:far.test -all"],
};
const UNKNOWN = ["p.test TXT", "q.test TXT", "r.test TXT", "far.test A", "far.test AAAA", "n.test MX", "e.test A"];

const TERMS = [
  ...["include:p.test", "include:q.test", "include:r.test", "?include:p.test", "-include:q.test", "include:c.test"],
  ...["mx:m.test", "mx:n.test", "a:far.test", "~a:far.test/24", "a:h.test", "exists:e.test", "a:gone.test"],
  ...[
    "ip4:192.0.2.0/30",
    "-ip4:192.0.2.1",
    "ip4:192.0.2.4/30",
    "ip6:2001:db8::/64",
    "exists:%{i}.d.test",
    "include:%{l}.d.test",
  ],
];
const CLIENTS = ["192.0.2.1", "192.0.2.2", "192.0.2.5", "192.0.2.9", "203.0.113.1", "2001:db8::5", "2001:db8:1::1"];

const someRecord = fc.constantFrom(
  ...["TXT v=spf1 +all", "TXT v=spf1 -all", "TXT v=spf1 ?all", "TXT v=spf1", "TXT none", "TXT v=spf1 foo"],
  ...["TXT v=spf1 ip4:192.0.2.0/29 -all", "TXT v=spf1 a:g1.test a:h.test a:h.test a:h.test ip4:192.0.2.9 ~all"],
  ...["TXT v=spf1 include:loop.test", "TXT v=spf1 a:h.test/30 a:h.test a:h.test exists:g2.test -all"],
);
const someHost = fc.constantFrom([], ["A 192.0.2.9"], ["A 192.0.2.1", "A 203.0.113.1"], ["AAAA 2001:db8:1::1"]);

/** What the unknown names turn out to hold. */
const answers = fc
  .record({
    ...{ p: someRecord, q: someRecord, r: someRecord, l: someRecord, far: someHost, e: someHost, d: fc.boolean() },
    n: fc.constantFrom([], ["MX 5 h.test"], ["MX 5 far.test"]),
  })
  .map(({ p, q, r, l, far, e, n, d }): WorldText => {
    const records = {
      "p.test": [p],
      "q.test": [q],
      "r.test": [r],
      "bob.d.test": [l],
      "loop.test": ["TXT v=spf1 redirect=loop.test"],
    };
    const dynamic: WorldText = d ? { "192.0.2.9.d.test": ["A 127.0.0.2"], "203.0.113.1.d.test": ["A 127.0.0.2"] } : {};
    return { ...KNOWN, ...records, ...dynamic, "far.test": far, "e.test": e, "n.test": n };
  });

/** Two records of the same terms, of which one may have something done to it. */
const pairs = fc
  .record({
    terms: fc.array(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 8 }),
    at: fc.nat({ max: 7 }),
    change: fc.constantFrom("nothing", "swap", "drop", "twice", "other"),
    other: fc.constantFrom(...TERMS),
  })
  .map(({ terms, at, change, other }): [string, string] => {
    const after = [...terms];
    const place = at % terms.length;
    if (change === "swap") after.splice(place, 2, ...after.slice(place, place + 2).reverse());
    else if (change === "drop") after.splice(place, 1);
    else if (change === "twice") after.splice(place, 0, terms[place] ?? "");
    else if (change === "other") after.splice(place, 1, other);
    return [`TXT v=spf1 ${terms.join(" ")} -all`, `TXT v=spf1 ${after.join(" ")} -all`];
  });

function verdict(text: string, world: WorldText, client: string): string {
  return evaluate({ ...world, "example.org": [text] }, { client, from: "bob@example.org" }).result;
}

describe("policies with unknown answers", () => {
  it("that are equal give everybody the same verdict, whatever the answers are", () => {
    let [equal, unequal, rewritten] = [0, 0, 0];
    fc.assert(
      fc.property(pairs, fc.array(answers, { minLength: 3, maxLength: 3 }), ([before, after], worlds) => {
        const policy = (text: string) => policyOf({ ...KNOWN, "example.org": [text] }, {}, UNKNOWN);
        const { isEqual } = comparePolicies(policy(before), policy(after));
        if (before === after) expect(isEqual, before).toBe(true);
        if (!isEqual) {
          unequal++;
          return;
        }
        equal++;
        if (before !== after) rewritten++;
        for (const world of worlds) {
          for (const client of CLIENTS) {
            const where = `${before} and ${after} for ${client} in ${JSON.stringify(world)}`;
            expect(verdict(after, world, client), where).toBe(verdict(before, world, client));
          }
        }
      }),
      { seed: 7208, numRuns: 1000 },
    );
    expect([equal > 300, unequal > 300, rewritten > 60], `${equal} ${unequal} ${rewritten}`).toEqual([true, true, true]);
  });

  it("are equal with much that is unknown, where only known networks are written in another way", () => {
    const tail = "mx:m.test include:p.test include:q.test include:r.test a:far.test exists:e.test -all";
    const policy = (text: string) => policyOf({ ...KNOWN, "example.org": [`TXT v=spf1 ${text}`] }, {}, UNKNOWN);
    const before = policy(`ip4:198.51.100.0/25 ip4:198.51.100.128/25 ${tail}`);
    expect(comparePolicies(before, policy(`ip4:198.51.100.0/24 ${tail}`)).isEqual).toBe(true);
    expect(comparePolicies(before, policy(`ip4:198.51.100.0/25 ${tail}`)).isEqual).toBe(false);
  });

  it("are not the same where another name is unknown, one is known, or limits left something out", () => {
    const of = (unknown: readonly string[], world: WorldText = KNOWN, text = "a:far.test include:c.test include:p.test -all") =>
      policyOf({ ...world, "example.org": [`TXT v=spf1 ${text}`] }, {}, unknown);
    expect(comparePolicies(of(UNKNOWN), of(UNKNOWN)).isEqual).toBe(true);
    expect(comparePolicies(of(UNKNOWN), of(UNKNOWN.filter((text) => text !== "p.test TXT"))).isEqual).toBe(false);
    const other = { ...KNOWN, "c.test": ["TXT v=spf1 ip4:192.0.2.2 include:p.test a:far.test -all"] };
    expect(comparePolicies(of(UNKNOWN), of(UNKNOWN, other)).isEqual).toBe(false);
    const cut = () => policyOf({ ...KNOWN, "example.org": ["TXT v=spf1 include:c.test -all"] }, { maxRecords: 1 });
    expect(comparePolicies(cut(), cut()).isEqual).toBe(false);
  });
});
