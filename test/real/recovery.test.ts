/** A resolver that goes away in the middle of a check: temperror, in time; and what it takes until checks work again. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Resolver } from "../../src/base/run.js";
import { check } from "../../src/check.js";
import { createResolver } from "../../src/dns/index.js";
import { spf } from "../support/cli.js";
import { type RealServer, startNsd, startUnbound } from "../support/real-servers.js";
import { SERVED_ZONES } from "./zones.js";

const MAIL = { ip: "192.0.2.25", helo: "mail.ntecs.de", mailFrom: "user@michaelonroad.de" };
/** The time for one question, and for a whole check. */
const QUESTION_MS = 600;
const CHECK_MS = 1000;
/** What a busy machine may add. */
const SLACK_MS = 500;

let nsd: RealServer;
let unbound: RealServer;
beforeEach(async () => {
  nsd = await startNsd(SERVED_ZONES);
  unbound = await startUnbound(nsd, SERVED_ZONES);
});
afterEach(async () => {
  await Promise.all([unbound.stop(), nsd.stop()]);
});

function resolverOf(server: RealServer): Resolver {
  return createResolver({ servers: [server.server], timeoutMs: QUESTION_MS, tries: 2, attemptTimeoutMs: QUESTION_MS / 2 });
}

/** The resolver, and something that happens right after its first answer. */
function afterFirstAnswer(resolver: Resolver, happen: () => void | Promise<void>): Resolver {
  let answers = 0;
  return async (question, signal) => {
    const answer = await resolver(question, signal);
    if (++answers === 1) await happen();
    return answer;
  };
}

async function timedCheck(resolver: Resolver): Promise<{ result: string; reason: string | undefined; milliseconds: number }> {
  const started = performance.now();
  const { mailFrom } = await check({ ip: MAIL.ip, mailFrom: MAIL.mailFrom }, { resolver, timeoutMs: CHECK_MS });
  return {
    result: mailFrom?.result ?? "none",
    reason: mailFrom?.reason.code,
    milliseconds: performance.now() - started,
  };
}

/** A failure is kept for a second, so that servers that fail are not hammered (RFC 9520). */
async function untilPass(resolver: Resolver, withinMs: number): Promise<void> {
  await expect
    .poll(async () => (await check(MAIL, { resolver, timeoutMs: CHECK_MS })).result, { timeout: withinMs, interval: 100 })
    .toBe("pass");
}

describe("Unbound", () => {
  it("stopped in the middle of a check: temperror in time; started again: pass", async () => {
    const resolver = resolverOf(unbound);
    const { port } = unbound;
    const stopped = await timedCheck(afterFirstAnswer(resolver, () => unbound.stop()));
    expect(stopped).toMatchObject({ result: "temperror", reason: "dns" });
    expect(stopped.milliseconds).toBeLessThan(CHECK_MS + SLACK_MS);

    const command = ["check", MAIL.mailFrom, "--ip", MAIL.ip, "--server", unbound.text, "--timeout", "1"];
    const refused = await spf(command);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/^TEMPERROR /);
    expect(refused.milliseconds).toBeLessThan(CHECK_MS + 2 * SLACK_MS);

    unbound = await startUnbound(nsd, SERVED_ZONES, { port });
    await untilPass(resolver, 3000);
    expect(await spf(command)).toMatchObject({ code: 0 });
  });

  it("silent in the middle of a check: temperror in time; there again: pass", async () => {
    const resolver = resolverOf(unbound);
    const silent = await timedCheck(afterFirstAnswer(resolver, () => unbound.freeze()));
    expect(silent).toMatchObject({ result: "temperror", reason: "dns" });
    expect(silent.milliseconds).toBeGreaterThan(QUESTION_MS - SLACK_MS / 10);
    expect(silent.milliseconds).toBeLessThan(CHECK_MS + SLACK_MS);
    unbound.thaw();
    await untilPass(resolver, 3000);
  });

  it("silent for longer than the check may take: temperror when the time of the check is over", async () => {
    const patient = createResolver({ servers: [unbound.server], timeoutMs: 10_000, tries: 1 });
    const silent = await timedCheck(afterFirstAnswer(patient, () => unbound.freeze()));
    expect(silent).toMatchObject({ result: "temperror", reason: "out-of-time" });
    expect(silent.milliseconds).toBeGreaterThan(CHECK_MS - SLACK_MS / 10);
    expect(silent.milliseconds).toBeLessThan(CHECK_MS + SLACK_MS);
    unbound.thaw();
    await untilPass(patient, 3000);
  });

  it("stopped under a load of checks: each ends in time, with the right verdict or with temperror", async () => {
    const resolver = createResolver({ servers: [unbound.server], timeoutMs: QUESTION_MS, tries: 1, cache: false });
    const many = (): Promise<Awaited<ReturnType<typeof timedCheck>>[]> =>
      Promise.all(Array.from({ length: 50 }, () => timedCheck(resolver)));
    const before = await many();
    const during = many();
    await unbound.stop();
    const after = await many();
    expect(new Set(before.map(({ result }) => result))).toEqual(new Set(["pass"]));
    expect(["pass", "temperror"]).toEqual(expect.arrayContaining((await during).map(({ result }) => result)));
    expect(new Set(after.map(({ result }) => result))).toEqual(new Set(["temperror"]));
    const longest = Math.max(...[...(await during), ...after].map(({ milliseconds }) => milliseconds));
    expect(longest).toBeLessThan(CHECK_MS + SLACK_MS);
  });

  it("without the server behind it: temperror in time", async () => {
    const resolver = resolverOf(unbound);
    const behind = await timedCheck(afterFirstAnswer(resolver, () => nsd.stop()));
    expect(behind).toMatchObject({ result: "temperror" });
    expect(behind.milliseconds).toBeLessThan(CHECK_MS + SLACK_MS);
  });
});

describe("two servers", () => {
  it("when the first one is stopped in the middle of a check, the second one answers", async () => {
    const resolver = createResolver({ servers: [unbound.server, nsd.server], timeoutMs: QUESTION_MS, cache: false });
    const outcome = await timedCheck(afterFirstAnswer(resolver, () => unbound.stop()));
    expect(outcome).toMatchObject({ result: "pass", reason: "match" });
  });
});
