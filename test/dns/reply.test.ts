import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import type { QueryType } from "../../src/base/question.js";
import { type Authority, createAuthority } from "../../src/dns/authority.js";
import { type Message, RCODE, type ResourceRecord, decodeMessage, encodeQuery } from "../../src/dns/message.js";
import { MAX_UDP_OCTETS, respond } from "../../src/dns/reply.js";
import { parseZone } from "../../src/zone/index.js";
import { formatRecordData } from "../../src/zone/print.js";
import { ascii, octets, u16, u32, wireMessage, wireName } from "../support/dns-message.js";

const ZONE = `$TTL 1h
@ SOA ns1 root 1 2h 1h 2w 15m
@ NS ns1
@ NS ns.elsewhere.test.
@ MX 10 mail
@ TXT "one" "two"
ns1 A 192.0.2.53
mail A 192.0.2.25
mail AAAA 2001:db8::25
www CNAME web
web 300 A 192.0.2.80
web 60 A 192.0.2.81
out CNAME www.elsewhere.test.
other CNAME host.other.test.
loop CNAME loop2
loop2 CNAME loop
gone CNAME nothing
a.deep.tree A 192.0.2.1
*.wild MX 5 mail
*.wild TXT "wild"
*.alias CNAME web
sub NS ns.sub
sub NS ns1
sub DS 12345 8 1 0123456789abcdef0123456789abcdef01234567
ns.sub A 192.0.2.54
ns.sub AAAA 2001:db8::54
dn DNAME deep.tree
long DNAME ${"x".repeat(60)}.${"y".repeat(60)}
odd\\.dot\\255\\000 TXT "\\000\\255;\\"" ""
srv SRV 1 2 3 mail
caa CAA 0 issue "ca.example"
unknown TYPE65280 \\# 3 010203
CaSe A 192.0.2.2
`;

const OTHER = "$TTL 1h\n@ SOA ns root 1 2 3 4 5\n@ NS ns\nhost A 203.0.113.1\n";

function authorityOf(...files: readonly [name: string, text: string][]): Authority {
  return createAuthority(files.map(([name, text]) => parseZone(text, { file: name, origin: domainName(name) })));
}

const served = authorityOf(["example.test", ZONE], ["other.test", OTHER], ["part.test", "www A 192.0.2.3\nal CNAME no\n"]);

interface Asked extends Message {
  readonly octets: Uint8Array;
}

interface AskOptions {
  readonly authority?: Authority;
  readonly edns?: number | false;
  readonly transport?: "udp" | "tcp";
  readonly recursionDesired?: boolean;
}

function ask(
  name: string,
  type: QueryType,
  { authority = served, edns = false, transport = "udp", recursionDesired = false }: AskOptions = {},
): Asked {
  const query = encodeQuery({ id: 4711, question: { name: domainName(name), type }, edns, recursionDesired });
  const reply = respond(authority, query, transport);
  if (reply === undefined) throw new Error("no reply");
  const message = decodeMessage(reply);
  if ("malformed" in message) throw new Error(message.malformed);
  expect(message).toMatchObject({ id: 4711, response: true, opcode: 0, recursionDesired, recursionAvailable: false });
  expect(message.questions).toMatchObject([{ name: { labels: domainName(name).labels }, type, class: 1 }]);
  return { ...message, octets: reply };
}

const shown = (records: readonly ResourceRecord[]): string[] =>
  records.map(({ name, ttl, type, data }) => `${name.text} ${ttl} ${type} ${formatRecordData(data)}`);

const SOA = ["example.test 900 SOA ns1.example.test. root.example.test. 1 7200 3600 1209600 900"];

