/** What the resolver needs from the world, as functions. The real ones are in this folder; tests hand in others. */
import type { ServerAddress } from "../servers.js";

/**
 * Carries one query to one server and brings back the reply. UDP and TCP are two; DNS over TLS or HTTPS would be others.
 *
 * Resolves with the octets of the first reply for which `accept` returns true; they belong to the caller. Rejects with an Error whose message completes the
 * sentence "192.0.2.53 ..." (`refused the connection`), and at once when `signal` is aborted. A transport has no time limit of
 * its own. However it ends, it leaves nothing open.
 */
export type Transport = (
  query: Uint8Array,
  server: ServerAddress,
  accept: (reply: Uint8Array) => boolean,
  signal: AbortSignal,
) => Promise<Uint8Array>;

/** Milliseconds that never go backwards, from any start. */
export type Clock = () => number;

/** That many octets which nobody can guess. */
export type RandomOctets = (count: number) => Uint8Array;

/** Calls `then` after some milliseconds, unless the function that it returns is called before. */
export type After = (milliseconds: number, then: () => void) => () => void;
