/** The rules about the structure of zones, beyond the examples of their documentation. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { checkExample } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { runRules } from "../../src/lint/run.js";
import { dateText } from "../../src/lint/structure/dates.js";
import { decodePunycode } from "../../src/lint/structure/punycode.js";
import { type ParseZoneOptions, parseZone } from "../../src/zone/index.js";
import { ROOT } from "../support/cli.js";
import { cases, found, message } from "./cases.js";

/** The time of all examples: 2026-01-01. */
const EXAMPLE_NOW = 1_767_225_600;

/** The start of a whole zone whose name servers are elsewhere. */
const SOA = `$TTL 1h
@ SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
@ NS ns1.example.net.
@ NS ns2.example.net.
`;

const soa = (data: string): string => `$TTL 1h\n@ SOA ${data}\n@ NS ns1.example.net.\n@ NS ns2.example.net.\n`;

describe("SOA", () => {
  cases([
    ["wants no SOA of records below the apex", "soa-missing", "$TTL 1h\ndept NS ns1.example.net.\n"],
    ["is content with a SOA at the top", "soa-not-first", SOA],
    ["is content with the day as the refresh time", "soa-refresh-unusual", soa("ns1 h 1 1d 1h 2w 15m")],
    ["sees a refresh time above a day", "soa-refresh-unusual", soa("ns1 h 1 2d 1h 4w 15m"), "2 info 2d"],
    ["sees equal times", "soa-retry-not-below-refresh", soa("ns1 h 1 1h 1h 2w 15m"), "2 warning 1h"],
    ["calls an expire time in normal operation an error", "soa-expire-too-short", soa("ns1 h 1 4h 1h 3h 15m"), "2 error 3h"],
    ["is content with a week", "soa-expire-too-short", soa("ns1 h 1 4h 1h 1w 15m")],
    ["sees an expire time of six days", "soa-expire-too-short", soa("ns1 h 1 4h 1h 6d 15m"), "2 warning 6d"],
    ["takes the TTL of the SOA record as a limit", "soa-minimum-unusual", soa("ns1 h 1 4h 1h 2w 2w")],
    ["sees no minimum", "soa-minimum-unusual", soa("ns1 h 1 4h 1h 2w 0"), "2 info 0"],
    ["sees a serial of 0", "soa-serial-odd", soa("ns1 h 0 4h 1h 2w 15m"), "2 info 0"],
    ["is content with tomorrow", "soa-serial-odd", soa("ns1 h 2026010200 4h 1h 2w 15m")],
    ["sees the day after tomorrow", "soa-serial-odd", soa("ns1 h 2026010300 4h 1h 2w 15m"), "2 info 2026010300"],
    ["takes no date from seconds", "soa-serial-odd", soa("ns1 h 1999999999 4h 1h 2w 15m")],
    ["takes no date from the largest number", "soa-serial-odd", soa("ns1 h 4294967295 4h 1h 2w 15m")],
    [
      "sees a mailbox with a @ behind a backslash",
      "soa-mailbox-malformed",
      soa("ns1 a\\@b.example.org. 1 4h 1h 2w 15m"),
      "2 error a\\@b.example.org.",
    ],
    ["sees a mailbox without a domain", "soa-mailbox-malformed", soa("ns1 hostmaster. 1 4h 1h 2w 15m"), "2 error hostmaster."],
    ["sees the zone as a mailbox", "soa-mailbox-malformed", soa("ns1 @ 1 4h 1h 2w 15m"), "2 warning @"],
    ["sees the root as a mailbox", "soa-mailbox-malformed", soa("ns1 . 1 4h 1h 2w 15m"), "2 info ."],
    ["sees an address as a mailbox", "soa-mailbox-malformed", soa("ns1 192.0.2.1. 1 4h 1h 2w 15m"), "2 error 192.0.2.1."],
    ["is content with an escaped dot", "soa-mailbox-malformed", soa("ns1 john\\.doe.example.org. 1 4h 1h 2w 15m")],
    ["leaves a forgotten dot to its rule", "soa-mname-not-name-server", soa("ns1.example.org h 1 4h 1h 2w 15m")],
  ]);

  it.each([
    ["hostmaster@example.org", '"hostmaster.example.org."'],
    ["hostmaster@example.org.", '"hostmaster.example.org."'],
    ["hostmaster@example.net", '"hostmaster.example.net."'],
    ["hostmaster@mail", '"hostmaster.mail.example.org."'],
    ["john.doe@example.org", String.raw`"john\.doe.example.org."`],
  ])("says how the mailbox %s is written", (written, meant) => {
    expect(message("soa-mailbox-malformed", soa(`ns1 ${written} 1 4h 1h 2w 15m`))).toBe(
      `the mailbox has a dot in place of the @: write ${meant}`,
    );
  });

  cases([
    [
      "sees each copy of a zone",
      "zone-in-two-files",
      `${SOA}; file db.example.org\n${SOA}; file pri.example.org\n${SOA}`,
      "db.example.org 2 error SOA",
      "pri.example.org 2 error SOA",
    ],
    [
      "is content with a fragment beside the zone",
      "zone-in-two-files",
      `${SOA}; file db.example.org\n$TTL 1h\nwww A 192.0.2.1\n`,
    ],
    [
      "is content with two zones",
      "zone-in-two-files",
      `${SOA}; file example.net.zone\n${SOA}; file sub.example.org.zone\n${SOA}`,
    ],
    ["sees a missing dot", "file-of-another-zone", `$TTL 1h\n${SOA.replace("@ SOA", "example.org SOA")}`, "3 warning SOA"],
    ["sees a SOA record above", "file-of-another-zone", SOA.replace("@ SOA", "org. SOA")],
    ["sees another zone", "file-of-another-zone", `; file db.bar.de\n$ORIGIN foo.de.\n${SOA}`, "db.bar.de 3 warning SOA"],
    [
      "is content with more in the file's name",
      "file-of-another-zone",
      `; file internal.bar.de.new.zone\n$ORIGIN bar.de.\n${SOA}`,
    ],
    ["is content with the name in capitals", "file-of-another-zone", `; file Bar.DE.zone\n$ORIGIN bar.de.\n${SOA}`],
    ["is content with a name without a zone", "file-of-another-zone", `; file hosting.zone\n$ORIGIN bar.de.\n${SOA}`],
    [
      "knows that reverse zones are named after networks",
      "file-of-another-zone",
      `; file db.2001.db8\n$ORIGIN 8.b.d.0.1.0.0.2.ip6.arpa.\n${SOA}`,
    ],
  ]);

  it("leaves the name of a file alone where the origin was given", () => {
    const rules = ALL_RULES.filter(({ id }) => id === "file-of-another-zone");
    const zone = (options: ParseZoneOptions): string[] =>
      runRules({ zones: [parseZone(`$ORIGIN foo.de.\n${SOA}`, options)], rules, now: 0 }).findings.map((one) => one.message);
    const guessedOrigin = domainName("bar.de");
    expect(zone({ guessedOrigin })).toEqual(['the file is named after "bar.de", but its SOA record is of "foo.de"']);
    expect(zone({ guessedOrigin, origin: domainName("foo.de") })).toEqual([]);
  });
});

