/** Answers of those who do not know, such as zone files alone: no evaluation goes on as if DNS had failed. */
import { describe, expect, it } from "vitest";
import type { Answer, Question } from "../../src/base/question.js";
import { runSync } from "../../src/base/run.js";
import { stepsFor } from "../support/spf.js";
import { answerFrom, questionText, readWorld } from "../support/world.js";

const UNKNOWN: Answer = { status: "servfail", isUnknown: true, reason: "the zones at hand do not have it" };

const world = answerFrom(
  readWorld({
    "example.org": ["TXT v=spf1 ptr exists:%{p}.e.example.org mx -all", "MX 10 mail.example.org"],
    "1.2.0.192.in-addr.arpa": ["PTR host.example.org", "PTR other.example.com"],
    "host.example.org": ["A 198.51.100.1"],
    "other.example.com": ["A 198.51.100.2"],
    "unknown.e.example.org": ["TXT nothing"],
    "mail.example.org": ["A 192.0.2.1"],
  }),
);

const QUESTIONS = [
  "example.org TXT",
  "1.2.0.192.in-addr.arpa PTR",
  "host.example.org A",
  "1.2.0.192.in-addr.arpa PTR",
  "host.example.org A",
  "other.example.com A",
  "unknown.e.example.org A",
  "example.org MX",
  "mail.example.org A",
];

describe("an answer that is not known", () => {
  it("is asked for in this order where all is known", () => {
    const asked: string[] = [];
    const verdict = runSync(stepsFor(), (question) => {
      asked.push(questionText(question));
      return world(question);
    });
    expect([verdict.result, asked]).toEqual(["pass", QUESTIONS]);
  });

  it.each(QUESTIONS.map((text, at) => [at, text] as const))("is temperror at question %i, %s", (at, text) => {
    let asked = 0;
    const resolve = (question: Question): Answer => (asked++ === at ? UNKNOWN : world(question));
    const { result, reason } = runSync(stepsFor(), resolve);
    expect([result, reason.code]).toEqual(["temperror", "dns"]);
    expect(reason.code === "dns" && questionText(reason.question)).toBe(text);
    expect(asked).toBe(at + 1);
  });
});
