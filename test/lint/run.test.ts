import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import type { Rule } from "../../src/lint/rule.js";
import { noteText, runRules } from "../../src/lint/run.js";
import { parseZone } from "../../src/zone/index.js";
import { SOA, addressRule, lines, lint, zonesOf } from "./support.js";

const rules = [addressRule("a-rule")];

describe("runRules", () => {
  it("gives the findings of rules and of the parser in the order of the files and of their lines", () => {
    const result = lint(
      {
        "example.net.zone": "b A 192.0.2.2\nbroken\n",
        "example.org.zone": "c A 192.0.2.3\na A 192.0.2.1\nx A 1\na A 192.0.2.4\n",
      },
      { rules },
    );
    expect(lines(result)).toEqual([
      "example.net.zone:1:5+9 warning a-rule: an address of b.example.net",
      expect.stringMatching(/^example\.net\.zone:2:7\+0 error missing-type: /),
      "1:5+9 warning a-rule: an address of c.example.org",
      "2:5+9 warning a-rule: an address of a.example.org",
      expect.stringMatching(/^3:5\+1 error bad-address: /),
      "3:5+1 warning a-rule: an address of x.example.org",
      "4:5+9 warning a-rule: an address of a.example.org",
    ]);
    expect(result.counts).toEqual({ error: 2, warning: 5, info: 0 });
    expect(result.files).toEqual(["example.net.zone", "example.org.zone"]);
  });

  it("finds six mistakes in one file at their places", () => {
    const text = `${SOA}a A 192.0.2.256\nb MX ten mail\nc CNAME d\nc TXT x\nd AAAA ::1::\n  TXT "open\ne 1x A 192.0.2.1\n`;
    expect(lines(lint(text)).map((line) => line.split(":", 2).join(":"))).toEqual([
      "2:5+11 error bad-address",
      "3:6+3 error bad-number",
      "5:3+3 error cname-and-other-data",
      "6:8+5 error bad-address",
      "7:7+1 error open-quote",
      "8:3+2 error bad-ttl",
    ]);
  });

  it("asks a rule for names with its types alone, for those not below a delegation", () => {
    const seen: string[] = [];
    const see = (id: string, types?: Rule["types"]): Rule => ({
      ...addressRule(id),
      ...(types === undefined ? { types: undefined as never } : { types }),
      checkNode: (node) => void seen.push(`${id} ${node.owner.text} ${node.types.join(",")}`),
    });
    lint(`${SOA}a A 192.0.2.1\na TXT x\nb TXT x\nb MX 1 a\nsub NS ns.sub\nns.sub A 192.0.2.2\n*.w A 192.0.2.1\nx.y.z TXT t\n`, {
      rules: [see("all"), see("some", ["A", "MX"])],
    });
    expect(seen).toEqual([
      "all example.org SOA",
      "all a.example.org A,TXT",
      "some a.example.org A,TXT",
      "all b.example.org TXT,MX",
      "some b.example.org TXT,MX",
      "all sub.example.org NS",
      "all *.w.example.org A",
      "some *.w.example.org A",
      "all x.y.z.example.org TXT",
    ]);
  });

  it("makes all files one world", () => {
    const seen: unknown[] = [];
    const rule = addressRule("estate", {
      checkEstate(estate, context) {
        seen.push(estate.zones.map(({ apex }) => apex.text));
        for (const name of ["x.sub.example.org", "x.example.org", "example.net", "example.com"]) {
          seen.push(context.estate.zoneOf(domainName(name))?.apex.text);
        }
        seen.push(estate.lookup({ name: domainName("mail.example.net"), type: "A" }).kind);
      },
    });
    lint(
      {
        "example.org.zone": SOA,
        "sub.example.org.zone": SOA,
        "example.net.zone": `${SOA}mail A 192.0.2.1\n`,
      },
      { rules: [rule] },
    );
    expect(seen).toEqual([
      ["example.org", "sub.example.org", "example.net"],
      "sub.example.org",
      "example.org",
      "example.net",
      undefined,
      "answer",
    ]);
  });

  it("leaves rules that need the whole zone out for fragments and for zones with unread lines, and says so", () => {
    const asked: string[] = [];
    const whole = (id: string, more: Partial<Rule> = {}): Rule =>
      addressRule(id, { needsWholeZone: true, checkNode: undefined as never, ...more });
    const result = lint(
      { "example.org.zone": "a A 192.0.2.1\n", "example.net.zone": `${SOA}broken\n`, "example.com.zone": SOA },
      {
        rules: [
          ...rules,
          whole("w-zone", { checkZone: (zone) => void asked.push(`zone ${zone.apex.text}`) }),
          whole("w-estate", {
            checkEstate: (estate) => void asked.push(`estate ${estate.zones.map(({ apex }) => apex.text).join()}`),
          }),
        ],
      },
    );
    expect(asked).toEqual(["zone example.com", "estate example.com"]);
    expect(result.notes).toEqual([
      { kind: "fragment", zone: "example.org", files: ["example.org.zone"], rules: ["w-zone", "w-estate"] },
      { kind: "unread-lines", zone: "example.net", files: ["example.net.zone"], rules: ["w-zone", "w-estate"] },
    ]);
    expect(result.notes.map(noteText)).toEqual([
      "example.org.zone is a fragment without SOA record: 2 rules that need the whole zone were left out (w-zone, w-estate)",
      "example.net.zone has lines that could not be read: 2 rules that need the whole zone were left out (w-zone, w-estate)",
    ]);
  });

  it("does not call a zone a fragment whose SOA record could not be read", () => {
    const whole = addressRule("w", { needsWholeZone: true });
    const notes = (text: string, origin?: string): string[] => {
      const zone = parseZone(text, origin === undefined ? {} : { origin: domainName(origin) });
      return runRules({ zones: [zone], rules: [whole], now: 0 }).notes.map(({ kind }) => kind);
    };
    expect(notes(`$TTL 1h\n${SOA}a A 192.0.2.1\n`)).toEqual([]);
    expect(notes("$TTL 1h\na.example.org. A 192.0.2.1\n")).toEqual(["fragment"]);
    expect(notes(SOA.replace("SOA", "SOAA"), "example.org")).toEqual(["unread-lines"]);
  });

  it("has no note where no rule needs the whole zone", () => {
    expect(lint("a A 192.0.2.1\n", { rules }).notes).toEqual([]);
  });

  it("makes a rule that throws a finding, and goes on with the others", () => {
    let calls = 0;
    const bad = (id: string, more: Partial<Rule>): Rule => addressRule(id, { checkNode: undefined as never, ...more });
    const result = lint("a A 192.0.2.1\nb A 192.0.2.2\n", {
      rules: [
        bad("bad-node", {
          checkNode: () => {
            calls++;
            throw new TypeError("no\nsuch thing");
          },
        }),
        bad("bad-zone", {
          checkZone: () => {
            throw new RangeError("deep");
          },
        }),
        bad("bad-estate", {
          checkEstate: () => {
            // eslint-disable-next-line no-throw-literal
            throw "text";
          },
        }),
        ...rules,
      ],
    });
    expect(calls).toBe(1);
    const failed = (id: string, where: string, why: string): string =>
      `1:1+0 error internal-error: the rule ${id} failed at "${where}" and checked nothing after it (${why}): this is a fault of the program, please report it`;
    expect(lines(result)).toEqual([
      failed("bad-zone", "example.org", "RangeError: deep"),
      failed("bad-node", "a.example.org", "TypeError: no"),
      failed("bad-estate", "example.org", "text"),
      "1:5+9 warning a-rule: an address of a.example.org",
      "2:5+9 warning a-rule: an address of b.example.org",
    ]);
  });

  it("reports the same thing once", () => {
    expect(lint("a A 192.0.2.1\n", { rules: [rules[0]!, rules[0]!] }).findings).toHaveLength(1);
  });

  it("keeps a limited number of findings of a rule in a file and counts the others", () => {
    const zone = Array.from({ length: 150 }, (_, index) => `h${index} A 192.0.2.1\n`).join("");
    const result = lint({ "example.org.zone": zone, "example.net.zone": "a A 192.0.2.1\n" }, { rules });
    expect(result.findings).toHaveLength(101);
    expect(result.omitted).toEqual([{ rule: "a-rule", file: "example.org.zone", count: 50, severity: "warning" }]);
    expect(result.counts.warning).toBe(151);
    expect(lint(zone, { rules, limit: 2 }).omitted).toMatchObject([{ count: 148 }]);
    expect(lint(zone, { rules, limit: Infinity }).omitted).toEqual([]);
  });

  it("has the time and the zones as they were", () => {
    const seen: unknown[] = [];
    const rule = addressRule("before", {
      needsBefore: true,
      checkZone: (zone, context) => void seen.push([context.now, context.before(zone)?.soa?.data]),
    });
    lint(SOA, { rules: [rule], now: 7 });
    expect(seen).toEqual([]);
    const before = { "example.org.zone": SOA.replace(" 1 ", " 41 ") };
    lint(SOA, { rules: [rule], now: 7, before: zonesOf(before) });
    expect(seen).toEqual([[7, expect.objectContaining({ serial: 41 })]]);
  });

  it("does not pay for rules that want other types", () => {
    const zone = `$TTL 60\n${SOA}${Array.from({ length: 50_000 }, (_, index) => `h${index} A 192.0.2.1\n`).join("")}`;
    const many = Array.from({ length: 100 }, (_, index) => addressRule(`r-${index}`, { types: index === 0 ? ["A"] : ["MX"] }));
    const time = (chosen: readonly Rule[]): number => {
      const zones = zonesOf({ "example.org.zone": zone });
      const started = performance.now();
      expect(runRules({ zones, rules: chosen, now: 0 }).counts.warning).toBe(50_000);
      return performance.now() - started;
    };
    const one = time(many.slice(0, 1));
    // Five million calls would take longer; some more for a machine that has other things to do.
    expect(time(many)).toBeLessThan(2 * one + 500);
  });
});

describe("a million findings", () => {
  it("take the memory of a hundred", () => {
    const rule = addressRule("loud", {
      checkNode(node, _zone, context) {
        for (const { source, span } of node.rrset("A")) {
          for (let index = 0; index < 1_000_000; index++) context.report({ source, span, message: `finding ${index}` });
        }
      },
    });
    const result = lint("a A 192.0.2.1\n", { rules: [rule] });
    expect(result.findings).toHaveLength(100);
    expect(result.omitted).toMatchObject([{ count: 999_900 }]);
  });
});
