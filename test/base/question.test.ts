import { describe, expect, it } from "vitest";
import { parseIp4, parseIp6 } from "../../src/base/ip.js";
import { domainName } from "../../src/base/name.js";
import { type KnownType, type QueryType, TYPE_CODES, answer, typeCode, typeName } from "../../src/base/question.js";

describe("answer", () => {
  it("builds records from texts", () => {
    expect(answer("A", ["192.0.2.1"])).toEqual({ status: "noerror", records: [{ type: "A", address: parseIp4("192.0.2.1") }] });
    expect(answer("AAAA", ["2001:db8::1"])).toEqual({
      status: "noerror",
      records: [{ type: "AAAA", address: parseIp6("2001:db8::1") }],
    });
    expect(answer("MX", ["10 mail.example.org"])).toMatchObject({
      records: [{ type: "MX", preference: 10, exchange: { labels: ["mail", "example", "org"] } }],
    });
    expect(answer("MX", ["0 ."])).toMatchObject({ records: [{ preference: 0, exchange: { labels: [] } }] });
    expect(answer("TXT", ['a "b" \\', ""])).toEqual({
      status: "noerror",
      records: [
        { type: "TXT", strings: ['a "b" \\'] },
        { type: "TXT", strings: [""] },
      ],
    });
    for (const type of ["PTR", "CNAME", "NS"] as const) {
      const made = answer(type, ["a\\.b.example"]);
      expect(made).toMatchObject({ status: "noerror", records: [{ type, target: { labels: ["a.b", "example"] } }] });
    }
  });

  it("keeps a mapped address what it is", () => {
    expect(answer("AAAA", ["::ffff:192.0.2.1"])).toMatchObject({ records: [{ address: { family: 6 } }] });
  });

  it("of no texts is nodata, with its details", () => {
    expect(answer("A", [], { ttl: 60 })).toEqual({ status: "nodata", ttl: 60 });
    expect(answer("A", ["192.0.2.1"], { ttl: 60, aliases: [domainName("b.example")] })).toMatchObject({
      status: "noerror",
      ttl: 60,
    });
  });

  it.each<[QueryType, string]>([
    ["A", "2001:db8::1"],
    ["A", "192.0.2.01"],
    ["AAAA", "192.0.2.1"],
    ["AAAA", "fe80::1%eth0"],
    ["MX", "mail.example.org"],
    ["MX", "10"],
    ["MX", "-1 mail.example.org"],
    ["MX", "10 a..b"],
    ["PTR", ""],
    ["CNAME", "a..b"],
    ["SOA", "ns.example. root.example. 1 2 3 4 5"],
    ["TYPE65280", "00"],
  ])("refuses %s %j with a TypeError", (type, text) => {
    expect(() => answer(type, [text])).toThrow(TypeError);
  });
});

describe("types", () => {
  it("have codes and names both ways", () => {
    for (const [name, code] of Object.entries(TYPE_CODES)) {
      expect(typeCode(name as KnownType)).toBe(code);
      expect(typeName(code)).toBe(name);
    }
    expect(TYPE_CODES.TXT).toBe(16);
    expect(typeName(65_280)).toBe("TYPE65280");
    expect(typeCode("TYPE65280")).toBe(65_280);
  });
});
