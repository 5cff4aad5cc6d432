/** A name server in this process, on loopback, over UDP and TCP on one port. Its answers come from a function. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Packet, createTCPServer, createUDPServer } from "dns2";
import { parseIp } from "../../src/base/ip.js";
import type { ServerAddress } from "../../src/dns/index.js";

/** A record in the words of a zone file: `{ type: "MX", value: "10 mail.example.org" }`. TXT values are octet strings, unquoted. */
export interface TestRecord {
  readonly type: "A" | "AAAA" | "MX" | "TXT" | "PTR" | "CNAME" | "NS" | "SOA";
  /** A string; for TXT also several. A TXT string of more than 255 octets becomes several. */
  readonly value: string | readonly string[];
  /** Default: the name that was asked for. */
  readonly name?: string;
  /** Seconds. Default 300. */
  readonly ttl?: number;
}

/** A whole reply: response code, flags and sections. Default: NOERROR, AA and RA set. */
interface TestReply {
  readonly rcode?: keyof typeof Packet.RCODE;
  readonly answers?: readonly TestRecord[];
  readonly authority?: readonly TestRecord[];
  readonly authoritative?: boolean;
  readonly recursionAvailable?: boolean;
}

/**
 * Answers one question; `name` is in lower case without the last dot, `type` a mnemonic or `TYPE123`. Records alone are a NOERROR
 * answer, a code alone is an error, undefined is silence.
 */
export type TestHandler = (
  name: string,
  type: string,
  transport: "udp" | "tcp",
) => TestReply | readonly TestRecord[] | keyof typeof Packet.RCODE | undefined;

export interface TestServer {
  readonly server: ServerAddress;
  /** As `--server` takes it: `127.0.0.1#40000`. */
  readonly text: string;
  readonly port: number;
  /** Every question that came, as `udp example.org TXT`, in order. */
  readonly questions: string[];
  close(): Promise<void>;
}

/** Starts a server on a free port of `address`, an IPv4 or IPv6 address of loopback. */
export async function startDnsServer(handler: TestHandler, address = "127.0.0.1"): Promise<TestServer> {
  const questions: string[] = [];
  const answer =
    (transport: "udp" | "tcp") =>
    (request: Packet, send: (response: Packet) => unknown): void => {
      const [question] = request.questions;
      if (question === undefined) return;
      const name = question.name.toLowerCase();
      const type = Packet.typeName(question.type);
      questions.push(`${transport} ${name} ${type}`);
      const outcome = handler(name, type, transport);
      if (outcome === undefined) return;
      const reply: TestReply =
        typeof outcome === "string" ? { rcode: outcome } : isRecords(outcome) ? { answers: outcome } : outcome;
      const response = Packet.createResponseFromRequest(request);
      response.header.aa = reply.authoritative === false ? 0 : 1;
      response.header.ra = reply.recursionAvailable === false ? 0 : 1;
      response.header.rcode = Packet.RCODE[reply.rcode ?? "NOERROR"];
      response.answers = (reply.answers ?? []).map((record) => resource(record, question.name));
      response.authorities = (reply.authority ?? []).map((record) => resource(record, question.name));
      send(response);
    };
  // The port must be free for both transports, and only the operating system knows one that is.
  for (let attempt = 0; ; attempt++) {
    const udp = createUDPServer({ type: address.includes(":") ? "udp6" : "udp4" });
    udp.on("request", answer("udp"));
    await udp.listen(0, address);
    const { port } = udp.address();
    const tcp = createTCPServer();
    tcp.on("request", answer("tcp"));
    const sockets = new Set<{ destroy(): void }>();
    tcp.on("connection", (socket: { destroy(): void; on(event: string, then: () => void): void }) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    try {
      tcp.listen(port, address);
      await once(tcp, "listening");
    } catch (error) {
      udp.close();
      if (attempt < 10) continue;
      throw error;
    }
    const parsed = parseIp(address);
    if (parsed === undefined) throw new TypeError(`${address} is not an address`);
    return {
      server: { address: parsed, port: (tcp.address() as AddressInfo).port },
      text: `${address}#${port}`,
      port,
      questions,
      close: async () => {
        for (const socket of sockets) socket.destroy();
        const closed = Promise.all([once(udp, "close"), once(tcp, "close")]);
        udp.close();
        tcp.close();
        await closed;
      },
    };
  }
}

function isRecords(outcome: TestReply | readonly TestRecord[]): outcome is readonly TestRecord[] {
  return Array.isArray(outcome);
}

function resource(record: TestRecord, asked: string): Packet["answers"][number] {
  const base = { name: record.name ?? asked, type: Packet.TYPE[record.type], class: Packet.CLASS.IN, ttl: record.ttl ?? 300 };
  return { ...base, ...fields(record) } as Packet["answers"][number];
}

function fields({ type, value }: TestRecord): object {
  const text = typeof value === "string" ? value : (value[0] ?? "");
  const words = text.split(/ +/);
  switch (type) {
    case "A":
    case "AAAA":
      return { address: text };
    case "MX":
      return { priority: Number(words[0]), exchange: words[1] };
    case "NS":
      return { ns: text };
    case "PTR":
    case "CNAME":
      return { domain: text };
    case "TXT":
      // dns2 writes the length of a string into one octet whatever it is, and its strings as UTF-8 unless they are octets.
      return {
        data: (typeof value === "string" ? [value] : value).flatMap(pieces).map((piece) => Buffer.from(piece, "latin1")),
      };
    case "SOA": {
      const [primary, admin, serial, refresh, retry, expiration, minimum] = words;
      const numbers = { serial, refresh, retry, expiration, minimum };
      return { primary, admin, ...Object.fromEntries(Object.entries(numbers).map(([key, number]) => [key, Number(number)])) };
    }
  }
}

function pieces(text: string): string[] {
  if (text === "") return [""];
  return Array.from({ length: Math.ceil(text.length / 255) }, (_, index) => text.slice(255 * index, 255 * (index + 1)));
}
