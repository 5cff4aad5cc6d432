import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/mx-target-address-literal.js";
import { findingsOf } from "../rule-tester.js";

describe("mx-target-address-literal", () => {
  it.each([
    ["@ MX 10 192.0.2.25", "192.0.2.25", 9],
    ["@ MX 10 192.0.2.25.", "192.0.2.25.", 9],
    ["@ MX 10 999.0.2.25", "999.0.2.25", 9],
    ["@ MX 10 2001:db8::25", "2001:db8::25", 9],
    ["@ MX 10 2001:db8::25.", "2001:db8::25.", 9],
    ["@ MX 10 ::1", "::1", 9],
  ])("fires on %s", (line, marked, column) => {
    const address = marked.replace(/\.$/, "");
    expect(findingsOf(rule, `${line}\n`)).toEqual([
      `example.org.zone:1:${column} ${JSON.stringify(marked)} mx-target-address-literal: an MX record holds the name of a host, and ${address} is an address: give the host a name`,
    ]);
  });

  it.each([
    "@ MX 10 mail",
    "@ MX 0 .",
    "@ MX 10 a:b",
    "@ MX 10 192.0.2",
    "@ MX 10 25.2.0.192.in-addr.arpa.",
    "@ MX 10 1.2.3.x",
    "@ A 192.0.2.25",
  ])("does not on %s", (line) => {
    expect(findingsOf(rule, `${line}\n`)).toEqual([]);
  });
});