describe("an authoritative answer", () => {
  it("has the records with AA, and the addresses of the hosts that they name", () => {
    const reply = ask("Example.TEST", "MX", { recursionDesired: true });
    expect(reply).toMatchObject({ rcode: RCODE.noerror, authoritative: true, truncated: false, authority: [] });
    expect(shown(reply.answers)).toEqual(["Example.TEST 3600 MX 10 mail.example.test."]);
    expect(shown(reply.additional)).toEqual([
      "mail.example.test 3600 A 192.0.2.25",
      "mail.example.test 3600 AAAA 2001:db8::25",
    ]);
  });

  it("keeps the octets of names and strings", () => {
    const reply = ask("odd\\.dot\\255\\000.example.test", "TXT");
    expect(reply.answers[0]?.name.labels[0]).toBe("odd.dot\u00ff\u0000");
    expect(reply.answers[0]?.data).toEqual({ type: "TXT", strings: ['\u0000\u00ff;"', ""] });
    expect(shown(ask("example.test", "TXT").answers)).toEqual(['example.test 3600 TXT "one" "two"']);
    expect(shown(ask("case.example.test", "A").answers)).toEqual(["case.example.test 3600 A 192.0.2.2"]);
  });

  it("has one TTL for a set", () => {
    expect(shown(ask("web.example.test", "A").answers)).toEqual([
      "web.example.test 60 A 192.0.2.80",
      "web.example.test 60 A 192.0.2.81",
    ]);
  });

  it("tells no such name from no such record, with the SOA record", () => {
    for (const [name, type, rcode] of [
      ["nothing.example.test", "A", RCODE.nxdomain],
      ["x.mail.example.test", "A", RCODE.nxdomain],
      ["mail.example.test", "MX", RCODE.noerror],
      ["deep.tree.example.test", "A", RCODE.noerror],
      ["tree.example.test", "TXT", RCODE.noerror],
    ] as const) {
      const reply = ask(name, type);
      expect(reply, name).toMatchObject({ rcode, authoritative: true, answers: [] });
      expect(shown(reply.authority), name).toEqual(SOA);
    }
  });

  it("follows CNAME records through all zones, and stops where they leave or loop", () => {
    expect(shown(ask("www.example.test", "A").answers)).toEqual([
      "www.example.test 3600 CNAME web.example.test.",
      "web.example.test 60 A 192.0.2.80",
      "web.example.test 60 A 192.0.2.81",
    ]);
    expect(shown(ask("other.example.test", "A").answers)).toEqual([
      "other.example.test 3600 CNAME host.other.test.",
      "host.other.test 3600 A 203.0.113.1",
    ]);
    const out = ask("out.example.test", "A");
    expect(out).toMatchObject({ rcode: RCODE.noerror, authoritative: true, authority: [] });
    expect(shown(out.answers)).toEqual(["out.example.test 3600 CNAME www.elsewhere.test."]);
    expect(ask("loop.example.test", "A")).toMatchObject({ rcode: RCODE.noerror, answers: [{}, {}] });
    const gone = ask("gone.example.test", "A");
    expect(gone).toMatchObject({ rcode: RCODE.nxdomain, answers: [{ type: "CNAME" }] });
    expect(shown(gone.authority)).toEqual(SOA);
    expect(shown(ask("www.example.test", "CNAME").answers)).toEqual(["www.example.test 3600 CNAME web.example.test."]);
  });

  it("makes records of wildcards", () => {
    expect(shown(ask("x.y.wild.example.test", "TXT").answers)).toEqual(['x.y.wild.example.test 3600 TXT "wild"']);
    expect(ask("x.wild.example.test", "A")).toMatchObject({ rcode: RCODE.noerror, answers: [], authority: [{ type: "SOA" }] });
    expect(shown(ask("x.alias.example.test", "A").answers)[0]).toBe("x.alias.example.test 3600 CNAME web.example.test.");
    expect(ask("wild.example.test", "TXT")).toMatchObject({ rcode: RCODE.noerror, answers: [] });
  });

  it("renames what is below a DNAME record", () => {
    const reply = ask("A.dn.example.test", "A");
    expect(reply).toMatchObject({ rcode: RCODE.noerror, authoritative: true });
    expect(shown(reply.answers).slice(1)).toEqual([
      "A.dn.example.test 3600 CNAME A.deep.tree.example.test.",
      "A.deep.tree.example.test 3600 A 192.0.2.1",
    ]);
    expect(reply.answers[0]).toMatchObject({ name: domainName("dn.example.test"), type: "TYPE39" });
    expect(ask("x.dn.example.test", "A")).toMatchObject({ rcode: RCODE.nxdomain, answers: [{}, {}] });
    expect(ask("x.dn.example.test", "CNAME")).toMatchObject({ rcode: RCODE.noerror, answers: [{}, {}], authority: [] });
    expect(ask("dn.example.test", "TYPE39").answers).toHaveLength(1);
    expect(ask(`${"a".repeat(60)}.${"b".repeat(60)}.long.example.test`, "A")).toMatchObject({ rcode: 6, answers: [{}] });
  });

  it("refers to the servers of a delegation, with their addresses", () => {
    for (const name of ["sub.example.test", "a.b.sub.example.test", "ns.sub.example.test"]) {
      const reply = ask(name, "A");
      expect(reply).toMatchObject({ rcode: RCODE.noerror, authoritative: false, answers: [] });
      expect(shown(reply.authority)).toEqual([
        "sub.example.test 3600 NS ns.sub.example.test.",
        "sub.example.test 3600 NS ns1.example.test.",
      ]);
      expect(shown(reply.additional)).toEqual([
        "ns.sub.example.test 3600 A 192.0.2.54",
        "ns.sub.example.test 3600 AAAA 2001:db8::54",
        "ns1.example.test 3600 A 192.0.2.53",
      ]);
    }
    const ds = ask("sub.example.test", "TYPE43");
    expect(ds.authoritative).toBe(true);
    expect(ds.answers).toMatchObject([{ type: "TYPE43", data: { octets: { length: 24 } } }]);
  });

  it("refuses what is in no zone, and does not know what a fragment does not hold", () => {
    expect(ask("example.com", "A")).toMatchObject({ rcode: RCODE.refused, authoritative: false, answers: [] });
    expect(ask("test", "A").rcode).toBe(RCODE.refused);
    expect(shown(ask("www.part.test", "A").answers)).toEqual(["www.part.test 0 A 192.0.2.3"]);
    for (const [name, type] of [
      ["no.part.test", "A"],
      ["www.part.test", "TXT"],
      ["al.part.test", "A"],
    ] as const) {
      expect(ask(name, type), name).toMatchObject({ rcode: RCODE.servfail, authoritative: false, answers: [] });
    }
  });

  it("asks the parent for the DS records of a zone, where it has both", () => {
    const authority = authorityOf(
      ["example.test", ZONE],
      ["sub.example.test", "$TTL 1h\n@ SOA ns root 1 2 3 4 5\n@ NS ns\nns A 192.0.2.54\n"],
    );
    expect(ask("sub.example.test", "TYPE43", { authority }).answers).toHaveLength(1);
    expect(ask("sub.example.test", "A", { authority })).toMatchObject({ authoritative: true, rcode: RCODE.noerror });
    expect(ask("example.test", "TYPE43", { authority }).authority).toMatchObject([{ name: { labels: ["example", "test"] } }]);
  });

  it("answers ANY with all sets of the name", () => {
    expect(ask("mail.example.test", "TYPE255").answers.map(({ type }) => type)).toEqual(["A", "AAAA"]);
  });

  it("writes types of all kinds", () => {
    expect(shown(ask("srv.example.test", "SRV").answers)).toEqual(["srv.example.test 3600 SRV 1 2 3 mail.example.test."]);
    expect(shown(ask("caa.example.test", "CAA").answers)).toEqual(['caa.example.test 3600 CAA 0 issue "ca.example"']);
    expect(shown(ask("unknown.example.test", "TYPE65280").answers)).toEqual([
      "unknown.example.test 3600 TYPE65280 \\# 3 010203",
    ]);
    expect(shown(ask("example.test", "SOA").answers)[0]).toContain("1 7200 3600 1209600 900");
  });
});

