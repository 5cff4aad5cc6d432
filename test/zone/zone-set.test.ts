import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import type { QueryType } from "../../src/base/question.js";
import { type ParsedZone, type ZoneSet, createZoneSet, formatRecordData } from "../../src/zone/index.js";
import { zoneOf } from "./support.js";

function ask(set: ZoneSet, name: string, type: QueryType): string {
  const found = set.lookup({ name: domainName(name), type });
  if (found.kind === "unknown") {
    const through =
      found.aliases.length > 0
        ? `, continue with ${found.aliases.map((alias) => alias.text).join(" > ")} for ${found.ttl}`
        : "";
    return `unknown: ${found.reason}${through}`;
  }
  const { answer } = found;
  const chain = answer.aliases === undefined ? "" : ` via ${answer.aliases.map((alias) => alias.text).join(" > ")}`;
  const ttl = answer.ttl === undefined ? "" : ` ${answer.ttl}`;
  if (answer.status === "noerror") return `${answer.records.map(formatRecordData).join(" | ")}${ttl}${chain}`;
  return `${answer.status}${answer.reason === undefined ? "" : `: ${answer.reason}`}${ttl}${chain}`;
}

const SOA = "@ 3600 SOA ns1 hostmaster 1 2 3 4 300\n";

// The zone of RFC 4592 section 2.2.1.
const RFC_4592 = zoneOf(
  `$ORIGIN example.
$TTL 3600
@ SOA ns1 hostmaster 1 2 3 4 300
@ NS ns.example.com.
@ NS ns.example.net.
*.example. TXT "this is a wildcard"
*.example. MX 10 host1.example.
sub.*.example. TXT "this is not a wildcard"
host1.example. A 192.0.2.1
_ssh._tcp.host1.example. SRV 0 0 22 host1
_ssh._tcp.host2.example. SRV 0 0 22 host1
subdel.example. NS ns.example.com.
subdel.example. NS ns.example.net.
`,
  null,
  "example.zone",
);

describe("a complete zone (RFC 4592 section 2.2.1)", () => {
  const set = createZoneSet([RFC_4592]);

  it.each<[string, QueryType, string]>([
    ["host3.example", "MX", "10 host1.example. 3600"],
    ["host3.example", "A", "nodata 300"],
    ["foo.bar.example", "TXT", '"this is a wildcard" 3600'],
    ["host1.example", "MX", "nodata 300"],
    ["host1.example", "A", "192.0.2.1 3600"],
    ["HOST1.Example", "A", "192.0.2.1 3600"],
    ["sub.*.example", "MX", "nodata 300"],
    ["sub.*.example", "TXT", '"this is not a wildcard" 3600'],
    ["*.example", "TXT", '"this is a wildcard" 3600'],
    ["_telnet._tcp.host1.example", "SRV", "nxdomain 300"],
    ["_tcp.host1.example", "SRV", "nodata 300"],
    ["host2.example", "MX", "nodata 300"],
    ["a.host2.example", "MX", "nxdomain 300"],
    ["host.subdel.example", "A", "unknown: subdel.example is delegated to ns.example.com, ns.example.net in example.zone"],
    ["subdel.example", "TXT", "unknown: subdel.example is delegated to ns.example.com, ns.example.net in example.zone"],
    ["subdel.example", "TYPE43", "nodata 300"],
    ["ghost.*.example", "MX", "nxdomain 300"],
    ["example", "NS", "ns.example.com. | ns.example.net. 3600"],
    ["example", "TXT", "nodata 300"],
    ["example", "TYPE16", "nodata 300"],
    ["example.org", "TXT", "unknown: no zone file holds example.org"],
  ])("%s %s: %s", (name, type, expected) => {
    expect(ask(set, name, type)).toBe(expected);
  });

  it("says where an answer is from", () => {
    expect(set.lookup({ name: domainName("host1.example"), type: "A" })).toMatchObject({
      kind: "answer",
      answer: { from: "zone example (example.zone)" },
    });
  });
});

