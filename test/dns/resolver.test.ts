import { afterEach, describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import type { Answer, QueryType, Question } from "../../src/base/question.js";
import { type ResolverOptions, type StubResolver, createCache, createResolver } from "../../src/dns/index.js";
import { type TestHandler, type TestRecord, type TestServer, startDnsServer } from "../support/dns-server.js";

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(handler: TestHandler, address?: string): Promise<TestServer> {
  const server = await startDnsServer(handler, address);
  open.push(server);
  return server;
}
const question = (name: string, type: QueryType = "TXT"): Question => ({ name: domainName(name), type });
const never = new AbortController().signal;
const ask = (resolver: StubResolver, name: string, type?: QueryType): Promise<Answer> => resolver(question(name, type), never);
const soa = (zone: string, minimum: number, ttl: number): TestRecord => ({
  type: "SOA",
  name: zone,
  value: `ns.${zone} hostmaster.${zone} 1 3600 600 86400 ${minimum}`,
  ttl,
});
const quick: ResolverOptions = { timeoutMs: 400, attemptTimeoutMs: 100 };

describe("answers", () => {
  const records: Record<string, readonly TestRecord[]> = {
    A: [
      { type: "A", value: "192.0.2.1", ttl: 60 },
      { type: "A", value: "192.0.2.2", ttl: 30 },
    ],
    AAAA: [{ type: "AAAA", value: "2001:db8::1" }],
    MX: [{ type: "MX", value: "10 mail.example.org" }],
    TXT: [
      { type: "TXT", value: ["v=spf1", " -all"] },
      { type: "TXT", value: "x".repeat(300) },
    ],
    PTR: [{ type: "PTR", value: "host.example.org" }],
    NS: [{ type: "NS", value: "ns.example.org" }],
    CNAME: [{ type: "CNAME", value: "other.example.org" }],
    SOA: [soa("example.org", 5, 6)],
  };

  it.each(["127.0.0.1", "::1"])("reads every type from %s", async (address) => {
    const server = await serve((_, type) => records[type] ?? [], address);
    const resolver = createResolver({ servers: [server.text] });
    const a = await ask(resolver, "example.org", "A");
    expect(a).toMatchObject({ status: "noerror", ttl: 30, from: server.text, records: [{ type: "A" }, { type: "A" }] });
    expect(a.elapsedMs).toBeGreaterThan(0);
    expect(a).not.toHaveProperty("aliases");
    expect(await ask(resolver, "example.org", "AAAA")).toMatchObject({ records: [{ address: { family: 6, w3: 1 } }] });
    expect(await ask(resolver, "example.org", "MX")).toMatchObject({
      records: [{ preference: 10, exchange: domainName("mail.example.org") }],
    });
    expect(await ask(resolver, "example.org", "TXT")).toMatchObject({
      records: [{ strings: ["v=spf1", " -all"] }, { strings: ["x".repeat(255), "x".repeat(45)] }],
    });
    expect(await ask(resolver, "example.org", "PTR")).toMatchObject({ records: [{ target: domainName("host.example.org") }] });
    expect(await ask(resolver, "example.org", "NS")).toMatchObject({ records: [{ target: domainName("ns.example.org") }] });
    // Asked for, a CNAME record is the answer and is not followed.
    expect(await ask(resolver, "example.org", "CNAME")).toMatchObject({ status: "noerror", records: [{ type: "CNAME" }] });
    expect(await ask(resolver, "example.org", "SOA")).toMatchObject({ records: [{ type: "SOA", minimum: 5, serial: 1 }] });
    expect(await ask(resolver, "example.org", "CAA")).toMatchObject({ status: "nodata" });
  });

  it("tells names that do not exist from names without the type, and keeps both as long as the SOA says", async () => {
    const server = await serve((name) => {
      if (name === "nx.example.org") return { rcode: "NXDOMAIN", authority: [soa("example.org", 300, 60)] };
      if (name === "empty.example.org") return { authority: [soa("example.org", 20, 3600)] };
      if (name === "foreign.example.org") return { authority: [soa("example.net", 20, 3600)] };
      return name === "bare.example.org" ? "NXDOMAIN" : [];
    });
    const resolver = createResolver({ servers: [server.server] });
    expect(await ask(resolver, "nx.example.org")).toMatchObject({ status: "nxdomain", ttl: 60 });
    expect(await ask(resolver, "nx.example.org")).toMatchObject({ status: "nxdomain", from: "cache", elapsedMs: 0 });
    expect(await ask(resolver, "empty.example.org")).toMatchObject({ status: "nodata", ttl: 20 });
    expect(resolver.peek(question("empty.example.org"))).toMatchObject({ status: "nodata", from: "cache" });
    for (const name of ["bare.example.org", "foreign.example.org", "silent.example.org"]) {
      expect(await ask(resolver, name)).not.toHaveProperty("ttl");
      expect(resolver.peek(question(name))).toBeUndefined();
    }
  });

  it("follows CNAME records within an answer", async () => {
    const server = await serve((name) => [
      { type: "CNAME", value: "b.test", ttl: 20 },
      { type: "CNAME", name: "b.test", value: "c.test", ttl: 500 },
      { type: "TXT", name: "C.test", value: "v=spf1 -all", ttl: 100 },
      // Not of the chain: neither an answer nor to be remembered.
      { type: "TXT", name: "victim.test", value: "v=spf1 +all" },
      { type: "TXT", name: name === "a.test" ? "x.test" : name, value: "y" },
    ]);
    const resolver = createResolver({ servers: [server.server] });
    expect(await ask(resolver, "a.test")).toMatchObject({
      status: "noerror",
      ttl: 20,
      records: [{ type: "TXT", strings: ["v=spf1 -all"] }],
      aliases: [domainName("b.test"), domainName("c.test")],
    });
    expect(server.questions).toEqual(["udp a.test TXT"]);
    for (const name of ["victim.test", "x.test", "b.test", "c.test"]) expect(resolver.peek(question(name))).toBeUndefined();
  });

  it("asks for the target of a CNAME record when the answer does not have it", async () => {
    const server = await serve((name) => {
      if (name === "a.test") return [{ type: "CNAME", value: "b.test", ttl: 50 }];
      if (name === "b.test") return [{ type: "CNAME", value: "c.test", ttl: 500 }];
      if (name === "gone.test") return [{ type: "CNAME", value: "nx.test", ttl: 40 }];
      if (name === "nx.test") return { rcode: "NXDOMAIN", authority: [soa("test", 300, 300)] };
      if (name === "dry.test")
        return { answers: [{ type: "CNAME", value: "dry2.test", ttl: 40 }], authority: [soa("test", 300, 300)] };
      return [{ type: "TXT", value: "found", ttl: 60 }];
    });
    const resolver = createResolver({ servers: [server.server] });
    const aliases = [domainName("b.test"), domainName("c.test")];
    expect(await ask(resolver, "a.test")).toMatchObject({
      status: "noerror",
      ttl: 50,
      aliases,
      records: [{ strings: ["found"] }],
    });
    expect(resolver.peek(question("a.test"))).toMatchObject({ status: "noerror", from: "cache" });
    expect(await ask(resolver, "gone.test")).toMatchObject({ status: "nxdomain", ttl: 40, aliases: [domainName("nx.test")] });
    // The SOA record of the target's zone says that there is nothing more to ask for.
    expect(await ask(resolver, "dry.test")).toMatchObject({ status: "nodata", ttl: 40, aliases: [domainName("dry2.test")] });
    expect(server.questions).not.toContain("udp dry2.test TXT");
  });

  it("takes NXDOMAIN behind a CNAME record for what it is", async () => {
    const server = await serve(() => ({ rcode: "NXDOMAIN", answers: [{ type: "CNAME", value: "b.test" }] }));
    expect(await ask(createResolver({ servers: [server.server] }), "a.test")).toMatchObject({
      status: "nxdomain",
      aliases: [domainName("b.test")],
    });
    expect(server.questions).toHaveLength(1);
  });

  it("ends CNAME chains that go in circles or are too long, with TTL 0 too", async () => {
    const chain =
      (length: number, within: boolean): TestHandler =>
      (name) => {
        const at = Number(/^n(\d+)\./.exec(name)?.[1]);
        const step = (index: number): TestRecord =>
          index < length
            ? { type: "CNAME", name: `n${index}.test`, value: `n${index + 1}.test`, ttl: 0 }
            : { type: "TXT", name: `n${index}.test`, value: "end", ttl: 0 };
        return within ? Array.from({ length: length - at + 1 }, (_, index) => step(at + index)) : [step(at)];
      };
    for (const within of [true, false]) {
      const long = await serve(chain(10, within));
      expect(await ask(createResolver({ servers: [long.server] }), "n0.test")).toMatchObject({ status: "noerror", ttl: 0 });
      const longer = await serve(chain(11, within));
      expect(await ask(createResolver({ servers: [longer.server] }), "n0.test")).toMatchObject({
        status: "servfail",
        reason: expect.stringContaining("CNAME"),
      });
      expect(longer.questions.length).toBeLessThanOrEqual(11);
    }
    const circles: TestHandler[] = [
      (name) => [{ type: "CNAME", value: name, ttl: 0 }],
      (name) => [{ type: "CNAME", value: name === "n0.test" ? "n1.test" : "n0.test", ttl: 0 }],
      () => [
        { type: "CNAME", name: "n0.test", value: "n1.test", ttl: 0 },
        { type: "CNAME", name: "n1.test", value: "n0.test", ttl: 0 },
      ],
    ];
    for (const handler of circles) {
      const server = await serve(handler);
      expect(await ask(createResolver({ servers: [server.server] }), "n0.test")).toMatchObject({
        status: "servfail",
        reason: expect.stringContaining("circles"),
      });
      expect(server.questions.length).toBeLessThanOrEqual(2);
    }
  });

  it("ignores records of other types, keeps one of equal records and refuses two CNAME records", async () => {
    const server = await serve((name) => {
      if (name === "two.test")
        return [
          { type: "CNAME", value: "a.test" },
          { type: "CNAME", value: "b.test" },
        ];
      return [
        { type: "A", value: "192.0.2.1" },
        { type: "TXT", value: "x" },
        { type: "TXT", value: "y" },
        { type: "TXT", value: "x" },
        { type: "TXT", value: ["", "x"] },
      ];
    });
    const resolver = createResolver({ servers: [server.server] });
    expect(await ask(resolver, "example.org")).toMatchObject({
      records: [{ strings: ["x"] }, { strings: ["y"] }, { strings: ["", "x"] }],
    });
    expect(await ask(resolver, "example.org", "MX")).toMatchObject({ status: "nodata" });
    expect(await ask(resolver, "two.test")).toMatchObject({ status: "servfail", reason: expect.stringContaining("two CNAME") });
  });

  it("asks over TCP when the reply over UDP was cut", async () => {
    const strings = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(100, "x"));
    const server = await serve(() => strings.map((value) => ({ type: "TXT", value })));
    const reply = await ask(createResolver({ servers: [server.server] }), "example.org");
    expect(reply.status === "noerror" && reply.records.map((record) => record.type === "TXT" && record.strings[0])).toEqual(
      strings,
    );
    expect(server.questions).toEqual(["udp example.org TXT", "tcp example.org TXT"]);
  });
});