describe("the size of a reply", () => {
  const big = Array.from({ length: 40 }, (_, index) => `big TXT "${String(index).padStart(40, "x")}"\n`).join("");
  const some = Array.from({ length: 15 }, (_, index) => `some TXT "${String(index).padStart(40, "x")}"\n`).join("");
  const huge = Array.from({ length: 400 }, (_, index) => `huge TXT "${String(index).padStart(200, "x")}"\n`).join("");
  const hosts = Array.from({ length: 20 }, (_, index) => `mx MX ${index} h${index}\nh${index} A 192.0.2.${index}\n`).join("");
  const authority = authorityOf(["example.test", ZONE + big + some + huge + hosts]);

  it("is 512 octets over UDP, more with EDNS, any over TCP", () => {
    const cut = ask("big.example.test", "TXT", { authority });
    expect(cut).toMatchObject({ truncated: true, authoritative: true, answers: [] });
    expect(cut.octets.length).toBeLessThanOrEqual(512);
    expect(ask("big.example.test", "TXT", { authority, edns: 1232 }).truncated).toBe(true);
    expect(ask("big.example.test", "TXT", { authority, edns: 65_535 }).truncated).toBe(true);
    expect(ask("some.example.test", "TXT", { authority }).truncated).toBe(true);
    expect(ask("some.example.test", "TXT", { authority, edns: 700 }).truncated).toBe(true);
    const whole = ask("some.example.test", "TXT", { authority, edns: 65_535 });
    expect(whole.answers).toHaveLength(15);
    expect(whole.octets.length).toBeLessThanOrEqual(MAX_UDP_OCTETS);
    expect(ask("some.example.test", "TXT", { authority, edns: 100 }).truncated).toBe(true);
    expect(ask("big.example.test", "TXT", { authority, transport: "tcp" }).answers).toHaveLength(40);
  });

  it("leaves out addresses that only help, without TC", () => {
    const reply = ask("mx.example.test", "MX", { authority });
    expect(reply).toMatchObject({ truncated: false, rcode: RCODE.noerror });
    expect(reply.answers).toHaveLength(20);
    expect(reply.additional.length).toBeGreaterThan(0);
    expect(reply.additional.length).toBeLessThan(20);
    expect(reply.octets.length).toBeLessThanOrEqual(512);
  });

  it("is a failure where not even TCP has room", () => {
    expect(ask("huge.example.test", "TXT", { authority, transport: "tcp" })).toMatchObject({
      rcode: RCODE.servfail,
      answers: [],
    });
  });

  it("answers EDNS with EDNS alone", () => {
    expect(ask("example.test", "A", { edns: 1232 }).edns).toEqual({ payloadOctets: MAX_UDP_OCTETS, version: 0 });
    expect(ask("example.test", "A").edns).toBeUndefined();
  });
});

