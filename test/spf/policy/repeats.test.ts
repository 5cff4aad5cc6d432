/** Terms that can go because another one asks the same: what the proof by form accepts, and that it is right whatever DNS says. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIp } from "../../../src/base/ip.js";
import { domainName } from "../../../src/base/name.js";
import { type Answer, NXDOMAIN, type Question, answer } from "../../../src/base/question.js";
import { runSync } from "../../../src/base/run.js";
import { checkHostSteps } from "../../../src/spf/check-host.js";
import type { Policy } from "../../../src/spf/policy/policy.js";
import { asThoughPublished } from "../../../src/spf/policy/published.js";
import { policySteps } from "../../../src/spf/policy/read.js";
import { onlyDropsRepeats } from "../../../src/spf/policy/repeats.js";
import { parseSender } from "../../../src/spf/sender.js";

const DOMAIN = domainName("example.org");
const UNKNOWN: Answer = { status: "servfail", isUnknown: true };

function policyOf(text: string): Policy {
  return runSync(asThoughPublished(policySteps(DOMAIN), DOMAIN, text), () => UNKNOWN);
}

function drops(before: string, after: string): boolean {
  return onlyDropsRepeats(policyOf(`v=spf1 ${before}`).root, policyOf(`v=spf1 ${after}`).root);
}

describe("onlyDropsRepeats", () => {
  it.each([
    ["include:x.test a include:x.test -all", "include:x.test a -all"],
    ["include:x.test a include:X.TEST. -all", "include:x.test a -all"],
    ["?include:x.test a -include:x.test -all", "?include:x.test a -all"],
    ["exists:%{i}.x.test mx exists:%{i}.X.test ~all", "exists:%{i}.x.test mx ~all"],
    ["a mx a:example.org a:%{d} -all", "a mx -all"],
    ["mx:x.test/24//64 a mx:x.test/28//64 -all", "mx:x.test/24//64 a -all"],
    ["ptr a ptr:example.org -all", "ptr a -all"],
    ["a:x.test/28 a:x.test/24 -all", "a:x.test/24 -all"],
    ["a mx a a mx -all", "a mx -all"],
    ["include:x.test redirect=x.test", "redirect=x.test"],
    ["a -all mx", "a -all"],
    ["a mx", "a mx"],
  ])("sees that %s can be %s", (before, after) => {
    expect(drops(before, after)).toBe(true);
  });

  it.each([
    ["another name", "include:x.test include:y.test -all", "include:x.test -all"],
    ["another mechanism", "a:x.test mx:x.test -all", "a:x.test -all"],
    ["wider networks", "a:x.test/28 mx a:x.test/24 -all", "a:x.test/28 mx -all"],
    ["wider networks of IPv6", "a:x.test/24//64 mx a:x.test/28//48 -all", "a:x.test/24//64 mx -all"],
    ["the first one of two that are apart", "a:x.test mx a:x.test -all", "mx a:x.test -all"],
    ["the first one of two with two verdicts", "?a:x.test a:x.test -all", "a:x.test -all"],
    ["both", "a:x.test a:x.test -all", "-all"],
    ["an include in front of a network", "include:x.test ip4:192.0.2.1 redirect=x.test", "ip4:192.0.2.1 redirect=x.test"],
    ["an include that does not pass", "?include:x.test redirect=x.test", "redirect=x.test"],
    ["a narrower mx, which asks for more hosts", "mx:x.test/28 mx:x.test/24 -all", "mx:x.test/24 -all"],
    ["another order", "a mx -all", "mx a -all"],
    ["a term more", "a -all", "a a -all"],
    ["another end", "a a -all", "a ~all"],
    ["another macro", "exists:%{i}.x.test exists:%{ir}.x.test -all", "exists:%{i}.x.test -all"],
    ["the only redirect", "a redirect=x.test", "a"],
    ["an error", "a a mx: -all", "a mx: -all"],
  ])("sees that it cannot: %s", (_what, before, after) => {
    expect(drops(before, after)).toBe(false);
  });
});

// --------------------------------------------------------------------------------------------------------------------------
// Whatever the answers are

const TERMS = [
  ...[
    "include:x.test",
    "-include:x.test",
    "?include:X.test.",
    "include:y.test",
    "a",
    "?a",
    "a/24",
    "a/28",
    "a:x.test",
    "a:y.test/28",
  ],
  ...[
    "a:x.test/24",
    "mx:x.test/24",
    "mx",
    "mx:x.test",
    "~mx:x.test/24",
    "exists:x.test",
    "exists:%{i}.x.test",
    "-exists:%{i}.x.test",
    "ptr",
  ],
  ...["ip4:192.0.2.1", "-ip4:192.0.2.0/28", "ip4:192.0.2.1", "exists:%{d}.x.test"],
];
const ends = fc.constantFrom("-all", "~all", "redirect=x.test", "redirect=y.test", "");
const records = fc
  .tuple(fc.array(fc.constantFrom(...TERMS), { minLength: 2, maxLength: 7 }), fc.nat(), fc.nat(), ends)
  .map(([list, from, to, end]) => {
    // One of the terms again, wherever that is: most lists have no repeat by themselves.
    const again = list[from % list.length] ?? "a";
    return [...list.toSpliced(to % (list.length + 1), 0, again), ...(end === "" ? [] : [end])];
  });

const RECORDS = [
  ["v=spf1 ip4:192.0.2.1 -all"],
  ["v=spf1 exists:%{i}.x.test ?all"],
  ["v=spf1 a:no.test a:none.test ~all"],
  ["v=spf1 a a a a mx -all"],
  ["v=spf1 include:example.org -all"],
  ["v=spf1 a:"],
  ["no record"],
];
const answers: fc.Arbitrary<(type: string) => Answer> = fc
  .record({
    what: fc.constantFrom("answer", "answer", "answer", "nodata", "nxdomain", "servfail"),
    address: fc.constantFrom("192.0.2.1", "192.0.2.9", "192.0.2.77", "203.0.113.1"),
    text: fc.constantFrom(...RECORDS),
    exchanges: fc.constantFrom(["10 x.test"], ["10 y.test", "20 z.test"], ["10 z.test", "20 x.test"]),
  })
  .map(({ what, address, text, exchanges }) => (type) => {
    if (what === "nxdomain") return NXDOMAIN;
    if (what !== "answer") return { status: what === "nodata" ? "nodata" : "servfail" };
    if (type === "A") return answer("A", [address]);
    if (type === "TXT") return answer("TXT", text);
    return type === "MX" ? answer("MX", exchanges) : { status: "nodata" };
  });

describe("records without their repeats", () => {
  it("decide the same whatever the answers are, but for permerror by a limit", () => {
    let [accepted, lifted] = [0, 0];
    const worlds = fc.array(answers, { minLength: 7, maxLength: 7 });
    const clients = fc.constantFrom("192.0.2.1", "192.0.2.9", "203.0.113.1", "2001:db8::1");
    fc.assert(
      fc.property(records, fc.nat(), worlds, clients, (list, nth, world, client) => {
        const without = list.toSpliced(nth % list.length, 1);
        const [before, after] = [`v=spf1 ${list.join(" ")}`, `v=spf1 ${without.join(" ")}`];
        if (!onlyDropsRepeats(policyOf(before).root, policyOf(after).root)) return;
        accepted++;
        // The same question has the same answer, also for names that only macros make.
        const resolve = ({ name, type }: Question): Answer => {
          const at = [...`${name.key} ${type}`].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7);
          return world[at % world.length]?.(type) ?? NXDOMAIN;
        };
        const [was, is] = [verdict(before, client, resolve), verdict(after, client, resolve)];
        if (/limit/.test(was.code)) lifted++;
        else expect(is, `${before} -> ${after}`).toEqual(was);
      }),
      { seed: 7208, numRuns: 6000 },
    );
    expect(accepted).toBeGreaterThan(800);
    expect(lifted).toBeGreaterThan(20);
  });
});

function verdict(text: string, client: string, resolve: (question: Question) => Answer): { result: string; code: string } {
  const [address, sender] = [parseIp(client), parseSender("a@example.org")];
  if (address === undefined || sender === undefined) throw new Error("this is an address and a sender");
  const steps = checkHostSteps({ client: address, domain: "example.org", sender, helo: "h.test", identity: "mailfrom" });
  const { result, reason } = runSync(asThoughPublished(steps, DOMAIN, text), resolve);
  return { result, code: reason.code };
}
