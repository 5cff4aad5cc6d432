/** The fixes of the rules of records keep what they claim: the evaluator gives the same before and after. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IpAddress, type IpNetwork, formatIp, ip4, ip6, parseIp } from "../../src/base/ip.js";
import { NXDOMAIN, answer } from "../../src/base/question.js";
import { type SyncResolver, runSync } from "../../src/base/run.js";
import { lastAddress, withoutHostBits } from "../../src/lint/spf/networks.js";
import type { FixClaim } from "../../src/lint/spf/spf-text.js";
import { isNetwork } from "../../src/lint/spf/terms.js";
import { type CheckHostRequest, checkHostSteps } from "../../src/spf/check-host.js";
import { MAX_LOOKUPS } from "../../src/spf/limits.js";
import { parseRecord } from "../../src/spf/parse.js";
import { parseSender } from "../../src/spf/sender.js";
import { type FoundByRule, findAll, foundInText } from "./record-support.js";

const SEED = 7208;

const NOTHING: FixClaim = { kind: "nothing" };

// --------------------------------------------------------------------------------------------------------------------------
// Records that are likely to repeat, to hold and to shadow one another

const qualifiers = fc.constantFrom("", "", "", "", "+", "-", "~", "?");
const networks = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 26, max: 32 }))
    .map(([host, prefix]) => `ip4:11.2.3.${host}/${prefix}`),
  fc.integer({ min: 0, max: 7 }).map((host) => `IP4:11.2.3.${host}`),
  fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 61, max: 66 }))
    .map(([group, prefix]) => `ip6:2a01:4f8:0:${group}::1/${prefix}`),
);
const targets = fc.constantFrom(
  "a",
  "A/29",
  "a/28//64",
  "mx",
  "mx:Example.org",
  "a:mail.example.net",
  "a:MAIL.example.net./30",
  "include:part.example.net",
  "include:Part.example.net.",
  "include:other.example.net",
  "a:down.example.net",
  "exists:%{i}.list.example.net",
  "exists:%{I}.list.example.net.",
);
const directives = fc
  .tuple(qualifiers, fc.oneof({ weight: 3, arbitrary: networks }, { weight: 1, arbitrary: targets }))
  .map(([qualifier, mechanism]) => `${qualifier}${mechanism}`);
const ends = fc.constantFrom("", "", "-all", "~all", "?all -all", "-ALL -all", "~all ~all mx", "-all ip4:11.2.3.4");
const modifiers = fc.constantFrom(
  "",
  "",
  "exp=why.example.net.",
  "redirect=part.example.net",
  "REDIRECT=other.example.net",
  "x=y",
);
const spaces = fc.constantFrom(" ", " ", " ", "  ", "   ");

const records = fc
  .tuple(
    fc.constantFrom("v=spf1", "V=spf1"),
    fc.array(directives, { minLength: 1, maxLength: 9 }),
    ends,
    modifiers,
    fc.nat(10),
    fc.array(spaces, { minLength: 16, maxLength: 16 }),
    fc.constantFrom("", "", " ", "  "),
  )
  .map(([version, terms, end, modifier, place, gaps, tail]) => {
    const all = [...terms, ...end.split(" ")];
    all.splice(Math.min(place, all.length), 0, modifier);
    const words = [version, ...all.filter((word) => word !== "")];
    return words.map((word, index) => (index === 0 ? word : `${gaps[index % gaps.length] ?? " "}${word}`)).join("") + tail;
  });

// --------------------------------------------------------------------------------------------------------------------------
// A world in which every term has somebody who matches, and the clients at all edges

const WORLD: Readonly<Record<string, readonly string[]>> = {
  "example.org A": ["11.2.3.3", "11.2.3.20"],
  "example.org AAAA": ["2a01:4f8:0:5::1"],
  "example.org MX": ["10 mx.example.org"],
  "mx.example.org A": ["11.2.3.9"],
  "mx.example.org AAAA": ["2a01:4f8:0:6::1"],
  "mail.example.net A": ["11.2.3.12"],
  "mail.example.net AAAA": ["2a01:4f8::7"],
  "part.example.net TXT": ["v=spf1 -ip4:11.2.3.6 ip4:11.2.3.4/30 ip6:2a01:4f8:0:2::/63 ~all"],
  "other.example.net TXT": ["v=spf1 ip4:11.2.3.16/29 ?all"],
  "why.example.net TXT": ["not %{i}"],
};

function resolve(record: string): SyncResolver {
  return ({ name, type }) => {
    if (name.key === "example.org" && type === "TXT") return answer("TXT", [record]);
    if (/^11\.2\.3\.[0-9]*[13]\.list\.example\.net$/.test(name.key)) return answer("A", ["127.0.0.2"]);
    if (name.key === "down.example.net") return { status: "servfail" };
    const texts = WORLD[`${name.key} ${type}`];
    return texts === undefined ? NXDOMAIN : answer(type, texts);
  };
}

interface Verdict {
  readonly result: string;
  readonly code: string;
  readonly explanation: string | undefined;
}

/** With `isLimited` as receivers do it, else without a limit of void lookups. */
function verdictOf(record: string, client: IpAddress, isLimited = false): Verdict {
  const sender = parseSender("a@example.org");
  if (sender === undefined) throw new Error("this is a sender");
  const request: CheckHostRequest = { client, domain: "example.org", sender, helo: "a.example.org", identity: "mailfrom" };
  const options = isLimited ? {} : { maxVoidLookups: 1000 };
  const { result, reason, explanation } = runSync(checkHostSteps(request, options), resolve(record));
  return { result, code: reason.code, explanation };
}

