/** DNS over TCP (RFC 1035 section 4.2.2, RFC 7766). */
import { connect } from "node:net";
import { formatServerHost } from "../servers.js";
import { settleOnce } from "./settle.js";
import { socketProblem } from "./system.js";
import type { Transport } from "./transport.js";

/** The octets of the length in front of each message. */
const PREFIX_OCTETS = 2;
/** The header of a message; less is no message. */
const LEAST_OCTETS = 12;
/** Where the room for a reply starts. It grows with what has arrived and not with what was announced. */
const FIRST_ROOM = 512;

/**
 * Asks over TCP, one query a connection. The reply may come in pieces of any size. Only this server can write to the connection,
 * so its first message is the reply or a fault: a message that `accept` refuses ends the attempt.
 */
export const tcpTransport: Transport = (query, server, accept, signal) =>
  settleOnce(
    signal,
    () => connect({ host: formatServerHost(server), port: server.port, noDelay: true }),
    (socket) => socket.destroy(),
    (socket, { isOver, resolve, reject }) => {
      let room = new Uint8Array(FIRST_ROOM);
      let filled = 0;
      socket.on("data", (piece: Uint8Array) => {
        if (isOver()) return;
        room = grow(room, filled, filled + piece.length);
        room.set(piece, filled);
        filled += piece.length;
        if (filled < PREFIX_OCTETS) return;
        const length = ((room[0] ?? 0) << 8) | (room[1] ?? 0);
        if (length < LEAST_OCTETS) reject(new Error(`announced a message of ${length} octets`));
        if (filled < PREFIX_OCTETS + length) return;
        const reply = room.subarray(PREFIX_OCTETS, PREFIX_OCTETS + length);
        if (accept(reply)) resolve(reply);
        else reject(new Error("answered another question"));
      });
      socket.on("error", (error) => reject(socketProblem(error)));
      socket.on("close", () => reject(new Error("closed the connection before its reply was complete")));

      const frame = new Uint8Array(PREFIX_OCTETS + query.length);
      new DataView(frame.buffer).setUint16(0, query.length);
      frame.set(query, PREFIX_OCTETS);
      // The length and the message in one write (RFC 7766 section 8).
      socket.write(frame);
    },
  );

function grow(room: Uint8Array<ArrayBuffer>, filled: number, wanted: number): Uint8Array<ArrayBuffer> {
  if (wanted <= room.length) return room;
  // At most one piece of the socket beyond a whole message, so this stays below 200 KiB.
  const larger = new Uint8Array(Math.max(wanted, 2 * room.length));
  larger.set(room.subarray(0, filled));
  return larger;
}
