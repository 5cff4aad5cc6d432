import { describe, expect, it } from "vitest";
import { type ZoneDiff, diffZones, shownData } from "../../src/zone/diff.js";
import { zoneOf } from "./support.js";

const HEAD = "$TTL 1h\n@ SOA ns1 root 1 2 3 4 5\n@ NS ns1\n";

function diff(before: string, after: string): ZoneDiff {
  return diffZones(zoneOf(HEAD + before), zoneOf(HEAD + after));
}

function shown({ sets, soa }: ZoneDiff): string[] {
  const lines = sets.map((set) => {
    const data = [
      ...set.removed.map((record) => `-${shownData(record)}`),
      ...set.added.map((record) => `+${shownData(record)}`),
    ];
    const ttl = String(set.ttlBefore) === String(set.ttlAfter) ? [] : [`TTL ${set.ttlBefore.join()}>${set.ttlAfter.join()}`];
    return [set.kind, set.owner.text, set.type, ...data, ...ttl].join(" ");
  });
  if (soa !== undefined)
    lines.unshift(`SOA ${soa.fields.map((field) => `${field.field} ${field.before}>${field.after}`).join()}`);
  return lines;
}

describe("diffZones", () => {
  it("takes no notice of order, case of names, spelling, comments and repetitions", () => {
    const before = 'www A 192.0.2.1\nwww A 192.0.2.2\nm MX 10 mail\nt TXT "a b" c\n';
    const after =
      '; comment\nT.example.org. 60m IN TXT "a\\032b" "c"\nWWW 3600 A 192.0.2.2\n\tA 192.0.2.1\n\tA 192.0.2.1\nm MX 10 MAIL.example.ORG.\n';
    expect(diff(before, after)).toEqual({ sets: [], soa: undefined });
  });

  it("tells sets that are new, gone and changed, in canonical order", () => {
    const before = "www A 192.0.2.1\nwww A 192.0.2.2\nold A 192.0.2.3\n";
    const after = "www A 192.0.2.1\nwww A 192.0.2.4\nnew AAAA 2001:db8::1\na.b A 192.0.2.5\n*.b A 192.0.2.5\n";
    expect(shown(diff(before, after))).toEqual([
      "added *.b.example.org A +192.0.2.5 TTL >3600",
      "added a.b.example.org A +192.0.2.5 TTL >3600",
      "added new.example.org AAAA +2001:db8::1 TTL >3600",
      "removed old.example.org A -192.0.2.3 TTL 3600>",
      "changed www.example.org A -192.0.2.2 +192.0.2.4",
    ]);
  });

  it("tells a change of the TTL alone apart from one of the data", () => {
    expect(shown(diff("a A 192.0.2.1\nb A 192.0.2.1\n", "a 60 A 192.0.2.1\nb 60 A 192.0.2.2\n"))).toEqual([
      "ttl a.example.org A TTL 3600>60",
      "changed b.example.org A -192.0.2.1 +192.0.2.2 TTL 3600>60",
    ]);
  });

  it("tells the case of text and the borders of strings", () => {
    expect(shown(diff('a TXT "x y"\n', 'a TXT "X y"\n'))).toEqual(['changed a.example.org TXT -"x y" +"X y"']);
    expect(shown(diff('a TXT "x" "y"\n', 'a TXT "xy"\n'))).toEqual(['changed a.example.org TXT -"x" "y" +"xy"']);
  });

  it("shows the SOA record apart, field by field", () => {
    const zone = (soa: string): ReturnType<typeof zoneOf> => zoneOf(`$TTL 1h\n@ ${soa}\n@ NS ns1\n`);
    const { soa, sets } = diffZones(zone("SOA ns1 root 1 2 3 4 5"), zone("60 SOA NS1 admin 2 2 3 4 6"));
    expect(sets).toEqual([]);
    expect(soa).toMatchObject({
      fields: [
        { field: "rname", before: "root.example.org", after: "admin.example.org" },
        { field: "serial", before: "1", after: "2" },
        { field: "minimum", before: "5", after: "6" },
      ],
      ttlBefore: 3600,
      ttlAfter: 60,
    });
    expect(shown(diffZones(zone("SOA ns1 root 1 2 3 4 5"), zoneOf("@ 1h NS ns1\n")))).toEqual([
      "removed example.org SOA -ns1.example.org. root.example.org. 1 2 3 4 5 TTL 3600>",
    ]);
  });

  it("knows names such as __proto__", () => {
    expect(shown(diff("__proto__ A 192.0.2.1\n", "constructor A 192.0.2.1\n"))).toEqual([
      "removed __proto__.example.org A -192.0.2.1 TTL 3600>",
      "added constructor.example.org A +192.0.2.1 TTL >3600",
    ]);
  });
});
