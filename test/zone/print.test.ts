import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ip4, ip6 } from "../../src/base/ip.js";
import { DomainName, isName } from "../../src/base/name.js";
import type { RecordData } from "../../src/base/question.js";
import { SourceText } from "../../src/base/source.js";
import { formatRecordData, formatZoneRecord as formatRecord, originFromFileName } from "../../src/zone/index.js";
import { decodeRecordData } from "../../src/zone/generic.js";
import { zoneOf } from "./support.js";

const octetString = (maxLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength }).map((octets) => String.fromCharCode(...octets));

const name: fc.Arbitrary<DomainName> = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-z0-9-]{1,12}$/),
      fc.uint8Array({ minLength: 1, maxLength: 20 }).map((octets) => String.fromCharCode(...octets)),
    ),
    { maxLength: 5 },
  )
  .map((labels) => DomainName.fromLabels(labels))
  .filter(isName);

const uint16 = fc.nat(0xffff);
const uint32 = fc.nat(0xffff_ffff);
const word = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });

const data: fc.Arbitrary<RecordData> = fc.oneof(
  word.map((bits): RecordData => ({ type: "A", address: ip4(bits) })),
  fc.tuple(word, word, word, word).map((words): RecordData => ({ type: "AAAA", address: ip6(...words) })),
  fc.record({ type: fc.constant("MX" as const), preference: uint16, exchange: name }),
  fc.record({
    type: fc.constantFrom("TXT" as const, "SPF" as const),
    strings: fc.array(octetString(255), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ type: fc.constantFrom("NS" as const, "CNAME" as const, "PTR" as const), target: name }),
  fc.record({
    type: fc.constant("SOA" as const),
    mname: name,
    rname: name,
    serial: uint32,
    refresh: uint32,
    retry: uint32,
    expire: uint32,
    minimum: fc.nat(0x7fff_ffff),
  }),
  fc.record({ type: fc.constant("SRV" as const), priority: uint16, weight: uint16, port: uint16, target: name }),
  fc.record({
    type: fc.constant("CAA" as const),
    flags: fc.nat(255),
    tag: fc.stringMatching(/^[A-Za-z0-9]{1,15}$/),
    value: octetString(300),
  }),
  fc.record({
    type: fc.constant("UNKNOWN" as const),
    code: fc.constantFrom(10, 100, 731, 65_280, 65_535),
    octets: fc.uint8Array({ maxLength: 40 }),
  }),
);

/** Names as labels and octets as numbers, so that values compare by content. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? [...part] : part)));
}

describe("formatRecord", () => {
  it("reads back equal", () => {
    fc.assert(
      fc.property(name, data, fc.option(fc.nat(0x7fff_ffff), { nil: undefined }), (owner, recordData, ttl) => {
        const type = recordData.type === "UNKNOWN" ? (`TYPE${recordData.code}` as const) : recordData.type;
        const span = { start: 0, end: 0 };
        const text = formatRecord({
          owner,
          ttl,
          type,
          data: recordData,
          isRead: true,
          source: new SourceText("test", ""),
          span,
          ownerSpan: span,
          typeSpan: span,
          dataSpans: [],
        });
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        const zone = zoneOf(text, ".");
        expect(zone.problems).toEqual([]);
        expect(zone.records).toHaveLength(1);
        const [record] = zone.records;
        expect(record?.owner.labels).toEqual(owner.labels);
        expect(plain(record?.data)).toEqual(plain(recordData));
        expect(record?.type).toBe(type);
        if (ttl !== undefined) expect(record?.ttl).toBe(ttl);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps a text with quotes, line ends and semicolons one string", () => {
    const text = formatRecordData({ type: "TXT", strings: ['a"b\\c;d\r\ne\u0000\u00ff'] });
    expect(text).toBe(String.raw`"a\"b\\c;d\013\010e\000\255"`);
  });

  it("keeps a name that starts with # from being a comment", () => {
    const [record] = zoneOf("\\#a A 192.0.2.1").records;
    expect(record && formatRecord(record)).toBe("\\#a.example.org. IN A 192.0.2.1");
  });
});

describe("decodeRecordData", () => {
  it("never throws, whatever the octets are", () => {
    const code = fc.constantFrom(1, 2, 5, 6, 12, 15, 16, 28, 33, 99, 257, 731);
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 60 }), (type, octets) => {
        const decoded = decodeRecordData(type, octets);
        if (decoded !== undefined && decoded.type !== "UNKNOWN") expect(formatRecordData(decoded)).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });
});

describe("originFromFileName", () => {
  it.each<[string, string | undefined]>([
    ["ntecs.de.zone", "ntecs.de"],
    ["db.ntecs.de", "ntecs.de"],
    ["ntecs.de.db", "ntecs.de"],
    ["ntecs.de.txt", "ntecs.de"],
    ["ntecs.de.hosts", "ntecs.de"],
    ["named.ntecs.de", "ntecs.de"],
    ["pri.ntecs.de", "ntecs.de"],
    ["ntecs.de", "ntecs.de"],
    ["zones/fragments/ntecs.de.zone", "ntecs.de"],
    ["C:\\zones\\ntecs.de.zone", "ntecs.de"],
    ["a/b\\ntecs.de", "ntecs.de"],
    ["db.ntecs.de.zone.signed", "ntecs.de"],
    ["2.0.192.in-addr.arpa.zone", "2.0.192.in-addr.arpa"],
    ["NTECS.DE.ZONE", "NTECS.DE"],
    ["db.192.0.2", undefined],
    ["zone", undefined],
    ["example.zone", undefined],
    ["named.conf", undefined],
    ["db.root", undefined],
    [".zone", undefined],
    ["a..b.zone", undefined],
    ["my zone.de.txt", undefined],
    ["-", undefined],
    ["", undefined],
    ["zones/", undefined],
    [`${"a".repeat(64)}.de.zone`, undefined],
  ])("%s is %s", (file, expected) => {
    expect(originFromFileName(file)?.text).toBe(expected);
  });
});
