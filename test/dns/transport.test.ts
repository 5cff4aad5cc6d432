import { createSocket } from "node:dgram";
import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type IpAddress, formatIp } from "../../src/base/ip.js";
import { domainName } from "../../src/base/name.js";
import { encodeQuery, matchReply } from "../../src/dns/message.js";
import { formatServer, parseServer } from "../../src/dns/servers.js";
import { settleOnce } from "../../src/dns/transport/settle.js";
import { systemAfter, systemRandom, systemServers } from "../../src/dns/transport/system.js";
import { tcpTransport } from "../../src/dns/transport/tcp.js";
import type { Transport } from "../../src/dns/transport/transport.js";
import { udpTransport } from "../../src/dns/transport/udp.js";
import { ascii, wireReply } from "../support/dns-message.js";
import { type RawHandlers, type RawServer, frame, startRawServer } from "../support/raw-server.js";

const open: RawServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function start(handlers: RawHandlers, address?: string): Promise<RawServer> {
  const server = await startRawServer(handlers, address);
  open.push(server);
  return server;
}

const query = encodeQuery({
  id: 0x1234,
  question: { name: domainName("example.org"), type: "TXT" },
  edns: 1232,
  recursionDesired: true,
});
const reply = wireReply(query);
const accept = (octets: Uint8Array): boolean => matchReply(query, octets) !== undefined;
const ask = (transport: Transport, { server }: Pick<RawServer, "server">, milliseconds = 5000): Promise<Uint8Array> =>
  transport(query, server, accept, AbortSignal.timeout(milliseconds));
const same = (octets: Uint8Array): number[] => [...octets];
const nothingOpen = async (): Promise<void> => {
  // Closing takes a turn or two of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const sockets = process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap" || resource === "UDPWrap");
  // What remains belongs to the servers of the tests themselves.
  expect(sockets.length).toBeLessThanOrEqual(2 * open.length);
};

