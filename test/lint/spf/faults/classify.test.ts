/** What holds for the faults of any record, however it was broken. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_FAULTS, isFaulty } from "../../../../src/lint/spf/faults/classify.js";
import { applyEdits } from "../../../../src/lint/spf/faults/edited-text.js";
import type { Fault, FaultRule } from "../../../../src/lint/spf/faults/fault.js";
import { words } from "../../../../src/lint/spf/faults/tokens.js";
import { parseRecord } from "../../../../src/spf/parse.js";
import { formatIp, inNetwork } from "../../../../src/base/ip.js";
import { faultsOf, mended } from "./support.js";

const RECORDS = [
  "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:_spf.example.org a:mail.example.org/24//64 mx -all",
  "v=spf1 exists:%{ir}.%{v}._spf.%{d2} a mx/24 ptr:example.org ?all exp=explain.example.org",
  "v=spf1 +a -mx ~include:a.example.net redirect=_spf.example.net ra=postmaster",
  "v=spf1 ip4:192.0.2.1, ip4=192.0.2.2; include: b.example.org - all p=none",
  "v=spf1 ip4:192.0.2.1 - 192.0.2.9 a:mail.example.org /24 --all ip4:192.0.2.* redirect:x.example",
];

const PIECES = [
  ..."  :=/.-+~?,;%{}<>&@*\t\"'_019adeilmnprx",
  "all",
  "ip4:",
  "ip6:",
  "include:",
  "a",
  "mx",
  "redirect=",
  "exp=",
  " -all",
  "%{i}",
  "%{",
  "//64",
  "/24",
  "/33",
  "192.0.2.1",
  "2001:db8::1",
  "x.example",
  "<br>",
  "&nbsp;",
  "{{x}}",
  "p=none",
  "v=DMARC1;",
  "https://",
  "..",
  "255.255.255.0",
];

/** A record after some changes at random places. */
const broken: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...RECORDS),
    fc.array(fc.tuple(fc.nat(200), fc.nat(3), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 6 }),
  )
  .map(([record, changes]) => {
    let text = record;
    for (const [place, removed, piece] of changes) {
      const at = "v=spf1 ".length + (place % Math.max(1, text.length - "v=spf1 ".length + 1));
      text = text.slice(0, at) + piece + text.slice(at + removed);
    }
    return text;
  });

/** Faults that the grammar says nothing about. */
const SILENT: ReadonlySet<FaultRule> = new Set<FaultRule>([
  "all-with-argument",
  "comma-separator",
  "domain-empty-label",
  "domain-is-address",
  "domain-is-url",
  "domain-label-too-long",
  "domain-wildcard",
  "equals-for-colon",
  "foreign-tags",
  "html-residue",
  "macro-missing-percent",
  "mechanism-doubled",
  "modifier-misspelt",
  "placeholder",
  "semicolon-in-record",
  "terms-joined",
]);

const CHARACTERS: ReadonlySet<FaultRule> = new Set<FaultRule>([
  "comma-separator",
  "foreign-tags",
  "html-residue",
  "placeholder",
  "semicolon-in-record",
  "tab-separator",
]);

/** The words that a fault marks a part of. */
function wordsOf(text: string, { span }: Fault): number[] {
  return words(text, "v=spf1".length).flatMap((word, index) => (word.start < span.end && word.end > span.start ? [index] : []));
}

const check = (property: (text: string) => void) => fc.assert(fc.property(broken, property), { seed: 7208, numRuns: 3000 });