describe("servers that fail", () => {
  const fine: TestHandler = () => [{ type: "TXT", value: "fine" }];

  it.each(["SERVFAIL", "REFUSED", "NOTAUTH"] as const)("asks the next server after %s", async (rcode) => {
    const [first, second] = [await serve(() => rcode), await serve(fine)];
    const resolver = createResolver({ servers: [first.server, second.text] });
    expect(await ask(resolver, "example.org")).toMatchObject({ status: "noerror", from: second.text });
    expect(first.questions).toHaveLength(1);
  });

  it("says what servers answered when all fail", async () => {
    const [first, second] = [await serve(() => "REFUSED"), await serve(() => "SERVFAIL")];
    const reply = await ask(createResolver({ servers: [first.server, second.server] }), "example.org");
    expect(reply).toMatchObject({
      status: "servfail",
      reason: `${first.text} answered REFUSED; ${second.text} answered SERVFAIL`,
    });
    expect([first.questions.length, second.questions.length]).toEqual([2, 2]);
  });

  it("says what a server answered before it fell silent", async () => {
    let count = 0;
    const server = await serve(() => (count++ === 0 ? "SERVFAIL" : undefined));
    const reply = await ask(createResolver({ servers: [server.server], ...quick }), "example.org");
    expect(reply).toMatchObject({ status: "servfail", reason: `${server.text} answered SERVFAIL` });
  });

  it("asks again after a lost packet", async () => {
    let count = 0;
    const server = await serve(() => (count++ === 0 ? undefined : [{ type: "TXT", value: "fine" }]));
    expect(await ask(createResolver({ servers: [server.server], ...quick }), "example.org")).toMatchObject({
      status: "noerror",
    });
  });

  it("answers by the deadline when no server answers", async () => {
    const servers = [await serve(() => undefined), await serve(() => undefined)];
    const started = performance.now();
    const resolver = createResolver({ servers: servers.map((server) => server.server), timeoutMs: 300 });
    const reply = await ask(resolver, "example.org");
    expect(performance.now() - started).toBeLessThan(2000);
    expect(reply).toMatchObject({ status: "timeout" });
    expect(reply.reason).toMatch(new RegExp(`^no answer from ${servers[0]?.text}(, ${servers[1]?.text})? within 0\\.3\\d? s$`));
  });

  it("answers at once when nobody listens", async () => {
    const server = await serve(fine);
    await server.close();
    open.pop();
    const started = performance.now();
    const reply = await ask(createResolver({ servers: [server.server] }), "example.org");
    expect(reply).toMatchObject({ status: "servfail", reason: `${server.text} refused the connection` });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("prefers the server that answered when the first one is silent", async () => {
    const [first, second] = [await serve(() => undefined), await serve(fine)];
    const resolver = createResolver({ servers: [first.server, second.server], ...quick });
    for (const name of ["a.test", "b.test", "c.test"]) expect(await ask(resolver, name)).toMatchObject({ from: second.text });
    expect(first.questions).toHaveLength(1);
  });

  it("treats a referral as a failure, and an empty answer of a resolver as none", async () => {
    const ns: TestRecord = { type: "NS", name: "test", value: "ns.test" };
    const lame = await serve(() => ({ authority: [ns], authoritative: false, recursionAvailable: false }));
    expect(await ask(createResolver({ servers: [lame.server] }), "a.test")).toMatchObject({
      status: "servfail",
      reason: expect.stringContaining("referral"),
    });
    const full = await serve(() => ({ authority: [ns], authoritative: false }));
    expect(await ask(createResolver({ servers: [full.server] }), "a.test")).toMatchObject({ status: "nodata" });
  });

  it("treats an empty answer of a server that neither has the zone nor asks others as a failure", async () => {
    const lame = await serve(() => ({ authoritative: false, recursionAvailable: false }));
    expect(await ask(createResolver({ servers: [lame.server] }), "a.test")).toMatchObject({
      status: "servfail",
      reason: `${lame.text} gave an empty answer and is no server for the name`,
    });
    const second = await serve(fine);
    expect(await ask(createResolver({ servers: [lame.server, second.server] }), "a.test")).toMatchObject({
      status: "noerror",
      from: second.text,
    });
    // Whoever shows the SOA record of the zone, has the zone or asks others knows what is not there.
    const replies = [
      { authority: [soa("test", 5, 5)], authoritative: false, recursionAvailable: false },
      { authoritative: true, recursionAvailable: false },
      { authoritative: false, recursionAvailable: true },
    ];
    for (const reply of replies) {
      const server = await serve(() => reply);
      expect(await ask(createResolver({ servers: [server.server] }), "a.test")).toMatchObject({ status: "nodata" });
    }
  });

  it("does not believe NXDOMAIN with records of the name", async () => {
    const txt: TestRecord = { type: "TXT", value: "v=spf1 +all" };
    const alias: TestRecord = { type: "CNAME", value: "b.test" };
    for (const answers of [[txt], [alias, { ...txt, name: "b.test" }]]) {
      const odd = await serve(() => ({ rcode: "NXDOMAIN", answers }));
      expect(await ask(createResolver({ servers: [odd.server] }), "a.test")).toMatchObject({
        status: "servfail",
        reason: `${odd.text} answered NXDOMAIN with records of ${answers.length === 1 ? "a" : "b"}.test`,
      });
      const second = await serve(fine);
      expect(await ask(createResolver({ servers: [odd.server, second.server] }), "a.test")).toMatchObject({
        status: "noerror",
        from: second.text,
      });
    }
  });

  it("recovers within two seconds when servers come back", async () => {
    const time = { ms: 0 };
    let alive = false;
    const server = await serve(() => (alive ? [{ type: "TXT", value: "fine" }] : "SERVFAIL"));
    const resolver = createResolver({ servers: [server.server], clock: () => time.ms });
    expect(await ask(resolver, "example.org")).toMatchObject({ status: "servfail" });
    const asked = server.questions.length;
    // A failure is kept for a moment, to spare the server (RFC 9520).
    expect(await ask(resolver, "example.org")).toMatchObject({ status: "servfail", from: "cache" });
    expect(server.questions.length).toBe(asked);
    alive = true;
    time.ms += 1500;
    expect(await ask(resolver, "example.org")).toMatchObject({ status: "noerror" });
  });
});

describe("sharing", () => {
  it("sends one packet for equal questions in flight", async () => {
    const server = await serve(() => [{ type: "TXT", value: "x" }]);
    const resolver = createResolver({ servers: [server.server], cache: false });
    const answers = await Promise.all(
      ["a.test", "A.test", "a.TEST"].flatMap((name) => [ask(resolver, name), ask(resolver, name)]),
    );
    expect(answers.map((reply) => reply.status)).toEqual(Array(6).fill("noerror"));
    expect(server.questions).toHaveLength(1);
    await ask(resolver, "a.test");
    expect(server.questions).toHaveLength(2);
  });

  it("does not send a second packet between the answer and the cache", async () => {
    const server = await serve(() => [{ type: "TXT", value: "x" }]);
    const resolver = createResolver({ servers: [server.server] });
    const first = ask(resolver, "a.test");
    const more: Promise<Answer>[] = [];
    const keepAsking = setInterval(() => more.push(ask(resolver, "a.test")), 0);
    await first;
    clearInterval(keepAsking);
    await Promise.all([...more, ...Array.from({ length: 5 }, () => ask(resolver, "a.test"))]);
    expect(server.questions).toHaveLength(1);
  });

  it("lets an asker leave without harm to the others, and ends the question with the last one", async () => {
    let asked!: () => void;
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const aborted: boolean[] = [];
    const resolver = createResolver({
      servers: ["127.0.0.1#5353"],
      udp: (_query, _server, _accept, signal) => {
        asked();
        signal.addEventListener("abort", () => aborted.push(true));
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        });
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const first = resolver(question("a.test"), one.signal);
    const second = resolver(question("a.test"), two.signal);
    await arrived;
    one.abort();
    expect(await first).toMatchObject({ status: "timeout", reason: "the question was abandoned" });
    expect(aborted).toEqual([]);
    two.abort();
    expect(await second).toMatchObject({ status: "timeout" });
    expect(aborted).toEqual([true]);
    // What was abandoned says nothing about the name.
    expect(resolver.peek(question("a.test"))).toBeUndefined();
    expect(await resolver(question("a.test"), AbortSignal.abort())).toMatchObject({ status: "timeout" });
  });

  it("answers 1,000 questions asked at once", async () => {
    const server = await serve((name) => [{ type: "TXT", value: name }]);
    const resolver = createResolver({ servers: [server.server], timeoutMs: 10_000 });
    const names = Array.from({ length: 1000 }, (_, index) => `n${index}.test`);
    const answers = await Promise.all(names.map((name) => ask(resolver, name)));
    expect(
      answers.map((reply) => reply.status === "noerror" && reply.records[0]?.type === "TXT" && reply.records[0].strings[0]),
    ).toEqual(names);
  });

  it("asks so many at the same time and no more, and answers by the deadline while others wait", async () => {
    let inFlight = 0;
    let most = 0;
    const resolver = createResolver({
      servers: ["127.0.0.1#5353"],
      maxInFlight: 5,
      timeoutMs: 100,
      udp: (_query, _server, _accept, signal) =>
        new Promise((_, reject) => {
          most = Math.max(most, ++inFlight);
          signal.addEventListener("abort", () => {
            inFlight--;
            reject(new Error("aborted"));
          });
        }),
    });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(resolver, `n${index}.test`)));
    expect(answers.every((reply) => reply.status === "timeout")).toBe(true);
    expect([most, inFlight]).toEqual([5, 0]);
  });

  it("says that there was no room to ask, and does not keep that", async () => {
    const deadlines: (() => void)[] = [];
    const resolver = createResolver({
      servers: ["127.0.0.1#5353"],
      maxInFlight: 1,
      timeoutMs: 50,
      udp: () => new Promise(() => {}),
      after: (milliseconds, then) => {
        if (milliseconds === 50) deadlines.push(then);
        return () => {};
      },
    });
    const first = ask(resolver, "a.test");
    const second = ask(resolver, "b.test");
    deadlines[1]?.();
    expect(await second).toMatchObject({ status: "timeout", reason: expect.stringMatching(/^too many questions/) });
    expect(resolver.peek(question("b.test"))).toBeUndefined();
    deadlines[0]?.();
    expect(await first).toMatchObject({ status: "timeout", reason: expect.stringMatching(/^no answer from/) });
    expect(resolver.peek(question("a.test"))).toMatchObject({ status: "timeout", from: "cache" });
  });

  it("gives the place of a question whose transport does not end to the next one", async () => {
    let asked = 0;
    const resolver = createResolver({
      servers: ["127.0.0.1#5353"],
      maxInFlight: 1,
      tries: 1,
      timeoutMs: 5000,
      attemptTimeoutMs: 20,
      udp: () => {
        asked++;
        return new Promise(() => {});
      },
    });
    const started = performance.now();
    const answers = await Promise.all([ask(resolver, "a.test"), ask(resolver, "b.test"), ask(resolver, "c.test")]);
    for (const reply of answers) expect(reply.reason).toMatch(/^no answer from/);
    expect(asked).toBe(3);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("leaves no timer behind", async () => {
    const server = await serve((name) => (name === "silent.test" ? undefined : [{ type: "TXT", value: "x" }]));
    const waiting = new Set<number>();
    let count = 0;
    const resolver = createResolver({
      servers: [server.server],
      timeoutMs: 100,
      after: (milliseconds, then) => {
        const id = count++;
        waiting.add(id);
        const timer = setTimeout(() => {
          waiting.delete(id);
          then();
        }, milliseconds);
        return () => {
          waiting.delete(id);
          clearTimeout(timer);
        };
      },
    });
    await Promise.all([ask(resolver, "a.test"), ask(resolver, "silent.test")]);
    await new Promise(setImmediate);
    expect(count).toBeGreaterThan(2);
    expect(waiting.size).toBe(0);
  });

  it("shares a cache with other resolvers", async () => {
    const server = await serve(() => [{ type: "TXT", value: "x" }]);
    const cache = createCache({ maxEntries: 10 });
    await ask(createResolver({ servers: [server.server], cache }), "a.test");
    expect(await ask(createResolver({ servers: ["127.0.0.1#1"], cache }), "a.test")).toMatchObject({ from: "cache" });
  });
});

describe("createResolver", () => {
  it("takes the servers of the system unless told otherwise", () => {
    expect(createResolver().servers.length).toBeGreaterThan(0);
  });

  it("refuses options that are no good", () => {
    expect(() => createResolver({ servers: [] })).toThrow(TypeError);
    expect(() => createResolver({ servers: ["dns.example.org"] })).toThrow(/"dns\.example\.org"/);
    expect(() => createResolver({ timeoutMs: 0 })).toThrow(TypeError);
    expect(() => createResolver({ tries: Number.NaN })).toThrow(TypeError);
    for (const maxCacheEntries of [-1, 0, Number.NaN, 1.5, Infinity]) {
      expect(() => createResolver({ maxCacheEntries })).toThrow(new TypeError("maxCacheEntries is not a positive integer"));
    }
    expect(createResolver({ maxCacheEntries: 1 }).servers.length).toBeGreaterThan(0);
    const { address } = createResolver({ servers: ["192.0.2.53"] }).servers[0] ?? expect.fail();
    for (const port of [-1, 0, 65_536, 53.5, Number.NaN]) {
      expect(() => createResolver({ servers: [{ address, port }] })).toThrow(/192\.0\.2\.53 has a port/);
    }
    for (const port of [1, 65_535])
      expect(createResolver({ servers: [{ address, port }] }).servers).toEqual([{ address, port }]);
    for (const port of ["0", "65536"]) expect(() => createResolver({ servers: [`192.0.2.53#${port}`] })).toThrow(TypeError);
  });

  it("never rejects, whatever the functions that it was given do", async () => {
    const broken = createResolver({
      servers: ["127.0.0.1#1"],
      random: () => {
        throw new Error("no entropy");
      },
    });
    expect(await ask(broken, "a.test")).toMatchObject({ status: "servfail", reason: expect.stringContaining("no entropy") });
    const deaf = createResolver({ servers: ["127.0.0.1#1"], timeoutMs: 50, udp: () => new Promise(() => {}) });
    expect(await ask(deaf, "a.test")).toMatchObject({ status: "timeout" });
    const rude = createResolver({ servers: ["127.0.0.1#1"], udp: () => Promise.reject(new Error("is not at home")) });
    expect(await ask(rude, "a.test")).toMatchObject({ status: "servfail", reason: "127.0.0.1#1 is not at home" });
    const nonsense = (await rude({} as Question, never)).reason;
    expect(nonsense).toContain("the resolver failed");
    expect(await ask(rude, "a.test", "TYPE70000")).toMatchObject({ status: "servfail", reason: "TYPE70000 is no record type" });
  });
});
