import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Readable } from "node:stream";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Responder, type ZoneServer, startZoneServer } from "../../src/cli/zone-server.js";
import { domainName } from "../../src/base/name.js";
import type { Answer, QueryType } from "../../src/base/question.js";
import { createAuthority } from "../../src/dns/authority.js";
import { createResolver, parseServer } from "../../src/dns/index.js";
import { decodeMessage, encodeQuery } from "../../src/dns/message.js";
import { respond } from "../../src/dns/reply.js";
import { parseZone } from "../../src/zone/index.js";
import { ROOT, spf } from "../support/cli.js";
import { octets, u16 } from "../support/dns-message.js";
import { seededNumbers } from "../support/world.js";

const ZONE = `$TTL 1h
@ SOA ns1 root 1 2h 1h 2w 15m
@ NS ns1
@ TXT "v=spf1 mx -all" " \\000\\255"
ns1 A 192.0.2.53
www CNAME ns1
odd\\.label TXT x
${Array.from({ length: 60 }, (_, index) => `big TXT "${String(index).padStart(120, "x")}"`).join("\n")}
`;

/** How long the impatient server waits. The other one waits ten seconds: a machine that stops for a moment ends no connection. */
const IDLE_MS = 300;
const MAX_CONNECTIONS = 5;

let server: ZoneServer;
let impatient: ZoneServer;
let answered = 0;

beforeAll(async () => {
  const authority = createAuthority([parseZone(ZONE, { file: "example.test.zone", origin: domainName("example.test") })]);
  const answer: Responder = (message, transport) => {
    answered++;
    return respond(authority, message, transport);
  };
  server = await startZoneServer(answer, "127.0.0.1", 0, { maxConnections: MAX_CONNECTIONS });
  impatient = await startZoneServer(answer, "127.0.0.1", 0, { idleMs: IDLE_MS });
});
afterAll(() => Promise.all([server.close(), impatient.close()]));

function resolve(name: string, type: QueryType): Promise<Answer> {
  const address = parseServer(`127.0.0.1#${server.port}`);
  if (typeof address === "string") throw new Error(address);
  return createResolver({ servers: [address] })({ name: domainName(name), type }, new AbortController().signal);
}

function query(name: string, id = 7): Uint8Array {
  return encodeQuery({ id, question: { name: domainName(name), type: "TXT" }, edns: 4096, recursionDesired: false });
}

const framed = (message: Uint8Array): Uint8Array => octets(u16(message.length), message);

async function open({ port }: ZoneServer = server): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

// Not `once`: an error before the end is one way of being ended.
function closed(socket: Socket): Promise<void> {
  return new Promise((settle) => (socket.destroyed ? settle() : socket.on("close", () => settle())));
}

/** Everything until the server ends the connection. */
async function drain(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("end", () => socket.end());
  await closed(socket);
  return Buffer.concat(chunks);
}

function idsOf(stream: Buffer): number[] {
  const ids: number[] = [];
  for (let at = 0; at < stream.length; at += 2 + stream.readUInt16BE(at)) {
    const message = decodeMessage(stream.subarray(at + 2, at + 2 + stream.readUInt16BE(at)));
    if ("malformed" in message) throw new Error(message.malformed);
    ids.push(message.id);
  }
  return ids;
}

