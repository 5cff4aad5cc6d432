import { describe, expect, it } from "vitest";
import { rdataFields, rdataValue, recordDataKey, targetNames } from "../../src/zone/index.js";
import { formatTime, parseTime } from "../../src/zone/rdata/time.js";
import { VALID, dataOf, fromHex } from "./rdata-support.js";

describe("fields", () => {
  it("have names and values", () => {
    const fields = rdataFields(dataOf("DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"));
    expect(fields?.map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ["keyTag", "number", "60485"],
      ["algorithm", "number", "5"],
      ["digestType", "number", "1"],
      ["digest", "octets", "2BB183AF5F22588179A53B0A98631FAD1A292118"],
    ]);
    expect(rdataValue(fields, "keyTag", "number")).toBe(60_485);
    expect(rdataValue(fields, "digest", "octets")).toHaveLength(20);
    expect(rdataValue(fields, "keyTag", "name")).toBeUndefined();
    expect(rdataValue(undefined, "keyTag", "number")).toBeUndefined();
  });

  it("are those of signatures, with times in seconds", () => {
    const fields = rdataFields(dataOf("RRSIG MX 5 3 86400 20030322173103 20030220173103 2642 example.com. AQID"));
    expect(rdataValue(fields, "typeCovered", "number")).toBe(15);
    expect(rdataValue(fields, "expiration", "number")).toBe(Date.UTC(2003, 2, 22, 17, 31, 3) / 1000);
    expect(rdataValue(fields, "signer", "name")?.text).toBe("example.com");
  });

  it("are those of services", () => {
    const fields = rdataFields(dataOf('HTTPS 1 . port=53 alpn="h2"'));
    expect(rdataValue(fields, "priority", "number")).toBe(1);
    expect(rdataValue(fields, "parameters", "parameters")?.map(({ key, name, octets }) => [key, name, [...octets]])).toEqual([
      [1, "alpn", [2, 0x68, 0x32]],
      [3, "port", [0, 53]],
    ]);
  });

  it("are several of one name for a list", () => {
    const fields = rdataFields(dataOf("HIP 2 2001 AwEA a. b."));
    expect(fields?.map(({ name }) => name)).toEqual(["algorithm", "hit", "publicKey", "rendezvousServer", "rendezvousServer"]);
    expect(rdataValue(rdataFields(dataOf("NSEC a. MX A")), "types", "numbers")).toEqual([1, 15]);
  });

  it("are there for the common types too", () => {
    expect(rdataFields(dataOf("MX 10 mail"))?.map(({ name, text }) => `${name} ${text}`)).toEqual([
      "preference 10",
      "exchange mail.example.org.",
    ]);
    expect(rdataFields(dataOf("A 192.0.2.1"))?.[0]).toMatchObject({ name: "address", kind: "address", text: "192.0.2.1" });
  });

  it("are none for octets that are not data of their type, and for types without a format", () => {
    expect(rdataFields({ type: "UNKNOWN", code: 43, octets: fromHex("01") })).toBeUndefined();
    expect(rdataFields({ type: "UNKNOWN", code: 700, octets: fromHex("01") })).toBeUndefined();
    expect(targetNames({ type: "UNKNOWN", code: 39, octets: fromHex("41") })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["A 192.0.2.1", []],
    ["NS ns1", ["ns1.example.org"]],
    ["MX 10 mail", ["mail.example.org"]],
    ["SRV 0 0 1 .", ["."]],
    ["SOA a b 1 2 3 4 5", ["a.example.org", "b.example.org"]],
    ["DNAME a.test.", ["a.test"]],
    ['NAPTR 1 1 "s" "" "" _sip._udp', ["_sip._udp.example.org"]],
    ["SVCB 0 svc", ["svc.example.org"]],
    ["RP mbox. txt.", ["mbox", "txt"]],
    ["IPSECKEY 10 3 2 gateway. AQID", ["gateway"]],
    ["IPSECKEY 10 1 2 192.0.2.1 AQID", []],
    ["AMTRELAY 10 0 3 relay.", ["relay"]],
    ["NSEC next. A", ["next"]],
    ["HIP 2 2001 AwEA a. b.", ["a", "b"]],
    ["DS 1 8 250 ab", []],
  ])("%s has the names %j", (text, names) => {
    expect(targetNames(dataOf(text)).map((name) => name.text)).toEqual(names);
  });
});

