import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
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