/** The first and the last address of each network, and those beside it. */
function clientsFor(record: string): IpAddress[] {
  const texts = new Set([
    "11.2.3.3",
    "11.2.3.20",
    "11.2.3.9",
    "11.2.3.12",
    "11.2.3.6",
    "192.0.2.1",
    "2a01:4f8:0:5::1",
    "2a01:4f8:0:2::9",
  ]);
  for (const { mechanism } of parseRecord(record).record.directives) {
    if (!isNetwork(mechanism)) continue;
    for (const address of edgesOf(mechanism)) texts.add(formatIp(address));
  }
  return [...texts].flatMap((text) => parseIp(text) ?? []);
}

function edgesOf(network: IpNetwork): IpAddress[] {
  const first = withoutHostBits(network).address;
  const last = lastAddress(network);
  const near = ({ family, w0, w1, w2, w3 }: IpAddress, step: number): IpAddress =>
    family === 4
      ? ip4(w3 + step)
      : ip6(w0, w3 === (step > 0 ? -1 : 0) ? w1 + step : w1, w3 === (step > 0 ? -1 : 0) ? (step > 0 ? 0 : -1) : w2, w3 + step);
  return [near(first, -1), first, last, near(last, 1)];
}

// --------------------------------------------------------------------------------------------------------------------------

function applied(text: string, fixes: readonly NonNullable<FoundByRule["fix"]>[]): string {
  const edits = fixes.flatMap((fix) => fix.edits).toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  return edits.reduce((done, { span, text: written }) => done.slice(0, span.start) + written + done.slice(span.end), text);
}

/** The fixes of a record whose edits are apart, the first ones first. */
function apart(text: string): NonNullable<FoundByRule["fix"]>[] {
  const taken: { start: number; end: number }[] = [];
  return findAll({ text, strings: [text] }).flatMap(({ fix }) => {
    if (fix === undefined) return [];
    const touches = fix.edits.some(({ span }) => taken.some((other) => span.start <= other.end && other.start <= span.end));
    if (touches) return [];
    taken.push(...fix.edits.map(({ span }) => span));
    return [fix];
  });
}

function fixedAll(text: string): string {
  let fixed = text;
  for (let round = 0; round < 40; round++) {
    const next = applied(fixed, apart(fixed));
    if (next === fixed) return fixed;
    fixed = next;
  }
  throw new Error(`the fixes of ${text} have no end: ${fixed}`);
}

/** Whether the record's own lookups are within the limit, which fixes may help with. */
function isWithinLimits(record: string): boolean {
  return clientsFor(record).every((client) => !/limit/.test(verdictOf(record, client).code));
}

describe("fixes with the claim that nothing changes", () => {
  it("have edits in order and apart, and change the text", () => {
    let fixes = 0;
    fc.assert(
      fc.property(records, (record) => {
        for (const { fix } of findAll({ text: record, strings: [record] })) {
          if (fix === undefined) continue;
          fixes++;
          expect(fix.claim).toEqual(NOTHING);
          expect(fix.message).toMatch(/^[a-z].*[^.]$/);
          let last = 0;
          for (const { span } of fix.edits) {
            expect(span.start).toBeGreaterThanOrEqual(last);
            last = span.end;
          }
          expect(applied(record, [fix])).not.toBe(record);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
    expect(fixes).toBeGreaterThan(1000);
  });

  it("keep the verdict and the explanation of each client, one by one and together", () => {
    let compared = 0;
    fc.assert(
      fc.property(records, (record) => {
        fc.pre(isWithinLimits(record));
        const found = findAll({ text: record, strings: [record] });
        const texts = new Set(found.flatMap(({ fix }) => (fix === undefined ? [] : [applied(record, [fix])])));
        texts.add(applied(record, apart(record)));
        texts.add(fixedAll(record));
        for (const client of clientsFor(record)) {
          const before = verdictOf(record, client);
          for (const text of texts) {
            compared++;
            const after = verdictOf(text, client);
            if (after.result === before.result && after.explanation === before.explanation) continue;
            expect([text, formatIp(client), after]).toEqual([text, formatIp(client), before]);
          }
        }
      }),
      { seed: SEED, numRuns: 1200 },
    );
    expect(compared).toBeGreaterThan(50_000);
  });

  it("change nothing but permerror for too many lookups, where there are too many", () => {
    let lifted = 0;
    const long = fc
      .tuple(fc.array(targets, { minLength: MAX_LOOKUPS, maxLength: MAX_LOOKUPS + 6 }), records)
      .map(([more, record]) => `v=spf1 ${more.join(" ")} ${record.slice("v=spf1 ".length)}`);
    fc.assert(
      fc.property(long, (record) => {
        const text = fixedAll(record);
        for (const client of clientsFor(record)) {
          const before = verdictOf(record, client, true);
          const after = verdictOf(text, client, true);
          if (after.result === before.result) continue;
          expect([record, before.result]).toEqual([record, "permerror"]);
          expect(before.code).toMatch(/limit/);
          lifted++;
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect(lifted).toBeGreaterThan(100);
  });

  it("leave nothing to fix", () => {
    const decisions =
      /^(?:redirect-with-all|term-after-all|multiple-all|term-shadowed|include-non-plus|unknown-modifier|exp-unreachable|plus-all|bare-all|macro-) ?/;
    fc.assert(
      fc.property(records, (record) => {
        expect(foundInText(fixedAll(record)).filter((line) => !decisions.test(line))).toEqual([]);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