describe("name servers", () => {
  cases([
    [
      "counts equal records once",
      "single-name-server",
      "$TTL 1h\n@ SOA ns1 h 1 4h 1h 2w 15m\n@ NS ns1\n@ NS ns1\nns1 A 192.0.2.1\n",
      "3 warning ns1",
    ],
    ["is content with AAAA alone", "ns-without-address", `${SOA}@ NS ns\nns AAAA 2001:db8::1\n`],
    ["takes the address from a wildcard", "ns-without-address", `${SOA}@ NS ns\n* A 192.0.2.1\n`],
    ["sees a name with other records", "ns-without-address", `${SOA}@ NS ns\nns TXT x\n`, "5 error ns"],
    ["sees an empty non-terminal", "ns-without-address", `${SOA}@ NS ns\na.ns A 192.0.2.1\n`, "5 error ns"],
    ["leaves aliases to their rule", "ns-without-address", `${SOA}@ NS ns\nns CNAME www.example.net.\n`],
    ["leaves addresses to their rule", "ns-without-address", `${SOA}@ NS 192.0.2.1\n`],
    ["sees a server of a delegation", "ns-without-address", `${SOA}dept NS ns\n`, "5 error ns"],
    ["knows nothing of what is delegated", "ns-without-address", `${SOA}@ NS ns.dept\ndept NS ns1.example.net.\n`],
    ["knows nothing of a fragment", "ns-without-address", "$TTL 1h\n@ NS ns\n"],
    [
      "looks into the other zone",
      "ns-without-address",
      `${SOA}; file example.net.zone\n${SOA.replaceAll(".net", ".com")}ns1 A 192.0.2.1\n`,
      "4 error ns2.example.net.",
    ],
    ["knows nothing of a zone with lines that were not read", "ns-without-address", `${SOA}@ NS ns\n@ MX\nbad line\n`],
  ]);

  it("says where a dot may be missing", () => {
    expect(message("ns-without-address", `${SOA}@ NS ns1.example.net\n`)).toBe(
      'the name server "ns1.example.net.example.org" does not exist: perhaps the dot at its end is missing',
    );
  });
});

