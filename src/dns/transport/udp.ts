/** DNS over UDP (RFC 1035 section 4.2.1), hardened after RFC 5452. */
import { createSocket } from "node:dgram";
import { formatServerHost } from "../servers.js";
import { socketProblem } from "./system.js";
import type { Transport } from "./transport.js";

/**
 * Asks over UDP. Each query has a socket of its own on a port that the operating system picks at random, which is half of what
 * a forger must guess (RFC 5452 section 4.5); it is connected, so the kernel drops datagrams of other sources and reports a
 * port that nobody listens on. Datagrams that `accept` refuses are ignored: they do not make the server a bad one.
 */
export const udpTransport: Transport = (query, server, accept, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abandoned());
      return;
    }
    const socket = createSocket(server.address.family === 4 ? "udp4" : "udp6");
    let done = false;
    const end = (): boolean => {
      if (done) return false;
      done = true;
      signal.removeEventListener("abort", onAbort);
      socket.close();
      return true;
    };
    const failWith = (error: Error): void => {
      if (end()) reject(error);
    };
    const onAbort = (): void => failWith(abandoned());
    signal.addEventListener("abort", onAbort, { once: true });
    // The listener stays after the end: a late error of a closed socket must not end the process.
    socket.on("error", (error) => failWith(socketProblem(error)));
    socket.on("message", (datagram) => {
      if (!done && accept(datagram) && end()) resolve(datagram);
    });
    // With a listener, a failed connect is reported to it and not as an event.
    socket.connect(server.port, formatServerHost(server), (problem?: Error) => {
      if (problem) failWith(socketProblem(problem));
      if (done) return;
      socket.send(query, (error) => {
        if (error) failWith(socketProblem(error));
      });
    });
  });

function abandoned(): Error {
  return new Error("was not waited for any longer");
}
