import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/ptr-not-confirmed.js";
import { findingsOf } from "../rule-tester.js";

const HOSTS = `$TTL 1h
@     SOA ns1.example.net. host 1 4h 1h 2w 15m
mail  A 192.0.2.25
mail6 AAAA 2001:db8::25
both  A 192.0.2.25
both  A 192.0.2.26
text  TXT x
alias CNAME mail
*.dyn A 192.0.2.90
sub   NS ns1.example.net.
`;

function found(zone: string, records: string, hosts: string = HOSTS): string[] {
  return findingsOf(rule, `${hosts}; file ${zone}.zone\n$TTL 1h\n${records}`).map((line) =>
    line.replace(/^[^"]*("[^"]*") ptr-not-confirmed: /, "$1 "),
  );
}

const reverse = (records: string, hosts?: string): string[] => found("2.0.192.in-addr.arpa", records, hosts);

describe("ptr-not-confirmed", () => {
  it.each([
    ["25 PTR nope.example.org.", '192.0.2.25 gets the name "nope.example.org", which does not exist'],
    ["26 PTR mail.example.org.", '192.0.2.26 gets the name "mail.example.org", which has other addresses and not this one'],
    ["25 PTR mail6.example.org.", '192.0.2.25 gets the name "mail6.example.org", which has other addresses and not this one'],
    ["25 PTR text.example.org.", '192.0.2.25 gets the name "text.example.org", which has no address'],
    [
      "25 PTR alias.example.org.",
      'the PTR record points to "alias.example.org", which is an alias: PTR wants the name of a host',
    ],
    ["25.0/25 PTR nope.example.org.", '192.0.2.25 gets the name "nope.example.org", which does not exist'],
    ["* PTR nope.example.org.", 'addresses get the name "nope.example.org", which does not exist'],
  ])("fires on %s", (line, message) => {
    expect(reverse(`${line}\n`)).toEqual([`"${line.split(" ")[2]}" ${message}`]);
  });

  it.each([
    "25 PTR mail.example.org.",
    "25 PTR both.example.org.",
    "26 PTR both.example.org.",
    "90 PTR x.dyn.example.org.",
    "25 PTR host.example.net.",
    "25 PTR host.sub.example.org.",
    // A name of a network (RFC 1101), and what other rules report.
    "0 PTR text.example.org.",
    "25 PTR mail.example.org",
    "25 PTR 192.0.2.25",
    "300 PTR nope.example.org.",
    "ns1 PTR nope.example.org.",
    "_dns-sd._udp PTR nope.example.org.",
    "* PTR mail.example.org.",
  ])("does not on %s", (line) => {
    expect(reverse(`${line}\n`)).toEqual([]);
  });

  it("says nothing where the zone of the host is not whole", () => {
    expect(reverse("26 PTR mail.example.org.\n27 PTR nope.example.org.\n", "$TTL 1h\nmail A 192.0.2.25\n")).toEqual([]);
  });

  it("knows the names of IPv6 addresses", () => {
    const nibbles = (last: string): string => `${last.split("").join(".")}${".0".repeat(22)} PTR mail6.example.org.\n`;
    expect(found("8.b.d.0.1.0.0.2.ip6.arpa", nibbles("52"))).toEqual([]);
    expect(found("8.b.d.0.1.0.0.2.ip6.arpa", nibbles("62"))).toEqual([
      '"mail6.example.org." 2001:db8::26 gets the name "mail6.example.org", which has other addresses and not this one',
    ]);
  });

  it("says one thing of a $GENERATE", () => {
    expect(reverse("$GENERATE 100-110 $ PTR dhcp-$.example.org.\n")).toEqual([
      '"dhcp-$.example.org." 192.0.2.100 gets the name "dhcp-100.example.org", which does not exist',
    ]);
  });
});