describe("MX and SRV", () => {
  cases([
    ["is content with an address at the zone itself", "mx-target-without-address", `${SOA}@ MX 10 @\n@ A 192.0.2.1\n`],
    ["sees each of two", "mx-target-without-address", `${SOA}@ MX 10 a\n@ MX 20 b\n`, "5 error a", "6 error b"],
    ["leaves no mail alone", "mx-target-without-address", `${SOA}@ MX 0 .\n`],
    ["leaves doubled names to their rule", "mx-target-without-address", `${SOA}@ MX 0 mail.example.org\n`],
    [
      "takes the address from another zone",
      "mx-target-without-address",
      `${SOA}@ MX 0 mail.example.com.\n; file example.com.zone\n${SOA}mail A 192.0.2.25\n`,
    ],
    [
      "sees that another zone has none",
      "mx-target-without-address",
      `${SOA}@ MX 0 mial.example.com.\n; file example.com.zone\n${SOA}mail A 192.0.2.25\n`,
      "5 error mial.example.com.",
    ],
    ["is not asked for a service that is not there", "srv-target-without-address", `${SOA}_imap._tcp SRV 0 0 0 .\n`],
    ["sees NS", "target-is-alias", "$TTL 1h\n@ NS ns\nns CNAME www.example.net.\n", "2 error ns"],
    ["sees SRV", "target-is-alias", "$TTL 1h\n_x._tcp SRV 0 1 1 a\na CNAME www.example.net.\n", "2 error a"],
    ["sees a wildcard that is an alias", "target-is-alias", `${SOA}@ MX 0 mail\n* CNAME www.example.net.\n`, "5 error mail"],
    [
      "sees the alias in another zone",
      "target-is-alias",
      "$TTL 1h\n@ MX 0 mail.example.com.\n; file example.com.zone\n$TTL 1h\nmail CNAME a.example.net.\n",
      "2 error mail.example.com.",
    ],
    ["sees a name server", "target-address-literal", "$TTL 1h\n@ NS 192.0.2.53.\n", "2 error 192.0.2.53."],
    ["sees IPv6", "target-address-literal", "$TTL 1h\nwww CNAME 2001:db8::1\n", "2 error 2001:db8::1"],
    ["knows reverse names", "target-address-literal", "$TTL 1h\nwww CNAME 1.2.0.192.in-addr.arpa.\n"],
    ["knows names of block lists", "target-address-literal", "$TTL 1h\nwww CNAME 2.0.0.127.bl.example.net.\n"],
    ["is content with two records for no mail", "null-mx-with-others", "$TTL 1h\n@ MX 0 .\n@ MX 10 .\n"],
    ["sees the lower case", "duplicate-mx-target", "$TTL 1h\n@ MX 10 mail\n@ MX 20 MAIL\nmail A 192.0.2.1\n", "3 warning MAIL"],
    ["leaves the same record to the parser", "duplicate-mx-target", "$TTL 1h\n@ MX 10 mail\n@ MX 10 mail\nmail A 192.0.2.1\n"],
  ]);
});

