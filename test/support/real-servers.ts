/**
 * Real name servers for tests: NSD and BIND as authoritative servers, Unbound as a resolver in front of one. Each runs as a child of
 * the test, in the foreground, as whoever runs the test, on a free high port of loopback, with all its files in a folder of its own
 * that goes when it is stopped.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type DomainName, domainName } from "../../src/base/name.js";
import { type ServerAddress, createResolver, parseServer } from "../../src/dns/index.js";

/** A zone to serve: its name and its master file. */
export interface ServedZone {
  readonly name: DomainName;
  readonly text: string;
}

export interface RealServer {
  readonly server: ServerAddress;
  /** As `--server` takes it: `127.0.0.1#40000`. */
  readonly text: string;
  readonly port: number;
  readonly pid: number;
  /** What it has printed. */
  output(): string;
  /** Makes it silent without ending it: its sockets stay open, and it reads nothing. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its files. Resolves when its process is gone. */
  stop(): Promise<void>;
}

export interface RealServerOptions {
  /** 127.0.0.1 unless told otherwise. */
  readonly address?: string;
  /** A free one unless told otherwise. */
  readonly port?: number;
  /** How long it may take until it answers for all its zones, in milliseconds: 15,000 unless told otherwise. */
  readonly startMs?: number;
}

const START_MS = 15_000;
/** How long a server may take to end before it is killed. */
const STOP_MS = 5000;

/** The addresses of loopback that this host has: not every container has IPv6. */
export const LOOPBACK: readonly string[] = ["127.0.0.1", "::1"].filter((address) =>
  Object.values(networkInterfaces()).some((entries) => entries?.some((entry) => entry.address === address)),
);

/** NSD, authoritative for the zones. */
export function startNsd(zones: readonly ServedZone[], options: RealServerOptions = {}): Promise<RealServer> {
  return startServer({ program: "nsd", package: "nsd" }, zones, options, (folder, address, port) => {
    writeFileSync(
      join(folder, "nsd.conf"),
      `server:
  ip-address: ${address}
  port: ${port}
  server-count: 1
  username: ""
  chroot: ""
  database: ""
  pidfile: ""
  zonesdir: "${folder}"
  zonelistfile: "${folder}/zone.list"
  xfrdfile: "${folder}/xfrd.state"
  xfrdir: "${folder}"
  # Tests ask more in a second than strangers may.
  rrl-ratelimit: 0
remote-control:
  control-enable: no
${zones.map((zone, index) => `zone:\n  name: "${zone.name.text}"\n  zonefile: "${index}.zone"\n`).join("")}`,
    );
    return ["-d", "-c", join(folder, "nsd.conf")];
  });
}

/** BIND's named, authoritative for the zones. */
export function startBind(zones: readonly ServedZone[], options: RealServerOptions = {}): Promise<RealServer> {
  return startServer({ program: "named", package: "bind9" }, zones, options, (folder, address, port) => {
    const [on4, on6] = address.includes(":") ? ["none", address] : [address, "none"];
    writeFileSync(
      join(folder, "named.conf"),
      `options {
  directory "${folder}";
  listen-on port ${port} { ${on4}; };
  listen-on-v6 port ${port} { ${on6}; };
  pid-file none;
  session-keyfile none;
  recursion no;
  allow-query { any; };
  notify no;
  dnssec-validation no;
  // Macros make names that are no host names, and records of hosts have them as owners.
  check-names primary ignore;
};
controls { };
${zones.map((zone, index) => `zone "${zone.name.text}" { type primary; file "${index}.zone"; };\n`).join("")}`,
    );
    // No lock file: its default place is the system's, where only one named can be.
    return ["-g", "-n", "1", "-X", "none", "-c", join(folder, "named.conf")];
  });
}

/** Unbound, which recurses, but asks nobody beside `upstream`, an authoritative server of the zones. */
export function startUnbound(
  upstream: RealServer,
  zones: readonly ServedZone[],
  options: RealServerOptions = {},
): Promise<RealServer> {
  return startServer({ program: "unbound", package: "unbound" }, zones, options, (folder, address, port) => {
    const stub = (name: string): string =>
      `stub-zone:\n  name: "${name}"\n  stub-addr: ${upstream.text.replace("#", "@")}\n  stub-prime: no\n`;
    writeFileSync(
      join(folder, "unbound.conf"),
      `server:
  interface: ${address}
  port: ${port}
  # From here no query can leave the host.
  outgoing-interface: 127.0.0.1
  do-not-query-localhost: no
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  num-threads: 1
  # No DNSSEC.
  module-config: "iterator"
${zones
  // Else Unbound itself says that reverse zones of special addresses are empty (RFC 6303).
  .map((zone) => `  local-zone: "${zone.name.text}." nodefault\n`)
  .join("")}remote-control:
  control-enable: no
${zones.map((zone) => stub(zone.name.text)).join("")}
# Everything else is asked of the same server, which refuses it, and not of the root servers.
${stub(".")}`,
    );
    return ["-d", "-c", join(folder, "unbound.conf")];
  });
}

