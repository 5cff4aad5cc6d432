/**
 * The same SPF checks with answers from zone files in memory, from NSD, from BIND, and from Unbound in front of NSD: the verdicts,
 * the reasons, the counts, the paths and the explanations must be the same. The built command is run against each server too.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Resolver } from "../../src/base/run.js";
import { type Mail, check } from "../../src/check.js";
import { type Transport, createResolver, createZoneResolver, tcpTransport } from "../../src/dns/index.js";
import { spf } from "../support/cli.js";
import { LOOPBACK, type RealServer, startBind, startNsd, startUnbound } from "../support/real-servers.js";
import { SPF_CASES } from "./spf-cases.js";
import { summaryOf } from "./summary.js";
import { PARSED_ZONES, SERVED_ZONES } from "./zones.js";

const SERVERS = ["NSD", "BIND", "Unbound before NSD"] as const;
type ServerName = (typeof SERVERS)[number];

/** One verdict of each kind, with its exit code. */
const COMMANDS: readonly (readonly [code: number, verdict: string, args: readonly string[]])[] = [
  [0, "PASS", ["user@michaelonroad.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de"]],
  [0, "PASS", ["user@big.example.org", "--ip", "203.0.113.77"]],
  [0, "PASS", ["50%off@users.example.org", "--ip", "203.0.113.5"]],
  [1, "FAIL", ["user@ntecs.de", "--ip", "2001:db8::26"]],
  [2, "SOFTFAIL", ["user@relay.example.org", "--ip", "203.0.113.5"]],
  [3, "NEUTRAL", ["user@neutral.example.org", "--ip", "192.0.2.1"]],
  [4, "PERMERROR", ["user@mx11.example.org", "--ip", "192.0.2.1"]],
  [5, "TEMPERROR", ["user@refused.example.org", "--ip", "192.0.2.1"]],
  [6, "NONE", ["user@nothing.example.org", "--ip", "192.0.2.1"]],
];

const running = new Map<ServerName, RealServer>();
beforeAll(async () => {
  const start = async (name: ServerName, starting: Promise<RealServer>): Promise<RealServer> => {
    const server = await starting;
    running.set(name, server);
    return server;
  };
  const nsd = await start("NSD", startNsd(SERVED_ZONES));
  // Over IPv6 where there is any.
  await start("BIND", startBind(SERVED_ZONES, { address: LOOPBACK.at(-1) ?? "127.0.0.1" }));
  await start("Unbound before NSD", startUnbound(nsd, SERVED_ZONES));
});
afterAll(() => Promise.all([...running.values()].map((server) => server.stop())));

function serverOf(name: ServerName): RealServer {
  const server = running.get(name);
  if (server === undefined) throw new Error(`${name} is not running`);
  return server;
}

function mailOf({ ip, helo, mailFrom }: Mail): Mail {
  return { ip, ...(helo === undefined ? {} : { helo }), ...(mailFrom === undefined ? {} : { mailFrom }) };
}

describe("SPF checks answered from zone files in memory", () => {
  const resolver = createZoneResolver(PARSED_ZONES);
  it.each(SPF_CASES)("$name", async (test) => {
    expect(summaryOf(await check(mailOf(test), { resolver }))).toEqual(test.expect);
  });
});

describe.each(SERVERS)("SPF checks answered by %s", (name) => {
  const overTcp: string[] = [];
  let resolver: Resolver;
  beforeAll(() => {
    const { server } = serverOf(name);
    const tcp: Transport = (query, ...rest) => {
      overTcp.push(name);
      return tcpTransport(query, ...rest);
    };
    resolver = createResolver({ servers: [server], cache: false, tcp });
  });

  it.each(SPF_CASES)("$name", async (test) => {
    overTcp.length = 0;
    expect(summaryOf(await check(mailOf(test), { resolver }))).toEqual(test.expect);
    // The one whose name says so.
    expect(overTcp.length > 0).toBe(test.name.includes("TCP"));
  });

  it("gives the same from a cache", async () => {
    const cached = createResolver({ servers: [serverOf(name).server] });
    for (const round of [1, 2]) {
      for (const test of SPF_CASES) {
        expect(summaryOf(await check(mailOf(test), { resolver: cached })), `${test.name}, round ${round}`).toEqual(test.expect);
      }
    }
  });

  it.each(COMMANDS)("exits with %i: %s for %s", async (code, verdict, args) => {
    const run = await spf(["check", ...args, "--server", serverOf(name).text]);
    expect(run.stderr).toBe("");
    expect(run.stdout).toMatch(new RegExp(`^${verdict} `));
    expect(run.code).toBe(code);
  });

  it("prints the same as with zone files, but for where the answers come from", async () => {
    const args = ["check", "user@michaelonroad.de", "--ip", "192.0.2.25", "--helo", "mail.ntecs.de"];
    const zones = ["--zone", "zones/ntecs.de.zone", "--zone", "zones/michaelonroad.de.zone", "--offline"];
    const fromServer = await spf([...args, "--server", serverOf(name).text]);
    const fromZones = await spf([...args, ...zones]);
    expect(fromServer.all).toBe(fromZones.all);
  });
});