describe("delegations", () => {
  const below = "$TTL 1h\ndept NS ns1.example.net.\n";
  cases([
    ["wants no glue for servers elsewhere", "missing-glue", `${SOA}dept NS ns1.example.net.\n`],
    ["wants none for servers in the zone", "missing-glue", `${SOA}dept NS ns\nns A 192.0.2.1\n`],
    ["wants some for the delegated name itself", "missing-glue", `${SOA}dept NS dept\n`, "5 error dept"],
    ["is content with it", "missing-glue", `${SOA}dept NS dept\ndept A 192.0.2.1\n`],
    ["recommends glue below another delegation", "missing-glue", `${SOA}a NS ns.b\nb NS ns1.example.net.\n`, "5 info ns.b"],
    [
      "wants it even where the zone below is at hand",
      "missing-glue",
      `${SOA}dept NS ns.dept\n; file dept.example.org.zone\n${SOA}ns A 192.0.2.1\n`,
      "5 error ns.dept",
    ],
    [
      "leaves a server that the zone below does not have to its rule",
      "missing-glue",
      `${SOA}dept NS ns.dept\n; file dept.example.org.zone\n${SOA}`,
    ],
    ["knows glue for another delegation", "unneeded-glue", `${SOA}a NS ns.b\nb NS ns1.example.net.\nns.b A 192.0.2.1\n`],
    ["knows glue for the zone itself", "unneeded-glue", `${SOA}@ NS ns.b\nb NS ns1.example.net.\nns.b A 192.0.2.1\n`],
    [
      "sees each name",
      "unneeded-glue",
      `${SOA}b NS ns1.example.net.\nx.b A 192.0.2.1\nx.b A 192.0.2.2\ny.b AAAA 2001:db8::1\n`,
      "6 info x.b",
      "8 info y.b",
    ],
    [
      "is one finding for all names",
      "occluded-records",
      `${below}a.dept TXT x\nb.dept TXT x\nb.dept MX 0 .\n`,
      "3 warning a.dept",
    ],
    ["sees a delegation below one", "occluded-records", `${below}a.dept NS ns1.example.net.\n`, "3 warning a.dept"],
    ["leaves addresses to their rule", "occluded-records", `${below}a.dept A 192.0.2.1\n`],
    [
      "leaves DS, and glue of the name itself",
      "records-at-delegation",
      `$TTL 1h\ndept NS dept\ndept A 192.0.2.1\ndept DS 1 13 1 0123456789012345678901234567890123456789\n`,
    ],
    ["sees an address", "records-at-delegation", `${below}dept A 192.0.2.1\n`, "3 warning A"],
    ["is one finding for all types", "records-at-delegation", `${below}dept MX 0 .\ndept TXT x\n`, "3 warning MX"],
    ["is content with the zone itself", "records-at-delegation", `${SOA}@ TXT x\n`],
    [
      "is one finding for all names",
      "below-dname",
      "$TTL 1h\nold DNAME example.net.\na.old A 192.0.2.1\nb.old A 192.0.2.1\nold A 192.0.2.1\n",
      "3 error a.old",
    ],
  ]);

  it("counts the names", () => {
    expect(message("occluded-records", `${below}a.dept TXT x\nb.dept TXT x\nc.dept MX 0 .\n`)).toContain("(and 2 more names)");
    expect(message("occluded-records", `${below}a.dept TXT x\nb.dept TXT x\n`)).toContain("(and one more name)");
  });

  it("has no delegations in a fragment that is for no zone", () => {
    const text = "$TTL 1h\nexample.org. NS ns1.example.net.\nexample.org. TXT x\nmail.example.org. TXT x\n";
    const { findings } = runRules({ zones: [parseZone(text)], now: EXAMPLE_NOW });
    expect(findings.filter(({ rule }) => /^(?:occluded|records-at)/.test(rule))).toEqual([]);
  });
});

