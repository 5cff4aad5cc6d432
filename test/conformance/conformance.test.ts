/**
 * The OpenSPF suite for RFC 7208, with answers that take four ways: from memory, from master files, over UDP and over TCP. Each
 * way must give the result and the explanation that the suite wants, and for the same reason.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseIp } from "../../src/base/ip.js";
import { type SyncResolver, runSync } from "../../src/base/run.js";
import { check } from "../../src/check.js";
import { createResolver, createSyncZoneResolver } from "../../src/dns/index.js";
import { type MailResult, checkSteps } from "../../src/spf/check.js";
import type { CheckHostResult } from "../../src/spf/result.js";
import { parseZone } from "../../src/zone/index.js";
import { type Scenario, type SuiteCase, answerFrom, readSuite, suitePresent } from "../support/openspf.js";
import { masterFile, withTimeouts } from "./master-file.js";
import { type ScenarioServer, startScenarioServer } from "./scenario-server.js";
import { createTally } from "./tally.js";

const CASES = 203;
/** The explanation that the suite calls DEFAULT is the receiver's own; this library gives none then. */
const NO_EXPLANATION = "DEFAULT";
/** What silence costs is twice this. Long enough that a server on a busy machine is not taken for a silent one. */
const ATTEMPT_MS = 400;

const scenarios = suitePresent ? readSuite() : [];
const cases = scenarios.flatMap((scenario) => scenario.cases);
const COLUMNS = { memory: "memory", zones: "zone files", udp: "UDP", tcp: "TCP" };
const tally = createTally(cases, Object.values(COLUMNS));

describe("the OpenSPF suite for RFC 7208", () => {
  if (!suitePresent) {
    const reason = `its ${CASES} cases are not run: shared/suites/rfc7208-tests.yml is not there beside the project`;
    console.log(`The OpenSPF suite: ${reason}`);
    it.skip(reason);
    return;
  }

  it(`has ${CASES} cases`, () => {
    expect(cases).toHaveLength(CASES);
  });

  describe.each(scenarios)("$description", (scenario) => {
    describe("from memory", () => {
      it.each(scenario.cases)("$name", (test) => {
        expectVerdict(COLUMNS.memory, scenario, test, evaluate(test, answerFrom(scenario.world)));
      });
    });

    describe("from a master file", () => {
      const zone = parseZone(masterFile(scenario.world));

      it("which is right", () => {
        expect(
          zone.problems.filter((problem) => problem.severity === "error" && problem.code !== "cname-and-other-data"),
        ).toEqual([]);
        expect(zone.isFragment).toBe(false);
      });

      it.each(scenario.cases)("$name", (test) => {
        expectVerdict(
          COLUMNS.zones,
          scenario,
          test,
          evaluate(test, withTimeouts(scenario.world, createSyncZoneResolver([zone]))),
        );
      });
    });
  });

  // Silence takes time, so the scenarios wait for it together.
  describe.concurrent.each(scenarios)("$description", (scenario) => {
    describe.concurrent.each(["udp", "tcp"] as const)("over %s", (transport) => {
      let server: ScenarioServer;
      beforeAll(async () => {
        server = await startScenarioServer(scenario.world, transport);
      });
      afterAll(async () => {
        await server.close();
        const { udp, truncated, tcp } = server.replies;
        if (transport === "udp") expect({ udp: udp > 0, truncated, tcp }).toEqual({ udp: true, truncated: 0, tcp: 0 });
        else expect({ udp, truncated: truncated > 0, tcp: tcp > 0 }).toEqual({ udp: 0, truncated: true, tcp: true });
      });

      it.concurrent.each(scenario.cases)("$name", async (test) => {
        // A cache would hide a case's questions from the server.
        const resolver = createResolver({ servers: [server.server], attemptTimeoutMs: ATTEMPT_MS, tries: 2, cache: false });
        const { host, helo, mailFrom } = test;
        expectVerdict(COLUMNS[transport], scenario, test, await check({ ip: host, helo, mailFrom }, { resolver }));
      });
    });
  });

  afterAll(() => {
    console.log(`The OpenSPF suite for RFC 7208\n\n${tally.table()}\n`);
  });
});

function evaluate({ host, helo, mailFrom }: SuiteCase, resolve: SyncResolver): MailResult {
  const client = parseIp(host);
  if (client === undefined) throw new Error(`bad host ${host}`);
  return runSync(checkSteps({ client, helo, mailFrom }), resolve);
}

function expectVerdict(column: string, scenario: Scenario, test: SuiteCase, verdict: MailResult): void {
  const { mailFrom } = verdict;
  expect(test.results, mailFrom?.reason.message).toContain(mailFrom?.result);
  if (test.explanation !== undefined) expect(mailFrom?.explanation ?? NO_EXPLANATION).toBe(test.explanation);
  // The suite says what has to come out. Why it does must not depend on where the answers come from. Where the suite leaves the
  // result open it does: two equal records are one in DNS (RFC 2181 section 5), and two in memory.
  if (test.results.length === 1) expect(whyOf(verdict)).toEqual(whyOf(evaluate(test, answerFrom(scenario.world))));
  tally.passed(column, test);
}

function whyOf({ result, decidedBy, helo, mailFrom }: MailResult): object {
  const why = (verdict?: CheckHostResult): object | undefined =>
    verdict && {
      result: verdict.result,
      reason: verdict.reason.code,
      counts: verdict.counts,
      explanation: verdict.explanation,
      path: verdict.path.map(({ domain, record, term }) => [domain.key, record?.text.slice(term?.span.start, term?.span.end)]),
    };
  return { result, decidedBy, helo: why(helo), mailFrom: why(mailFrom) };
}
