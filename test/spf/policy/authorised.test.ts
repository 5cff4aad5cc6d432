/** What a policy authorises, and which terms decide. */
import { describe, expect, it } from "vitest";
import { type FamilySets, addressesWhere, attribution, authorised } from "../../../src/spf/policy/authorised.js";
import type { PolicyOutcomes } from "../../../src/spf/policy/outcomes.js";
import { formatTerm } from "../../../src/spf/print.js";
import { outcomesIn, shown } from "../../support/policy.js";

const world = {
  "example.org": [
    "TXT v=spf1 -ip4:192.0.2.9 include:c.example.org ip4:192.0.2.8/30 exists:%{i}.e.example.org ip6:2001:db8::/32 ~all",
  ],
  "c.example.org": ["TXT v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::1 a:x.example.org -all"],
};

const both = ({ 4: four, 6: six }: FamilySets): string[] =>
  [four.certain, four.possible, six.certain, six.possible].map((set) => shown(set));

function shares(outcomes: PolicyOutcomes, results?: ["pass"]): Record<string, string[]> {
  const { terms } = attribution(outcomes, results);
  return Object.fromEntries([...terms].map(([{ term }, sets]) => [formatTerm(term), both(sets)]));
}

describe("what a policy authorises", () => {
  const outcomes = outcomesIn(world);

  it("is the certain and the possible addresses of each result", () => {
    const { pass, fail, softfail, permerror } = authorised(outcomes);
    expect(both(pass)).toEqual([
      "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30",
      "all but 192.0.2.9/32",
      // A dynamic term in front of it changes nothing for those that pass anyway.
      "2001:db8::/32",
      "all",
    ]);
    expect(both(fail)).toEqual(["192.0.2.9/32", "192.0.2.9/32", "none", "none"]);
    expect(both(softfail).slice(0, 2)).toEqual(["none", "all but 192.0.2.0/28"]);
    expect(both(permerror)).toEqual(["none", "none", "none", "none"]);
    expect(pass[4].certain.size).toBe(15n);
  });

  it("is the sum of what its terms decide", () => {
    expect(shares(outcomes, ["pass"])).toEqual({
      "include:c.example.org": [
        "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30",
        "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30",
        "2001:db8::1/128",
        "2001:db8::1/128",
      ],
      "ip4:192.0.2.0/28": [
        "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30",
        "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30",
        "none",
        "none",
      ],
      "ip6:2001:db8::1": ["none", "none", "2001:db8::1/128", "2001:db8::1/128"],
      "exists:%{i}.e.example.org": ["none", "all but 192.0.2.0/28", "none", "all but 2001:db8::1/128"],
      "ip6:2001:db8::/32": ["none", "none", "none", expect.stringContaining(" 2001:db8::1/128 ")],
    });
    // The term that another one hides decides about nobody.
    expect(Object.keys(shares(outcomes))).not.toContain("ip4:192.0.2.8/30");
    const { records } = attribution(outcomes, ["pass"]);
    expect([...records].map(([{ domain }, sets]) => [domain.text, shown(sets[4].certain)])).toEqual([
      ["example.org", "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30"],
      ["c.example.org", "192.0.2.0/29 192.0.2.8/32 192.0.2.10/31 192.0.2.12/30"],
    ]);
  });

  it("may be asked for any kind of outcome", () => {
    const voids = addressesWhere(outcomes, ({ voidLookups }) => voidLookups > 0);
    expect(both(voids)).toEqual([
      "all but 192.0.2.0/28",
      "all but 192.0.2.0/28",
      "all but 2001:db8::1/128",
      "all but 2001:db8::1/128",
    ]);
  });
});
