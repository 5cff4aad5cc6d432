/** Reading the policy of a domain: what is asked, in which order, and what is not. */
import { describe, expect, it } from "vitest";
import { domainName } from "../../../src/base/name.js";
import { runSync } from "../../../src/base/run.js";
import { formatTerm } from "../../../src/spf/print.js";
import type { Policy, PolicyTerm } from "../../../src/spf/policy/policy.js";
import { type PolicyOptions, policySteps } from "../../../src/spf/policy/read.js";
import { type WorldText, answerFrom, questionText, readWorld } from "../../support/world.js";

function read(world: WorldText, options?: PolicyOptions): Policy {
  return runSync(policySteps(domainName("example.org"), options), answerFrom(readWorld(world)));
}

const asked = (policy: Policy): string[] => policy.questions.map(({ question }) => questionText(question));
const term = (policy: Policy, at: number): PolicyTerm => {
  const found = policy.root.terms[at];
  if (found === undefined) throw new Error(`there is no term ${at}`);
  return found;
};
const states = (policy: Policy): Record<string, string> =>
  Object.fromEntries([...policy.records.values()].map(({ domain, state }) => [domain.text, state]));

describe("the policy of a domain", () => {
  it("asks for both families, in the order of the terms, record after record", () => {
    const policy = read({
      "example.org": [
        "TXT v=spf1 a:a.example.net mx include:x.example.net exists:e.example.net redirect=r.example.net",
        "MX 20 mail.example.net",
        "MX 10 mail2.example.net",
      ],
      "a.example.net": ["A 192.0.2.1"],
      "mail.example.net": ["A 192.0.2.2", "AAAA 2001:db8::2"],
      "mail2.example.net": ["A 192.0.2.3"],
      "e.example.net": ["A 127.0.0.2"],
      "x.example.net": ["TXT v=spf1 a:a.example.net -all"],
      "r.example.net": ["TXT v=spf1 include:x.example.net -all"],
    });
    expect(asked(policy)).toEqual([
      "example.org TXT",
      "a.example.net A",
      "a.example.net AAAA",
      "example.org MX",
      "mail2.example.net A",
      "mail2.example.net AAAA",
      "mail.example.net A",
      "mail.example.net AAAA",
      "e.example.net A",
      "x.example.net TXT",
      "r.example.net TXT",
    ]);
    expect(states(policy)).toEqual({ "example.org": "record", "x.example.net": "record", "r.example.net": "record" });
    expect([...policy.records.values()].map(({ depth }) => depth)).toEqual([0, 1, 1]);
    // One record, wherever it is met.
    const redirected = term(policy, 4).child;
    expect(redirected?.terms[0]?.child).toBe(term(policy, 2).child);
    expect(policy.root.terms.map(({ lookups }) => lookups)).toEqual([1, 1, 1, 1, 1]);
    expect(term(policy, 1).hosts?.map(({ name }) => name.text)).toEqual(["mail2.example.net", "mail.example.net"]);
    expect(term(policy, 0).addresses?.[6]?.status).toBe("nodata");
    expect(policy.cut).toBeUndefined();
  });

  it("asks nothing for what no evaluation reaches", () => {
    const policy = read({
      "example.org": ["TXT v=spf1 redirect=r.example.net ip4:192.0.2.0/24 ?all a:a.example.net include:x.example.net"],
    });
    expect(asked(policy)).toEqual(["example.org TXT"]);
    expect(policy.root.terms.map((one) => [formatTerm(one.term), one.isReached])).toEqual([
      ["ip4:192.0.2.0/24", true],
      ["?all", true],
      ["a:a.example.net", false],
      ["include:x.example.net", false],
      ["redirect=r.example.net", false],
    ]);
    expect(policy.records.size).toBe(1);
  });

  it("asks nothing for the terms of a record with a syntax error", () => {
    const policy = read({ "example.org": ["TXT v=spf1 a:a.example.net ip4:192.0.2 -all"] });
    expect(asked(policy)).toEqual(["example.org TXT"]);
    expect(policy.root.state).toBe("syntax");
    expect(policy.root.terms.map(({ isReached }) => isReached)).toEqual([false, false]);
  });

  it("expands what is the same for each sender, and says what is not", () => {
    const policy = read({
      "example.org": [
        "TXT v=spf1 include:%{d2}.%{o1}.x.example.net exists:%{ir}.%{v}.%{d} a:%{p}.%{d} ptr ptr:%{d1}..x.org exists:%{o}..x.org include:%{d1} a:%{d1} mx:%{l}.%{h}.%{L}.org -all",
      ],
      "example.org.org.x.example.net": ["TXT v=spf1 exists:%{d1r}.%{o} -all"],
    });
    expect(policy.root.terms.map(({ target }) => target)).toMatchObject([
      { kind: "name", name: { text: "example.org.org.x.example.net" } },
      { kind: "dynamic", letters: ["i", "v"], form: "%{ir}.%{v}.example.org" },
      { kind: "dynamic", letters: ["p"], form: "%{p}.example.org@example.org" },
      { kind: "dynamic", letters: [], form: "example.org" },
      { kind: "malformed" },
      { kind: "malformed" },
      { kind: "malformed", problem: '"org" has no dot, so it is no full domain name' },
      { kind: "name", name: { text: "org" } },
      { kind: "dynamic", letters: ["l", "h"], form: "%{l}.%{h}.%{L}.org@example.org" },
      undefined,
    ]);
    expect(policy.root.terms.map(({ lookups }) => lookups)).toEqual([1, 1, 2, 1, 1, 1, 1, 1, 1, 0]);
    expect(asked(policy)).toEqual([
      "example.org TXT",
      "org A",
      "org AAAA",
      "example.org.org.x.example.net TXT",
      // %{d} is the record's own domain, %{o} that of the sender.
      "example.example.org A",
    ]);
  });

  it("ends where records go round in a circle", () => {
    const policy = read({
      "example.org": ["TXT v=spf1 include:b.example.org -all"],
      "b.example.org": ["TXT v=spf1 include:EXAMPLE.org redirect=b.example.org"],
    });
    expect(asked(policy)).toEqual(["example.org TXT", "b.example.org TXT"]);
    const b = policy.root.terms[0]?.child;
    expect(b?.terms.map(({ child }) => child)).toEqual([policy.root, b]);
  });

  it("tells no record, several, a failure and no answer apart", () => {
    const policy = read({
      "example.org": ["TXT v=spf1 include:none.org.org include:some.org.org include:gone.org.org include:fails.org.org -all"],
      "none.org.org": ["TXT hello", "CNAME x.org.org"],
      "some.org.org": ["TXT v=spf1 -all", "TXT V=SPF1 ?all"],
      "fails.org.org": ["TXT !timeout"],
    });
    expect(states(policy)).toEqual({
      "example.org": "record",
      "none.org.org": "none",
      "some.org.org": "several",
      "gone.org.org": "none",
      "fails.org.org": "failed",
    });
    expect(policy.records.get("some.org.org")?.texts).toEqual(["v=spf1 -all", "V=SPF1 ?all"]);
  });

  it("asks for no address of too many exchanges", () => {
    const exchanges = Array.from({ length: 11 }, (_, at) => `MX ${at} host${at}.example.net`);
    const policy = read({ "example.org": ["TXT v=spf1 mx -all", ...exchanges] });
    expect(asked(policy)).toEqual(["example.org TXT", "example.org MX"]);
    expect([term(policy, 0).mxNames, term(policy, 0).hosts?.length]).toEqual([11, 11]);
  });

  it("asks nothing for a domain that is no full one", () => {
    const policy = runSync(policySteps(domainName("org")), () => ({ status: "nxdomain" }));
    expect([policy.root.state, policy.questions]).toEqual(["none", []]);
  });
});

