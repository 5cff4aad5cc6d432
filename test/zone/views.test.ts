import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { createZoneViews } from "../../src/zone/index.js";
import { zoneOf } from "./support.js";

const SOA = "@ 60 IN SOA ns1 hostmaster 1 2 3 4 300\n";

describe("zone views", () => {
  it("are one for each apex, files with the same apex merged", () => {
    const views = createZoneViews([
      zoneOf(`${SOA}a A 192.0.2.1\n`, "example.org", "one"),
      zoneOf("a A 192.0.2.1\nb A 192.0.2.2\n", "example.org", "two"),
      zoneOf("a A 192.0.2.1\n$X\n", "example.net", "three"),
    ]);
    expect(views.map(({ apex, files, isComplete, hasUnreadLines }) => [apex.text, files, isComplete, hasUnreadLines])).toEqual([
      ["example.org", ["one", "two"], true, false],
      ["example.net", ["three"], false, true],
    ]);
    expect([...(views[0]?.nodes() ?? [])].map(({ owner }) => owner.text)).toEqual([
      "example.org",
      "a.example.org",
      "b.example.org",
    ]);
    expect(views[0]?.soa?.type).toBe("SOA");
    expect(views[1]?.soa).toBeUndefined();
  });

  it("have the names with records in order of their first record", () => {
    const [view] = createZoneViews([zoneOf(`${SOA}c.d A 192.0.2.1\nb A 192.0.2.1\nC.D TXT x\n@ NS b\nc.d TXT y\n`)]);
    const nodes = [...(view?.nodes() ?? [])];
    expect(nodes.map(({ owner, types }) => [owner.text, types])).toEqual([
      ["example.org", ["SOA", "NS"]],
      ["c.d.example.org", ["A", "TXT"]],
      ["b.example.org", ["A"]],
    ]);
    expect(nodes[1]?.rrset("TXT").map(({ data }) => data.type === "TXT" && data.strings[0])).toEqual(["x", "y"]);
    expect(nodes[1]?.rrset("MX")).toEqual([]);
  });

  it("know empty non-terminals and names that do not exist", () => {
    const [view] = createZoneViews([zoneOf(`${SOA}a.b.c A 192.0.2.1\n`)]);
    expect(view?.node(domainName("C.example.org"))).toMatchObject({ types: [], cut: undefined });
    expect(view?.node(domainName("c.example.org"))?.owner.text).toBe("c.example.org");
    expect(view?.node(domainName("A.b.c.example.org"))?.owner.text).toBe("a.b.c.example.org");
    expect(view?.node(domainName("b.example.org"))).toBeUndefined();
    expect(view?.node(domainName("org"))).toBeUndefined();
  });

  it("know the highest delegation", () => {
    const [view] = createZoneViews([
      zoneOf(
        `${SOA}@ NS ns1\nsub NS ns.sub\nns.sub A 192.0.2.1\ndeep.sub NS ns.sub\nx.deep.sub A 192.0.2.1\nns1 A 192.0.2.1\n`,
      ),
    ]);
    const cuts = [...(view?.nodes() ?? [])].map(({ owner, cut }) => `${owner.text} ${cut?.text}`);
    expect(cuts).toEqual([
      "example.org undefined",
      "sub.example.org sub.example.org",
      "ns.sub.example.org sub.example.org",
      "deep.sub.example.org sub.example.org",
      "x.deep.sub.example.org sub.example.org",
      "ns1.example.org undefined",
    ]);
  });
});
