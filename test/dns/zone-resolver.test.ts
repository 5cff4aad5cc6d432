import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type DomainName, domainName } from "../../src/base/name.js";
import { type Answer, type QueryType, type Question, answer } from "../../src/base/question.js";
import { createSyncZoneResolver, createZoneResolver } from "../../src/dns/zone-resolver.js";
import { type ParsedZone, originFromFileName, parseZone } from "../../src/zone/index.js";

const never = new AbortController().signal;

function question(name: string, type: QueryType): Question {
  return { name: domainName(name), type };
}

function example(path: string): ParsedZone {
  const origin = originFromFileName(path);
  const text = readFileSync(new URL(`../../zones/${path}`, import.meta.url));
  return parseZone(text, { file: path, ...(origin === undefined ? {} : { origin }) });
}

describe("zones alone", () => {
  const whole = createSyncZoneResolver([example("ntecs.de.zone"), example("michaelonroad.de.zone")]);

  it("answer from the example zones", () => {
    expect(whole(question("michaelonroad.de", "TXT"))).toEqual({
      ...answer("TXT", ["v=spf1 mx -all"], { ttl: 3600 }),
      from: "zone michaelonroad.de (michaelonroad.de.zone)",
    });
    expect(whole(question("mail.ntecs.de", "AAAA"))).toEqual({
      ...answer("AAAA", ["2001:db8::25"], { ttl: 3600 }),
      from: "zone ntecs.de (ntecs.de.zone)",
    });
    expect(whole(question("www.ntecs.de", "A"))).toEqual({
      status: "nxdomain",
      ttl: 900,
      from: "zone ntecs.de (ntecs.de.zone)",
    });
  });

  it("answer servfail with the reason for what they do not know", async () => {
    const zones = [
      example("fragments/ntecs.de.zone"),
      parseZone("a CNAME b.test.", { file: "c.zone", origin: domainName("c.test") }),
    ];
    const sync = createSyncZoneResolver(zones);
    const later = createZoneResolver(zones);
    for (const [asked, expected] of [
      [
        question("ntecs.de", "MX"),
        {
          status: "servfail",
          isUnknown: true,
          reason: "fragments/ntecs.de.zone is a fragment and has no MX record for ntecs.de",
        },
      ],
      [
        question("a.c.test", "A"),
        { status: "servfail", isUnknown: true, reason: "no zone file holds b.test", aliases: [domainName("b.test")] },
      ],
    ] as const) {
      expect(sync(asked)).toEqual(expected);
      expect(await later(asked, never)).toEqual(expected);
    }
    expect(sync(question("mail.ntecs.de", "TXT"))).toMatchObject(answer("TXT", ["v=spf1 a -all"]));
  });
});

describe("zones over another resolver", () => {
  const zones = [
    parseZone('@ 100 SOA a b 1 2 3 4 50\nout 90 CNAME mail.test.\n@ TXT "zone"\nbad A 1\n', {
      file: "o.zone",
      origin: domainName("o.test"),
    }),
    parseZone('@ TXT "fragment"\nout CNAME mail.test.\n', { file: "f.zone", origin: domainName("f.test") }),
  ];
  const asked: string[] = [];
  let reply: Answer = answer("A", ["192.0.2.7"], { ttl: 30 });
  const resolver = createZoneResolver(zones, {
    fallback: async ({ name, type }, signal) => {
      asked.push(`${name.text} ${type} ${signal === never}`);
      return reply;
    },
  });
  const resolve = async (name: string, type: QueryType, live?: Answer): Promise<Answer> => {
    asked.length = 0;
    if (live !== undefined) reply = live;
    return resolver(question(name, type), never);
  };

  it("ask it only for what the zones do not know", async () => {
    expect(await resolve("o.test", "TXT")).toMatchObject(answer("TXT", ["zone"]));
    expect(await resolve("o.test", "MX")).toMatchObject({ status: "nodata", ttl: 50 });
    expect(await resolve("bad.o.test", "A")).toMatchObject({ status: "servfail" });
    expect(await resolve("f.test", "TXT")).toMatchObject(answer("TXT", ["fragment"]));
    expect(asked).toEqual([]);
    const live = answer("MX", ["10 mail.test"], { ttl: 5, from: "192.0.2.53" });
    expect(await resolve("f.test", "MX", live)).toBe(live);
    expect(asked).toEqual(["f.test MX true"]);
    expect(await resolve("elsewhere.test", "MX", live)).toBe(live);
  });

  it("follow a CNAME that leaves the zones, with its TTL and aliases", async () => {
    const mail = domainName("mail.test");
    const more = domainName("more.test");
    expect(await resolve("out.o.test", "A", answer("A", ["192.0.2.7"], { ttl: 300, aliases: [more] }))).toEqual(
      answer("A", ["192.0.2.7"], { ttl: 90, aliases: [mail, more] }),
    );
    expect(asked).toEqual(["mail.test A true"]);
    expect(await resolve("out.o.test", "A", { status: "nxdomain", ttl: 10 })).toEqual({
      status: "nxdomain",
      ttl: 10,
      aliases: [mail],
    });
    expect(await resolve("out.o.test", "A", { status: "timeout" })).toEqual({ status: "timeout", aliases: [mail] });
    expect(await resolve("out.f.test", "A", { status: "nodata", ttl: 10 })).toEqual({
      status: "nodata",
      ttl: 10,
      aliases: [mail],
    });
  });
});

