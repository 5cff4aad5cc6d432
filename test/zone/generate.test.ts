import { describe, expect, it } from "vitest";
import { expandPattern, parsePattern, parseRange } from "../../src/zone/generate.js";
import { createZoneViews } from "../../src/zone/index.js";
import { problemsOf, recordsOf, zoneOf } from "./support.js";

function expand(pattern: string, value: number): string | undefined {
  const parsed = parsePattern(pattern);
  return typeof parsed === "string" ? `! ${parsed}` : expandPattern(parsed, value);
}

describe("patterns of $GENERATE", () => {
  // Each as named-compilezone of BIND 9.18 reads it.
  it.each<[string, number, string]>([
    ["a-$", 5, "a-5"],
    ["$-$", 12, "12-12"],
    ["$$", 5, "$"],
    ["\\$", 5, "\\$"],
    ["${0}", 5, "5"],
    ["${5}", 17, "22"],
    ["${-5}x", 17, "12x"],
    ["${0,3}", 5, "005"],
    ["${0,3,d}", 12_345, "12345"],
    ["${0,2,o}", 17, "21"],
    ["${-2,4,x}", 17, "000f"],
    ["${0,0,X}", 255, "FF"],
    ["${0,1,n}", 17, "1.1"],
    ["${0,7,n}", 4660, "4.3.2.1"],
    ["${0,8,N}", 17, "1.1.0.0."],
    ["${0,0,N}", 171, "B.A"],
    ["${0,3,n}", 0, "0.0"],
    ["}$", 1, "}1"],
    ["no number", 1, "no number"],
  ])("%s for %i is %s", (pattern, value, expected) => {
    expect(expand(pattern, value)).toBe(expected);
  });

  it.each(["${", "${0", "${}", "${a}", "${0,3,y}", "${0,3,dd}", "${0,}", "${0,999}", "${9999999999}", "${0 ,3}"])(
    "%s is refused",
    (pattern) => {
      expect(expand(pattern, 1)).toMatch(/^! /);
    },
  );

  it("have numbers from 0 to 2^31 - 1", () => {
    expect(expand("${-10}", 5)).toBeUndefined();
    expect(expand("${2147483647}", 1)).toBeUndefined();
    expect(expand("${2147483647}", 0)).toBe("2147483647");
  });

  it("have ranges", () => {
    expect(parseRange("1-3")).toEqual({ start: 1, stop: 3, step: 1 });
    expect(parseRange("0-100/10")).toEqual({ start: 0, stop: 100, step: 10 });
    expect(parseRange("0-65535")).toMatchObject({ stop: 65_535 });
    expect(parseRange("2000000000-2147483647/2147483647")).toMatchObject({ step: 2_147_483_647 });
    for (const bad of [
      "",
      "1",
      "1-",
      "-1-3",
      "3-1",
      "1-3/0",
      "1-3/",
      "a-b",
      "1-4000000000",
      "0-65536",
      "1-2-3",
      "1-99999999999999999999",
    ]) {
      expect(typeof parseRange(bad), bad).toBe("string");
    }
  });
});

