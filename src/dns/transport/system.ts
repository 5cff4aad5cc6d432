/** The clock, the timers, the randomness and the name servers of the system. */
import { randomBytes } from "node:crypto";
import { getServers } from "node:dns";
import { ip4 } from "../../base/ip.js";
import { DNS_PORT, type ServerAddress, parseServer } from "../servers.js";
import type { After, Clock, RandomOctets } from "./transport.js";

export const systemClock: Clock = () => performance.now();

/** Milliseconds since 1970. */
export const systemTime = (): number => Date.now();

export const systemRandom: RandomOctets = (count) => randomBytes(count);

export const systemAfter: After = (milliseconds, then) => {
  // A longer delay than 2^31 - 1 would be taken as none at all.
  const timer = setTimeout(then, Math.min(milliseconds, 0x7fffffff));
  return () => clearTimeout(timer);
};

/** The name servers that the system is set up to ask; 127.0.0.1 when there are none (resolv.conf(5)). */
export function systemServers(): ServerAddress[] {
  const servers = getServers()
    .map(parseServer)
    .filter((server) => typeof server !== "string");
  return servers.length > 0 ? servers : [{ address: ip4(0x7f000001), port: DNS_PORT }];
}

/** What went wrong with a socket, as the end of the sentence "192.0.2.53 ...". */
export function socketProblem(error: unknown): Error {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case "ECONNREFUSED":
      return new Error("refused the connection", { cause: error });
    case "ECONNRESET":
    case "EPIPE":
      return new Error("closed the connection before its reply was complete", { cause: error });
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
    case "EINVAL":
      return new Error("cannot be reached from here", { cause: error });
    default:
      return new Error(`cannot be asked (${typeof code === "string" ? code : "socket error"})`, {
        cause: error,
      });
  }
}
