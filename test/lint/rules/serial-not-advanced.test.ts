import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/serial-not-advanced.js";
import { type LintResult, runRules } from "../../../src/lint/run.js";
import { shown } from "../rule-tester.js";
import { zonesOf } from "../support.js";

const zone = (serial: number, rest: string): Record<string, string> => ({
  "example.org.zone": `$TTL 60\n@ SOA ns1 h ${serial} 1h 1h 1w 300\n${rest}`,
});

function since(before: Record<string, string>, now: Record<string, string>): string[] {
  const result: LintResult = runRules({ zones: zonesOf(now), before: zonesOf(before), rules: [rule], now: 0 });
  return result.findings.filter((finding) => finding.rule === rule.id).map((finding) => shown(finding).replace(/^.*?: /, ""));
}

const changed = (serial: number, what: string): string =>
  `the serial is still ${serial}, but ${what} changed: secondary servers will not fetch the zone`;

describe("serial-not-advanced", () => {
  it("fires where a record set changed, came or went, or another TTL", () => {
    expect(since(zone(1, "a A 192.0.2.1\n"), zone(1, "a A 192.0.2.2\n"))).toEqual([changed(1, "a.example.org A")]);
    expect(since(zone(1, ""), zone(1, "b TXT x\n"))).toEqual([changed(1, "b.example.org TXT")]);
    expect(since(zone(1, "b TXT x\n"), zone(1, ""))).toEqual([changed(1, "b.example.org TXT")]);
    expect(since(zone(1, "b 60 TXT x\n"), zone(1, "b 61 TXT x\n"))).toEqual([changed(1, "b.example.org TXT")]);
  });

  it("does not where order, spelling and comments changed", () => {
    expect(
      since(zone(1, "a A 192.0.2.1\na A 192.0.2.2\nb CNAME a\n"), zone(1, "B 1m CNAME A ; c\na A 192.0.2.2\n  A 192.0.2.1\n")),
    ).toEqual([]);
  });

  it("knows the arithmetic of serials", () => {
    expect(since(zone(1, ""), zone(2, "a A 192.0.2.1\n"))).toEqual([]);
    expect(since(zone(4294967295, ""), zone(3, "a A 192.0.2.1\n"))).toEqual([]);
    expect(since(zone(5, ""), zone(4, ""))).toEqual([
      "the serial goes back from 5 to 4: secondary servers take it for an older zone",
    ]);
    expect(since(zone(0, ""), zone(2147483648, "x A 192.0.2.1\n"))).toHaveLength(1);
    expect(since(zone(0, ""), zone(2147483647, "x A 192.0.2.1\n"))).toEqual([]);
  });

  it("concludes nothing from lines that could not be read", () => {
    expect(since(zone(1, "a A 192.0.2.1\n$INCLUDE x\n"), zone(1, "a A 192.0.2.1\nb A 192.0.2.1\n"))).toEqual([]);
    expect(since(zone(1, "a A 192.0.2.1\n"), zone(1, "$INCLUDE x\n"))).toEqual([]);
    expect(since(zone(1, "a A 192.0.2.1\n$INCLUDE x\n"), zone(1, "a A 192.0.2.9\n"))).toEqual([changed(1, "a.example.org A")]);
  });

  it("says nothing of zones that were not there, or have no serial", () => {
    expect(since({}, zone(1, ""))).toEqual([]);
    expect(since({ "example.net.zone": "a A 192.0.2.1\n" }, zone(1, ""))).toEqual([]);
    expect(since({ "example.org.zone": "a A 192.0.2.1\n" }, zone(1, ""))).toEqual([]);
  });
});