describe("a live chain that leads back into the zones", () => {
  const zone = (origin: string, text: string): ParsedZone =>
    parseZone(`@ 100 SOA a b 1 2 3 4 50\n${text}`, { file: `${origin}.zone`, origin: domainName(origin) });
  const names = (...texts: string[]): DomainName[] => texts.map(domainName);
  const asker = (zones: readonly ParsedZone[], live: Record<string, Answer>) => {
    const asked: string[] = [];
    const resolve = createZoneResolver(zones, {
      fallback: async ({ name }) => {
        asked.push(name.text);
        return live[name.text] ?? { status: "nxdomain" };
      },
    });
    return { asked, resolve: async (name: string) => resolve(question(name, "A"), never) };
  };
  const ours = zone("example.com", "mail 90 A 192.0.2.99\nbad A 1\nnext 70 CNAME mail\nout 60 CNAME live.test.\n");

  it("is answered from the zones", async () => {
    const { resolve, asked } = asker([ours], {
      "mx.other.test": answer("A", ["192.0.2.1"], { ttl: 30, aliases: names("mail.example.com"), from: "192.0.2.53" }),
      "slow.test": answer("A", ["192.0.2.1"], { ttl: 300, aliases: names("b.test", "next.example.com", "c.test") }),
      "gone.test": { status: "nxdomain", ttl: 20, aliases: names("mail.example.com") },
      "dead.test": { status: "servfail", aliases: names("mail.example.com") },
      "wrong.test": answer("A", ["192.0.2.1"], { ttl: 20, aliases: names("nx.example.com") }),
      "bad.test": answer("A", ["192.0.2.1"], { ttl: 20, aliases: names("bad.example.com") }),
    });
    const from = "zone example.com (example.com.zone)";
    const mail = answer("A", ["192.0.2.99"], { from });
    expect(await resolve("mx.other.test")).toEqual({ ...mail, ttl: 30, aliases: names("mail.example.com") });
    expect(await resolve("slow.test")).toEqual({
      ...mail,
      ttl: 70,
      aliases: names("b.test", "next.example.com", "mail.example.com"),
    });
    expect(await resolve("gone.test")).toEqual({ ...mail, ttl: 20, aliases: names("mail.example.com") });
    expect(await resolve("dead.test")).toEqual({ ...mail, ttl: 90, aliases: names("mail.example.com") });
    expect(await resolve("wrong.test")).toEqual({ status: "nxdomain", ttl: 20, from, aliases: names("nx.example.com") });
    expect(await resolve("bad.test")).toMatchObject({ status: "servfail", aliases: names("bad.example.com") });
    expect(asked).toHaveLength(6);
  });

  it("goes on live where the zones lead out again, or do not know the name", async () => {
    const fragment = parseZone("@ TXT x\n", { file: "f.zone", origin: domainName("f.test") });
    const { resolve, asked } = asker([ours, fragment], {
      "a.test": answer("A", ["192.0.2.1"], { ttl: 300, aliases: names("f.test", "out.example.com", "old.test") }),
      "live.test": answer("A", ["192.0.2.2"], { ttl: 200, aliases: names("end.test") }),
      "b.test": answer("A", ["192.0.2.3"], { ttl: 300, aliases: names("f.test") }),
    });
    expect(await resolve("a.test")).toEqual(
      answer("A", ["192.0.2.2"], { ttl: 60, aliases: names("f.test", "out.example.com", "live.test", "end.test") }),
    );
    expect(asked).toEqual(["a.test", "live.test"]);
    expect(await resolve("b.test")).toEqual(answer("A", ["192.0.2.3"], { ttl: 300, aliases: names("f.test") }));
  });

  it("ends after ten names and in a circle", async () => {
    const texts = Array.from({ length: 7 }, (_, index) => `z${index} CNAME l${index}.test.`);
    const hops = zone("hop.test", `${texts.join("\n")}\nend A 192.0.2.9\n`);
    // From l0 on each name has two more behind it, one in the zone and one live, and the last one leads to `end`.
    const live = (last: number): Record<string, Answer> =>
      Object.fromEntries(
        Array.from({ length: last + 1 }, (_, index) => [
          `l${index}.test`,
          answer("A", ["192.0.2.1"], { aliases: names(index === last ? "end.hop.test" : `z${index + 1}.hop.test`) }),
        ]),
      );
    const nine = await asker([hops], live(4)).resolve("l0.test");
    expect([nine.status, nine.aliases?.length]).toEqual(["noerror", 9]);
    const ten = await asker([hops], live(4)).resolve("z0.hop.test");
    expect([ten.status, ten.aliases?.length]).toEqual(["noerror", 10]);
    const eleven = asker([hops], live(5));
    const tooLong = { status: "servfail", reason: expect.stringContaining("more than 10") };
    expect(await eleven.resolve("l0.test")).toMatchObject(tooLong);
    expect(await asker([hops], live(6)).resolve("z0.hop.test")).toMatchObject(tooLong);

    const circle = asker([hops], { "l0.test": answer("A", ["192.0.2.1"], { aliases: names("z0.hop.test") }) });
    expect(await circle.resolve("l0.test")).toMatchObject({ status: "servfail", reason: expect.stringContaining("circles") });
    expect(await circle.resolve("z0.hop.test")).toMatchObject({ status: "servfail" });
    expect(circle.asked).toEqual(["l0.test", "l0.test"]);
  });
});
