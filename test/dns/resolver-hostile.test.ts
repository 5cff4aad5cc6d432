import { afterEach, describe, expect, it } from "vitest";
import { DomainName, domainName } from "../../src/base/name.js";
import type { Answer, QueryType, Question } from "../../src/base/question.js";
import { type ResolverOptions, type StubResolver, createResolver } from "../../src/dns/index.js";
import { MAX_RECORDS, decodeMessage } from "../../src/dns/message.js";
import {
  ascii,
  octets,
  pointer,
  questionOf,
  u16,
  u32,
  wireMessage,
  wireName,
  wireReply,
  wireString,
} from "../support/dns-message.js";
import { type RawHandlers, type RawServer, frame, startRawServer } from "../support/raw-server.js";

const open: RawServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function start(handlers: RawHandlers): Promise<RawServer> {
  const server = await startRawServer(handlers);
  open.push(server);
  return server;
}
const question = (name: string | DomainName, type: QueryType = "TXT"): Question => ({
  name: typeof name === "string" ? domainName(name) : name,
  type,
});
const ask = (resolver: StubResolver, name: string | DomainName, type?: QueryType): Promise<Answer> =>
  resolver(question(name, type), new AbortController().signal);
const resolverOf = (server: RawServer, options: ResolverOptions = {}): StubResolver =>
  createResolver({ servers: [server.server], timeoutMs: 2000, ...options });
const TXT = 16;
const txt = (query: Uint8Array, text: string): Uint8Array =>
  wireReply(query, { answers: [{ name: pointer(12), type: TXT, data: wireString(text) }] });
const strings = (reply: Answer): unknown =>
  reply.status === "noerror" && reply.records.map((record) => record.type === "TXT" && record.strings[0]);
const hasEdns = (query: Uint8Array): boolean => {
  const message = decodeMessage(query);
  return "edns" in message;
};
const lower = (message: Uint8Array): Uint8Array => {
  const copy = message.slice();
  for (let at = 12, end = 12 + questionOf(message).name.wireLength; at < end; at++) {
    const octet = copy[at] ?? 0;
    if (octet >= 0x41 && octet <= 0x5a) copy[at] = octet | 0x20;
  }
  return copy;
};

describe("queries", () => {
  it("go out with random ids, random case, RD and EDNS 1232", async () => {
    const server = await start({ udp: (query, send) => send(txt(query, "x")) });
    const resolver = resolverOf(server, { cache: false });
    const long = "the-name-of-a-host-with-many-letters.example.org";
    for (let turn = 0; turn < 20; turn++) expect(strings(await ask(resolver, long))).toEqual(["x"]);
    const texts = server.datagrams.map((query) => questionOf(query).name.text);
    expect(new Set(texts).size).toBe(20);
    for (const text of texts) expect(text.toLowerCase()).toBe(long);
    expect(new Set(server.datagrams.map((query) => query[0] + "," + query[1])).size).toBeGreaterThan(15);
    expect(decodeMessage(server.datagrams[0] ?? new Uint8Array())).toMatchObject({
      recursionDesired: true,
      edns: { payloadOctets: 1232 },
    });
  });

  it("do not show their random case in answers", async () => {
    const server = await start({
      udp: (query, send) =>
        send(
          wireReply(query, {
            answers: [{ name: pointer(12), type: 15, data: octets(u16(5), [4], ascii("mail"), pointer(12)) }],
          }),
        ),
    });
    const reply = await ask(resolverOf(server), "Some-Long-Name.Example.org", "MX");
    expect(reply.status === "noerror" && reply.records[0]?.type === "MX" && reply.records[0].exchange.text).toBe(
      "mail.Some-Long-Name.Example.org",
    );
  });

  it("carry any octets, and names that differ in them stay apart", async () => {
    const server = await start({ udp: (query, send) => send(txt(query, questionOf(query).name.key)) });
    const resolver = resolverOf(server);
    const names = [["a.b"], ["a", "b"], ["a\0b"], ["a\xffb"], ["__proto__"], ["user+tag%x", "test"]].map(
      (labels) => DomainName.fromLabels(labels) as DomainName,
    );
    for (const turn of [1, 2])
      for (const name of names) expect(strings(await ask(resolver, name)), `${turn}`).toEqual([name.key]);
    expect(server.datagrams).toHaveLength(names.length);
  });
});