describe("UDP", () => {
  it.each(["127.0.0.1", "::1"])("asks %s", async (address) => {
    const server = await start({ udp: (_, send) => send(reply) }, address);
    expect(same(await ask(udpTransport, server))).toEqual(same(reply));
    expect(same(server.datagrams[0] ?? new Uint8Array())).toEqual(same(query));
    await nothingOpen();
  });

  it("uses the good reply after 1,000 bad ones", async () => {
    const wrongId = reply.map((octet, at) => (at === 0 ? octet ^ 1 : octet));
    const wrongName = reply.map((octet, at) => (at === 14 ? octet ^ 1 : octet));
    const bad = [wrongId, wrongName, query, new Uint8Array(0), reply.slice(0, 11), reply.slice(0, 20), ascii("GET / HTTP/1.1")];
    const server = await start({
      udp: async (_, send) => {
        for (let index = 0; index < 1000; index++) {
          await send(bad[index % bad.length] ?? query);
          // The kernel's buffer is short; what it drops would not be seen.
          if (index % 50 === 49) await new Promise(setImmediate);
        }
        await send(reply);
      },
    });
    expect(same(await ask(udpTransport, server))).toEqual(same(reply));
  });

  it("does not hear datagrams of another source", async () => {
    const stranger = createSocket("udp4");
    const forged = reply.map((octet, at) => (at === 3 ? 0x83 : octet));
    const server = await start({
      udp: async (_, send, port) => {
        await new Promise<void>((resolve) => stranger.send(forged, port, "127.0.0.1", () => resolve()));
        await new Promise((resolve) => setTimeout(resolve, 30));
        await send(reply);
      },
    });
    expect(same(await ask(udpTransport, server))).toEqual(same(reply));
    stranger.close();
  });

  it("asks each time from another port", async () => {
    const ports = new Set<number>();
    const server = await start({
      udp: (_, send, port) => {
        ports.add(port);
        return send(reply);
      },
    });
    for (let turn = 0; turn < 20; turn++) await ask(udpTransport, server);
    expect(ports.size).toBeGreaterThan(15);
  });

  it("learns at once that nobody listens", async () => {
    const server = await start({});
    await server.close();
    open.pop();
    const started = performance.now();
    await expect(ask(udpTransport, server)).rejects.toThrow("refused the connection");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("ends when it is told to, before or during the wait", async () => {
    const server = await start({});
    await expect(ask(udpTransport, server, 30)).rejects.toThrow();
    await expect(udpTransport(query, server.server, accept, AbortSignal.abort())).rejects.toThrow();
    const soon = new AbortController();
    const asked = udpTransport(query, server.server, accept, soon.signal);
    soon.abort();
    await expect(asked).rejects.toThrow();
    await nothingOpen();
  });

  it("says when a server cannot be reached", async () => {
    const server = { address: server6("fe80::1"), port: 5353, scope: "nowhere0" };
    await expect(ask(udpTransport, { server })).rejects.toThrow(/cannot be/);
    // Node 20 says so of TCP too; from Node 22 on the system takes another interface and nothing answers, until the deadline.
    await expect(ask(tcpTransport, { server }, 500)).rejects.toThrow(/cannot be|was not waited for/);
  });
});

describe("TCP", () => {
  const good = frame(reply);

  it.each(["127.0.0.1", "::1"])("asks %s", async (address) => {
    const server = await start({ tcp: (_, socket) => void socket.write(good) }, address);
    expect(same(await ask(tcpTransport, server))).toEqual(same(reply));
    await nothingOpen();
  });

  it("reads a reply in pieces of one octet", async () => {
    const server = await start({
      tcp: async (_, socket) => {
        socket.setNoDelay(true);
        for (const octet of good) {
          socket.write(Uint8Array.of(octet));
          await new Promise(setImmediate);
        }
      },
    });
    expect(same(await ask(tcpTransport, server))).toEqual(same(reply));
  });

  it("reads the longest message, and ignores what comes after a message", async () => {
    const long = new Uint8Array(65_535);
    long.set(reply);
    const server = await start({ tcp: (_, socket) => void socket.write(Buffer.concat([frame(long), good])) });
    const heard = await ask(tcpTransport, server);
    expect(heard.length).toBe(65_535);
    expect(same(heard.subarray(0, reply.length))).toEqual(same(reply));
  });

  const faults: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
    [
      "a reset within a frame",
      (socket) => socket.write(good.slice(0, 20), () => socket.resetAndDestroy()),
      /closed the connection/,
    ],
    ["an end within a frame", (socket) => socket.end(good.slice(0, 20)), /closed the connection/],
    ["an end before a frame", (socket) => socket.end(), /closed the connection/],
    ["a length of zero", (socket) => socket.write(Uint8Array.of(0, 0)), /0 octets/],
    ["a length below a header", (socket) => socket.write(Uint8Array.of(0, 11, 1, 2)), /11 octets/],
    [
      "another question",
      (socket) => socket.write(frame(reply.map((octet, at) => (at === 14 ? 1 : octet)))),
      /another question/,
    ],
    ["HTTP", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), /closed the connection/],
  ];

  it.each(faults)("ends with an error at %s", async (_, misbehave, message) => {
    const server = await start({ tcp: (_query, socket) => misbehave(socket) });
    await expect(ask(tcpTransport, server)).rejects.toThrow(message);
    await nothingOpen();
  });

  it("waits for a slow server until it is told to stop", async () => {
    const server = await start({ tcp: (_, socket) => void socket.write(good.slice(0, 20)) });
    await expect(ask(tcpTransport, server, 50)).rejects.toThrow();
    await expect(tcpTransport(query, server.server, accept, AbortSignal.abort())).rejects.toThrow();
    const soon = new AbortController();
    const asked = tcpTransport(query, server.server, accept, soon.signal);
    soon.abort();
    await expect(asked).rejects.toThrow();
    await nothingOpen();
  });

  it("learns at once that nobody listens", async () => {
    await expect(ask(tcpTransport, await start({}))).rejects.toThrow("refused the connection");
  });
});

