/** The tree of a policy: what is shown where, what it costs, and what is wrong. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIp } from "../../../src/base/ip.js";
import { domainName } from "../../../src/base/name.js";
import { runSync } from "../../../src/base/run.js";
import { outcomesOf } from "../../../src/spf/policy/outcomes.js";
import { policySteps } from "../../../src/spf/policy/read.js";
import { groupedTerms, isGroup } from "../../../src/spf/policy/tree-groups.js";
import { type PolicyTree, type TreeRecord, type TreeTerm, policyTree } from "../../../src/spf/policy/tree.js";
import { worstCase } from "../../../src/spf/policy/worst-case.js";
import { checkHostSteps } from "../../../src/spf/check-host.js";
import { randomWorld } from "../../support/spf.js";
import { type WorldText, answerFrom, readWorld } from "../../support/world.js";

const SEED = 7208;

function treeOf(world: WorldText): PolicyTree {
  const policy = runSync(policySteps(domainName("example.org")), answerFrom(readWorld(world)));
  return policyTree(outcomesOf(policy, { assumeUnknown: true }));
}

/** A record as nested lists: the domain with the way it is shown and its lookups, then its terms. */
function outline(record: TreeRecord): unknown[] {
  const terms = record.terms.map((term) => (term.child === undefined ? term.text : outline(term.child)));
  return [`${record.record.domain.text} ${record.shown} ${record.lookups}${record.isOpen ? "+" : ""}`, ...terms];
}

function problems(record: TreeRecord): string[] {
  const of = ({ child, problems: own, text }: TreeTerm): string[] => [
    ...own.map(({ code, severity }) => `${text} ${code} ${severity}`),
    ...(child === undefined ? [] : problems(child)),
  ];
  return [
    ...record.problems.map(({ code, severity }) => `${record.record.domain.text} ${code} ${severity}`),
    ...record.terms.flatMap(of),
  ];
}

const many = (count: number, of: (at: number) => string): string => Array.from({ length: count }, (_, at) => of(at)).join(" ");