describe("the server", () => {
  it("answers the resolver over UDP, and over TCP what is too long", async () => {
    expect(await resolve("example.test", "TXT")).toMatchObject({
      status: "noerror",
      ttl: 3600,
      records: [{ type: "TXT", strings: ["v=spf1 mx -all", " \u0000\u00ff"] }],
    });
    expect(await resolve("www.example.test", "A")).toMatchObject({
      status: "noerror",
      aliases: [domainName("ns1.example.test")],
    });
    expect(await resolve("no.example.test", "A")).toMatchObject({ status: "nxdomain", ttl: 900 });
    expect(await resolve("ns1.example.test", "TXT")).toMatchObject({ status: "nodata" });
    expect(await resolve("example.com", "A")).toMatchObject({ status: "servfail" });
    expect(await resolve("odd\\.label.example.test", "TXT")).toMatchObject({ status: "noerror" });
    const big = await resolve("big.example.test", "TXT");
    expect(big.status === "noerror" && big.records.length).toBe(60);
  });

  it("answers all messages of a connection, also when the client has ended its side", async () => {
    const socket = await open();
    const messages = Array.from({ length: 50 }, (_, id) => framed(query("big.example.test", id)));
    const stream = drain(socket);
    socket.end(octets(...messages));
    expect(idsOf(await stream)).toEqual(Array.from({ length: 50 }, (_, id) => id));
  });

  it("takes a message octet by octet", async () => {
    const socket = await open();
    const stream = drain(socket);
    for (const octet of framed(query("example.test"))) {
      socket.write(Uint8Array.of(octet));
      await new Promise((settle) => setImmediate(settle));
    }
    socket.end();
    expect(idsOf(await stream)).toEqual([7]);
  });

  it("ends connections that are silent, too slow, or send what is no query", async () => {
    const silent = drain(await open(impatient));
    const slow = await open(impatient);
    const slowStream = drain(slow);
    slow.write(Uint8Array.of(1));
    const drip = setInterval(() => slow.write(Uint8Array.of(1)), IDLE_MS / 6);
    const response = await open(impatient);
    const responseStream = drain(response);
    response.write(framed(octets(u16(1), u16(0x8000), new Uint8Array(8))));
    expect(await responseStream).toHaveLength(0);
    expect(await silent).toHaveLength(0);
    expect(await slowStream).toHaveLength(0);
    clearInterval(drip);
    const cut = await open(impatient);
    const cutStream = drain(cut);
    cut.end(framed(query("example.test")).subarray(0, 20));
    expect(await cutStream).toHaveLength(0);
  });

  it("answers a broken query with an error", async () => {
    const socket = await open();
    const stream = drain(socket);
    socket.end(framed(octets(u16(9), u16(0), u16(1), new Uint8Array(6), [70])));
    const reply = decodeMessage((await stream).subarray(2));
    expect(reply).toMatchObject({ id: 9, rcode: 1, questions: [] });
  });

  it("keeps no more connections than it may, and serves again when they are gone", async () => {
    const sockets = await Promise.all(Array.from({ length: MAX_CONNECTIONS }, () => open()));
    const refused = await open();
    const refusedStream = drain(refused);
    refused.write(framed(query("example.test")));
    expect(await refusedStream).toHaveLength(0);
    await Promise.all(sockets.map((socket) => (socket.destroy(), closed(socket))));
    // The server sees a moment later that they are gone.
    for (let ids: number[] = []; ids.length === 0;) {
      const socket = await open();
      const stream = drain(socket);
      socket.end(framed(query("example.test")));
      ids = idsOf(await stream);
    }
  });

  it("reads no more from a client that takes no answers, until it takes them", async () => {
    const socket = await open();
    socket.pause();
    const message = framed(query("big.example.test"));
    const many = octets(...Array.from({ length: 500 }, () => message));
    const before = answered;
    for (let round = 0; round < 20; round++) socket.write(many);
    // A machine that is busy may seem to stand still before the server does; then it has answered less than it might.
    const standsStill = async (): Promise<boolean> => {
      const seen = answered;
      await new Promise((settle) => setTimeout(settle, 100));
      return seen === answered && answered > before;
    };
    while (!(await standsStill()));
    // What the systems keep for a connection is some megabytes; 10,000 answers are 80.
    expect(answered - before).toBeLessThan(4000);
    expect(await resolve("example.test", "TXT")).toMatchObject({ status: "noerror" });
    const stream = drain(socket);
    socket.end();
    socket.resume();
    expect(idsOf(await stream)).toHaveLength(10_000);
    expect(answered - before).toBe(10_001);
  });

  it("gives a client that reads slowly all its answers", async () => {
    const socket = await open();
    const messages = Array.from({ length: 400 }, (_, id) => framed(query("big.example.test", id)));
    const stream = drain(socket);
    socket.end(octets(...messages));
    socket.pause();
    await new Promise((settle) => setTimeout(settle, 100));
    socket.resume();
    expect(idsOf(await stream)).toHaveLength(400);
  });

  it("survives thousands of random datagrams and streams", async () => {
    const random = seededNumbers(7208);
    const good = query("example.test");
    const socket = createSocket("udp4");
    let replies = 0;
    socket.on("message", () => replies++);
    for (let round = 0; round < 6000; round++) {
      const isMutated = random() < 0.6;
      const message = isMutated
        ? Uint8Array.from(good, (octet) => (random() < 0.06 ? Math.floor(random() * 256) : octet))
        : Uint8Array.from({ length: Math.floor(random() * 600) }, () => Math.floor(random() * 256));
      await new Promise((settle) => socket.send(message, server.port, "127.0.0.1", settle));
      // The buffers of the sockets are not endless.
      if (round % 20 === 0) await new Promise((settle) => setTimeout(settle, 1));
    }
    for (let round = 0; round < 60; round++) {
      const stream = await open();
      stream.end(Uint8Array.from({ length: 300 }, () => Math.floor(random() ** 4 * 256)));
      await drain(stream);
    }
    socket.close();
    expect(replies).toBeGreaterThan(500);
    expect(await resolve("example.test", "TXT")).toMatchObject({ status: "noerror" });
  });
});