/** The file of a daemon, or an error that says what to install. Daemons are often not on the path of those who are not root. */
export function findProgram({ program, package: debian }: Program): string {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin", "/sbin"];
  for (const folder of folders.filter((name) => name !== "")) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // It may be in another folder.
    }
  }
  throw new Error(`${program} is not installed, and the tests against real servers need it: apt-get install ${debian}`);
}

// ---------------------------------------------------------------------------------------------------------------------------

interface Program {
  readonly program: string;
  /** The package of Debian that has it. */
  readonly package: string;
}

/** Writes the configuration into a folder and returns the arguments that make the server use it. */
type Configure = (folder: string, address: string, port: number) => string[];

async function startServer(
  program: Program,
  zones: readonly ServedZone[],
  options: RealServerOptions,
  configure: Configure,
): Promise<RealServer> {
  const file = findProgram(program);
  const address = options.address ?? "127.0.0.1";
  // Between the search for a free port and its use somebody else may take it.
  for (let attempt = 0; ; attempt++) {
    const port = options.port ?? (await freePort(address));
    try {
      return await startOnce(program.program, file, zones, { address, port, startMs: options.startMs ?? START_MS }, configure);
    } catch (error) {
      if (options.port !== undefined || attempt >= 3 || !/in use/i.test(String(error))) throw error;
    }
  }
}

async function startOnce(
  program: string,
  file: string,
  zones: readonly ServedZone[],
  { address, port, startMs }: Required<RealServerOptions>,
  configure: Configure,
): Promise<RealServer> {
  const text = `${address}#${port}`;
  const server = parseServer(text);
  if (typeof server === "string") throw new TypeError(server);
  const folder = mkdtempSync(join(tmpdir(), `spfkit-${program}-`));
  zones.forEach((zone, index) => writeFileSync(join(folder, `${index}.zone`), zone.text, "latin1"));
  const child = spawn(file, configure(folder, address, port), { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  }
  // A test run that is broken off must leave nothing behind.
  const abandon = (): void => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  const stop = async (): Promise<void> => {
    await end(child);
    process.removeListener("exit", abandon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, server, zones, startMs);
  } catch (error) {
    await stop();
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${program} on ${text} ${problem}\n${output}`, { cause: error });
  }
  return {
    server,
    text,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    stop,
  };
}

async function untilReady(
  child: ChildProcess,
  server: ServerAddress,
  zones: readonly ServedZone[],
  startMs: number,
): Promise<void> {
  const resolve = createResolver({ servers: [server], timeoutMs: 500, tries: 1, cache: false });
  const deadline = performance.now() + startMs;
  for (const zone of zones.length === 0 ? [{ name: domainName("localhost") }] : zones) {
    for (;;) {
      if (hasEnded(child)) throw new Error(`ended with ${child.exitCode ?? child.signalCode}`);
      const { status, reason } = await resolve({ name: zone.name, type: "SOA" }, new AbortController().signal);
      if (status === "noerror") break;
      if (performance.now() > deadline) throw new Error(`does not answer for ${zone.name.text}: ${reason ?? status}`);
      await pause(20);
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  // One that is frozen would never see the signal.
  child.kill("SIGCONT");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(late);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A port that is free for UDP and TCP. The system gives none below 1024. */
async function freePort(address: string): Promise<number> {
  for (;;) {
    const udp = createSocket(address.includes(":") ? "udp6" : "udp4");
    udp.bind(0, address);
    await once(udp, "listening");
    const { port } = udp.address();
    const tcp = createServer();
    try {
      tcp.listen(port, address);
      await once(tcp, "listening");
      tcp.close();
      await once(tcp, "close");
      return port;
    } catch {
      // Taken for TCP: another one may be free for both.
    } finally {
      udp.close();
      await once(udp, "close");
    }
  }
}
