import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordData } from "../../src/base/question.js";
import { encodeRecordData, formatRecordData, rdataFields, recordDataKey, targetNames } from "../../src/zone/index.js";
import { decodeRecordData } from "../../src/zone/generic.js";
import { INVALID, VALID, dataOf, fromHex, printed, takeData, toHex, wireOf } from "./rdata-support.js";

describe("round trips", () => {
  const mutation = fc.record({
    at: fc.nat(400),
    remove: fc.nat(3),
    insert: fc.uint8Array({ maxLength: 3 }),
  });

  it("write every octets that are data of a type so that they read back equal", () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.constantFrom(...VALID), fc.array(mutation, { maxLength: 3 }), ({ hex, code }, mutations) => {
        const octets = [...fromHex(hex)];
        for (const { at, remove, insert } of mutations) octets.splice(at % (octets.length + 1), remove, ...insert);
        const data = decodeRecordData(code, Uint8Array.from(octets));
        if (data === undefined) return;
        valid++;
        expect([...encodeRecordData(data)]).toEqual(octets);
        const text = printed(data);
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        expect(wireOf(text)).toBe(toHex(Uint8Array.from(octets)));
        expect(recordDataKey(dataOf(text))).toBe(recordDataKey(data));
      }),
      { numRuns: 20_000 },
    );
    expect(valid).toBeGreaterThan(2000);
  });

  it("write octets of no type and of the wrong type as they are", () => {
    for (const code of [43, 64, 731, 65_280]) {
      expect(formatRecordData({ type: "UNKNOWN", code, octets: fromHex("0102") })).toBe("\\# 2 0102");
    }
  });

  it("never throw, whatever octets a type is given", () => {
    const code = fc.constantFrom(...new Set(VALID.map((record) => record.code)));
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 80 }), (type, octets) => {
        const data: RecordData = { type: "UNKNOWN", code: type, octets };
        formatRecordData(data);
        recordDataKey(data);
        targetNames(data);
        rdataFields(data);
        decodeRecordData(type, octets);
      }),
      { numRuns: 20_000 },
    );
  });

  it("never throw, whatever becomes of a text", () => {
    const texts = [...VALID.map(({ text }) => text), ...INVALID.map(([text]) => text)];
    const edit = fc.record({
      at: fc.nat(300),
      remove: fc.nat(8),
      insert: fc.constantFrom(
        ...'0 1 f - . , = : / ! " \\ + # ( ) ; é'.split(" "),
        " ",
        "",
        "65536",
        "\\000",
        "\\#",
        "AAAA",
        "key1=",
        ".",
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        let changed = text.includes(" ") ? text : `${text} `;
        const start = changed.indexOf(" ") + 1;
        for (const { at, remove, insert } of edits) {
          const place = Math.min(start + at, changed.length);
          changed = changed.slice(0, place) + insert + changed.slice(place + remove);
        }
        const { data, problems } = takeData(Buffer.from(changed, "utf8").toString("latin1"));
        // An open quote or an unmatched parenthesis is reported where the file is read.
        if (data === undefined) expect(problems.length > 0 || /["()]/.test(changed)).toBe(true);
        else expect(wireOf(printed(data))).toBe(toHex(encodeRecordData(data)));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("data of a hundred thousand words takes linear time", () => {
  const N = 100_000;
  it.each<[string, string]>([
    ["types", `NSEC a. ${"A MX ".repeat(N)}`],
    ["unknown types", `NSEC a. ${"Q ".repeat(N)}`],
    ["numbered types", `NSEC a. ${Array.from({ length: N }, (_, at) => `TYPE${at}`).join(" ")}`],
    ["hex", `DS 1 8 2 ${"ab ".repeat(N)}`],
    ["half octets", `DS 1 8 2 ${"a ".repeat(N)}`],
    ["base64", `DNSKEY 256 3 8 ${"AQID ".repeat(N)}`],
    ["padding", `DNSKEY 256 3 8 ${"=".repeat(N * 4)}`],
    ["names", `HIP 2 20 AQID ${"a ".repeat(N)}`],
    ["ports", `WKS 192.0.2.1 6 ${"25 ".repeat(N)}`],
    ["prefixes", `APL ${"1:192.0.2.0/24 ".repeat(N)}`],
    ["strings", `NINFO ${'"" '.repeat(N)}`],
    ["parameters", `SVCB 1 . ${Array.from({ length: N }, (_, at) => `key${at}`).join(" ")}`],
    ["parameters that are one", `SVCB 1 . ${"port=1 ".repeat(N)}`],
    ["equals signs", `SVCB 1 . ${"=".repeat(N * 4)}`],
    ["keys", `SVCB 1 . mandatory=${Array.from({ length: N }, (_, at) => `key${at + 9}`).join(",")}`],
    ["commas", `SVCB 1 . alpn=${",".repeat(N * 4)}`],
    ["backslashes", `SVCB 1 . alpn="${"\\\\".repeat(N * 2)}"`],
    ["addresses", `SVCB 1 . ipv4hint=${"192.0.2.1,".repeat(N)}`],
    ["braces", `SVCB 1 . dohpath=/${"{dns,".repeat(N)}`],
    ["dots", `NSAP 0x${"47.".repeat(N)}`],
    ["digits", `ATMA +${"1".repeat(N * 4)}`],
    ["colons", `EUI64 ${"00-".repeat(N)}`],
    ["a long salt", `NSEC3PARAM 1 0 1 ${"ab".repeat(N)}`],
    ["a long URI", `URI 1 1 "${"x".repeat(N * 4)}"`],
  ])("%s", (_, text) => {
    const start = performance.now();
    takeData(text);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("also parameters in generic form", () => {
    // 15,000 mandatory keys, and as many parameters as fit beside them.
    const keys = Array.from({ length: 15_000 }, (_, at) => (at + 9).toString(16).padStart(4, "0"));
    const parameters = keys.slice(0, 8000).map((key) => `${key}0000`);
    const hex = `0001000000${(keys.length * 2).toString(16)}${keys.join("")}${parameters.join("")}`;
    const start = performance.now();
    expect(takeData(`SVCB \\# ${hex.length / 2} ${hex}`).messages).toEqual([
      "these octets are not the data of a record of type SVCB: the mandatory parameter key8009 is missing",
    ]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