describe("settleOnce", () => {
  it("ends once, closes the socket then, and listens no more to the signal", async () => {
    const closed: string[] = [];
    const { signal } = new AbortController();
    const heard = settleOnce(
      signal,
      () => "socket",
      (socket) => closed.push(socket),
      (_, { isOver, resolve, reject }) => {
        expect(isOver()).toBe(false);
        resolve(reply);
        expect(isOver()).toBe(true);
        reject(new Error("late"));
        resolve(query);
      },
    );
    expect(await heard).toBe(reply);
    expect(closed).toEqual(["socket"]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("opens nothing when nobody waits, and closes when nobody does any longer", async () => {
    const events: string[] = [];
    const attempt = async (signal: AbortSignal): Promise<Uint8Array> =>
      settleOnce(
        signal,
        () => events.push("open"),
        () => events.push("close"),
        () => {},
      );
    await expect(attempt(AbortSignal.abort())).rejects.toThrow("was not waited for any longer");
    expect(events).toEqual([]);
    const soon = new AbortController();
    const asked = attempt(soon.signal);
    soon.abort();
    await expect(asked).rejects.toThrow("was not waited for any longer");
    expect(events).toEqual(["open", "close"]);
  });
});

describe("the system", () => {
  it("has name servers, randomness and timers that can be cancelled", async () => {
    const servers = systemServers();
    expect(servers.length).toBeGreaterThan(0);
    for (const server of servers) expect(parseServer(formatServer(server))).toEqual(server);
    expect(systemRandom(16)).toHaveLength(16);
    expect(same(systemRandom(16))).not.toEqual(same(systemRandom(16)));
    let calls = 0;
    const cancel = systemAfter(5, () => calls++);
    cancel();
    await new Promise<void>((resolve) => systemAfter(10, resolve));
    expect(calls).toBe(0);
  });
});

describe("parseServer", () => {
  it.each([
    ["192.0.2.53", "192.0.2.53", 53, undefined],
    ["192.0.2.53#5353", "192.0.2.53", 5353, undefined],
    ["192.0.2.53:5353", "192.0.2.53", 5353, undefined],
    ["2001:db8::53", "2001:db8::53", 53, undefined],
    ["2001:DB8::53#53", "2001:db8::53", 53, undefined],
    ["[2001:db8::53]", "2001:db8::53", 53, undefined],
    ["[2001:db8::53]:65535", "2001:db8::53", 65_535, undefined],
    ["[2001:db8::53]#1", "2001:db8::53", 1, undefined],
    ["::1", "::1", 53, undefined],
    ["fe80::1%eth0", "fe80::1", 53, "eth0"],
    ["fe80::1%eth0#5353", "fe80::1", 5353, "eth0"],
    ["[fe80::1%eth0]:5353", "fe80::1", 5353, "eth0"],
    ["febf::1%2", "febf::1", 53, "2"],
  ])("reads %s", (text, address, port, scope) => {
    const server = parseServer(text);
    if (typeof server === "string") throw new Error(server);
    expect([formatIp(server.address), server.port, server.scope]).toEqual([address, port, scope]);
    expect(parseServer(formatServer(server))).toEqual(server);
  });

  it.each([
    "",
    " ",
    "dns.example.org",
    "192.0.2",
    "192.0.2.053",
    "0x7f.1",
    "192.0.2.53#",
    "192.0.2.53#0",
    "192.0.2.53#65536",
    "192.0.2.53#5x",
    "192.0.2.53:",
    "192.0.2.53%eth0",
    "[192.0.2.53",
    "2001:db8::53]",
    "[]:53",
    "2001:db8::53%eth0",
    "fe80::1%",
    "fe80::1%a%b",
    "fe80::1%a b",
    "192.0.2.53#53#53",
    "192.0.2.53\u001b[31m",
    "1".repeat(70),
  ])("refuses %j with a reason", (text) => {
    const problem = parseServer(text);
    expect(problem).toEqual(expect.any(String));
    expect(problem).toMatch(/^[ -~]{20,200}$/);
  });
});

function server6(text: string): IpAddress {
  const server = parseServer(text);
  if (typeof server === "string") throw new Error(server);
  return server.address;
}
