import { describe, expect, it } from "vitest";
import { encodeRecordData, recordDataKey } from "../../src/zone/index.js";
import { decodeRecordData } from "../../src/zone/generic.js";
import { INVALID, VALID, dataOf, fromHex, printed, takeData, toHex, wireOf } from "./rdata-support.js";

describe("record data", () => {
  it("has examples of 88 types", () => {
    expect(new Set(VALID.map(({ code }) => code)).size).toBe(88);
  });

  it.each(VALID)("$text", ({ text, hex, written: expected, code }) => {
    const { data, problems } = takeData(text);
    expect(problems).toEqual([]);
    expect(data && toHex(encodeRecordData(data))).toBe(hex);
    expect(data && printed(data)).toBe(expected);
    expect(wireOf(expected)).toBe(hex);
    // The mnemonic in lower case, and as a number, mean the same.
    expect(wireOf(text.replace(/^\S+/, (type) => type.toLowerCase()))).toBe(hex);
    expect(wireOf(text.replace(/^\S+/, `TYPE${code}`))).toBe(hex);
  });

  it.each(VALID)("$text is the same in generic form", ({ text, hex, code }) => {
    const generic = takeData(`TYPE${code} \\# ${hex.length / 2} ${hex}`);
    expect(generic.problems).toEqual([]);
    expect(generic.data && recordDataKey(generic.data)).toBe(recordDataKey(dataOf(text)));
    expect(generic.data && printed(generic.data)).toBe(printed(dataOf(text)));
  });

  it.each(VALID.filter(({ text }) => !text.includes("\\#")))("$text without its last octet or field", ({ text, hex, code }) => {
    // What remains is data of the type, or is refused: never an exception, never other octets.
    const octets = fromHex(hex.slice(0, -2));
    const data = decodeRecordData(code, octets);
    if (data !== undefined) expect(toHex(encodeRecordData(data))).toBe(hex.slice(0, -2));
    const shorter = takeData(text.slice(0, Math.max(text.lastIndexOf(" "), text.search(/ |$/))));
    const isOpen = shorter.problems.length === 0 && text.includes('"');
    if (!isOpen) expect(shorter.data === undefined).toBe(shorter.problems.length > 0);
  });

  it.each(INVALID)("%s", (text, expected) => {
    const { data, problems, messages } = takeData(text);
    expect(problems).toEqual(expected);
    expect(data).toBeUndefined();
    for (const message of messages) expect(message).toMatch(/^(?:[^A-Z]|[NE] or).*[^.]$/s);
  });

  it("has problems of a sentence each, with what is needed", () => {
    expect(takeData("DS 60485 5 2 2BB183AF5F22588179A53B0A98631FAD1A292118").messages).toEqual([
      "the digest of type 2 has to be 32 octets, and this has 20",
    ]);
    expect(takeData("RRSIG A 5 3 1 20030230000000 20030101000000 1 a. AQID").messages).toEqual([
      'the expiration has to be a time in UTC as YYYYMMDDHHmmSS, from 1970 to February 2106, not "20030230000000"',
    ]);
    expect(takeData("TLSA 3 1 1 zz").messages).toEqual([
      'the certificate association data has to be hexadecimal digits, and "z" does not fit there',
    ]);
    expect(takeData("SVCB 1 a alpn=").messages).toEqual(["the parameter alpn needs a value"]);
  });

  it("has a warning for an alias with parameters, which RFC 9460 section 2.4.2 lets a reader ignore", () => {
    const { data, problems } = takeData("HTTPS 0 svc port=53 alpn=h2");
    expect(problems).toEqual(['alias-with-parameters "port=53"']);
    expect(data && printed(data)).toBe('HTTPS 0 svc.example.org. alpn="h2" port=53');
    expect(takeData("SVCB \\# 7 00000000010000").problems).toEqual([expect.stringMatching(/^bad-generic-data /)]);
    expect(takeData("SVCB \\# 9 000000000300020035").problems).toEqual([]);
  });

  it("takes the problem of each field and not only the first", () => {
    expect(takeData("DS 65536 256 300 xx").problems).toEqual([
      'bad-number "65536"',
      'bad-number "256"',
      'bad-number "300"',
      'bad-hex "xx"',
    ]);
  });

  it("is not read where a quote is open", () => {
    for (const text of ['NAPTR 1 1 "s" "x', 'DS 1 8 1 "ab', 'SVCB 1 a alpn="h2', 'URI 1 1 "x', 'HINFO "a']) {
      expect(takeData(text).data).toBeUndefined();
    }
  });

  it("holds at most 65,535 octets", () => {
    expect(takeData(`OPENPGPKEY ${"A".repeat((65_535 / 3) * 4)}`).problems).toEqual([]);
    const [problem] = takeData(`OPENPGPKEY ${"A".repeat((65_535 / 3) * 4 + 4)}`).problems;
    expect(problem).toMatch(/^data-too-long "A+"$/);
    expect(takeData(`NINFO ${`"${"x".repeat(255)}" `.repeat(255)}`).problems).toEqual([]);
    expect(takeData(`NINFO ${`"${"x".repeat(255)}" `.repeat(256)}`).problems[0]).toMatch(/^data-too-long/);
  });
});

describe("generic form", () => {
  it("has each word of whole octets", () => {
    expect(takeData("DS \\# 3 0 00000").problems).toEqual(['bad-generic-data "0"']);
    expect(takeData("TYPE700 \\# 3 00 0000").problems).toEqual([]);
  });

  it("is a string in quotes", () => {
    expect(wireOf('TXT "\\#" 1')).toBe("01230131");
  });

  it("says what is wrong with the octets", () => {
    expect(takeData("DS \\# 3 010203").messages).toEqual([
      "these octets are not the data of a record of type DS: they end within a field",
    ]);
    expect(takeData("A \\# 5 c000020101").messages).toEqual([
      "these octets are not the data of a record of type A: 1 octet too many",
    ]);
  });
});