describe("the tree of a policy", () => {
  it("has each record where an evaluation meets it first, and names it after that", () => {
    const { root, counts, isBroken } = treeOf({
      "example.org": ["TXT v=spf1 include:x.example.org include:y.example.org -all"],
      "x.example.org": ["TXT v=spf1 include:shared.example.org -all"],
      "y.example.org": ["TXT v=spf1 ip4:192.0.2.9 include:shared.example.org redirect=z.example.org"],
      "shared.example.org": ["TXT v=spf1 a:h.example.org ip4:192.0.2.0/28 -all"],
      "z.example.org": ["TXT v=spf1 +ip4:192.0.2.32 -all"],
      "h.example.org": ["A 192.0.2.64", "AAAA 2001:db8::1"],
    });
    expect(outline(root)).toEqual([
      "example.org here 7",
      ["x.example.org here 2", ["shared.example.org here 1", "a:h.example.org", "ip4:192.0.2.0/28", "-all"], "-all"],
      [
        "y.example.org here 3",
        "ip4:192.0.2.9",
        ["shared.example.org above 1"],
        ["z.example.org here 0", "+ip4:192.0.2.32", "-all"],
      ],
      "-all",
    ]);
    expect(root.terms.map((term) => term.lookups)).toEqual([3, 4, 0]);
    expect(counts.lookups).toMatchObject({ count: 7, limit: 10, is: "exact" });
    expect(isBroken).toBe(false);
    expect(problems(root)).toEqual([]);
  });

  it("says what a record is worth: its size, its TTL, whose addresses pass by way of it", () => {
    const { root, passes } = treeOf({
      "example.org": ["TXT v=spf1 ip4:192.0.2.0/25 include:x.example.org -all"],
      "x.example.org": ["TXT v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/64 -all"],
    });
    expect(root.octets).toBe("v=spf1 ip4:192.0.2.0/25 include:x.example.org -all".length);
    // What the root allows before is not the include's.
    expect(root.terms[0]?.passes[4].certain.size).toBe(128n);
    expect(root.terms[1]?.passes[4].certain.size).toBe(128n);
    expect(root.terms[1]?.child?.passes[6].certain.size).toBe(1n << 64n);
    expect(passes[4].certain.size).toBe(256n);
  });

  it("does not say of an include what its all says: that is not the verdict", () => {
    const { root } = treeOf({
      "example.org": ["TXT v=spf1 include:x.example.org redirect=y.example.org"],
      "x.example.org": ["TXT v=spf1 redirect=z.example.org"],
      "y.example.org": ["TXT v=spf1 -all"],
      "z.example.org": ["TXT v=spf1 -all"],
    });
    const [include, redirect] = root.terms;
    expect(root.isVerdict).toBe(true);
    expect(include?.child?.isVerdict).toBe(false);
    expect(include?.child?.terms[0]?.child?.isVerdict).toBe(false);
    expect(redirect?.child?.isVerdict).toBe(true);
  });

  it("marks where lookup 11 is met, as deep as it is shown", () => {
    const { counts, isBroken, root, shares } = treeOf({
      "example.org": [`TXT v=spf1 ${many(8, (at) => `a:h${at}.example.org`)} include:x.example.org include:y.example.org -all`],
      "x.example.org": ["TXT v=spf1 a:h0.example.org a:h1.example.org -all"],
      "y.example.org": ["TXT v=spf1 -all"],
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, at) => [`h${at}.example.org`, [`A 192.0.2.${at}`, `AAAA 2001:db8::${at}`]]),
      ),
    });
    expect(counts.lookups).toMatchObject({ count: 12, is: "exact" });
    expect(isBroken).toBe(true);
    expect(problems(root)).toEqual(["a:h1.example.org lookup-limit error"]);
    expect(root.terms[8]?.child?.terms[1]?.problems[0]?.message).toBe("here is lookup 11, and 10 are allowed: permerror");
    expect(shares.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 3, 1]);
  });

  it("marks the limit at the name of a record that is shown above", () => {
    const { root } = treeOf({
      "example.org": [`TXT v=spf1 include:x.example.org ${many(4, (at) => `include:i${at}.example.org`)} -all`],
      "x.example.org": ["TXT v=spf1 include:x1.example.org -all"],
      "x1.example.org": ["TXT v=spf1 include:x2.example.org -all"],
      "x2.example.org": ["TXT v=spf1 ip4:192.0.2.1 -all"],
      ...Object.fromEntries(
        Array.from({ length: 4 }, (_, at) => [`i${at}.example.org`, ["TXT v=spf1 include:x.example.org -all"]]),
      ),
    });
    // 3 for x, then 4 and 4: the last of x's own in the second.
    expect(problems(root)).toEqual(["include:x.example.org lookup-limit error"]);
    expect(root.terms[2]?.child?.terms[0]?.problems).toHaveLength(1);
  });

  it("marks the third void lookup", () => {
    const { counts, root } = treeOf({
      "example.org": ["TXT v=spf1 a:n1.example.org a:n2.example.org a:n3.example.org -all"],
    });
    expect(counts.voids).toMatchObject({ count: 3, limit: 2, is: "exact" });
    expect(problems(root)).toEqual([
      "a:n1.example.org void warning",
      "a:n2.example.org void warning",
      "a:n3.example.org void-lookup-limit error",
      "a:n3.example.org void warning",
    ]);
  });

  it("shows a circle as a loop", () => {
    const { counts, isBroken, root } = treeOf({
      "example.org": ["TXT v=spf1 include:x.example.org -all"],
      "x.example.org": ["TXT v=spf1 include:example.org -all"],
    });
    expect(outline(root)).toEqual([
      "example.org here Infinity",
      ["x.example.org here Infinity", ["example.org loop Infinity"], "-all"],
      "-all",
    ]);
    expect(counts.lookups.count).toBe(Infinity);
    expect(isBroken).toBe(true);
    expect(problems(root)).toContain("example.org loop error");
  });

  it.each<[string, WorldText, string[], boolean]>([
    ["no record", { "example.org": ["A 192.0.2.1"] }, ["example.org no-record error"], true],
    ["several records", { "example.org": ["TXT v=spf1 -all", "TXT v=spf1 a"] }, ["example.org several-records error"], true],
    ["a syntax error", { "example.org": ["TXT v=spf1 ip4:x -all"] }, ["example.org syntax error"], true],
    ["a failure", { "example.org": ["TXT !timeout"] }, ["example.org dns warning"], false],
  ])("of a root with %s", (_, world, expected, isBroken) => {
    const tree = treeOf(world);
    expect(problems(tree.root)).toEqual(expected);
    expect(tree.isBroken).toBe(isBroken);
  });

  it("has each problem at its place", () => {
    const { isBroken, root } = treeOf({
      "example.org": [
        "TXT v=spf1 mx a:fails.example.org exists:none.example.org a:bad..name.example.org include:dead.example.org include:two.example.org include:wrong.example.org include:slow.example.org ?all",
        ...Array.from({ length: 11 }, (_, at) => `MX 10 m${at}.example.org`),
      ],
      "fails.example.org": ["A !servfail"],
      "two.example.org": ["TXT v=spf1 -all", "TXT v=spf1 a"],
      "wrong.example.org": ["TXT v=spf1 foo -all"],
      "slow.example.org": ["TXT !timeout"],
    });
    expect(problems(root)).toEqual([
      "mx mx-limit error",
      "a:fails.example.org dns warning",
      "exists:none.example.org void warning",
      "a:bad..name.example.org target-malformed warning",
      "dead.example.org no-record error",
      "two.example.org several-records error",
      "wrong.example.org syntax error",
      "slow.example.org dns warning",
    ]);
    expect(root.terms[6]?.child?.problems[0]?.span).toEqual({ start: 7, end: 10 });
    expect(isBroken).toBe(true);
  });

  it("counts what is known beside what is not, and what depends on the mail as a bound", () => {
    const unknown = { status: "servfail", isUnknown: true, reason: "not in the zone files" } as const;
    const resolve = answerFrom(readWorld({ "example.org": ["TXT v=spf1 include:elsewhere.example a mx -all"] }));
    const policy = runSync(policySteps(domainName("example.org")), (question) =>
      question.name.key === "elsewhere.example" ? unknown : resolve(question),
    );
    const { counts, isBroken, root } = policyTree(outcomesOf(policy, { assumeUnknown: true }));
    expect(counts.lookups).toMatchObject({ count: 3, is: "least" });
    expect(problems(root)).toContain("elsewhere.example unknown info");
    // Nobody knows whether the unknown one finds something, but "a" and "mx" do not.
    expect(counts.voids).toMatchObject({ count: 2, is: "possible" });
    expect(isBroken).toBe(false);
    const dynamic = treeOf({
      "example.org": ["TXT v=spf1 exists:%{i}.example.org a:h.example.org -all"],
      "h.example.org": ["A 192.0.2.1"],
    });
    expect(dynamic.counts.lookups).toMatchObject({ count: 2, is: "most" });
  });

  it("claims no permerror where it depends on the mail", () => {
    const { isBroken, root } = treeOf({
      "example.org": ["TXT v=spf1 exists:%{i}.a.example.org exists:%{i}.b.example.org exists:%{i}.c.example.org -all"],
    });
    expect(problems(root)).toEqual(["exists:%{i}.c.example.org void-lookup-limit warning"]);
    expect(root.terms[2]?.problems[0]?.message).toContain("here may be void lookup 3");
    expect(isBroken).toBe(false);
  });

  it("takes four networks and more in a row together, where they say the same", () => {
    const { root } = treeOf({
      "example.org": [
        "TXT v=spf1 ip4:192.0.2.0/26 ip4:192.0.2.0/27 ip6:2001:db8::/64 ip4:192.0.2.128/26 -ip4:192.0.2.64 -ip4:192.0.2.65 a ip4:10.0.0.1 ip4:10.0.0.2 ip4:10.0.0.3 -all ip4:10.0.0.4 ip4:10.0.0.5 ip4:10.0.0.6 ip4:10.0.0.7",
        "A 192.0.2.1",
      ],
    });
    const entries = groupedTerms(root.terms).map((entry) =>
      isGroup(entry) ? `${entry.terms.length}: ${entry.addresses[4].size}, ${entry.addresses[6].size}` : entry.text,
    );
    expect(entries).toEqual([
      // Addresses in two of them count once.
      `4: 128, ${1n << 64n}`,
      "-ip4:192.0.2.64",
      "-ip4:192.0.2.65",
      "a",
      "ip4:10.0.0.1",
      "ip4:10.0.0.2",
      "ip4:10.0.0.3",
      "-all",
      "ip4:10.0.0.4",
      "ip4:10.0.0.5",
      "ip4:10.0.0.6",
      "ip4:10.0.0.7",
    ]);
  });

  it("counts as the evaluator does, in random worlds: the address that is named meets the number", () => {
    fc.assert(
      fc.property(randomWorld(), ({ resolve }) => {
        const policy = runSync(policySteps(domainName("example.org"), { maxRecords: 30 }), resolve);
        const outcomes = outcomesOf(policy, { assumeUnknown: true });
        const { counts, root, shares } = policyTree(outcomes);
        expect(root.lookups).toBe(counts.lookups.count);
        const { address, count, is } = counts.lookups;
        if (is !== "exact") return;
        expect(count).toBe(worstCase(outcomes).lookups.count);
        if (count !== Infinity) expect(shares.reduce((sum, share) => sum + share.count, 0)).toBe(count);
        if (address === undefined || count === Infinity) return;
        const sender = { localPart: "user", domain: "example.org" };
        const request = { client: address, domain: "example.org", sender, helo: "", identity: "mailfrom" } as const;
        const result = runSync(checkHostSteps(request, { maxLookups: 1000, maxVoidLookups: 1000 }), resolve);
        expect(result.counts.lookups, formatIp(address)).toBe(count);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
