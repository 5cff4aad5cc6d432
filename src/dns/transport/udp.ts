/** DNS over UDP (RFC 1035 section 4.2.1), hardened after RFC 5452. */
import { createSocket } from "node:dgram";
import { formatServerHost } from "../servers.js";
import { settleOnce } from "./settle.js";
import { socketProblem } from "./system.js";
import type { Transport } from "./transport.js";

/**
 * Asks over UDP. Each query has a socket of its own on a port that the operating system picks at random, which is half of what
 * a forger must guess (RFC 5452 section 4.5); it is connected, so the kernel drops datagrams of other sources and reports a
 * port that nobody listens on. Datagrams that `accept` refuses are ignored: they do not make the server a bad one.
 */
export const udpTransport: Transport = (query, server, accept, signal) =>
  settleOnce(
    signal,
    () => createSocket(server.address.family === 4 ? "udp4" : "udp6"),
    (socket) => socket.close(),
    (socket, { isOver, resolve, reject }) => {
      // The listener stays after the end: a late error of a closed socket must not end the process.
      socket.on("error", (error) => reject(socketProblem(error)));
      socket.on("message", (datagram) => {
        if (!isOver() && accept(datagram)) resolve(datagram);
      });
      // With a listener, a failed connect is reported to it and not as an event.
      socket.connect(server.port, formatServerHost(server), (problem?: Error) => {
        if (problem) reject(socketProblem(problem));
        if (isOver()) return;
        socket.send(query, (error) => {
          if (error) reject(socketProblem(error));
        });
      });
    },
  );