describe("spf zone serve", () => {
  const COMMAND = join(ROOT, "dist/spf.cjs");
  const children: ChildProcess[] = [];
  afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

  async function serve(...args: string[]): Promise<{ child: ChildProcess; line: string; stderr: () => string }> {
    const child = spawn(process.execPath, [COMMAND, "zone", "serve", ...args], { cwd: ROOT });
    children.push(child);
    let stderr = "";
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString("latin1")));
    const [chunk] = (await Promise.race([
      once(child.stdout, "data"),
      once(child, "close").then(() => Promise.reject(new Error(stderr))),
    ])) as [Buffer];
    return { child, line: chunk.toString("latin1"), stderr: () => stderr };
  }

  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s, and exits with 0", async (signal) => {
    const { child, line } = await serve("zones/ntecs.de.zone", "zones/michaelonroad.de.zone", "--port", "0");
    const started = /^listening on (127\.0\.0\.1#\d+)\n/.exec(line)?.[1] ?? "";
    expect(line.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^zone ntecs\.de: serial \d+, \d+ records, zones\/ntecs\.de\.zone$/),
      expect.stringMatching(/^zone michaelonroad\.de: serial \d+, \d+ records, zones\/michaelonroad\.de\.zone$/),
      "",
    ]);
    const check = await spf(["check", "user@michaelonroad.de", "--ip", "192.0.2.25", "--server", started]);
    expect(check.stdout).toMatch(/^PASS /);
    child.kill(signal);
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("reads the files again on SIGHUP, and keeps the zone of a file that has errors by then", async () => {
    const folder = mkdtempSync(join(tmpdir(), "spfkit-serve-"));
    const put = (name: string, serial: number, more: string): void =>
      writeFileSync(
        join(folder, name),
        `$TTL 1h\n@ SOA ns root ${serial} 2h 1h 2w 15m\n@ NS ns\n@ TXT ${serial}\nns A 192.0.2.1\n${more}`,
      );
    put("a.test.zone", 1, "");
    put("b.test.zone", 1, "");
    put("gone.test.zone", 1, "");
    const { child, line, stderr } = await serve(folder, "--port", "0");
    expect(line).toContain("\nzone a.test: serial 1, 4 records, ");
    const address = parseServer(/^listening on (\S+)/.exec(line)?.[1] ?? "");
    if (typeof address === "string") throw new Error(address);
    const text = async (name: string): Promise<unknown> => {
      const signal = new AbortController().signal;
      const answer = await createResolver({ servers: [address] })({ name: domainName(name), type: "TXT" }, signal);
      return answer.status === "noerror" ? answer.records[0] : answer.status;
    };
    expect(await text("a.test")).toMatchObject({ strings: ["1"] });
    put("a.test.zone", 2, "");
    put("b.test.zone", 2, "x A 192.0.2.256\n");
    put("new.test.zone", 2, "");
    rmSync(join(folder, "gone.test.zone"));
    child.kill("SIGHUP");
    const [again] = (await once(child.stdout as Readable, "data")) as [Buffer];
    expect(again.toString("latin1").replaceAll(`${folder}/`, "")).toBe(
      "read again\nzone a.test: serial 2, 4 records, a.test.zone\nzone b.test: serial 1, 4 records, b.test.zone\n" +
        "zone new.test: serial 2, 4 records, new.test.zone\n",
    );
    expect(stderr().replaceAll(`${folder}/`, "")).toBe(
      'b.test.zone:6:5: error: "192.0.2.256" is not an IPv4 address such as 192.0.2.1\nspf: b.test.zone is served as before\n',
    );
    expect(await text("a.test")).toMatchObject({ strings: ["2"] });
    expect(await text("b.test")).toMatchObject({ strings: ["1"] });
    expect(await text("new.test")).toMatchObject({ strings: ["2"] });
    expect(await text("gone.test")).toBe("servfail");
    rmSync(folder, { recursive: true });
    child.kill("SIGHUP");
    await once(child.stdout as Readable, "data");
    expect(stderr()).toContain(
      `spf: cannot read ${folder}: there is no such file or folder\nspf: all zones are served as before\n`,
    );
    expect(await text("a.test")).toMatchObject({ strings: ["2"] });
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("warns of an address that others reach", async () => {
    const { child, stderr } = await serve("zones/ntecs.de.zone", "--port", "0", "--address", "0.0.0.0");
    expect(stderr()).toContain("spf: warning: 0.0.0.0 is no loopback address");
    child.kill("SIGINT");
    await once(child, "close");
  });

  it("says why it cannot serve", async () => {
    const taken = await spf(["zone", "serve", "zones/ntecs.de.zone", "--port", String(server.port)]);
    expect(taken).toMatchObject({ code: 66, stdout: "" });
    expect(taken.stderr).toContain(`spf: cannot listen on 127.0.0.1#${server.port}: the port is taken`);
    const away = await spf(["zone", "serve", "zones/ntecs.de.zone", "--address", "192.0.2.1"]);
    expect(away).toMatchObject({ code: 66 });
    expect(away.stderr).toContain("this host has no such address");
    expect((await spf(["zone", "serve", "no-such.zone"])).code).toBe(66);
    expect((await spf(["zone", "serve", "-"], "www A 192.0.2\n")).code).toBe(66);
    const origins = await spf(["zone", "serve", "zones/ntecs.de.zone", "--origin", "a", "--origin", "b"]);
    expect(origins.stderr).toContain("there is 1 file and 2 --origin; give one --origin for each file, or none\n");
    expect((await spf(["zone", "serve", "-", "-"])).stderr).toContain("standard input (-) can be given only once\n");
    for (const args of [
      ["--port", "65536"],
      ["--port", "x"],
      ["--address", "localhost"],
      ["--origin", "a", "--origin", "b"],
    ]) {
      expect((await spf(["zone", "serve", "zones/ntecs.de.zone", ...args])).code, args.join(" ")).toBe(64);
    }
  });
});
