import { describe, expect, it } from "vitest";
import { parseIp } from "../../src/base/ip.js";
import { runSync } from "../../src/base/run.js";
import { checkSteps } from "../../src/spf/check.js";
import { answerFrom, readSuite, suitePresent } from "../support/openspf.js";

/** The explanation that the suite calls DEFAULT is the receiver's own; this library gives none then. */
const NO_EXPLANATION = "DEFAULT";

describe.skipIf(!suitePresent)("the OpenSPF suite for RFC 7208, answered from memory", () => {
  const scenarios = suitePresent ? readSuite() : [];

  it("has 203 cases", () => {
    expect(scenarios.flatMap((scenario) => scenario.cases)).toHaveLength(203);
  });

  for (const scenario of scenarios) {
    describe(scenario.description, () => {
      const resolve = answerFrom(scenario.world);
      for (const test of scenario.cases) {
        it(test.name, () => {
          const client = parseIp(test.host);
          if (client === undefined) throw new Error(`bad host ${test.host}`);
          const { mailFrom } = runSync(checkSteps({ client, helo: test.helo, mailFrom: test.mailFrom }), resolve);
          expect(test.results, mailFrom?.reason.message).toContain(mailFrom?.result);
          if (test.explanation === undefined) return;
          expect(mailFrom?.explanation ?? NO_EXPLANATION).toBe(test.explanation);
        });
      }
    });
  }
});
