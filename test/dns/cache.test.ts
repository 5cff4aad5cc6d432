import { describe, expect, it } from "vitest";
import { DomainName, domainName } from "../../src/base/name.js";
import { type Answer, type Question, answer } from "../../src/base/question.js";
import { FAILURE_TTL, MAX_NEGATIVE_TTL, MAX_TTL, buildCache } from "../../src/dns/cache.js";

const txt = (name: string): Question => ({ name: domainName(name), type: "TXT" });

function start(options: { maxEntries?: number; maxOctets?: number } = {}) {
  const time = { ms: 5_000_000 };
  return { time, cache: buildCache({ ...options, clock: () => time.ms }) };
}

describe("the cache", () => {
  it("counts the TTL down and never extends it", () => {
    const { time, cache } = start();
    const kept = answer("TXT", ["v=spf1 -all"], { ttl: 10, elapsedMs: 33, from: "192.0.2.53" });
    cache.set(txt("example.org"), kept);
    for (const [at, ttl] of [
      [0, 10],
      [1, 9],
      [999, 9],
      [5_000, 5],
      [9_001, 0],
    ] as const) {
      time.ms = 5_000_000 + at;
      expect(cache.get(txt("EXAMPLE.org"))).toEqual({ ...kept, ttl, elapsedMs: 0, from: "cache" });
    }
    // Put back what came out of the cache: it ends when the first one would have.
    time.ms = 5_004_500;
    cache.set(txt("example.org"), cache.get(txt("example.org")) as Answer);
    time.ms = 5_009_999;
    expect(cache.get(txt("example.org"))).toBeUndefined();
    time.ms = 5_010_000;
    expect(cache.get(txt("example.org"))).toBeUndefined();
    expect([cache.entries, cache.octets]).toEqual([0, 0]);
  });

  it("gives the same array of records each time", () => {
    const { cache } = start();
    cache.set(txt("example.org"), answer("TXT", ["x"], { ttl: 10 }));
    const [first, second] = [cache.get(txt("example.org")), cache.get(txt("example.org"))];
    expect(first?.status === "noerror" && second?.status === "noerror" && first.records === second.records).toBe(true);
  });

  it("tells names and types apart, and keeps names of any octets", () => {
    const { cache } = start();
    const names = [["__proto__"], ["constructor"], ["toString"], ["a.b"], ["a", "b"], ["a\0b"], ["a\xffb"], ["a b"], []];
    const questions = names.map((labels): Question => ({ name: DomainName.fromLabels(labels) as DomainName, type: "TXT" }));
    for (const question of questions) expect(cache.get(question)).toBeUndefined();
    questions.forEach((question, index) => cache.set(question, answer("TXT", [String(index)], { ttl: 10 })));
    questions.forEach((question, index) =>
      expect(cache.get(question)).toMatchObject({ records: [{ strings: [String(index)] }] }),
    );
    expect(cache.get({ name: domainName("constructor"), type: "A" })).toBeUndefined();
    // One type by two names is one type.
    expect(cache.get({ name: domainName("constructor"), type: "TYPE16" })).toBeDefined();
  });

  it("caps what servers claim, and keeps nothing without a TTL", () => {
    const { time, cache } = start();
    const until = (what: Answer): number => {
      cache.clear();
      time.ms = 0;
      cache.set(txt("a"), what);
      return cache.get(txt("a"))?.ttl ?? -1;
    };
    expect(until(answer("TXT", ["x"], { ttl: 2 ** 31 - 1 }))).toBe(MAX_TTL);
    expect(until({ status: "nxdomain", ttl: 2 ** 31 - 1 })).toBe(MAX_NEGATIVE_TTL);
    expect(until({ status: "nodata", ttl: 60 })).toBe(60);
    expect(until({ status: "nodata" })).toBe(-1);
    expect(until(answer("TXT", ["x"]))).toBe(-1);
    expect(until(answer("TXT", ["x"], { ttl: 0 }))).toBe(-1);
    for (const status of ["servfail", "timeout", "malformed"] as const) expect(until({ status })).toBe(FAILURE_TTL);
    expect(until({ status: "out-of-time" })).toBe(-1);
  });

  it("does not let a failure take the place of records that are still true", () => {
    const { time, cache } = start();
    cache.set(txt("a"), answer("TXT", ["x"], { ttl: 10 }));
    cache.set(txt("a"), { status: "timeout" });
    expect(cache.get(txt("a"))?.status).toBe("noerror");
    time.ms += 10_000;
    cache.set(txt("a"), { status: "timeout" });
    expect(cache.get(txt("a"))?.status).toBe("timeout");
  });

  it("is bounded in entries, and drops what was not used for longest", () => {
    const { cache } = start({ maxEntries: 3 });
    for (const name of ["a", "b", "c"]) cache.set(txt(name), answer("TXT", [name], { ttl: 10 }));
    cache.get(txt("a"));
    cache.set(txt("d"), answer("TXT", ["d"], { ttl: 10 }));
    expect(["a", "b", "c", "d"].map((name) => cache.get(txt(name)) !== undefined)).toEqual([true, false, true, true]);
    for (let index = 0; index < 1000; index++) cache.set(txt(`n${index}`), { status: "nxdomain", ttl: 60 });
    expect(cache.entries).toBe(3);
  });

  it("is bounded in octets", () => {
    const { cache } = start({ maxOctets: 100_000 });
    const large = "x".repeat(10_000);
    for (let index = 0; index < 50; index++) {
      cache.set(txt(`n${index}`), answer("TXT", [large], { ttl: 60 }));
      expect(cache.octets).toBeLessThanOrEqual(100_000);
    }
    expect(cache.entries).toBeGreaterThan(2);
    // What is larger than the cache does not empty it.
    const before = cache.entries;
    cache.set(txt("huge"), answer("TXT", ["x".repeat(200_000)], { ttl: 60 }));
    expect(cache.entries).toBe(before);
    expect(cache.get(txt("huge"))).toBeUndefined();
    cache.clear();
    expect([cache.entries, cache.octets]).toEqual([0, 0]);
  });
});