describe("the faults of any record", () => {
  it("mark a piece of it, in order, and are said in a sentence", () => {
    check((text) => {
      let last = 0;
      for (const { span, message } of faultsOf(text)) {
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(text.length);
        expect(message).toMatch(/^[a-z0-9"][\x20-\x7e]+$/);
        last = span.start;
      }
    });
  });

  it("own each problem of the parser", () => {
    check((text) => {
      const faults = faultsOf(text);
      if (faults.length === MAX_FAULTS) return;
      const owned = new Set(faults.flatMap((fault) => wordsOf(text, fault)));
      const all = words(text, "v=spf1".length);
      for (const { span, code } of parseRecord(text).problems) {
        const index = all.findIndex((word) => span.start >= word.start && span.start < word.end);
        expect(owned, `${code} in ${text}`).toContain(index);
      }
    });
  });

  it("are none where the parser has no problem, but for those that it cannot see", () => {
    check((text) => {
      const faults = faultsOf(text);
      // Without the characters that do not belong there the terms may be others.
      if (parseRecord(text).problems.length > 0 || faults.some(({ rule }) => CHARACTERS.has(rule))) return;
      expect(faults.filter(({ rule }) => !SILENT.has(rule))).toEqual([]);
    });
  });

  it("are one for each cause: no two of a kind at one place", () => {
    check((text) => {
      const faults = faultsOf(text);
      faults.forEach((fault, index) => {
        for (const other of faults.slice(index + 1)) {
          const isApart = other.span.start >= fault.span.end;
          const isOfOneKind = other.rule === fault.rule || (!CHARACTERS.has(other.rule) && !CHARACTERS.has(fault.rule));
          if (isOfOneKind && other.rule !== "placeholder")
            expect(isApart, `${fault.rule} and ${other.rule} in ${text}`).toBe(true);
        }
      });
    });
  });

  it("have fixes that mend them and break nothing", () => {
    let fixes = 0;
    check((text) => {
      const faults = faultsOf(text);
      if (faults.length === MAX_FAULTS) return;
      for (const { rule, fix } of faults) {
        if (fix === undefined) continue;
        fixes++;
        const fixed = applyEdits(text, fix.edits);
        const [before, after] = [parseRecord(text), parseRecord(fixed)];
        expect(faultsOf(fixed).length, `${rule} in ${text}, then ${fixed}`).toBeLessThan(faults.length);
        expect(fix.claim.kind === "repair").toBe(before.problems.length > 0);
        if (fix.claim.kind === "nothing") expect(after.record.directives.length).toBe(before.record.directives.length);
        if (fix.claim.kind === "networks") {
          const added = after.record.directives.filter(({ mechanism }) => mechanism.name === "ip4" || mechanism.name === "ip6");
          const [network] = fix.claim.networks;
          expect(
            added.some(
              ({ mechanism }) =>
                "address" in mechanism &&
                network !== undefined &&
                formatIp(mechanism.address) === formatIp(network.address) &&
                inNetwork(mechanism.address, network.address, network.prefix),
            ),
          ).toBe(true);
        }
      }
    });
    expect(fixes).toBeGreaterThan(1000);
  });
});

describe("the faults of a long text", () => {
  it("are the first ones, and the last of them says how many are left", () => {
    const faults = faultsOf(`v=spf1 ${"foo ".repeat(100)}`);
    expect(faults).toHaveLength(MAX_FAULTS);
    expect(faults.at(-1)?.message).toMatch(/; the record has 80 more problems$/);
  });

  it.each(["p=none x ", "a,", ";", "{{", "<b>", "%", "-", "ip4:1.2.3.4-", "a:".repeat(3), "1.2.3.", "x.", " ", "ip4: ", "/"])(
    "are found in many %j",
    (piece) => {
      const text = `v=spf1 ${piece.repeat(65_000 / piece.length)}`;
      expect(faultsOf(text).length).toBeLessThanOrEqual(MAX_FAULTS);
    },
  );
});

describe("isFaulty", () => {
  it("says whether a piece of a record is part of a fault", () => {
    const text = "v=spf1 ip4=192.0.2.1 foo=bar - all";
    const spf = { text, strings: [text], parsed: parseRecord(text) };
    const [first, second] = spf.parsed.record.terms;
    expect(first && isFaulty(spf, first.span)).toBe(true);
    expect(second && isFaulty(spf, second.span)).toBe(false);
    const [all] = spf.parsed.record.directives;
    expect(all && isFaulty(spf, all.span)).toBe(true);
  });
});

describe("a fix", () => {
  it("is left out where what it writes is broken too", () => {
    expect(mended("ipv4:192.0.2.* -all")).toBeUndefined();
    expect(mended("include: https://example.org/ -all")).toBeUndefined();
  });
});
