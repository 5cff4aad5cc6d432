import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/mx-host-without-ptr.js";
import { findingsOf } from "../rule-tester.js";

const SOA = "@ SOA ns1.example.net. host 1 4h 1h 2w 15m\n";

function found(records: string, reverse: string): string[] {
  const text = `$TTL 1h\n${records}\n; file 2.0.192.in-addr.arpa.zone\n$TTL 1h\n${reverse}\n`;
  return findingsOf(rule, text).map((line) => line.replace(/^.*? mx-host-without-ptr: /, ""));
}

const MAIL = "@ MX 10 mail\nmail A 192.0.2.25\n AAAA 2001:db8::25";
const MISSING = '192.0.2.25 of the mail exchange "mail.example.org" has no PTR record at "25.2.0.192.in-addr.arpa"';

describe("mx-host-without-ptr", () => {
  it.each([
    ["", [MISSING]],
    ["25 TXT x", [MISSING]],
    ["5.25 TXT x", [MISSING]],
    ["25 PTR mail.example.org.", []],
    // Whether another name is right is said of the PTR record (ptr-not-confirmed).
    ["25 PTR mx.example.net.", []],
    ["25 CNAME 25.0/27", []],
    ["* PTR mail.example.org.", []],
    ["25 NS ns1.example.net.", []],
  ])("with %j in the reverse zone", (reverse, messages) => {
    expect(found(MAIL, SOA + reverse)).toEqual(messages);
  });

  it("says nothing where the reverse zone is a fragment, or the host is elsewhere", () => {
    expect(found(MAIL, "")).toEqual([]);
    expect(found("@ MX 10 mx.example.net.", SOA)).toEqual([]);
    expect(found("@ MX 0 .", SOA)).toEqual([]);
    expect(found("www A 192.0.2.80", SOA)).toEqual([]);
  });

  it("says it once of a host with many domains", () => {
    expect(found(`${MAIL}\na MX 10 mail\nb MX 20 mail`, SOA)).toEqual([MISSING]);
  });
});
