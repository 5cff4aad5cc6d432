/** Properties over random records and random DNS: writing a record, drivers, caches and the order of records change nothing. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Question } from "../../src/base/question.js";
import { run, runSync } from "../../src/base/run.js";
import { parseRecord } from "../../src/spf/parse.js";
import { formatRecord } from "../../src/spf/print.js";
import { MAX_LOOKUPS, MAX_QUESTIONS, MAX_VOID_LOOKUPS } from "../../src/spf/limits.js";
import type { SpfRecord } from "../../src/spf/record.js";
import { readSuite } from "../support/suite.js";
import { anyRecord, essence, randomWorld, stepsFor } from "../support/spf.js";
import { answerFrom, answerLater, questionText, readWorld, seededNumbers, shuffledWorld } from "../support/world.js";

const SEED = 20260704;
const RESULTS = ["none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"];
const mails = fc.record({
  client: fc.constantFrom("192.0.2.1", "192.0.2.200", "198.51.100.1", "2001:db8::1", "2001:db8:1::1"),
  from: fc.constantFrom("user@example.org", "a-b+c@example.org", "b@example.org", "\u00fc@example.org", "..@example.org"),
  helo: fc.constantFrom("mail.example.net", "", "[192.0.2.1]", "b.example.org"),
});
const optionSets = fc.record({ countHostVoids: fc.boolean(), maxVoidLookups: fc.constantFrom(0, 2, 2, 10) });

/** A record without its places and without the texts that a writer may change: what it means. */
function meaning({ directives, terms, redirect, exp }: SpfRecord): unknown {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => key !== "span" && !(key === "text" && "parts" in value));
    return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
  };
  return plain({ directives, terms, redirect, exp });
}

