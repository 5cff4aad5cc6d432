import { describe, expect, it } from "vitest";
import { parseIp } from "../../src/base/ip.js";
import { type Answer, type Question } from "../../src/base/question.js";
import { type Steps, run, runSync } from "../../src/base/run.js";
import { checkHostSteps } from "../../src/spf/check-host.js";
import type { CheckHostResult } from "../../src/spf/result.js";
import { parseSender } from "../../src/spf/sender.js";
import { type Expectation, type SuiteCase, readSuite } from "../support/suite.js";
import { answerFrom, answerLater, questionText, readWorld } from "../support/world.js";
import { DECISIONS } from "./suite-decisions.js";

const files = readSuite();
const cases = files.flatMap((file) => file.scenarios.flatMap((scenario) => scenario.cases));

function stepsOf(test: SuiteCase): Steps<CheckHostResult> {
  const client = parseIp(test.client);
  if (client === undefined) throw new Error(`bad client ${test.client}`);
  const postmaster = { localPart: "postmaster", domain: test.helo };
  const sender = test.identity === "helo" ? postmaster : (parseSender(test.from) ?? postmaster);
  return checkHostSteps({ client, domain: sender.domain, sender, helo: test.helo, identity: test.identity }, test.options);
}

/** A result in the words of the suite. */
function summary(verdict: CheckHostResult, questions: readonly string[]): Expectation {
  const { reason, counts, explanation } = verdict;
  const place = verdict.path.at(-1);
  const term = place?.term && place.record?.text.slice(place.term.span.start, place.term.span.end);
  return {
    result: verdict.result,
    reason: reason.code,
    ...(place === undefined ? {} : { in: place.domain.text }),
    ...(term === undefined ? {} : { term }),
    lookups: counts.lookups,
    voids: counts.voidLookups,
    questions,
    ...(reason.code === "syntax" ? { problems: reason.problems.map(({ code }) => code) } : {}),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function seedOf(name: string): number {
  return [...name].reduce((seed, character) => (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}

for (const { file, title, scenarios } of files) {
  describe(`${file}: ${title}`, () => {
    for (const scenario of scenarios) {
      describe(scenario.title, () => {
        for (const test of scenario.cases) {
          it(`${test.section} ${test.name}`, async () => {
            const resolve = answerFrom(readWorld(test.dns));
            let questions: string[] = [];
            const recording = (question: Question): Answer => {
              questions.push(questionText(question));
              return resolve(question);
            };
            const verdict = runSync(stepsOf(test), recording);
            expect(summary(verdict, questions), verdict.reason.message).toEqual(test.expect);
            expect(verdict.counts.questions).toBe(questions.length);
            expect(verdict.reason.message).not.toBe("");

            // Again with the same answer objects, as from a warm cache: nothing is cheaper, nothing is different.
            questions = [];
            expect(runSync(stepsOf(test), recording)).toEqual(verdict);
            expect(questions).toEqual(test.expect.questions);

            // And with answers that come later, which share nothing with the first ones.
            questions = [];
            const fresh = answerFrom(readWorld(test.dns));
            const later = answerLater((question) => {
              questions.push(questionText(question));
              return fresh(question);
            }, seedOf(test.name));
            expect(await run(stepsOf(test), later, new AbortController().signal)).toEqual(verdict);
            expect(questions).toEqual(test.expect.questions);
          });
        }
      });
    }
  });
}

describe("the suite as a whole", () => {
  it("has at least 300 cases, each with a name of its own", () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("holds a decision for each row", () => {
    expect(Object.keys(DECISIONS)).toHaveLength(35);
  });

  it.each(Object.entries(DECISIONS))("decides: %s", (_, names) => {
    expect(names.length).toBeGreaterThan(0);
    const known = new Set(cases.map(({ name }) => name));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  const SECTIONS = [
    ...["3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6.1", "4.6.2", "4.6.3", "4.6.4", "4.7", "4.8"],
    ...["5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6", "6.1", "6.2", "7.1", "7.2", "7.3", "7.4", "10", "RFC 8616"],
  ];
  it.each(SECTIONS)("has cases of section %s", (section) => {
    expect(cases.filter((test) => test.section === section).length).toBeGreaterThan(0);
  });

  it("names only sections that there are", () => {
    expect(cases.filter((test) => !SECTIONS.includes(test.section)).map(({ name }) => name)).toEqual([]);
  });

  it("uses every reason but the two that an evaluation reaches only by its driver or never", () => {
    const reasons = new Set(cases.map((test) => test.expect.reason));
    expect([...reasons].sort()).toEqual(
      [
        ...["dns", "lookup-limit", "match", "multiple-records", "mx-limit", "no-domain", "no-match", "no-record", "syntax"],
        ...["target-malformed", "target-without-record", "void-lookup-limit"],
      ].sort(),
    );
  });
});