describe("the limits of a policy", () => {
  const chain = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [
      at === 0 ? "example.org" : `r${at}.example.org`,
      [`TXT v=spf1 a:h${at}.example.org include:r${at + 1}.example.org -all`],
    ]),
  );

  it.each<[string, PolicyOptions, number]>([
    ["records", { maxRecords: 3 }, 3],
    ["depth", { maxDepth: 3 }, 4],
    ["depth that is the default", {}, 21],
  ])("keep %s small, and say what was left out", (_, options, count) => {
    const policy = read(chain, options);
    const unread = `r${count}.example.org`;
    expect([...policy.records.values()].filter(({ state }) => state !== "not-read").length).toBe(count);
    expect(policy.cut?.unread.map(({ text }) => text)).toEqual([unread]);
    expect(policy.records.get(unread)?.state).toBe("not-read");
  });

  it("keep questions few, and say how many were not asked", () => {
    const policy = read(chain, { maxQuestions: 5 });
    expect(asked(policy)).toEqual([
      "example.org TXT",
      "h0.example.org A",
      "h0.example.org AAAA",
      "r1.example.org TXT",
      "h1.example.org A",
    ]);
    // The AAAA question of the second record, and the TXT question of the third.
    expect(policy.cut).toMatchObject({ unasked: 2, unread: [{ text: "r2.example.org" }] });
    expect(policy.records.get("r1.example.org")?.terms[0]?.addresses).toEqual({ 4: { status: "nxdomain" } });
  });
});