describe("forged and broken replies", () => {
  it("leave the good one among 1,000 bad ones to be used, and the server in good standing", async () => {
    const server = await start({
      udp: async (query, send) => {
        const forged = txt(query, "forged");
        for (let index = 0; index < 1000; index++) {
          const bad = forged.slice();
          if (index % 3 === 0) bad[1] = (bad[1] ?? 0) ^ (1 + (index % 255));
          else if (index % 3 === 1) bad[13] = 0x2d;
          else bad[2] = 0x01;
          await send(index % 10 === 9 ? bad.subarray(0, 12 + (index % 6)) : bad);
          if (index % 50 === 49) await new Promise(setImmediate);
        }
        await send(txt(query, "good"));
      },
    });
    const resolver = resolverOf(server, { tries: 1 });
    expect(strings(await ask(resolver, "example.org"))).toEqual(["good"]);
    expect(strings(await ask(resolver, "example.net"))).toEqual(["good"]);
    expect(server.datagrams).toHaveLength(2);
  });

  it("are not accepted by any of 64 questions under a flood", async () => {
    const server = await start({
      udp: async (query, send) => {
        const forged = lower(txt(query, "forged"));
        const trueId = ((query[0] ?? 0) << 8) | (query[1] ?? 0);
        for (let guess = 0; guess < 60; guess++) {
          const id = (trueId + 1 + guess * 1009) & 0xffff;
          forged.set(u16(id === trueId ? id ^ 1 : id));
          await send(forged);
        }
      },
    });
    const resolver = resolverOf(server, { timeoutMs: 600, tries: 1 });
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => ask(resolver, `n${index}.example.org`)));
    expect(answers.map((reply) => reply.status)).toEqual(Array(64).fill("timeout"));
    expect(resolver.peek(question("forged.test"))).toBeUndefined();
  });

  it("with the right id and port but another case are checked over TCP, and do not switch the check off", async () => {
    const server = await start({
      udp: (query, send) => send(lower(txt(query, "forged"))),
      tcp: (query, socket) => void socket.end(frame(txt(query, "good"))),
    });
    const resolver = resolverOf(server);
    for (const name of ["a-long-enough-name.example.org", "another-long-name.example.org"])
      expect(strings(await ask(resolver, name))).toEqual(["good"]);
    expect(server.connections.count).toBe(2);
  });

  it("of a server that changes the case are confirmed once", async () => {
    const server = await start({
      udp: (query, send) => send(lower(txt(query, "good"))),
      tcp: (query, socket) => void socket.end(frame(lower(txt(query, "good")))),
    });
    const resolver = resolverOf(server);
    for (const name of ["a-long-enough-name.example.org", "another-long-name.example.org", "third-long-name.example.org"]) {
      expect(strings(await ask(resolver, name))).toEqual(["good"]);
    }
    expect(server.connections.count).toBe(1);
    expect(server.datagrams).toHaveLength(3);
  });

  it.each([
    ["nobody listens", undefined],
    ["nothing comes", () => {}],
  ] satisfies [string, RawHandlers["tcp"]][])(
    "of a server that changes the case are not used when over TCP %s",
    async (_, tcp) => {
      const server = await start({
        udp: (query, send) => send(lower(txt(query, "doubtful"))),
        ...(tcp === undefined ? {} : { tcp }),
      });
      const resolver = resolverOf(server, { attemptTimeoutMs: 100 });
      expect(await ask(resolver, "a-long-enough-name.example.org")).toMatchObject({
        status: "servfail",
        reason: expect.stringMatching(/^\S+ changed the case of the question and could not be asked over TCP$/),
      });
    },
  );

  it.each([
    [
      "a pointer to itself",
      (query: Uint8Array) =>
        wireReply(query, { answers: [{ name: pointer(query.length - 11), type: TXT, data: wireString("x") }] }),
    ],
    [
      "RDLENGTH beyond the packet",
      (query: Uint8Array) =>
        wireReply(query, { answers: [{ name: pointer(12), type: TXT, data: wireString("x"), length: 500 }] }),
    ],
    [
      "a string beyond RDLENGTH",
      (query: Uint8Array) => wireReply(query, { answers: [{ name: pointer(12), type: TXT, data: octets([9], ascii("x")) }] }),
    ],
    ["counts of 65,535", (query: Uint8Array) => wireReply(query, { counts: [1, 65_535, 65_535, 65_535] })],
  ])("with %s are malformed", async (_, forge) => {
    const server = await start({ udp: (query, send) => send(forge(query)) });
    const reply = await ask(resolverOf(server), "example.org");
    expect(reply).toMatchObject({ status: "malformed", reason: expect.stringContaining("cannot be read") });
    expect(server.datagrams).toHaveLength(2);
  });

  it("do not put anything but the chain of the question into the cache", async () => {
    const server = await start({
      udp: (query, send) =>
        send(
          wireReply(query, {
            answers: [
              { name: wireName("victim.test"), type: TXT, data: wireString("v=spf1 +all") },
              { name: pointer(12), type: TXT, data: wireString("fine") },
              { name: pointer(12), type: TXT, class: 3, data: wireString("chaos") },
              { name: pointer(12), type: 1, data: u32(0x7f000001) },
            ],
            additional: [{ name: wireName("victim.test"), type: 1, data: u32(0x7f000001) }],
          }),
        ),
    });
    const resolver = resolverOf(server);
    expect(strings(await ask(resolver, "example.org"))).toEqual(["fine"]);
    expect(resolver.peek(question("victim.test"))).toBeUndefined();
    expect(resolver.peek(question("victim.test", "A"))).toBeUndefined();
    expect(resolver.peek(question("example.org", "A"))).toBeUndefined();
  });
});