describe("what is no question", () => {
  const question = octets(wireName("example.test"), u16(1), u16(1));
  const rcodeOf = (message: Uint8Array): number | undefined => {
    const reply = respond(served, message, "udp");
    const read = reply && decodeMessage(reply);
    if (read !== undefined && "malformed" in read) throw new Error(read.malformed);
    return read?.rcode;
  };
  const opt = (version: number): { name: Uint8Array; type: number; class: number; ttl: number; data: Uint8Array } => ({
    name: Uint8Array.of(0),
    type: 41,
    class: 1232,
    ttl: version << 16,
    data: new Uint8Array(0),
  });

  it("gets an error, or nothing", () => {
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question] }))).toBe(RCODE.noerror);
    expect(rcodeOf(new Uint8Array(11))).toBeUndefined();
    expect(rcodeOf(wireMessage({ flags: 0x8000, questions: [question] }))).toBeUndefined();
    expect(rcodeOf(wireMessage({ flags: 0 }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question, question] }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question], counts: [1, 0, 0, 1] }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question.subarray(0, -1)] }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [octets([0xc0, 12], u16(1), u16(1))] }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [octets([64], ascii("x".repeat(64)), [0], u32(0x10001))] }))).toBe(
      RCODE.formerr,
    );
    expect(rcodeOf(wireMessage({ flags: 0x2800, questions: [question] }))).toBe(RCODE.notimp);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [octets(wireName("example.test"), u16(252), u16(1))] }))).toBe(
      RCODE.refused,
    );
    expect(rcodeOf(wireMessage({ flags: 0, questions: [octets(wireName("example.test"), u16(41), u16(1))] }))).toBe(
      RCODE.notimp,
    );
    expect(rcodeOf(wireMessage({ flags: 0, questions: [octets(wireName("example.test"), u16(16), u16(3))] }))).toBe(
      RCODE.refused,
    );
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question], additional: [opt(0)] }))).toBe(RCODE.noerror);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question], additional: [opt(1)] }))).toBe(RCODE.badvers);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question], additional: [opt(0), opt(0)] }))).toBe(RCODE.formerr);
    expect(rcodeOf(wireMessage({ flags: 0, questions: [question], after: new Uint8Array(5000) }))).toBe(RCODE.formerr);
  });

  it("never makes it throw, and every reply is a message of its size", () => {
    const query = encodeQuery({
      id: 1,
      question: { name: domainName("x.wild.example.test"), type: "MX" },
      edns: 600,
      recursionDesired: true,
    });
    const mutated = fc
      .array(fc.tuple(fc.nat(query.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => changes.reduce((message, [at, octet]) => message.with(at, octet), Uint8Array.from(query)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), mutated), fc.constantFrom("udp", "tcp"), (message, transport) => {
        const reply = respond(served, message, transport);
        if (reply === undefined) return;
        expect(decodeMessage(reply)).not.toHaveProperty("malformed");
        expect([reply[0], reply[1]]).toEqual([message[0], message[1]]);
        if (transport === "udp") expect(reply.length).toBeLessThanOrEqual(MAX_UDP_OCTETS);
      }),
      { seed: 7208, numRuns: 5000 },
    );
  });

  it("answers every name of a zone with what the zone says", () => {
    const zone = parseZone(ZONE, { origin: domainName("example.test") });
    for (const { owner, type } of zone.records) {
      if (owner.isWithin(domainName("sub.example.test"))) continue;
      const reply = ask(`${owner.text}.`, type, { transport: "tcp" });
      const wanted = zone.records.filter((other) => other.type === type && other.owner.equals(owner));
      const found = reply.answers.filter((answer) => answer.type === type && answer.name.equals(owner));
      expect(found.map(({ data }) => formatRecordData(data)).toSorted()).toEqual(
        wanted.map(({ data }) => formatRecordData(data)).toSorted(),
      );
    }
  });
});
