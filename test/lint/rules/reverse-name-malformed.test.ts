import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/reverse-name-malformed.js";
import { findingsOf } from "../rule-tester.js";

function found(zone: string, records: string): string[] {
  return findingsOf(rule, `; file ${zone}.zone\n$TTL 1h\n${records}\n`).map((line) =>
    line.replace(/^[^"]*("[^"]*") reverse-name-malformed: "[^"]*" is the name of no address: /, "$1 "),
  );
}

const IP4 = "2.0.192.in-addr.arpa";
const IP6 = "8.b.d.0.1.0.0.2.ip6.arpa";
const zeros = (count: number): string => Array.from({ length: count }, () => "0").join(".");

describe("reverse-name-malformed", () => {
  it.each([
    [IP4, "300 PTR h.example.", '"300" is above 255'],
    [IP4, "300 CNAME 300.0/25", '"300" is above 255'],
    [IP4, "025 PTR h.example.", 'write 25 in place of "025"'],
    [IP4, "mail PTR h.example.", '"mail" is no number'],
    [IP4, "25.2.0.192 PTR h.example.", 'the zone has the other numbers already, write "25"'],
    [IP4, "192.0.2.25 PTR h.example.", 'the zone has the other numbers already, write "25"'],
    ["0.192.in-addr.arpa", "25.2.0.192 PTR h.example.", 'the zone has the other numbers already, write "25.2"'],
    ["0.192.in-addr.arpa", "2 PTR h.example.", "it has 3 of the 4 numbers"],
    [IP4, "25.3 PTR h.example.", "it has 5 numbers, and an address has 4"],
    [IP6, `${zeros(23)} PTR h.example.`, "it has 31 of the 32 hexadecimal digits"],
    [IP6, `${zeros(25)} PTR h.example.`, "it has 33 numbers, and an address has 32"],
    [IP6, `25.${zeros(22)} PTR h.example.`, 'each label is one hexadecimal digit, and "25" has 2'],
  ])("fires in %s on %s", (zone, line, message) => {
    expect(found(zone, line)).toEqual([`"${line.split(" ")[0]}" ${message}`]);
  });

  it.each([
    [IP4, "25 PTR h.example."],
    [IP4, "@ PTR h.example."],
    [IP4, "* PTR h.example."],
    [IP4, "0 PTR net.example."],
    // RFC 2317, with slashes, hyphens or names, delegated or in the same zone.
    [IP4, "0/25 NS ns1.example."],
    [IP4, "0-127 NS ns1.example."],
    [IP4, "customer NS ns1.example."],
    [IP4, "25 CNAME 25.0/25"],
    [IP4, "25.0/25 PTR h.example."],
    [IP4, "25.0-127 PTR h.example."],
    [IP4, "25 CNAME mail\nmail PTR h.example."],
    [IP4, "65 CNAME 65.64\n65.64 PTR h.example."],
    ["0/25.2.0.192.in-addr.arpa", "25 PTR h.example."],
    ["0/25.2.0.192.in-addr.arpa", "mail PTR h.example."],
    ["64.2.0.192.in-addr.arpa", "@ PTR h.example."],
    // What else is found in reverse zones.
    [IP4, "_dmarc TXT x"],
    [IP4, "ns1 A 192.0.2.53"],
    [IP4, "b._dns-sd._udp PTR example."],
    [IP4, "www CNAME www.example."],
    [IP4, "25.2.0.192.in-addr.arpa PTR h.example."],
    ["in-addr.arpa", "192 NS ns1.example."],
    ["0.192.in-addr.arpa", "2 NS ns1.example."],
    ["example", "300 PTR h.example."],
    [IP6, `${zeros(24)} PTR h.example.`],
    [IP6, "a NS ns1.example."],
    [IP6, "* PTR h.example."],
    [IP6, "ns1 A 192.0.2.53"],
  ])("does not in %s on %s", (zone, line) => {
    expect(found(zone, line)).toEqual([]);
  });

  it("says one thing of a $GENERATE", () => {
    expect(found(IP4, "$GENERATE 250-300 $ PTR h$.example.")).toHaveLength(1);
  });
});
