/** `spf zone serve`: zone files answered over UDP and TCP, to try them before they are published. */
import { printable, printableStart } from "../../base/escape.js";
import { parseIp4, parseIp6 } from "../../base/ip.js";
import { respond } from "../../dns/reply.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "../exit.js";
import { type ServedZones, readServedZones } from "../served-zones.js";
import { type Terminal, wrap } from "../terminal.js";
import { type ZoneServer, startZoneServer } from "../zone-server.js";

export interface ZoneServeOptions {
  readonly port: string;
  readonly address: string;
  readonly origin?: readonly string[];
  readonly includeRoot?: string;
}

/** Serves until it is interrupted, and returns the exit code. Throws a `CliError` where it cannot listen. */
export async function zoneServeCommand(
  files: readonly string[],
  options: ZoneServeOptions,
  terminal: Terminal,
): Promise<number> {
  const port = readPort(options.port);
  const address = readAddress(options.address);
  const use = { done: "served", origins: options.origin ?? [], includeRoot: options.includeRoot };
  const zones = readServedZones(files, use, terminal);
  if (!isLoopback(address)) {
    const warning = `spf: warning: ${address} is no loopback address: whoever reaches it can ask this server, which is meant for trials`;
    terminal.err(`${wrap(warning, terminal.width)}\n`);
  }
  // A signal that comes while the sockets are opened ends the server as well.
  const interrupted = nextSignal();
  const reload = (): void => readAgain(zones, terminal);
  process.on("SIGHUP", reload);
  const server = await start(address, port, (message, transport) => respond(zones.authority, message, transport));
  terminal.out(`listening on ${address}#${server.port}\n${zones.describe()}`);
  const failure = await Promise.race([interrupted.signal, server.failed]);
  interrupted.forget();
  process.off("SIGHUP", reload);
  await server.close();
  if (failure instanceof Error) throw new CliError(EXIT_INPUT, `spf: the server stopped: ${printable(failure.message)}`);
  return 0;
}

// --------------------------------------------------------------------------------------------------------------------------

// Where the terminal is gone and not only the file new, this cannot be written and ends the server.
function readAgain(zones: ServedZones, terminal: Terminal): void {
  zones.reload();
  terminal.out(`read again\n${zones.describe()}`);
}

async function start(address: string, port: number, answer: Parameters<typeof startZoneServer>[0]): Promise<ZoneServer> {
  try {
    return await startZoneServer(answer, address, port);
  } catch (error) {
    throw new CliError(EXIT_INPUT, `spf: cannot listen on ${address}#${port}: ${listenProblem(error)}`);
  }
}

function listenProblem(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EADDRINUSE":
      return "the port is taken; take another one, or --port 0 for any that is free";
    case "EACCES":
      return "no permission; ports below 1024 usually need it";
    case "EADDRNOTAVAIL":
      return "this host has no such address";
    default:
      return String(code ?? "unknown error");
  }
}

function nextSignal(): { readonly signal: Promise<NodeJS.Signals>; forget(): void } {
  let settle: (signal: NodeJS.Signals) => void = () => {};
  const signal = new Promise<NodeJS.Signals>((resolve) => (settle = resolve));
  process.on("SIGINT", settle).on("SIGTERM", settle);
  return { signal, forget: () => void process.off("SIGINT", settle).off("SIGTERM", settle) };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  if (port <= 0xffff) return port;
  throw new CliError(EXIT_USAGE, `spf: --port ${printableStart(text, 60)} is no number from 0 to 65535`);
}

function readAddress(text: string): string {
  if (parseIp4(text) !== undefined || parseIp6(text) !== undefined) return text;
  throw new CliError(EXIT_USAGE, `spf: --address ${printableStart(text, 60)} is no IPv4 or IPv6 address`);
}

/** 127.0.0.0/8 and ::1 (RFC 6890). */
function isLoopback(text: string): boolean {
  const four = parseIp4(text);
  if (four !== undefined) return four.w3 >>> 24 === 127;
  const six = parseIp6(text);
  return six !== undefined && six.w0 === 0 && six.w1 === 0 && six.w2 === 0 && six.w3 === 1;
}