describe("a record that is written again", () => {
  it("is right by the grammar, and means the same", () => {
    fc.assert(
      fc.property(anyRecord, (text) => {
        const first = parseRecord(text);
        expect(first.problems).toEqual([]);
        const written = formatRecord(first.record);
        const second = parseRecord(written);
        expect(second.problems).toEqual([]);
        expect(meaning(second.record)).toEqual(meaning(first.record));
        // Once written it stays as it is.
        expect(formatRecord(second.record)).toBe(written);
        expect(written).toMatch(/^v=spf1(?: \S+)*$/);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("gives the same results", () => {
    fc.assert(
      fc.property(randomWorld(), mails, optionSets, ({ record, resolve }, mail, options) => {
        const written = formatRecord(parseRecord(record).record);
        const rewritten = (question: Question): Answer => {
          if (questionText(question) !== "example.org TXT") return resolve(question);
          return { status: "noerror", records: [{ type: "TXT", strings: [written] }] };
        };
        // A record may be its own explanation, whose text then is another one.
        const unexplained = { ...options, explain: false };
        const [a, b] = [runSync(stepsFor(mail, unexplained), resolve), runSync(stepsFor(mail, unexplained), rewritten)];
        expect(essence(b)).toEqual(essence(a));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("has the place of each term", () => {
    fc.assert(
      fc.property(anyRecord, (text) => {
        const { record } = parseRecord(text);
        const words = record.terms.map(({ span }) => text.slice(span.start, span.end));
        expect(words).toEqual(
          text
            .split(" ")
            .slice(1)
            .filter((word) => word !== ""),
        );
      }),
      { seed: SEED },
    );
  });
});

describe("the parser", () => {
  it("never throws, and places each problem inside the record", () => {
    const pieces = fc.constantFrom(
      ..."v=spf1| |a|mx|ptr|include|exists|ip4|ip6|all|:|/|//|=|redirect|exp|%|{|}|%{|d|0|24|192.0.2.1|::1|.|example.org|\xff|\0|\t|-|~|é".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = `v=spf1 ${parts.join("")}`;
        const { record, problems } = parseRecord(text);
        for (const { span, message, section } of problems) {
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          expect(message).not.toBe("");
          expect(section).toMatch(/^RFC 7208 \d/);
        }
        // What has no problem is what the writer writes.
        if (problems.length === 0) expect(parseRecord(formatRecord(record)).problems).toEqual([]);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe("any evaluation", () => {
  it("ends with a result, within its limits", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(randomWorld(), mails, optionSets, ({ resolve }, mail, options) => {
        const { result, reason, counts } = runSync(stepsFor(mail, options), resolve);
        expect(RESULTS).toContain(result);
        seen.add(`${result} ${reason.code}`);
        expect(counts.questions).toBeLessThanOrEqual(MAX_QUESTIONS);
        expect(counts.lookups > MAX_LOOKUPS).toBe(reason.code === "lookup-limit");
        expect(counts.voidLookups > options.maxVoidLookups).toBe(reason.code === "void-lookup-limit");
      }),
      { seed: SEED, numRuns: 1500 },
    );
    // The generator reaches what it is for; otherwise the properties here would say little.
    for (const kind of ["pass match", "fail match", "softfail match", "neutral match", "neutral no-match", "temperror dns"])
      expect(seen).toContain(kind);
    for (const kind of ["permerror lookup-limit", "permerror void-lookup-limit", "permerror target-without-record"])
      expect(seen).toContain(kind);
    for (const kind of ["permerror target-malformed", "permerror multiple-records"]) expect(seen).toContain(kind);
    expect(MAX_VOID_LOOKUPS).toBe(2);
  });

  it("is the same through both drivers and a second time", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld(), mails, optionSets, fc.nat(), async ({ resolve }, mail, options, seed) => {
        const traced = { ...options, trace: true };
        const verdict = runSync(stepsFor(mail, traced), resolve);
        expect(runSync(stepsFor(mail, traced), resolve)).toEqual(verdict);
        expect(await run(stepsFor(mail, traced), answerLater(resolve, seed), new AbortController().signal)).toEqual(verdict);
        // A trace changes nothing but that it is there.
        const { trace, ...rest } = verdict;
        expect(runSync(stepsFor(mail, options), resolve)).toEqual(rest);
        expect(trace === undefined).toBe(verdict.reason.code === "no-domain");
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("does not depend on the order of the records in an answer", () => {
    fc.assert(
      fc.property(randomWorld(), mails, fc.nat(), ({ resolve }, mail, seed) => {
        const asked: [string[], string[]] = [[], []];
        const next = seededNumbers(seed);
        const recording =
          (list: string[], shuffle: boolean) =>
          (question: Question): Answer => {
            list.push(questionText(question));
            const given = resolve(question);
            if (!shuffle || given.status !== "noerror") return given;
            return {
              ...given,
              records: given.records
                .map((record) => ({ record, at: next() }))
                .sort((a, b) => a.at - b.at)
                .map(({ record }) => record),
            };
          };
        const first = runSync(stepsFor(mail), recording(asked[0], false));
        expect(essence(runSync(stepsFor(mail), recording(asked[1], true)))).toEqual(essence(first));
        expect(asked[1]).toEqual(asked[0]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("the suite's cases with their records in another order", () => {
  const cases = readSuite().flatMap(({ scenarios }) => scenarios.flatMap((scenario) => scenario.cases));

  it.each([1, 2, 3])("give the same results, counts and questions (shuffle %i)", (seed) => {
    for (const test of cases) {
      const { client, from, helo, identity, options } = test;
      const questions: string[] = [];
      const resolve = answerFrom(shuffledWorld(readWorld(test.dns), seed));
      const verdict = runSync(stepsFor({ client, from, helo, identity }, options), (question) => {
        questions.push(questionText(question));
        return resolve(question);
      });
      expect({ name: test.name, result: verdict.result, reason: verdict.reason.code, questions }).toEqual({
        name: test.name,
        result: test.expect.result,
        reason: test.expect.reason,
        questions: test.expect.questions,
      });
      expect([verdict.counts.lookups, verdict.counts.voidLookups]).toEqual([test.expect.lookups, test.expect.voids]);
    }
  });
});
