/** Both identities of a mail: which is asked for when, and which decides. */
import { describe, expect, it } from "vitest";
import { runSync } from "../../src/base/run.js";
import { type MailRequest, checkSteps } from "../../src/spf/check.js";
import type { MailResult } from "../../src/spf/check.js";
import { ipOf } from "../support/spf.js";
import { type WorldText, answerFrom, questionText, readWorld } from "../support/world.js";

const RESULTS: WorldText = {
  "pass.example": ["TXT v=spf1 +all"],
  "fail.example": ["TXT v=spf1 -all"],
  "softfail.example": ["TXT v=spf1 ~all"],
  "neutral.example": ["TXT v=spf1 ?all"],
  "none.example": ["TXT nothing"],
  "temperror.example": ["TXT !timeout"],
  "permerror.example": ["TXT v=spf1 nonsense"],
};

function check(request: Omit<MailRequest, "client">, world: WorldText = RESULTS): { verdict: MailResult; questions: string[] } {
  const questions: string[] = [];
  const resolve = answerFrom(readWorld(world));
  const verdict = runSync(checkSteps({ client: ipOf("192.0.2.1"), ...request }), (question) => {
    questions.push(questionText(question));
    return resolve(question);
  });
  return { verdict, questions };
}

const KINDS = ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"];

describe("the verdict on a mail", () => {
  const pairs = KINDS.flatMap((helo) => KINDS.map((from) => [helo, from] as const));

  it.each(pairs)("HELO %s and MAIL FROM %s", (helo, from) => {
    const { verdict, questions } = check({ helo: `${helo}.example`, mailFrom: `user@${from}.example` });
    expect(verdict.helo).toMatchObject({
      result: helo,
      identity: "helo",
      domain: `${helo}.example`,
      sender: `postmaster@${helo}.example`,
    });
    expect(verdict.mailFrom).toMatchObject({
      result: from,
      identity: "mailfrom",
      domain: `${from}.example`,
      sender: `user@${from}.example`,
      helo: `${helo}.example`,
    });
    // MAIL FROM decides, unless HELO alone is fail.
    const heloDecides = helo === "fail" && from !== "fail";
    expect([verdict.result, verdict.decidedBy]).toEqual(heloDecides ? ["fail", "helo"] : [from, "mailfrom"]);
    expect(questions).toEqual([`${helo}.example TXT`, `${from}.example TXT`]);
  });

  it.each(KINDS)("HELO %s alone", (helo) => {
    const { verdict, questions } = check({ helo: `${helo}.example` });
    expect(verdict).toMatchObject({ result: helo, decidedBy: "helo", helo: { result: helo } });
    expect(verdict.mailFrom).toBeUndefined();
    expect(questions).toEqual([`${helo}.example TXT`]);
  });

  it.each(KINDS)("MAIL FROM %s alone", (from) => {
    const { verdict, questions } = check({ mailFrom: `user@${from}.example` });
    expect(verdict).toMatchObject({ result: from, decidedBy: "mailfrom", mailFrom: { helo: "" } });
    expect(verdict.helo).toBeUndefined();
    expect(questions).toEqual([`${from}.example TXT`]);
  });

  it.each(["", "<>"])("the null sender %j has the verdict of HELO, which is asked for once", (mailFrom) => {
    for (const helo of KINDS) {
      const { verdict, questions } = check({ helo: `${helo}.example`, mailFrom });
      expect(verdict).toMatchObject({
        result: helo,
        decidedBy: "mailfrom",
        helo: { identity: "helo" },
        mailFrom: { identity: "mailfrom", sender: `postmaster@${helo}.example` },
      });
      expect(questions).toEqual([`${helo}.example TXT`]);
    }
  });

  it("without any name is none", () => {
    for (const request of [{}, { helo: "" }]) expect(check(request).verdict).toEqual({ result: "none", decidedBy: "mailfrom" });
    for (const request of [{ mailFrom: "" }, { helo: "", mailFrom: "<>" }]) {
      expect(check(request).verdict).toMatchObject({
        result: "none",
        decidedBy: "mailfrom",
        mailFrom: { reason: { code: "no-domain" } },
      });
    }
  });

  it("has a HELO name that is no name", () => {
    const { verdict, questions } = check({ helo: "[192.0.2.1]", mailFrom: "user@pass.example" });
    expect(verdict).toMatchObject({
      result: "pass",
      decidedBy: "mailfrom",
      helo: { result: "none", reason: { code: "no-domain" } },
    });
    expect(questions).toEqual(["pass.example TXT"]);
  });

  it("counts for each identity apart", () => {
    const terms = "a:x.example ".repeat(6);
    const world = {
      "a.example": [`TXT v=spf1 ${terms}-all`],
      "b.example": [`TXT v=spf1 ${terms}+all`],
      "x.example": ["A 198.51.100.1"],
    };
    const { verdict } = check({ helo: "a.example", mailFrom: "user@b.example" }, world);
    expect([verdict.helo?.counts.lookups, verdict.mailFrom?.counts.lookups]).toEqual([6, 6]);
    expect(verdict.mailFrom?.result).toBe("pass");
  });

  it("gives the HELO name to the macros of MAIL FROM", () => {
    const world = { "b.example": ["TXT v=spf1 exists:%{h}.x.example -all"], "mail.example.x.example": ["A 127.0.0.2"] };
    expect(check({ helo: "mail.example", mailFrom: "user@b.example" }, world).verdict).toMatchObject({
      result: "pass",
      helo: { result: "none" },
    });
  });
});
