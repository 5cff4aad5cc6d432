/** Servers that write whatever octets a test wants, to see what the resolver does with them. On loopback only. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { ip4, ip6 } from "../../src/base/ip.js";
import type { ServerAddress } from "../../src/dns/index.js";

export interface RawServer {
  readonly server: ServerAddress;
  /** The queries that came, over UDP. */
  readonly datagrams: Uint8Array[];
  /** How many connections were opened. */
  readonly connections: { count: number };
  close(): Promise<void>;
}

export interface RawHandlers {
  /** Called for each datagram; `send` answers it, `port` is where it came from. Without this handler nothing is answered. */
  readonly udp?: (query: Uint8Array, send: (octets: Uint8Array) => Promise<void>, port: number) => void | Promise<void>;
  /** Called for each whole query of a connection. Without this handler connections are refused. */
  readonly tcp?: (query: Uint8Array, socket: Socket) => void | Promise<void>;
}

export async function startRawServer(handlers: RawHandlers, address = "127.0.0.1"): Promise<RawServer> {
  for (let attempt = 0; ; attempt++) {
    const udp = createSocket(address.includes(":") ? "udp6" : "udp4");
    const datagrams: Uint8Array[] = [];
    udp.on("message", (query, client) => {
      datagrams.push(query);
      const send = (octets: Uint8Array): Promise<void> =>
        new Promise((resolve) => udp.send(octets, client.port, client.address, () => resolve()));
      void handlers.udp?.(query, send, client.port);
    });
    udp.bind(0, address);
    await once(udp, "listening");
    const { port } = udp.address();
    const connections = { count: 0 };
    const sockets = new Set<Socket>();
    const tcp = createServer((socket) => {
      connections.count++;
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => {});
      let received = Buffer.alloc(0);
      socket.on("data", (piece) => {
        received = Buffer.concat([received, piece]);
        if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
        void handlers.tcp?.(received.subarray(2, 2 + received.readUInt16BE(0)), socket);
        received = Buffer.alloc(0);
      });
    });
    if (handlers.tcp !== undefined) {
      try {
        tcp.listen(port, address);
        await once(tcp, "listening");
      } catch (error) {
        udp.close();
        if (attempt < 10) continue;
        throw error;
      }
    }
    return {
      server: { address: address.includes(":") ? ip6(0, 0, 0, 1) : ip4(0x7f000001), port },
      datagrams,
      connections,
      close: async () => {
        for (const socket of sockets) socket.destroy();
        if ((tcp.address() as AddressInfo | null) !== null) {
          tcp.close();
          await once(tcp, "close");
        }
        udp.close();
      },
    };
  }
}

/** A message with its length in front, as it goes over TCP. */
export function frame(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(2 + message.length);
  new DataView(framed.buffer).setUint16(0, message.length);
  framed.set(message, 2);
  return framed;
}