describe("aliases", () => {
  const chain = (count: number): string => {
    const lines = Array.from({ length: count }, (_, index) => `n${index} CNAME n${index + 1}\n`);
    return `$TTL 1h\n${lines.join("")}n${count} A 192.0.2.1\n`;
  };
  cases([
    ["sees an alias of itself", "cname-loop", "$TTL 1h\na CNAME a\n", "2 error a"],
    ["sees a loop once, where it begins in the file", "cname-loop", "$TTL 1h\nz CNAME b\nb CNAME c\nc CNAME z\n", "2 error b"],
    ["does not report who leads into a loop", "cname-loop", "$TTL 1h\na CNAME b\nb CNAME c\nc CNAME b\n", "3 error c"],
    ["sees a wildcard that leads to itself", "cname-loop", `${SOA}* CNAME host\n`, "5 error host"],
    [
      "sees a loop through two zones",
      "cname-loop",
      "$TTL 1h\na CNAME a.example.com.\n; file example.com.zone\n$TTL 1h\na CNAME a.example.org.\n",
      "example.com.zone 2 error a.example.org.",
    ],
    ["is content with a target that has any record", "cname-dangling", `${SOA}a CNAME b\nb TXT x\n`],
    ["is content with a wildcard", "cname-dangling", `${SOA}a CNAME b\n* A 192.0.2.1\n`],
    ["sees an empty non-terminal", "cname-dangling", `${SOA}a CNAME b\nx.b TXT x\n`, "5 warning b"],
    ["sees the last of a chain", "cname-dangling", `${SOA}a CNAME b\nb CNAME c\n`, "6 warning c"],
    ["knows nothing of other zones", "cname-dangling", `${SOA}a CNAME b.example.net.\n`],
    ["knows nothing of what is delegated", "cname-dangling", `${SOA}a CNAME b.dept\ndept NS ns1.example.net.\n`],
    ["knows nothing of what is below a DNAME", "cname-dangling", `${SOA}a CNAME b.old\nold DNAME example.net.\n`],
    [
      "looks into the other zone",
      "cname-dangling",
      `${SOA}a CNAME b.example.com.\n; file example.com.zone\n${SOA}`,
      "5 warning b.example.com.",
    ],
    ["is content with three", "cname-chain-long", chain(3)],
    ["reports the fourth from the end", "cname-chain-long", chain(6), "4 info n3"],
    ["warns of nine", "cname-chain-long", chain(12), "5 warning n4", "10 info n9"],
    ["leaves loops to their rule", "cname-chain-long", "$TTL 1h\na CNAME b\nb CNAME c\nc CNAME d\nd CNAME a\n"],
  ]);
});

describe("wildcards", () => {
  cases([
    [
      "is one finding for all hosts",
      "wildcard-hidden-by-host",
      "$TTL 1h\n* MX 0 .\na A 192.0.2.1\nb A 192.0.2.2\n",
      "2 info MX",
    ],
    ["looks only beside the wildcard", "wildcard-hidden-by-host", "$TTL 1h\n* MX 0 .\na.b A 192.0.2.1\n"],
    [
      "is one finding for each type",
      "wildcard-hidden-by-host",
      "$TTL 1h\n* MX 0 .\n* TXT x\na A 192.0.2.1\n",
      "2 info MX",
      "3 info TXT",
    ],
    ["leaves names for services", "wildcard-blocked", "$TTL 1h\n* A 192.0.2.1\n_imap._tcp SRV 0 0 0 .\n"],
    ["leaves names with records", "wildcard-blocked", "$TTL 1h\n* A 192.0.2.1\na A 192.0.2.1\nb.a A 192.0.2.1\n"],
    [
      "is one finding for all names",
      "wildcard-blocked",
      "$TTL 1h\n* A 192.0.2.1\nb.a A 192.0.2.1\nc.a A 192.0.2.1\nb.d A 192.0.2.1\n",
      "3 info b.a",
    ],
    ["sees DNAME", "wildcard-unsafe-type", "$TTL 1h\n* DNAME example.net.\n", "2 warning DNAME"],
  ]);
});

describe("TTLs", () => {
  cases([
    [
      "marks the type where the record states none",
      "ttl-differs",
      "$TTL 1h\n@ 5m MX 1 a.example.net.\n$TTL 2h\n@ IN MX 2 b.example.net.\n",
      "4 warning MX",
    ],
    ["is one finding for a set", "ttl-differs", "$TTL 1h\n@ 1 TXT a\n@ 2 TXT b\n@ 3 TXT c\n", "3 warning 2"],
    ["finds the TTL after the class", "ttl-differs", "$TTL 1h\n@ IN 5m TXT a\n@ IN 6m TXT b\n", "3 warning 6m"],
    ["finds the TTL in parentheses", "ttl-differs", "$TTL 1h\n@ 5m TXT a\n@ (6m\n IN) TXT b\n", "3 warning 6m"],
    ["does not take a comment for it", "ttl-differs", "$TTL 1h\n@ 5m TXT a\n@ ( ; 7m\n6m) TXT b\n", "4 warning TXT"],
    ["leaves types apart", "ttl-differs", "$TTL 1h\n@ 5m TXT a\n@ 6m MX 0 .\n"],
    [
      "is one finding for each value",
      "ttl-very-short",
      "$TTL 30\na A 192.0.2.1\nb A 192.0.2.1\nc 0 A 192.0.2.1\n",
      "2 info A",
      "4 info 0",
    ],
    ["leaves NSEC3PARAM to those who sign", "ttl-very-short", "$TTL 1h\n@ 0 NSEC3PARAM 1 0 0 -\n"],
    ["is content with a minute", "ttl-very-short", "$TTL 60\na A 192.0.2.1\n"],
    ["is content with a week", "ttl-very-long", "$TTL 1w\na A 192.0.2.1\n"],
  ]);
});

