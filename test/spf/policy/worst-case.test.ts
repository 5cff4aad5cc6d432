/** The worst case of a policy: the number, who meets it, and what is to blame. */
import { describe, expect, it } from "vitest";
import { formatIp } from "../../../src/base/ip.js";
import { type Worst, type WorstCase, worstCase } from "../../../src/spf/policy/worst-case.js";
import { formatTerm } from "../../../src/spf/print.js";
import { outcomesIn, shown, shownPath } from "../../support/policy.js";
import { evaluate } from "../../support/spf.js";
import type { WorldText } from "../../support/world.js";

/** The worst case, of which the evaluator with lifted limits meets each exact number. */
function worstOf(world: WorldText): WorstCase {
  const worst = worstCase(outcomesIn(world));
  for (const what of ["lookups", "voidLookups"] as const) {
    const { witness, count, isExact } = worst[what];
    if (!isExact || count === Infinity) continue;
    const options = { maxLookups: 100, maxVoidLookups: 100, explain: false };
    expect(evaluate(world, { client: formatIp(witness) }, options).counts[what]).toBe(count);
  }
  return worst;
}

const summary = ({ count, witness, isExact, shares }: Worst): unknown[] => [
  count,
  formatIp(witness),
  isExact,
  Object.fromEntries(shares.map((share) => [formatTerm(share.term.term), share.count])),
];

const record = (text: string, ...more: string[]): WorldText[string] => [`TXT v=spf1 ${text}`, ...more];

describe("the worst case", () => {
  it("is met behind the terms that others match", () => {
    const world = {
      "example.org": record(
        "ip4:192.0.2.0/24 a mx:x.example.org include:b.example.org include:c.example.org -all",
        "A 198.51.100.1",
      ),
      "b.example.org": record("a:y.example.org a:example.org -ip4:0.0.0.0/1 exists:example.org"),
      "c.example.org": record("redirect=b.example.org"),
    };
    const worst = worstOf(world);
    // From 128.0.0.0 on the record of b goes one term further, and matches there: no second include is evaluated.
    expect(summary(worst.lookups)).toEqual([
      9,
      "0.0.0.0",
      true,
      { a: 1, "mx:x.example.org": 1, "include:b.example.org": 3, "include:c.example.org": 4 },
    ]);
    expect(summary(worst.voidLookups).slice(0, 3)).toEqual([4, "2001:db8::1", true]);
    expect(worst.lookups.limit).toBe(10);
    expect(shownPath(worst.lookups.path)).toBe("example.org -all");
  });

  it("is more than the limit where others pass", () => {
    const world = {
      "example.org": record("ip4:192.0.2.0/24 include:b.example.org include:b.example.org ip4:198.51.100.1 -all"),
      "b.example.org": record(`${Array.from({ length: 5 }, () => "a:h.example.org").join(" ")} -all`),
      "h.example.org": ["A 203.0.113.1", "AAAA 2001:db8::1"],
    };
    const worst = worstOf(world);
    expect(summary(worst.lookups)).toEqual([12, "0.0.0.0", true, { "include:b.example.org": 6 }]);
    expect(worst.lookups.shares.map(({ count }) => count)).toEqual([6, 6]);
    expect(worst.isHiddenByOrder).toBe(true);
    expect(shown(worst.stopped["lookup-limit"][4].certain)).toBe("all but 192.0.2.0/24 203.0.113.1/32");
    expect(shown(worst.stopped["lookup-limit"][6].certain)).toBe("all but 2001:db8::1/128");
    expect(shown(worst.stopped["void-lookup-limit"][4].possible)).toBe("none");
  });

  it("has no end in a circle, and names the records of it", () => {
    const { lookups, isHiddenByOrder } = worstOf({
      "example.org": record("include:a.example.org -all"),
      "a.example.org": record("include:b.example.org -all"),
      "b.example.org": record("ip4:192.0.2.1 include:a.example.org -all"),
    });
    expect([lookups.count, lookups.isExact, isHiddenByOrder]).toEqual([Infinity, true, true]);
    expect(lookups.path.map(({ record: { domain } }) => domain.text)).toEqual([
      "example.org",
      "a.example.org",
      "b.example.org",
      "a.example.org",
    ]);
  });

  it("counts the exchanges of each mx", () => {
    const exchanges = Array.from({ length: 12 }, (_, at) => `MX 10 h${at}.example.org`);
    const worst = worstOf({ "example.org": record("ip4:192.0.2.1 mx a:x.example.org -all", ...exchanges) });
    expect(summary(worst.mxNames)).toEqual([12, "203.0.113.1", true, { mx: 12 }]);
    // Nothing behind it is evaluated.
    expect([worst.lookups.count, worst.voidLookups.count]).toEqual([1, 0]);
    expect(shown(worst.stopped["mx-limit"][4].certain)).toBe("all but 192.0.2.1/32");
    expect(worst.isHiddenByOrder).toBe(true);
  });

  it("is exact beside dynamic terms that change nothing, and a bound beside others", () => {
    const exact = worstOf({ "example.org": record("exists:%{i}.e.example.org -all") });
    expect(summary(exact.lookups)).toEqual([1, "203.0.113.1", true, { "exists:%{i}.e.example.org": 1 }]);
    expect(exact.lookups.dynamic).toEqual([]);
    expect([exact.voidLookups.count, exact.voidLookups.isExact]).toEqual([1, false]);

    const bound = worstOf({ "example.org": record("exists:%{i}.e.example.org a -all", "A 192.0.2.1") });
    expect([bound.lookups.count, bound.lookups.isExact]).toEqual([2, false]);
    expect(bound.lookups.dynamic.map(({ term }) => formatTerm(term))).toEqual(["exists:%{i}.e.example.org"]);

    const open = worstOf({ "example.org": record("ip4:192.0.2.1 include:%{l}.example.org -all") });
    expect([open.lookups.count, open.lookups.isExact, open.lookups.isOpen]).toEqual([1, false, true]);
  });

  it("is nothing where nothing is asked", () => {
    const worst = worstOf({ "example.org": record("-all") });
    expect(summary(worst.lookups)).toEqual([0, "203.0.113.1", true, {}]);
    expect(worst.isHiddenByOrder).toBe(false);
  });
});
