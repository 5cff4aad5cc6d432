import { describe, expect, it } from "vitest";
import { compareSpf } from "../../src/cli/output/spf-difference.js";
import type { ZoneRecord } from "../../src/zone/index.js";
import { zoneOf } from "../zone/support.js";

function records(texts: readonly string[]): readonly ZoneRecord[] {
  return zoneOf(texts.map((text) => `@ 60 TXT ${text.startsWith('"') ? text : `"${text}"`}\n`).join("")).records;
}

function explain(before: string[], after: string[]): string[] | undefined {
  const difference = compareSpf(records(before), records(after));
  return difference && [...difference.notes, ...difference.terms.map((term) => term.message)];
}

describe("compareSpf", () => {
  it("says nothing where nothing differs, or nothing is SPF", () => {
    expect(explain(["v=spf1 -all", "x"], ["y", "v=spf1 -all"])).toBeUndefined();
    expect(explain(["v=spf10 -all"], ["v=spf1all"])).toBeUndefined();
    expect(explain([], [])).toBeUndefined();
  });

  it("counts the addresses of networks", () => {
    expect(explain(["v=spf1 -all"], ["v=spf1 ip4:192.0.2.0/24 -all"])).toEqual([
      "ip4:192.0.2.0/24 is new: 256 more addresses may send",
    ]);
    expect(explain(["v=spf1 ip4:192.0.2.1 ip6:2001:db8::/64 ip4:10.0.0.0/8 -all"], ["v=spf1 -all"])).toEqual([
      "ip4:192.0.2.1 is gone: 1 fewer address may send",
      "ip6:2001:db8::/64 is gone: 2^64 fewer addresses may send",
      "ip4:10.0.0.0/8 is gone: 16,777,216 fewer addresses may send",
    ]);
    expect(explain(["v=spf1 -all"], ["v=spf1 -ip4:192.0.2.1 ?ip4:192.0.2.2 ~ip4:192.0.2.3 -all"])).toEqual([
      "-ip4:192.0.2.1 is new: 1 address may not send (fail)",
      "?ip4:192.0.2.2 is new: 1 address neither may nor may not send (neutral)",
      "~ip4:192.0.2.3 is new: 1 address probably may not send (softfail)",
    ]);
  });

  it("knows networks within networks, and the same network in another spelling", () => {
    expect(explain(["v=spf1 ip4:192.0.2.0/24 -all"], ["v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.64/26 -all"])).toEqual([
      "ip4:192.0.2.64/26 is new: its addresses were covered by ip4:192.0.2.0/24 already",
    ]);
    expect(explain(["v=spf1 ip4:192.0.2.7 -all"], ["v=spf1 ip4:192.0.2.0/24 -all"])).toEqual([
      "ip4:192.0.2.7 is gone: its addresses are still covered by ip4:192.0.2.0/24",
      "ip4:192.0.2.0/24 is new: 256 more addresses may send",
    ]);
    expect(explain(["v=spf1 ip4:192.0.2.7/24 MX:a.Example -all"], ["v=spf1 +ip4:192.0.2.0/24 mx:A.example -all"])).toEqual([
      "the terms are the same in another spelling",
    ]);
  });

  it("tells qualifiers, moves and what is behind all", () => {
    expect(explain(["v=spf1 mx -all"], ["v=spf1 mx ~all"])).toEqual([
      "-all became ~all: all other hosts got fail, now softfail",
    ]);
    expect(explain(["v=spf1 a mx exists:%{i}.x.example -all"], ["v=spf1 exists:%{i}.x.example a mx -all"])).toEqual([
      "exists:%{i}.x.example moved from place 3 to 1",
    ]);
    expect(explain(["v=spf1 a mx ptr -all"], ["v=spf1 mx ptr -all a"])).toEqual([
      "DNS lookups of its own: 2, before 3 (10 at most, with those of includes)",
      "a moved from place 1 to 4; behind all it is never looked at",
    ]);
    expect(explain(["v=spf1 a -all"], ["v=spf1 -all a mx"])).toEqual([
      "DNS lookups of its own: 0, before 1 (10 at most, with those of includes)",
      "-all moved from place 2 to 1; what is behind it is never looked at",
      "mx is new: behind all it is never looked at",
    ]);
  });

  it("speaks of every kind of term", () => {
    const terms =
      "include:_spf.example a:h.example/28 mx ptr:p.example exists:%{i}.e.example redirect=r.example exp=x.example u=1";
    expect(explain(["v=spf1 ?all"], [`v=spf1 ${terms}`])).toEqual([
      "DNS lookups of its own: 6, before 0 (10 at most, with those of includes)",
      "?all is gone: it gave every other host neutral",
      "include:_spf.example is new: hosts that pass the record of _spf.example may send",
      "a:h.example/28 is new: the addresses of h.example and the networks around them may send",
      "mx is new: the mail exchanges of the domain may send",
      "ptr:p.example is new: hosts whose own name is in p.example may send",
      "exists:%{i}.e.example is new: hosts for which %{i}.e.example has an address may send",
      "redirect=r.example is new: record of r.example that decides where no term matches",
      "exp=x.example is new: explanation of a fail at x.example",
      "u=1 is new: modifier that SPF does not know and ignores",
    ]);
    expect(explain(["v=spf1 mx -all"], ["v=spf1 mx"])).toEqual(["-all is gone: every other host got fail, now neutral"]);
  });

  it("speaks of records that come, go, are too many or have errors", () => {
    expect(explain([], ["v=spf1 -all"])).toEqual([
      "there was no SPF record, so SPF said nothing of any host (none)",
      "-all is new: all other hosts may not send (fail)",
    ]);
    expect(explain(["v=spf1 -all"], ["other"])).toEqual([
      "no SPF record is left: SPF says nothing of any host any more (none)",
    ]);
    expect(explain(["v=spf1 -all"], ["v=spf1 -all", "v=spf1 mx -all"])).toEqual([
      "there are 2 SPF records now: every check is a permerror (RFC 7208 4.5)",
    ]);
    const [first, second] = explain(["v=spf1 mx -all"], ["v=spf1 mx ip4:192.0.2.0/33 -all"]) ?? [];
    expect(first).toBe("the new record has a syntax error, so every check is a permerror");
    expect(second).toMatch(/^in the new record, .*33: /);
    expect(explain(["v=spf1 foo -all"], ["v=spf1 -all"])?.[0]).toBe(
      "the old record has a syntax error, so every check was a permerror",
    );
  });

  it("tells a cut at another place", () => {
    expect(explain(['"v=spf1 mx" " -all"'], ["v=spf1 mx -all"])).toEqual([
      "the text is the same, cut into strings at other places",
    ]);
  });
});