describe("missing dots", () => {
  cases([
    ["sees an owner", "owner-name-doubled", "$TTL 1h\nmail.example.org A 192.0.2.1\n", "2 warning mail.example.org"],
    [
      "sees an owner once",
      "owner-name-doubled",
      "$TTL 1h\nmail.example.org A 192.0.2.1\n MX 0 .\n",
      "2 error mail.example.org",
    ],
    ["leaves a $ORIGIN to the parser", "missing-trailing-dot", "$TTL 1h\n$ORIGIN example.org\na A 192.0.2.1\nb A 192.0.2.1\n"],
    [
      "sees names below another $ORIGIN",
      "owner-name-doubled",
      "$TTL 1h\n$ORIGIN sub.example.org.\na.example.org A 192.0.2.1\n",
      "3 warning a.example.org",
    ],
    [
      "sees the SOA record",
      "missing-trailing-dot",
      soa("ns1.example.org h.example.org 1 4h 1h 2w 15m"),
      "2 error ns1.example.org",
      "2 error h.example.org",
    ],
    ["sees SRV", "missing-trailing-dot", "$TTL 1h\n_a._tcp SRV 0 1 2 a.example.org\n", "2 error a.example.org"],
    ["sees DNAME", "missing-trailing-dot", "$TTL 1h\nold DNAME a.example.org\n", "2 error a.example.org"],
    ["sees the zone itself", "missing-trailing-dot", "$TTL 1h\n@ MX 0 example.org\n", "2 error example.org"],
    [
      "is no error where the name is there",
      "missing-trailing-dot",
      "$TTL 1h\n@ MX 0 a.example.org\na.example.org A 192.0.2.1\n",
      "2 warning a.example.org",
    ],
    ["knows reports of other domains", "owner-name-doubled", "$TTL 1h\nexample.org._report._dmarc TXT v=DMARC1\n"],
    [
      "sees a name in a zone of addresses",
      "missing-trailing-dot",
      "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n25 PTR mail.example.org\n",
      "2.0.192.in-addr.arpa.zone 2 error mail.example.org",
    ],
    [
      "is content with a name that ends",
      "missing-trailing-dot",
      "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n25 PTR mail.example.org.\n",
    ],
    ["does not double short names", "missing-trailing-dot", "; file org.zone\n$TTL 1h\norg.org. A 192.0.2.1\n"],
  ]);
});

describe("reverse zones", () => {
  cases([
    ["knows lists of services", "ptr-in-forward-zone", "$TTL 1h\n_services._dns-sd._udp PTR _http._tcp\n"],
    ["knows IPv6", "ptr-in-forward-zone", "; file 8.b.d.0.1.0.0.2.ip6.arpa.zone\n$TTL 1h\n1 PTR a.example.org.\n"],
    [
      "sees an address in the place of a name",
      "target-address-literal",
      "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n27 PTR 192.0.2.27\n28 PTR 192.0.2.28.\n29 PTR 2001:db8::1\n30 PTR a.example.net.\n",
      "2.0.192.in-addr.arpa.zone 2 error 192.0.2.27",
      "2.0.192.in-addr.arpa.zone 3 error 192.0.2.28.",
      "2.0.192.in-addr.arpa.zone 4 error 2001:db8::1",
    ],
    [
      "does not ask for a dot behind an address",
      "missing-trailing-dot",
      "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n27 PTR 192.0.2.27\n",
    ],
    ["leaves name servers there", "host-in-reverse-zone", "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\nns A 192.0.2.1\n"],
  ]);
});