describe("names, aliases and cuts", () => {
  const zone = zoneOf(
    `${SOA}$TTL 600
a CNAME b
b 60 CNAME c
c A 192.0.2.1
c A 192.0.2.2
* CNAME c
gone CNAME none.sub
out 90 CNAME mail.example.com.
loop1 CNAME loop2
loop2 CNAME loop1
self CNAME self
into CNAME host.cut
x.sub A 192.0.2.3
cut NS ns.cut
ns.cut A 192.0.2.4
d DNAME example.com.
bad A 192.0.2
bad TXT "good"
badalias CNAME a..b
ds DS 1 8 2 abcd
__proto__ TXT "p"
constructor TXT "c"
p\\.q TXT "dot"
p.q TXT "no dot"
other CNAME www.example.net.
${Array.from({ length: 12 }, (_, at) => `hop${at} CNAME hop${at + 1}`).join("\n")}
hop12 A 192.0.2.12
`,
    "example.org",
    "org.zone",
  );
  const net = zoneOf("@ 100 SOA a b 1 2 3 4 50\nwww 30 A 192.0.2.9\n", "example.net", "net.zone");
  const set = createZoneSet([zone, net]);

  it.each<[string, QueryType, string]>([
    ["a", "A", "192.0.2.1 | 192.0.2.2 60 via b.example.org > c.example.org"],
    ["a", "CNAME", "b.example.org. 600"],
    ["a", "TXT", "nodata 60 via b.example.org > c.example.org"],
    ["anything", "A", "192.0.2.1 | 192.0.2.2 600 via c.example.org"],
    ["gone", "A", "nxdomain 300 via none.sub.example.org"],
    ["sub", "A", "nodata 300"],
    ["out", "A", "unknown: no zone file holds mail.example.com, continue with mail.example.com for 90"],
    ["other", "A", "192.0.2.9 30 via www.example.net"],
    ["other", "MX", "nodata 50 via www.example.net"],
    ["loop1", "A", "servfail: the CNAME records of loop1.example.org form a loop via loop2.example.org"],
    ["self", "A", "servfail: the CNAME records of self.example.org form a loop"],
    [
      "into",
      "A",
      "unknown: cut.example.org is delegated to ns.cut.example.org in org.zone, continue with host.cut.example.org for 600",
    ],
    ["ns.cut", "A", "unknown: cut.example.org is delegated to ns.cut.example.org in org.zone"],
    ["x.d", "A", "servfail: d.example.org has a DNAME record, which is not followed"],
    ["d", "A", "nodata 300"],
    ["bad", "A", "servfail: the data of the A record for bad.example.org in org.zone could not be read"],
    ["bad", "TXT", '"good" 600'],
    ["badalias", "TXT", "servfail: the data of the CNAME record for badalias.example.org in org.zone could not be read"],
    ["ds", "TYPE43", "servfail: the data of the DS record for ds.example.org in org.zone could not be read"],
    ["ds", "A", "nodata 300"],
    ["__proto__", "TXT", '"p" 600'],
    ["constructor", "TXT", '"c" 600'],
    ["toString", "TXT", "nodata 300 via c.example.org"],
    ["p\\.q", "TXT", '"dot" 600'],
    ["p.q", "TXT", '"no dot" 600'],
    ["hop2", "A", `192.0.2.12 600 via ${Array.from({ length: 10 }, (_, at) => `hop${at + 3}.example.org`).join(" > ")}`],
    [
      "hop1",
      "A",
      `servfail: the CNAME chain of hop1.example.org is longer than 10 via ${Array.from({ length: 10 }, (_, at) => `hop${at + 2}.example.org`).join(" > ")}`,
    ],
    ["c", "TYPE1", "192.0.2.1 | 192.0.2.2 600"],
    ["c", "TYPE255", "unknown: no zone file answers questions of type TYPE255"],
  ])("%s %s: %s", (name, type, expected) => {
    expect(ask(set, `${name}.example.org.`, type)).toBe(expected);
  });
});

describe("the TTL of a negative answer (RFC 2308 section 5)", () => {
  it.each([
    ["@ 20 SOA a b 1 2 3 4 50", "nxdomain 20"],
    ["@ 100 SOA a b 1 2 3 4 50", "nxdomain 50"],
    ["@ SOA a b 1 2 3 4 50", "nxdomain 50"],
    ["@ SOA a b 1 2 3 4 x", "nxdomain"],
  ])("%s: %s", (soa, expected) => {
    expect(ask(createZoneSet([zoneOf(soa)]), "x.example.org", "A")).toBe(expected);
  });
});