describe("EDNS", () => {
  const withoutEdns = (refusal: (query: Uint8Array) => Uint8Array): RawHandlers => ({
    udp: (query, send) => send(hasEdns(query) ? refusal(query) : txt(query, "plain")),
  });

  it.each([
    ["FORMERR", (query: Uint8Array) => wireReply(query, { flags: 0x8181 })],
    ["a bare FORMERR", (query: Uint8Array) => wireMessage({ id: ((query[0] ?? 0) << 8) | (query[1] ?? 0), flags: 0x8001 })],
    ["NOTIMP", (query: Uint8Array) => wireReply(query, { flags: 0x8184 })],
    [
      "BADVERS",
      (query: Uint8Array) =>
        wireReply(query, { additional: [{ name: wireName("."), type: 41, class: 512, ttl: 0x01000000, data: octets() }] }),
    ],
  ])("is left away after %s, and for a while", async (_, refusal) => {
    const server = await start(withoutEdns(refusal));
    const resolver = resolverOf(server);
    expect(strings(await ask(resolver, "a.test"))).toEqual(["plain"]);
    expect(strings(await ask(resolver, "b.test"))).toEqual(["plain"]);
    expect(server.datagrams.map(hasEdns)).toEqual([true, false, false]);
  });

  it("stays when a server refuses both ways", async () => {
    const server = await start({ udp: (query, send) => send(wireReply(query, { flags: 0x8181 })) });
    expect(await ask(resolverOf(server, { tries: 1 }), "a.test")).toMatchObject({
      status: "servfail",
      reason: expect.stringContaining("FORMERR"),
    });
    expect(server.datagrams.map(hasEdns)).toEqual([true, false]);
  });
});

describe("truncated replies", () => {
  const cut = (query: Uint8Array): Uint8Array =>
    wireReply(query, { flags: 0x8380, answers: [{ name: pointer(12), type: TXT, data: wireString("half") }] }).slice(0, -2);

  it("are asked for over TCP, in pieces of one octet too", async () => {
    const server = await start({
      udp: (query, send) => send(cut(query)),
      tcp: async (query, socket) => {
        socket.setNoDelay(true);
        for (const octet of frame(txt(query, "whole"))) {
          socket.write(Uint8Array.of(octet));
          await new Promise(setImmediate);
        }
      },
    });
    expect(strings(await ask(resolverOf(server), "example.org"))).toEqual(["whole"]);
  });

  it("of thousands of addresses are capped", async () => {
    const server = await start({
      udp: (query, send) => send(cut(query)),
      tcp: (query, socket) => {
        // The root is the shortest name: as many addresses as a message has room for.
        const answers = Array.from({ length: 4300 }, (_, index) => ({ name: wireName("."), type: 1, data: u32(index) }));
        socket.end(frame(wireReply(query, { answers })));
      },
    });
    const reply = await ask(resolverOf(server), DomainName.root, "A");
    expect(reply.status === "noerror" && reply.records.length).toBe(MAX_RECORDS);
  });

  const faults: readonly (readonly [string, RawHandlers["tcp"], Answer["status"]])[] = [
    ["is refused", undefined, "servfail"],
    [
      "is reset within a frame",
      (_, socket) => void socket.write(Uint8Array.of(1, 0, 1), () => socket.resetAndDestroy()),
      "servfail",
    ],
    ["announces nothing", (_, socket) => void socket.write(Uint8Array.of(0, 0)), "servfail"],
    ["says nothing", () => {}, "timeout"],
    ["is truncated as well", (query, socket) => void socket.end(frame(wireReply(query, { flags: 0x8380 }))), "malformed"],
  ];

  it.each(faults)("are no answer when TCP %s", async (_, tcp, status) => {
    const server = await start({ udp: (query, send) => send(cut(query)), ...(tcp === undefined ? {} : { tcp }) });
    const started = performance.now();
    expect(await ask(resolverOf(server, { timeoutMs: 400, attemptTimeoutMs: 100 }), "example.org")).toMatchObject({ status });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