// RFC 4034 section 6.2, less NSEC (RFC 6840 section 5.1).
const FOLDED = "NS MD MF CNAME SOA MB MG MR PTR MINFO MX RP AFSDB RT SIG PX NXT NAPTR KX SRV DNAME A6 RRSIG".split(" ");

describe("recordDataKey", () => {
  const named = VALID.filter(({ text }) => targetNames(dataOf(text)).some((name) => name.labels.length > 0));

  it.each(named)("$written with its names in capitals", ({ written }) => {
    const data = dataOf(written);
    const capitals = targetNames(data).reduce(
      (text, { text: name }) => text.replace(` ${name}.`, ` ${name.toUpperCase()}.`),
      written,
    );
    const isSame = recordDataKey(dataOf(capitals)) === recordDataKey(data);
    expect(isSame).toBe(FOLDED.includes(written.split(" ", 1)[0] ?? "") || capitals === written);
  });

  it.each([
    ["NS A", "NS a"],
    ["MX 1 A", "MX 1 a"],
    ["SOA A B 1 2 3 4 5", "SOA a b 1 2 3 4 5"],
    ["DNAME A", "DNAME a"],
    ["RP A B", "RP a b"],
    ['NAPTR 1 1 "" "" "" A', 'NAPTR 1 1 "" "" "" a'],
    ["RRSIG A 8 1 1 1 1 1 EXAMPLE. AQID", "RRSIG A 8 1 1 1 1 1 example. AQID"],
    ["DS 1 8 250 AB", "DS 1 8 250 ab"],
    ["AAAA 2001:DB8::1", "AAAA 2001:db8:0::1"],
    ["NSEC a. MX A", "NSEC a. A MX"],
    ["SVCB 1 . port=1 alpn=h2", 'SVCB 1 . alpn="h2" port=1'],
  ])("%s and %s are the same data", (a, b) => {
    expect(recordDataKey(dataOf(a))).toBe(recordDataKey(dataOf(b)));
  });

  it.each([
    // RFC 6840 section 5.1 and RFC 3597 section 7: the case of these names counts.
    ["NSEC A. A", "NSEC a. A"],
    ["SVCB 1 A", "SVCB 1 a"],
    ["LP 1 A", "LP 1 a"],
    ['TXT "A"', 'TXT "a"'],
    ['TXT "ab" "c"', 'TXT "a" "bc"'],
    ['TXT "1 a"', 'TXT "" "a"'],
    ['HINFO "A" "b"', 'HINFO "a" "b"'],
    ['CAA 0 issue "A"', 'CAA 0 issue "a"'],
    ['NAPTR 1 1 "S" "" "" a', 'NAPTR 1 1 "s" "" "" a'],
    ["A 192.0.2.1", "A 192.0.2.2"],
    ["AAAA ::1", "AAAA ::1:0"],
  ])("%s and %s are not", (a, b) => {
    expect(recordDataKey(dataOf(a))).not.toBe(recordDataKey(dataOf(b)));
  });
});

describe("times of signatures", () => {
  it("are those of the calendar, from 1970 to 2106", () => {
    for (let time = 0; time <= 0xffff_ffff; time += 43_201 * 7) {
      const text = new Date(time * 1000).toISOString().replace(/\.000Z|[-:T]/g, "");
      expect(formatTime(time)).toBe(text);
      expect(parseTime(text)).toBe(time);
    }
    expect(formatTime(0xffff_ffff)).toBe("21060207062815");
    expect(parseTime("21060207062816")).toBeUndefined();
  });

  it.each(["20030229000000", "20031301000000", "20030100000000", "20030101240000", "20030101006000", "19691231235959", "1969"])(
    "%s is one only if it is seconds",
    (text) => {
      expect(parseTime(text)).toBe(text === "1969" ? 1969 : undefined);
    },
  );

  it("know leap years", () => {
    expect(parseTime("20000229000000")).toBe(951_782_400);
    expect(parseTime("20240229000000")).toBe(1_709_164_800);
    expect(parseTime("21000229000000")).toBeUndefined();
  });
});
