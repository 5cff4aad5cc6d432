/** The helpers that start real servers: what is started answers, and what is stopped is gone. */
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { createResolver } from "../../src/dns/index.js";
import { LOOPBACK, type RealServer, findProgram, startBind, startNsd, startUnbound } from "../support/real-servers.js";
import { PARSED_ZONES, SERVED_ZONES } from "./zones.js";

const folders = (): string[] => readdirSync(tmpdir()).filter((name) => /^spfkit-(?:nsd|named|unbound)-/.test(name));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("the zone files", () => {
  it("are complete and have no errors", () => {
    expect(PARSED_ZONES).toHaveLength(9);
    for (const zone of PARSED_ZONES) {
      expect(
        zone.problems.filter(({ severity }) => severity === "error"),
        zone.source.name,
      ).toEqual([]);
      expect(zone.isFragment, zone.source.name).toBe(false);
    }
  });
});

describe("real servers", () => {
  it.each(LOOPBACK)("start on %s and leave nothing behind", async (address) => {
    const before = folders();
    const nsd = await startNsd(SERVED_ZONES, { address });
    const started: RealServer[] = [nsd];
    try {
      started.push(await startBind(SERVED_ZONES, { address }));
      // Unbound asks from 127.0.0.1 only.
      if (address === "127.0.0.1") started.push(await startUnbound(nsd, SERVED_ZONES, { address }));
      for (const real of started) {
        const { server, port, pid } = real;
        expect(port).toBeGreaterThan(1024);
        const resolve = createResolver({ servers: [server] });
        const answer = await resolve({ name: domainName("mail.ntecs.de"), type: "A" }, new AbortController().signal);
        expect(answer.status, real.output()).toBe("noerror");
        expect(isAlive(pid)).toBe(true);
      }
    } finally {
      await Promise.all(started.map((server) => server.stop()));
    }
    expect(started.map(({ pid }) => isAlive(pid))).toEqual(started.map(() => false));
    expect(folders()).toEqual(before);
  });

  it("say what is wrong with a zone, and leave nothing behind either", async () => {
    const before = folders();
    const broken = { name: domainName("example.org"), text: "@ IN TXT fragment\n" };
    await expect(startNsd([broken], { startMs: 1500 })).rejects.toThrow(
      /^nsd on 127\.0\.0\.1#\d+ does not answer for example\.org: .*SOA/s,
    );
    expect(folders()).toEqual(before);
  });

  it("are asked for by the name of their package where they are missing", () => {
    expect(() => findProgram({ program: "named-that-is-not-there", package: "bind9" })).toThrow(
      "named-that-is-not-there is not installed, and the tests against real servers need it: apt-get install bind9",
    );
  });
});