describe("DNSSEC", () => {
  const signature = (times: string, owner = "@"): string => `${owner} RRSIG A 13 2 3600 ${times} 1 example.org. dGVzdA==\n`;
  const GOOD = "20260120000000 20251230000000";
  cases([
    ["leaves the zone itself to its rule", "ds-without-ns", `${SOA}@ DS 1 13 1 0123456789012345678901234567890123456789\n`],
    ["takes a fragment for the zone above", "ds-at-apex", "$TTL 1h\n@ DS 1 13 1 0123456789012345678901234567890123456789\n"],
    ["is content eight days before", "rrsig-expires-soon", `$TTL 1h\n${signature("20260109000000 20251230000000")}`],
    [
      "sees the last second",
      "rrsig-expired",
      `$TTL 1h\n${signature("20260101000000 20251230000000")}`,
      "2 error 20260101000000",
    ],
    [
      "is one finding for all",
      "rrsig-expired",
      `$TTL 1h\n${signature("20251231000000 20251230000000")}${signature("20251231000000 20251229000000", "a")}${signature(GOOD, "b")}`,
      "2 error 20251231000000",
    ],
    ["leaves expired ones that are reversed", "rrsig-expired", `$TTL 1h\n${signature("20251230000000 20251231000000")}`],
    [
      "sees the form of RFC 3597",
      "rrsig-expired",
      "$TTL 1h\n@ RRSIG \\# 24 00010d0200000e1065000000640000000001000102030405\n",
      "2 error 00010d0200000e1065000000640000000001000102030405",
    ],
    [
      "does not search a zone without signatures at the top",
      "rrsig-expired",
      `${SOA}${signature("20251231000000 20251230000000", "a")}`,
    ],
    ["sees keys without a signature", "rrsig-without-dnskey", `${SOA}${signature(GOOD)}`, "5 warning RRSIG"],
    [
      "sees NSEC3 first",
      "nsec-and-nsec3",
      "$TTL 1h\n0p9mhaveqvm6t7vbl5lop2u3t2rp3tom NSEC3 1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A\n@ NSEC a A\n",
      "2 warning NSEC3",
    ],
  ]);

  it("says the dates", () => {
    expect(
      message(
        "rrsig-expired",
        `$TTL 1h\n${signature("20251231235959 20251230000000")}${signature("20251231000000 20251229000000", "a")}`,
      ),
    ).toBe(
      'the signature of "example.org" A (and 1 more of the zone) expired on 2025-12-31: validating resolvers refuse the answer',
    );
  });

  it.each([
    [0, "1970-01-01"],
    [951_782_400, "2000-02-29"],
    [4_107_542_399, "2100-02-28"],
    [4_107_542_400, "2100-03-01"],
    [EXAMPLE_NOW, "2026-01-01"],
    [EXAMPLE_NOW - 1, "2025-12-31"],
  ])("takes %d for %s", (seconds, date) => {
    expect(dateText(seconds)).toBe(date);
    expect(new Date(seconds * 1000).toISOString().slice(0, 10)).toBe(date);
  });
});