describe("$GENERATE", () => {
  it("makes records, and changes nothing for the lines after it", () => {
    const zone = zoneOf(`$TTL 60
x A 192.0.2.9
$GENERATE 1-2 h-$ 30 IN A 192.0.2.$
$GENERATE 0-4/2 p\${0,3,d} CNAME h-$.a
 AAAA 2001:db8::1
`);
    expect(problemsOf(zone)).toEqual([]);
    expect(recordsOf(zone)).toEqual([
      "x.example.org. 60 IN A 192.0.2.9",
      "h-1.example.org. 30 IN A 192.0.2.1",
      "h-2.example.org. 30 IN A 192.0.2.2",
      "p000.example.org. 60 IN CNAME h-0.a.example.org.",
      "p002.example.org. 60 IN CNAME h-2.a.example.org.",
      "p004.example.org. 60 IN CNAME h-4.a.example.org.",
      "x.example.org. 60 IN AAAA 2001:db8::1",
    ]);
  });

  it("takes one quoted string as the whole data, as BIND does, and several fields as they are", () => {
    const zone = zoneOf(`$GENERATE 1-1 a$ MX "10 m$"
$GENERATE 1-1 b$ TXT "x $"
$GENERATE 1-1 c$ TXT "\\"x $\\""
$GENERATE 1-1 d$ TXT "x $" y$
$GENERATE 1-1 e$ MX 10 m$
$GENERATE 7-7 \\$$ A 192.0.2.$
$GENERATE 7-7 $$TTL A 192.0.2.$
`);
    // BIND refuses these two, but what they mean is clear.
    expect(problemsOf(zone)).toEqual(["4:22+8 error generate-without-quotes", "5:21+5 error generate-without-quotes"]);
    expect(recordsOf(zone)).toEqual([
      "a1.example.org. IN MX 10 m1.example.org.",
      'b1.example.org. IN TXT "x" "1"',
      'c1.example.org. IN TXT "x 1"',
      'd1.example.org. IN TXT "x 1" "y1"',
      "e1.example.org. IN MX 10 m1.example.org.",
      String.raw`\$7.example.org. IN A 192.0.2.7`,
      String.raw`\$TTL.example.org. IN A 192.0.2.7`,
    ]);
  });

  it("gives its records the places of the directive", () => {
    const zone = zoneOf("; c\n$GENERATE 1-2 h-$ 30 A 192.0.2.$ ; d\n");
    const shown = (span: { start: number; end: number } | undefined): string | undefined =>
      span && zone.source.text.slice(span.start, span.end);
    for (const record of zone.records) {
      expect(record.source).toBe(zone.source);
      expect(shown(record.span)).toBe("$GENERATE 1-2 h-$ 30 A 192.0.2.$");
      expect([shown(record.ownerSpan), shown(record.typeSpan), record.dataSpans.map(shown)]).toEqual([
        "h-$",
        "A",
        ["192.0.2.$"],
      ]);
    }
  });

  it("reports a problem of several numbers once, with the first number and how many more have it", () => {
    const zone = zoneOf("$GENERATE 250-300 h A 192.0.2.$\n$GENERATE 255-256 i SRV 70000 70000 $ h$.$.\n");
    expect(zone.problems.map(({ message }) => message)).toEqual([
      '"192.0.2.256" is not an IPv4 address such as 192.0.2.1; here $ is 256, and 44 more numbers have this problem',
      'the priority has to be a number from 0 to 65535, not "70000"; here $ is 255, and 1 more number has this problem',
      'the data of a $GENERATE is one word or one quoted string: put all of it into quotes, such as "10 mail-$"',
    ]);
    expect(zone.problems[0]?.span).toEqual({ start: 0, end: 31 });
    const doubled = zoneOf("a A 192.0.2.1\n$GENERATE 5-7/2 a A 192.0.2.1\n");
    expect(doubled.problems.map(({ message }) => message)).toEqual([
      'the same A record of "a.example.org" stands above: one of them is enough; here $ is 5, and 1 more number has this problem',
    ]);
  });

  it.each<[string, string, string[]]>([
    ["billions", "$GENERATE 1-4000000000 a$ A 192.0.2.1", ["1:11+12 error bad-range"]],
    ["one too many", "$GENERATE 0-65536 a$ A 192.0.2.1", ["1:11+7 error bad-range"]],
    ["no range", "$GENERATE", ["1:10+0 error missing-data"]],
    ["no owner", "$GENERATE 1-2", ["1:14+0 error missing-data"]],
    ["no type", "$GENERATE 1-2 a$", ["1:17+0 error missing-data"]],
    ["no data", "$GENERATE 1-2 a$ 60 IN A", ["1:25+0 error missing-data"]],
    ["a bad pattern", "$GENERATE 1-2 a${x} A 192.0.2.1", ["1:15+5 error bad-range"]],
    ["bad data", "$GENERATE 1-2 a A 192.0.2.${0,1,y}", ["1:19+16 error bad-range"]],
    ["an owner in quotes", '$GENERATE 1-2 "a$" A 192.0.2.1', ["1:15+4 error quoted-field"]],
    ["a number below 0", "$GENERATE 1-2 a${-2} A 192.0.2.1", ["1:1+32 error bad-range"]],
    ["an open quote in the data", '$GENERATE 1-1 a$ TXT "\\"x"', ["1:1+26 error open-quote"]],
    ["an open parenthesis in the data", '$GENERATE 1-2 a$ TXT "( x"', ["1:1+26 error open-parenthesis"]],
    ["an unknown type", "$GENERATE 1-1 a$ TXTT x", ["1:1+23 error unknown-type"]],
    ["itself", '$GENERATE 1-1 a A "192.0.2.1 ; x"', []],
  ])("reports %s", (_, text, expected) => {
    expect(problemsOf(zoneOf(text))).toEqual(expected);
  });

  it("is bounded over all directives of a zone", () => {
    const long = `"${"\\\\".repeat(120)}"`;
    const started = performance.now();
    const zone = zoneOf(`$GENERATE 0-65535 a$ TXT ${long} ${long} ${long} ${long} ${long}\n`.repeat(3));
    expect(zone.problems.some(({ code }) => code === "too-many-records")).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("makes names that are found", () => {
    const [view] = createZoneViews([zoneOf("@ SOA a b 1 2 3 4 5\n$GENERATE 1-100 $.x A 192.0.2.$\n")]);
    expect([...(view?.nodes() ?? [])]).toHaveLength(101);
  });
});
