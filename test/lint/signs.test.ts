/** A rule that is called only for names that show its signs finds what it finds when it is called for all names. */
import { describe, expect, it } from "vitest";
import { hostingZone, tldZone, withFaults } from "../../bench/zone-generators.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { Rule } from "../../src/lint/rule.js";
import type { LintResult } from "../../src/lint/run.js";
import { ALL_SIGNS } from "../../src/lint/signs/sign.js";
import { createSpfZoneMaker, spfBorderZone } from "./random-spf.js";
import { createZoneMaker } from "./random-zones.js";
import { addressRule, lines, lint } from "./support.js";

const SEED = 20_261_123;
const NOW = 1_790_000_000;

type Files = Readonly<Record<string, string>>;

function outcome(files: Files, rules: readonly Rule[], isPlain: boolean, limit: number = 200): unknown {
  const { notes, counts, omitted, findings, ...rest }: LintResult = lint(files, { rules, now: NOW, limit, isPlain });
  const related = findings.map((finding) =>
    finding.related.map(({ source, span, message }) => ({ file: source.name, span, message })),
  );
  return { lines: lines({ notes, counts, omitted, findings, ...rest }), related, notes, counts, omitted };
}

function compare(files: Files, rules: readonly Rule[] = ALL_RULES): void {
  expect(outcome(files, rules, false), JSON.stringify(files)).toEqual(outcome(files, rules, true));
}

describe("signs", () => {
  it("hide nothing from all rules together, in random zones", () => {
    const maker = createZoneMaker(SEED);
    for (let count = 0; count < 600; count++) compare(maker.files());
  });

  it("hide nothing from all rules together, where SPF records are nearly plain", () => {
    const maker = createSpfZoneMaker(SEED + 2);
    for (let count = 0; count < 400; count++) compare(maker.files());
  });

  it("hide nothing where an SPF record has one thing that is nearly plain", () => {
    const files = { "test.zone": spfBorderZone() };
    expect(outcome(files, ALL_RULES, false, 10_000)).toEqual(outcome(files, ALL_RULES, true, 10_000));
  });

  it("hide nothing of an MX to the root, which is no mail host even where it has an address", () => {
    const zone = "$TTL 1h\n. SOA ns1 host 1 2h 1h 2w 1h\nmail MX 10 .\n. A 192.0.2.1\n";
    compare({ "example.org.zone": zone });
    expect(lines(lint({ "example.org.zone": zone }, { rules: ALL_RULES, now: NOW })).join("\n")).not.toContain("mail host");
  });

  it("hide nothing from each rule alone", () => {
    const maker = createZoneMaker(SEED + 1);
    for (let count = 0; count < 12; count++) {
      const files = maker.files();
      for (const rule of ALL_RULES) compare(files, [rule]);
    }
    const spfMaker = createSpfZoneMaker(SEED + 3);
    for (let count = 0; count < 12; count++) {
      const files = spfMaker.files();
      for (const rule of ALL_RULES) compare(files, [rule]);
    }
  });

  it("hide nothing in the zones of the benchmarks, with mistakes and without", () => {
    for (const every of [7, 1_000_000]) {
      compare({ "test.zone": [...withFaults(tldZone(1500), every)].join("") });
      compare({ "hosting.test.zone": [...withFaults(hostingZone(1500), every)].join("") });
    }
  });

  it("show DMARC reports to others wherever one of the zones can say whether they are permitted", () => {
    const head = "$TTL 1h\n@ IN SOA ns1.test. host.test. 1 2h 1h 2w 1h\n@ IN NS ns1.test.\n";
    const policies = [
      ...[
        "rua=mailto:a@b.example",
        "rua=mailto:a@sub.b.example",
        "ruf=mailto:a@c.example,mailto:x@b.example",
        "pct=100; rua=mailto:a@b.example",
      ],
      ...["rua=mailto:a@xb.example", "rua=mailto:a@c.example", "rua=mailto:a@a.example"],
    ];
    const records = policies.flatMap((tags, index) => {
      const text = `v=DMARC1; p=none; ${tags}`;
      const strings = [`"${text}"`, `"${text.slice(0, 30)}" "${text.slice(30)}"`];
      return strings.map((value, part) => `_dmarc.d${index}-${part} IN TXT ${value}\n`);
    });
    const policyZone = `${head}${records.join("")}`;
    const rules = ALL_RULES.filter(({ id }) => id === "dmarc-report-unauthorised");
    const found = ["b.example", "_report._dmarc.b.example", "a.example._report._dmarc.b.example", "example", "c.d.example"].map(
      (other) => {
        const files = { "a.example.zone": policyZone, [`${other}.zone`]: head };
        compare(files);
        return lint(files, { rules, now: NOW }).findings.length;
      },
    );
    expect(found).toEqual([8, 6, 6, 14, 0]);
  });

  it("let a clean zone of the benchmarks be clean, whatever its size", () => {
    for (const count of [50, 777, 1500]) {
      expect(lines(lint({ "test.zone": [...tldZone(count)].join("") }, { rules: ALL_RULES, now: NOW }))).toEqual([]);
      expect(lines(lint({ "hosting.test.zone": [...hostingZone(count)].join("") }, { rules: ALL_RULES, now: NOW }))).toEqual(
        [],
      );
    }
  });

  it("are never needed: a rule without them is called for all names with its types, or for all", () => {
    const zone = "$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\nwww A 192.0.2.1\nmail AAAA 2001:db8::1\ntxt TXT x\n";
    const owners = (rule: Rule): string[] => lines(lint(zone, { rules: [rule] }));
    expect(owners(addressRule("typed"))).toHaveLength(1);
    const seen: string[] = [];
    const { types: _, ...all } = addressRule("all", { checkNode: (node) => void seen.push(node.owner.text) });
    lint(zone, { rules: [all] });
    expect(seen).toEqual(["example.org", "www.example.org", "mail.example.org", "txt.example.org"]);
  });

  it("are said by every rule of the project that looks at common types", () => {
    // SPF, CAA, AFSDB, NAPTR, KX, DNAME, NSEC, NSEC3, NSEC3PARAM, SVCB and HTTPS: a zone has few, or is no zone of delegations and customers.
    const rare = new Set(["SPF", "CAA", ...[18, 35, 36, 39, 47, 50, 51, 64, 65].map((code) => `TYPE${code}`)]);
    const without = ALL_RULES.filter(({ checkNode, signs }) => checkNode !== undefined && signs === undefined);
    for (const { id, types } of without)
      expect(
        types?.every((type) => rare.has(type)),
        id,
      ).toBe(true);
    for (const { id, signs } of ALL_RULES) expect(signs, id).not.toBe(ALL_SIGNS);
  });
});
