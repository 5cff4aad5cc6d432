/**
 * A name server for trying zones, on the servers of dns2. Whatever comes from the network is read by `dns/reply.ts` first, and
 * dns2 is handed only what was found to be one good question, together with its answer as octets: its own decoder never meets
 * a stranger's octets, and its encoder, which takes names and strings as text, never meets a zone's.
 */
import type { RemoteInfo } from "node:dgram";
import { once } from "node:events";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { type Packet, createTCPServer, createUDPServer } from "dns2";

/** The answer to a message; undefined for none. Never throws. */
export type Responder = (message: Uint8Array, transport: "udp" | "tcp") => Uint8Array | undefined;

export interface ZoneServer {
  readonly port: number;
  /** Fires once with what went wrong with a socket while serving. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

/** How long a connection may be silent, or take for one message, in milliseconds (RFC 7766 section 6.2.3 asks for some seconds). */
const TCP_IDLE_MS = 10_000;
/** The most connections at a time; further ones are closed at once. */
const MAX_CONNECTIONS = 100;
/** Answers that a connection has not taken yet, in octets; beyond it nothing more is read from it. */
const MAX_UNSENT_OCTETS = 256 * 1024;
/** How often another free port is tried when the one for UDP is taken for TCP. */
const PORT_ATTEMPTS = 10;

/** Starts a server on one port for UDP and TCP; 0 is any that is free. Rejects with the error of the system. */
export async function startZoneServer(
  respond: Responder,
  address: string,
  port: number,
  limits: { readonly idleMs?: number; readonly maxConnections?: number } = {},
): Promise<ZoneServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listen(respond, address, port, limits.idleMs ?? TCP_IDLE_MS, limits.maxConnections ?? MAX_CONNECTIONS);
    } catch (error) {
      if (port !== 0 || attempt >= PORT_ATTEMPTS || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

// --------------------------------------------------------------------------------------------------------------------------

type Send = (reply: Buffer) => unknown;

async function listen(
  respond: Responder,
  address: string,
  port: number,
  idleMs: number,
  maxConnections: number,
): Promise<ZoneServer> {
  const udp = createUDPServer({ type: address.includes(":") ? "udp6" : "udp4" });
  const tcp = createTCPServer();
  const connections = new Set<GuardedConnection>();
  guardUdp(udp, respond);
  guardTcp(tcp, (socket) => new GuardedConnection(socket, respond, idleMs), connections);
  tcp.maxConnections = maxConnections;
  const close = async (): Promise<void> => {
    const closed = [once(udp, "close"), ...(tcp.listening ? [once(tcp, "close")] : [])];
    udp.close();
    if (tcp.listening) tcp.close();
    for (const connection of connections) connection.destroy();
    await Promise.all(closed);
  };
  try {
    const bound = once(udp, "listening");
    void udp.listen(port, address);
    await bound;
    const listening = once(tcp, "listening");
    tcp.listen(udp.address().port, address);
    await listening;
  } catch (error) {
    await close();
    throw error;
  }
  const failed = new Promise<Error>((settle) => {
    udp.on("error", settle);
    tcp.on("error", settle);
  });
  return { port: udp.address().port, failed, close };
}

/** Puts the guard where dns2 listened: it gets a datagram only together with its answer. */
function guardUdp(udp: ReturnType<typeof createUDPServer>, respond: Responder): void {
  const [handle] = udp.listeners("message") as ((data: Buffer, from: RemoteInfo) => void)[];
  udp.removeAllListeners("message");
  udp.on("message", (data: Buffer, from: RemoteInfo) => {
    // Nothing can be sent to port 0.
    const reply = from.port === 0 ? undefined : respond(data, "udp");
    if (reply === undefined || handle === undefined) return;
    if (isPlainQuery(data, reply)) handle(plainQuery(data, reply), { ...from, reply } as RemoteInfo);
    else udp.send(reply, from.port, from.address, ignoreError);
  });
  udp.on("request", (_request: Packet, send: Send, client: RemoteInfo & { readonly reply: Uint8Array }) => {
    // Where the client is gone, that is its own affair.
    Promise.resolve(send(Buffer.from(client.reply))).catch(() => {});
  });
}

function guardTcp(
  tcp: ReturnType<typeof createTCPServer>,
  guard: (socket: Socket) => GuardedConnection,
  connections: Set<GuardedConnection>,
): void {
  const [handle] = tcp.listeners("connection") as ((client: Duplex) => void)[];
  tcp.removeAllListeners("connection");
  tcp.on("connection", (socket: Socket) => {
    const connection = guard(socket);
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
    handle?.(connection);
  });
  tcp.on("request", (_request: Packet, send: Send, client: GuardedConnection) => {
    const reply = client.replies.shift();
    if (reply !== undefined) send(Buffer.from(reply));
  });
}

/** Whether the reply repeats the question, and so the question was read. */
function isPlainQuery(query: Uint8Array, reply: Uint8Array): boolean {
  return reply[5] === 1 && query.length >= 12;
}

/**
 * The query that dns2 reads: the header and the question alone, as the reply has them. dns2 looks for the size of the client's
 * UDP messages in an OPT record; it is given the largest, for the reply was made to measure.
 */
function plainQuery(query: Uint8Array, reply: Uint8Array): Buffer {
  let end = 12;
  for (let length = reply[end] ?? 0; length > 0; length = reply[end] ?? 0) end += length + 1;
  const header = Buffer.from([...query.subarray(0, 4), 0, 1, 0, 0, 0, 0, 0, 1]);
  return Buffer.concat([header, reply.subarray(12, end + 5), Buffer.from([0, 0, 41, 0xff, 0xff, 0, 0, 0, 0, 0, 0])]);
}

function ignoreError(): void {}

// --------------------------------------------------------------------------------------------------------------------------

/**
 * A connection as dns2 sees it: its octets are whole messages that were read and answered already, and the answers wait in
 * `replies` in the order of the messages.
 */
class GuardedConnection extends Duplex {
  readonly replies: Uint8Array[] = [];
  readonly #socket: Socket;
  readonly #respond: Responder;
  readonly #idleMs: number;
  #unread: Buffer = Buffer.alloc(0);
  /** Octets of answers, with their lengths, that the client has not taken yet. */
  #unsent = 0;
  #hasEnded = false;
  #messageTimer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, respond: Responder, idleMs: number) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#respond = respond;
    this.#idleMs = idleMs;
    // dns2 would end its side and wait for the client's; who is silent does not end his.
    socket.setTimeout(idleMs, () => this.destroy());
    socket.on("data", (chunk: Buffer) => {
      this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
      this.#take();
    });
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#take();
    });
    socket.on("error", () => this.destroy());
    socket.on("close", () => this.destroy());
    this.on("error", ignoreError);
  }

  /** dns2 sets the time that a socket may be idle; this one is set already. */
  setTimeout(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, (error) => {
      this.#unsent -= chunk.length;
      done(error);
      if (!this.destroyed) this.#take();
    });
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#stopTimer();
    this.#socket.destroy();
    done(error);
  }

  #stopTimer(): void {
    clearTimeout(this.#messageTimer);
    this.#messageTimer = undefined;
  }

  /** Hands on all whole messages, as long as the client takes the answers. */
  #take(): void {
    let at = 0;
    let isWhole = true;
    while (isWhole && this.#unsent < MAX_UNSENT_OCTETS && !this.destroyed) {
      const length = this.#unread.length - at >= 2 ? this.#unread.readUInt16BE(at) : Number.POSITIVE_INFINITY;
      isWhole = this.#unread.length - at - 2 >= length;
      if (!isWhole) break;
      this.#hand(this.#unread.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    this.#unread = this.#unread.subarray(at);
    if (at > 0) this.#stopTimer();
    if (this.destroyed) return;
    if (isWhole) this.#socket.pause();
    else this.#socket.resume();
    // An octet now and then keeps a connection from being idle, but each message has to be whole in time.
    if (this.#unread.length > 0) this.#messageTimer ??= setTimeout(() => this.destroy(), this.#idleMs);
    if (!this.#hasEnded || isWhole) return;
    if (this.#unread.length > 0) this.destroy();
    else this.push(null);
  }

  #hand(message: Buffer): void {
    const reply = this.#respond(message, "tcp");
    // What is no query ends the connection: whoever sends it has lost the beginnings of the messages.
    if (reply === undefined) {
      this.destroy();
      return;
    }
    this.#unsent += reply.length + 2;
    if (isPlainQuery(message, reply)) {
      this.replies.push(reply);
      this.push(framed(plainQuery(message, reply)));
    } else this.write(framed(reply));
  }
}

function framed(message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([message.length >>> 8, message.length & 0xff]), message]);
}
