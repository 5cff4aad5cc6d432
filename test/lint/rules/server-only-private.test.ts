import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/server-only-private.js";
import { findingsOf } from "../rule-tester.js";

const HEAD = "$TTL 1h\n@ SOA ns.example.net. host 1 4h 1h 2w 15m\n";

function found(records: string): string[] {
  return findingsOf(rule, `${HEAD}${records}\n`).map((line) => line.replace(/^.*? server-only-private: /, ""));
}

describe("server-only-private", () => {
  it("says it of the only one, and where there are several, of all", () => {
    const rest = "has a private address, 10.0.0.25: nobody outside your network reaches it";
    expect(found("www A 45.0.2.80\n@ MX 10 a\na A 10.0.0.25")).toEqual([`the only mail exchange of "example.org" ${rest}`]);
    expect(found("www A 45.0.2.80\n@ MX 10 a\n@ MX 20 nope\na A 10.0.0.25")).toEqual([
      `the only mail exchange of "example.org" ${rest}`,
    ]);
    expect(found("www A 45.0.2.80\n@ NS a\na A 10.0.0.25")).toEqual([`the only name server of "example.org" ${rest}`]);
    expect(found("www A 45.0.2.80\n@ MX 10 a\n@ MX 20 b\na A 10.0.0.25\nb AAAA fd00::25")).toEqual([
      `each mail exchange of "example.org" ${rest}`,
    ]);
  });

  it.each([
    "www A 10.0.0.80\n@ MX 10 a\na A 10.0.0.25",
    "www A 45.0.2.80\n@ MX 10 a\na A 10.0.0.25\na A 45.0.2.25",
    "www A 45.0.2.80\n@ MX 10 a\n@ MX 20 mx.example.net.\na A 10.0.0.25",
    "www A 45.0.2.80\n@ MX 10 a\na CNAME b\nb A 10.0.0.25",
    "www A 45.0.2.80\n@ MX 0 .",
    "www A 45.0.2.80\na A 10.0.0.25",
  ])("says nothing of %j", (records) => {
    expect(found(records)).toEqual([]);
  });
});