describe("fragments", () => {
  const fragment = zoneOf(
    '# DNS zone for domain ntecs.de\n@ IN TXT "v=spf1 mx -all"\nmail IN TXT "v=spf1 a -all"\n',
    "ntecs.de",
    "ntecs.de.zone",
  );
  const wild = zoneOf('* TXT "w"\nalias CNAME www\nsub NS ns1.example.net.\nx.y TXT "t"\n', "frag.test", "frag.zone");
  const loose = zoneOf('a.test. TXT "a"\n', null, "loose.zone");
  const broken = zoneOf(`${SOA}$INCLUDE more.zone\na A 192.0.2.1\n* A 192.0.2.2\n`, "broken.test", "broken.zone");
  const set = createZoneSet([fragment, wild, loose, broken]);

  it.each<[string, QueryType, string]>([
    ["ntecs.de", "TXT", '"v=spf1 mx -all"'],
    ["mail.ntecs.de", "TXT", '"v=spf1 a -all"'],
    ["ntecs.de", "MX", "unknown: ntecs.de.zone is a fragment and has no MX record for ntecs.de"],
    ["www.ntecs.de", "TXT", "unknown: ntecs.de.zone is a fragment and has no TXT record for www.ntecs.de"],
    ["x.frag.test", "TXT", "unknown: frag.zone is a fragment and has no TXT record for x.frag.test"],
    ["*.frag.test", "TXT", '"w"'],
    ["y.frag.test", "TXT", "unknown: frag.zone is a fragment and has no TXT record for y.frag.test"],
    ["x.y.frag.test", "TXT", '"t"'],
    [
      "alias.frag.test",
      "A",
      "unknown: frag.zone is a fragment and has no A record for www.frag.test, continue with www.frag.test for undefined",
    ],
    ["a.b.sub.frag.test", "A", "unknown: sub.frag.test is delegated to ns1.example.net in frag.zone"],
    ["a.test", "TXT", '"a"'],
    ["b.test", "TXT", "unknown: loose.zone is a fragment and has no TXT record for b.test"],
    ["a.broken.test", "A", "192.0.2.1 3600"],
    [
      "a.broken.test",
      "TXT",
      "unknown: broken.zone has lines that cannot be read, and no other line with the TXT record for a.broken.test",
    ],
    [
      "b.broken.test",
      "A",
      "unknown: broken.zone has lines that cannot be read, and no other line with the A record for b.broken.test",
    ],
  ])("%s %s: %s", (name, type, expected) => {
    expect(ask(set, name, type)).toBe(expected);
  });

  it("merge with the complete zone of the same name, equal records once", () => {
    const whole = zoneOf(`${SOA}@ 60 TXT "v=spf1 mx -all"\n@ MX 1 mail\n`, "ntecs.de", "whole.zone");
    for (const zones of [
      [fragment, whole],
      [whole, fragment],
    ] as ParsedZone[][]) {
      const merged = createZoneSet(zones);
      expect(ask(merged, "ntecs.de", "TXT")).toBe('"v=spf1 mx -all" 60');
      expect(ask(merged, "mail.ntecs.de", "TXT")).toBe('"v=spf1 a -all"');
      expect(ask(merged, "mail.ntecs.de", "A")).toBe("nodata 300");
      expect(ask(merged, "www.ntecs.de", "A")).toBe("nxdomain 300");
    }
  });

  it("of one name are one fragment", () => {
    const more = zoneOf('@ MX 10 mail\n@ TXT "other"\n', "ntecs.de", "more.zone");
    const merged = createZoneSet([fragment, more]);
    expect(ask(merged, "ntecs.de", "TXT")).toBe('"v=spf1 mx -all" | "other"');
    expect(ask(merged, "ntecs.de", "A")).toBe(
      "unknown: ntecs.de.zone and more.zone are fragments and have no A record for ntecs.de",
    );
  });

  it("below a complete zone hide it, as the deepest zone wins", () => {
    const parent = zoneOf(`${SOA}a.sub A 192.0.2.1\n`, "example.org", "parent.zone");
    const child = zoneOf("b A 192.0.2.2\n", "sub.example.org", "child.zone");
    const both = createZoneSet([parent, child]);
    expect(ask(both, "b.sub.example.org", "A")).toBe("192.0.2.2");
    expect(ask(both, "a.sub.example.org", "A")).toBe(
      "unknown: child.zone is a fragment and has no A record for a.sub.example.org",
    );
    expect(ask(both, "a.example.org", "A")).toBe("nxdomain 300");
  });
});