describe("names and addresses", () => {
  cases([
    ["leaves names without an address", "host-name-characters", "$TTL 1h\n_dmarc TXT x\na_b MX 0 .\n"],
    ["leaves wildcards", "host-name-characters", "$TTL 1h\n* A 192.0.2.1\n"],
    ["sees a hyphen at the end", "host-name-characters", "$TTL 1h\na- A 192.0.2.1\n", "2 warning a-"],
    [
      "sees a target elsewhere",
      "host-name-characters",
      "$TTL 1h\n@ MX 0 my_mail.example.net.\n",
      "2 warning my_mail.example.net.",
    ],
    ["sees a host once", "host-name-characters", "$TTL 1h\n@ MX 0 my_mail\nmy_mail A 192.0.2.1\n", "3 warning my_mail"],
    ["leaves the names of domain controllers", "host-name-characters", "$TTL 1h\ngc._msdcs A 192.0.2.1\n"],
    ["leaves other rules their names", "host-name-characters", "$TTL 1h\nbüro A 192.0.2.1\na\\032b A 192.0.2.1\n"],
    ["leaves names of services", "name-not-ascii", "$TTL 1h\nbüro._ipp._tcp SRV 0 0 0 .\n"],
    ["sees an escape", "name-not-ascii", "$TTL 1h\nb\\252ro A 192.0.2.1\n", "2 warning b\\252ro"],
    ["sees a blank", "name-odd-characters", "$TTL 1h\na\\032b A 192.0.2.1\n", "2 warning a\\032b"],
    ["sees a dot within a label", "name-odd-characters", "$TTL 1h\na\\.b A 192.0.2.1\n", "2 warning a\\.b"],
    ["leaves names of services", "name-odd-characters", "$TTL 1h\nMy\\032Printer._ipp._tcp SRV 0 0 0 .\n"],
    [
      "leaves the slash of RFC 2317",
      "name-odd-characters",
      "; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n0/25 NS ns1.example.net.\n",
    ],
    [
      "sees what is no code",
      "invalid-a-label",
      "$TTL 1h\nxn--a- A 192.0.2.1\nxn--\\033 A 192.0.2.1\n",
      "2 info xn--a-",
      "3 info xn--\\033",
    ],
    [
      "is content with other scripts",
      "invalid-a-label",
      "$TTL 1h\nxn--fiqs8s A 192.0.2.1\nxn--80ak6aa92e A 192.0.2.1\nXN--BRO-HOA A 192.0.2.1\n",
    ],
    ["leaves other labels with two hyphens", "invalid-a-label", "$TTL 1h\nr3---sn A 192.0.2.1\n"],
    [
      "sees each loopback address",
      "special-address",
      "$TTL 1h\na A 127.0.0.1\nb AAAA ::1\n",
      "2 warning 127.0.0.1",
      "3 warning ::1",
    ],
    [
      "sees private addresses once",
      "special-address",
      "$TTL 1h\na A 10.0.0.1\nb A 192.168.0.1\nc AAAA fd00::1\nd AAAA fd00::2\n",
      "2 info 10.0.0.1",
      "4 info fd00::1",
    ],
    [
      "sees no host and all hosts",
      "special-address",
      "$TTL 1h\na A 0.0.0.0\nb A 224.0.0.1\nc AAAA ff02::1\nd AAAA ::\n",
      "2 warning 0.0.0.0",
      "3 warning 224.0.0.1",
      "4 warning ff02::1",
      "5 warning ::",
    ],
    [
      "leaves localhost, block lists and documentation",
      "special-address",
      "$TTL 1h\nlocalhost A 127.0.0.1\n2.0.0.127 A 127.0.0.2\na AAAA 2001:db8::1\nb A 198.51.100.1\n",
    ],
  ]);

  it.each([
    ["bro-hoa", "büro"],
    ["fiqs8s", "中国"],
    ["80ak6aa92e", "аррӏе"],
    ["", ""],
    ["a-", "a"],
    ["99999999", undefined],
    ["é", undefined],
    ["a-b!", undefined],
  ])("decodes %s", (text, decoded) => {
    expect(decodePunycode(text)).toBe(decoded);
  });
});

describe("many zones", () => {
  it("are asked as a few are", () => {
    const others = Array.from(
      { length: 12 },
      (_, index) => `; file zone${index}.example.net.zone\n${SOA.replaceAll(".net", ".com")}`,
    );
    const zone = `${SOA}@ MX 1 mail.zone3.example.net.\n@ MX 2 mail.zone99.example.net.\n${others.join("")}`;
    expect(found("mx-target-without-address", zone)).toEqual(["5 error mail.zone3.example.net."]);
  });
});

describe("one cause", () => {
  it("has one finding: a zone with six mistakes has six", () => {
    const text = `$TTL 1h
@ SOA ns1.example.net. hostmaster@example.org. 2026010101 4h 1h 2w 15m
@ NS ns1.example.net.
@ NS ns2.example.net.
@ NS ns3
@ MX 10 mail.example.org
@ MX 20 192.0.2.25
www CNAME web
web CNAME www
dept NS ns.dept
`;
    const { findings } = checkExample({}, text, ALL_RULES);
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(
      errors.map(
        ({ rule, source, span }) => `${source.position(span.start).line}:${source.position(span.start).column} ${rule}`,
      ),
    ).toEqual([
      "2:24 soa-mailbox-malformed",
      "5:6 ns-without-address",
      "6:9 missing-trailing-dot",
      "7:9 mx-target-address-literal",
      "8:11 cname-loop",
      "10:9 missing-glue",
    ]);
  });

  it("has none in the zones of the project", () => {
    const folder = join(ROOT, "zones");
    const names = readdirSync(folder).filter((name) => name.endsWith(".zone"));
    expect(names.length).toBeGreaterThan(1);
    const zones = names.map((name) => parseZone(readFileSync(join(folder, name)), { file: name }));
    const { findings, notes } = runRules({ zones, now: EXAMPLE_NOW });
    expect(findings.filter(({ severity }) => severity !== "info").map(({ rule, message: text }) => `${rule}: ${text}`)).toEqual(
      [],
    );
    expect(notes).toEqual([]);
  });
});
