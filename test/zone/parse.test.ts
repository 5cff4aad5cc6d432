import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { MAX_PROBLEMS, parseZone } from "../../src/zone/index.js";
import { problemsOf, recordsOf, zoneOf } from "./support.js";

const SOA = "@ IN SOA ns1 hostmaster 1 2 3 4 300\n";

describe("records", () => {
  it.each<[string, string, string[]]>([
    ["relative owner", "www IN A 192.0.2.1", ["www.example.org. IN A 192.0.2.1"]],
    ["absolute owner", "www.example.org. IN A 192.0.2.1", ["www.example.org. IN A 192.0.2.1"]],
    ["@ is the origin", "@ IN NS @", ["example.org. IN NS example.org."]],
    ["blank owner", "a IN A 192.0.2.1\n\tIN A 192.0.2.2", ["a.example.org. IN A 192.0.2.1", "a.example.org. IN A 192.0.2.2"]],
    [
      "blank owner after a comment line",
      "a A 192.0.2.1\n; x\n A 192.0.2.2",
      ["a.example.org. IN A 192.0.2.1", "a.example.org. IN A 192.0.2.2"],
    ],
    ["class and type in any case", "a in mx 10 B", ["a.example.org. IN MX 10 B.example.org."]],
    ["TTL before class", "a 60 IN A 192.0.2.1", ["a.example.org. 60 IN A 192.0.2.1"]],
    ["TTL after class", "a IN 60 A 192.0.2.1", ["a.example.org. 60 IN A 192.0.2.1"]],
    ["TTL units", "a 1h30m A 192.0.2.1", ["a.example.org. 5400 IN A 192.0.2.1"]],
    ["TTL units in any order and case", "a 5S1W A 192.0.2.1", ["a.example.org. 604805 IN A 192.0.2.1"]],
    ["largest TTL", "a 2147483647 A 192.0.2.1", ["a.example.org. 2147483647 IN A 192.0.2.1"]],
    ["an owner named like a type", "mx A 192.0.2.1", ["mx.example.org. IN A 192.0.2.1"]],
    ["an owner named like a class", "in in A 192.0.2.1", ["in.example.org. IN A 192.0.2.1"]],
    ["an owner of digits", "10 PTR host", ["10.example.org. IN PTR host.example.org."]],
    ["CRLF", "a A 192.0.2.1\r\nb A 192.0.2.2\r\n", ["a.example.org. IN A 192.0.2.1", "b.example.org. IN A 192.0.2.2"]],
    ["BOM and blank", "a A 192.0.2.9\n", ["a.example.org. IN A 192.0.2.9"]],
    ["parentheses", 'a ( 60\n IN ; c ( "\n A ) 192.0.2.1', ["a.example.org. 60 IN A 192.0.2.1"]],
    ["nested parentheses", "a ((A\n) 192.0.2.1\n)", ["a.example.org. IN A 192.0.2.1"]],
    ["quoted strings over lines", '@ TXT ( "a; b"\n "c" )', ['example.org. IN TXT "a; b" "c"']],
    ["strings without a blank between", '@ TXT "a""b"c', ['example.org. IN TXT "a" "b" "c"']],
    ["words are strings each", "@ TXT v=spf1 mx -all", ['example.org. IN TXT "v=spf1" "mx" "-all"']],
    ["a semicolon without quotes", "@ TXT a;b", ['example.org. IN TXT "a"']],
    ["an escaped semicolon", "@ TXT a\\;b", ['example.org. IN TXT "a;b"']],
    ["an escaped blank", "@ TXT a\\ b", ['example.org. IN TXT "a b"']],
    ["escapes in quotes", String.raw`@ TXT "a\"b\\c\065\000\255"`, [String.raw`example.org. IN TXT "a\"b\\cA\000\255"`]],
    ["an empty string", '@ TXT ""', ['example.org. IN TXT ""']],
    ["non-ASCII octets", '@ TXT "ä"', [String.raw`example.org. IN TXT "\195\164"`]],
    ["# within parentheses is data", "@ TXT ( a\n#b )", ['example.org. IN TXT "a" "#b"']],
    ["SPF type", '@ SPF "v=spf1 -all"', ['example.org. IN SPF "v=spf1 -all"']],
    ["mapped AAAA", "@ AAAA ::ffff:192.0.2.1", ["example.org. IN AAAA ::ffff:c000:201"]],
    ["null MX", "@ MX 0 .", ["example.org. IN MX 0 ."]],
    ["SRV", "_imap._tcp SRV 0 1 143 mail", ["_imap._tcp.example.org. IN SRV 0 1 143 mail.example.org."]],
    ["CAA", '@ CAA 0 issue "ca.example; a=b"', ['example.org. IN CAA 0 issue "ca.example; a=b"']],
    [
      "SOA with units",
      "@ SOA ns1 root 2026010101 4h 1h 2w 15m",
      ["example.org. 900 IN SOA ns1.example.org. root.example.org. 2026010101 14400 3600 1209600 900"],
    ],
    [
      "prototype names",
      "__proto__ A 192.0.2.1\nconstructor A 192.0.2.2",
      ["__proto__.example.org. IN A 192.0.2.1", "constructor.example.org. IN A 192.0.2.2"],
    ],
    ["RFC 3597 unknown type", "@ TYPE731 \\# 6 abcd ( ef 01 23\n 45 )", ["example.org. IN TYPE731 \\# 6 abcdef012345"]],
    ["RFC 3597 without data", "@ TYPE62347 \\# 0", ["example.org. IN TYPE62347 \\# 0"]],
    [
      "RFC 3597 known types",
      "a A \\# 4 c0000201\nb MX \\# 6 000a 016d 0162 00".replace("\\# 6", "\\# 7"),
      ["a.example.org. IN A 192.0.2.1", "b.example.org. IN MX 10 m.b."],
    ],
    ["RFC 3597 TXT", "@ TYPE16 \\# 4 02616200\n", ['example.org. IN TXT "ab" ""']],
    ["TYPE16 is TXT", '@ CLASS1 TYPE16 "x"', ['example.org. IN TXT "x"']],
    ["quoted \\# is a string", '@ TXT "\\#" 1', ['example.org. IN TXT "#" "1"']],
  ])("reads %s", (_, text, expected) => {
    const zone = zoneOf(text);
    expect(problemsOf(zone)).toEqual([]);
    expect(recordsOf(zone)).toEqual(expected);
  });

  it("keeps labels with dots, NUL and 0xFF distinct", () => {
    const zone = zoneOf(String.raw`a\.b A 192.0.2.1
a.b A 192.0.2.2
a\000b A 192.0.2.3
a\255b A 192.0.2.4
`);
    expect(problemsOf(zone)).toEqual([]);
    expect(zone.records.map(({ owner }) => owner.labels)).toEqual([
      ["a.b", "example", "org"],
      ["a", "b", "example", "org"],
      ["a\0b", "example", "org"],
      ["a\u00ffb", "example", "org"],
    ]);
    expect(new Set(zone.records.map(({ owner }) => owner.key)).size).toBe(4);
  });

  it("gives the places of owner, type and each string", () => {
    const zone = zoneOf('  \nmail 60 IN TXT "a" ( b\n "c" ) ; d\n\tTXT "e"');
    const [first, second] = zone.records;
    const shown = (span: { start: number; end: number } | undefined): string | undefined =>
      span && zone.source.text.slice(span.start, span.end);
    expect(shown(first?.ownerSpan)).toBe("mail");
    expect(shown(first?.typeSpan)).toBe("TXT");
    expect(first?.dataSpans.map(shown)).toEqual(['"a"', "b", '"c"']);
    expect(shown(first?.span)).toBe('mail 60 IN TXT "a" ( b\n "c"');
    expect(second?.ownerSpan).toBeUndefined();
    expect(shown(second?.span)).toBe('TXT "e"');
  });
});

describe("TTL and origin", () => {
  it("takes $TTL before the last stated TTL, and that before the SOA minimum", () => {
    const ttls = (text: string): (number | undefined)[] => zoneOf(text).records.map(({ ttl }) => ttl);
    expect(ttls("a A 192.0.2.1\nb 60 A 192.0.2.1\nc A 192.0.2.1")).toEqual([undefined, 60, 60]);
    expect(ttls("$TTL 1d\na A 192.0.2.1\nb 60 A 192.0.2.1\nc A 192.0.2.1")).toEqual([86_400, 60, 86_400]);
    expect(ttls(`${SOA}a A 192.0.2.1`)).toEqual([300, 300]);
  });

  it("follows $ORIGIN, also a relative one", () => {
    const zone = zoneOf(
      "$ORIGIN sub\na A 192.0.2.1\n$origin example.org.\na A 192.0.2.2\n$ORIGIN sub.example.org. ; c\n@ A 192.0.2.3",
    );
    expect(problemsOf(zone)).toEqual([]);
    expect(recordsOf(zone)).toEqual([
      "a.sub.example.org. IN A 192.0.2.1",
      "a.example.org. IN A 192.0.2.2",
      "sub.example.org. IN A 192.0.2.3",
    ]);
    expect(zone.origin?.text).toBe("example.org");
  });

  it("takes the apex from the SOA record, else the given origin, else the first $ORIGIN", () => {
    expect(zoneOf("$ORIGIN other.test.\n@ SOA a b 1 2 3 4 5").origin?.text).toBe("other.test");
    expect(zoneOf("$ORIGIN a.example.org.").origin?.text).toBe("example.org");
    expect(zoneOf("$ORIGIN a.test.\n$ORIGIN b", null).origin?.text).toBe("a.test");
    expect(zoneOf("a.test. A 192.0.2.1", null).origin).toBeUndefined();
  });

  it("takes a name as absolute only when its last dot is not escaped", () => {
    expect(problemsOf(zoneOf("a\\. A 192.0.2.1", null))).toEqual(["1:1+3 error relative-without-origin"]);
    expect(recordsOf(zoneOf("a\\\\. A 192.0.2.1", null))).toEqual(["a\\\\. IN A 192.0.2.1"]);
    expect(recordsOf(zoneOf("a\\. A 192.0.2.1"))).toEqual(["a\\..example.org. IN A 192.0.2.1"]);
  });

  it("has no error for a relative name when no name is relative", () => {
    expect(problemsOf(zoneOf("a.test. MX 10 b.test.", null))).toEqual([]);
  });
});

describe("problems", () => {
  it.each<[string, string, string[], number]>([
    ["TTL too large", "a 4294967296 A 192.0.2.1", ["1:3+10 error ttl-too-large"], 1],
    ["TTL one too large", "a 2147483648 A 192.0.2.1", ["1:3+10 error ttl-too-large"], 1],
    ["TTL with a wrong unit", "a 5y A 192.0.2.1", ["1:3+2 error bad-ttl"], 1],
    ["TTL without the last unit", "a 1h30 A 192.0.2.1", ["1:3+4 error bad-ttl"], 1],
    ["negative TTL", "a -1 A 192.0.2.1", ["1:3+2 error bad-ttl"], 1],
    ["two TTLs", "a 1 2 A 192.0.2.1", ["1:5+1 error repeated-ttl"], 1],
    ["two classes", "a IN IN A 192.0.2.1", ["1:6+2 error repeated-class"], 1],
    ["class above 16 bits", "a CLASS65536 A 192.0.2.1", ["1:3+10 error bad-class"], 1],
    ["no type", "a 60 IN", ["1:8+0 error missing-type"], 0],
    ["an address for the type", "a IN 192.0.2.1", ["1:6+9 error missing-type"], 0],
    ["a string for the type", 'TXT "v=spf1 -all"', ["1:5+13 error missing-type"], 0],
    ["an unknown type", "a IN TXTT x", ["1:6+4 error unknown-type"], 0],
    ["a meta type", "a AXFR x", ["1:3+4 error meta-type"], 0],
    ["a query type by number", "a TYPE255 \\# 0", ["1:3+7 error meta-type"], 0],
    ["no data", "a TXT", ["1:6+0 error missing-data"], 1],
    ["too little data", "a MX 10 ; x", ["1:8+0 error missing-data"], 1],
    ["too much data", "a A 192.0.2.1 # the host", ["1:15+10 error extra-data"], 1],
    ["# after a string", 'a TXT "x" # y', ["1:11+1 warning hash-in-data"], 1],
    ["a lenient address", "a A 192.0.2", ["1:5+7 error bad-address"], 1],
    ["a leading zero", "a A 192.0.2.01", ["1:5+10 error bad-address"], 1],
    ["IPv4 in AAAA", "a AAAA 192.0.2.1", ["1:8+9 error bad-address"], 1],
    ["a zone id", "a AAAA fe80::1%eth0", ["1:8+12 error bad-address"], 1],
    ["a preference", "a MX 65536 b", ["1:6+5 error bad-number"], 1],
    ["all fields are looked at", "a MX x b..c", ["1:6+1 error bad-number", "1:8+4 error bad-name"], 1],
    ["quotes around a name", 'a MX 10 "b"', ["1:9+3 error quoted-field"], 1],
    ["quotes around the owner", '"a" A 192.0.2.1', ["1:1+3 error quoted-field"], 0],
    ["an empty label", "a..b A 192.0.2.1", ["1:1+4 error bad-name"], 0],
    ["a long label", `${"a".repeat(64)} A 192.0.2.1`, ["1:1+64 error bad-name"], 0],
    ["a bad escape in a name", "a\\256 A 192.0.2.1", ["1:1+5 error bad-name"], 0],
    ["bad escapes in a string", String.raw`a TXT "x\256y\12"`, ["1:9+4 error bad-escape", "1:14+3 error bad-escape"], 1],
    ["a backslash at the end", "a TXT x\\", ["1:8+1 error bad-escape"], 1],
    ["a long string", `a TXT "${"x".repeat(256)}"`, ["1:7+258 error chunk-over-255"], 1],
    ["more than 64 KiB of data", `a TXT ${`"${"x".repeat(255)}" `.repeat(257)}`, ["1:7+257 error data-too-long"], 1],
    ["an open quote", 'a TXT "x\nb A 192.0.2.1', ["1:7+1 error open-quote"], 2],
    ["an open quote with CRLF", 'a TXT "x\r\nb A 192.0.2.1', ["1:7+1 error open-quote"], 2],
    ["an escaped last quote", 'a TXT "x\\"', ["1:7+1 error open-quote"], 1],
    ["an open parenthesis", 'a TXT ( "x"\nb A 192.0.2.1\n', ["1:7+1 error open-parenthesis"], 2],
    ["an open parenthesis with nothing behind it", "a TXT (\nb A 192.0.2.1\n", ["1:7+1 error open-parenthesis"], 2],
    [
      "open parentheses around records",
      "a A 192.0.2.1 (\nb A 192.0.2.2\n\n\nc TXT ( x\n",
      ["1:15+1 error open-parenthesis", "5:7+1 error open-parenthesis"],
      3,
    ],
    [
      "a line of # behind an open parenthesis",
      "a A 192.0.2.1 (\n# b (\nc A 192.0.2.2\n",
      ["1:15+1 error open-parenthesis", "2:1+5 warning hash-comment"],
      2,
    ],
    ["an open parenthesis before a good pair", 'a TXT ( "x"\nb TXT ( "y"\n"z" )\n', ["1:7+1 error open-parenthesis"], 2],
    ["a stray parenthesis", "a A 192.0.2.1 )", ["1:15+1 error stray-parenthesis"], 1],
    ["no owner before", " A 192.0.2.1\n A 192.0.2.2", ["1:2+1 error no-previous-owner"], 0],
    ["a misspelled directive", "$ORIGN x.\na A 192.0.2.1", ["1:1+6 error unknown-directive"], 0],
    ["$INCLUDE", "$INCLUDE other.zone", ["1:1+8 error unsupported-directive"], 0],
    ["$GENERATE", "$GENERATE 1-9999999999 a$ A 192.0.2.$", ["1:11+12 error bad-range"], 0],
    ["$TTL without a value", "$TTL", ["1:5+0 error missing-data"], 0],
    ["$TTL too large", "$TTL 4294967296", ["1:6+10 error ttl-too-large"], 0],
    ["$TTL that is none", "$TTL soon", ["1:6+4 error bad-ttl"], 0],
    ["$TTL with more", "$TTL 60 # x", ["1:9+3 error extra-data"], 0],
    ["an indented directive", " $TTL 60", ["1:2+4 error indented-directive"], 0],
    ["a bad $ORIGIN", "$ORIGIN a..b.\nc A 192.0.2.1", ["1:9+5 error bad-name"], 0],
    ["a $ORIGIN without its dot", "$ORIGIN Example.org\nc A 192.0.2.1", ["1:9+11 error origin-without-dot"], 1],
    ["a $ORIGIN below without its dot", "$ORIGIN a.example.org", ["1:9+13 error origin-without-dot"], 0],
    ["a $ORIGIN beside the one before", "$ORIGIN a\n$ORIGIN b.example.org", ["2:9+13 error origin-without-dot"], 0],
    [
      "a $INCLUDE without its dot",
      "$INCLUDE x example.org",
      ["1:1+8 error unsupported-directive", "1:12+11 error origin-without-dot"],
      0,
    ],
    [
      "relative ones that are meant",
      "$ORIGIN org\n$ORIGIN @\n$ORIGIN a.example.org.\n$ORIGIN x.y\nb.example A 192.0.2.1",
      [],
      1,
    ],
    ["a class that is not IN", 'version.bind. CH TXT "x"', ["1:15+2 error class-not-in"], 0],
    ["a record out of the zone", "example.net. A 192.0.2.1", ["1:1+12 warning out-of-zone"], 0],
    ["a label boundary", "badexample.org. A 192.0.2.1", ["1:1+15 warning out-of-zone"], 0],
    ["two SOA records", `${SOA}@ SOA ns1 hostmaster 2 2 3 4 300`, ["2:3+3 error second-soa"], 1],
    ["a SOA record below", `${SOA}a SOA ns1 hostmaster 1 2 3 4 300`, ["2:3+3 error second-soa"], 1],
    ["CNAME and other data", "a CNAME b\na A 192.0.2.1", ["2:3+1 error cname-and-other-data"], 2],
    ["two CNAMEs", "a CNAME b\na CNAME c", ["2:3+5 error second-cname"], 2],
    ["CNAME with NSEC is fine", "a CNAME b\na NSEC b A NSEC", [], 2],
    ["a record twice", "a MX 1 b\nA MX 1 B", ["2:1+8 warning duplicate-record"], 1],
    ["texts differ by case", 'a TXT "x"\na TXT "X"', [], 2],
    ["generic data with a wrong length", "a TYPE700 \\# 3 abcd", ["1:14+1 error bad-generic-data"], 1],
    ["generic data that is no hex", "a TYPE700 \\# 1 xy", ["1:16+2 error bad-generic-data"], 1],
    ["generic data with half an octet", "a TYPE700 \\# 1 a b", ["1:16+1 error bad-generic-data"], 1],
    ["generic data of a wrong size", "a A \\# 3 010203", ["1:5+11 error bad-generic-data"], 1],
    ["generic TXT that is cut", "a TXT \\# 2 0261", ["1:7+9 error bad-generic-data"], 1],
    ["generic data with compression", "a NS \\# 2 c000", ["1:6+9 error bad-generic-data"], 1],
    ["an unknown type without \\#", "a TYPE700 x", ["1:11+1 error bad-generic-data"], 1],
    ["a CAA tag", "a CAA 0 is-sue x", ["1:9+6 error bad-caa-tag"], 1],
    [
      "# as a comment",
      '# DNS zone (for "x\n  # y\na A 192.0.2.1',
      ["1:1+18 warning hash-comment", "2:3+3 warning hash-comment"],
      1,
    ],
    ["a byte order mark", "\ufeffa A 192.0.2.1", ["1:1+3 error byte-order-mark"], 1],
    ["a byte order mark before a comment", "\ufeff; a\na A 192.0.2.1", ["1:1+3 error byte-order-mark"], 1],
    ["an empty file", "", ["1:1+0 error zone-without-records"], 0],
    ["nothing but comments", "; a\n\n; b\n", ["1:1+0 error zone-without-records"], 0],
    ["nothing but directives", "$ORIGIN example.org.\n$TTL 1h\n", ["1:1+0 error zone-without-records"], 0],
    ["a lone carriage return", "a A 192.0.2.1\rb A 192.0.2.2", ["1:14+1 error stray-carriage-return"], 2],
    ["UTF-16", "\0a\0 ", ["1:1+1 error not-text"], 0],
    ["a binary file", `a A 192.0.2.1\n${"\u0001".repeat(5000)}`, ["2:1+1 error not-text"], 0],
  ])("reports %s", (_, text, expected, records) => {
    const zone = zoneOf(text);
    expect(problemsOf(zone)).toEqual(expected);
    expect(zone.records).toHaveLength(records);
  });

  it("reports a relative name without an origin once, and how to mend it", () => {
    const zone = zoneOf('@ TXT "a"\nb A 192.0.2.1\n', null);
    expect(problemsOf(zone)).toEqual(["1:1+1 error relative-without-origin"]);
    expect(zone.problems[0]?.message).toBe(
      'the owner "@" is relative, but the origin is not known: give --origin NAME or add a $ORIGIN line',
    );
    expect(zone).toMatchObject({ records: [], hasUnreadLines: true });
    expect(zoneOf("$ORIGIN example.org\nb A 192.0.2.1\n", null).problems.map(({ message }) => message)).toEqual([
      'the origin "example.org" is relative, but the origin is not known: end it with a dot, "example.org.", or give --origin NAME',
    ]);
  });

  it("suggests the nearest type and directive", () => {
    expect(zoneOf("a TXTT x").problems[0]?.message).toBe('"TXTT" is not a type: did you mean TXT');
    expect(zoneOf("a AAA x").problems[0]?.message).toBe('"AAA" is not a type: did you mean AAAA');
    expect(zoneOf("a CNMAE x").problems[0]?.message).toBe('"CNMAE" is not a type: did you mean CNAME');
    expect(zoneOf("$ORGIN x.").problems[0]?.message).toBe('"$ORGIN" is not a directive: did you mean $ORIGIN');
  });

  it("explains a type at the start of a line", () => {
    expect(zoneOf('TXT "v=spf1 -all"').problems[0]?.message).toBe(
      'a type such as TXT has to stand here, not "v=spf1 -all"; "TXT" at the start of the line is read as the owner, put a blank or @ in front of it',
    );
  });

  it("reports all problems in the order of the file", () => {
    const zone = zoneOf(`# c
@ TXT "open
a A 1.2.3
$TLL 5
b 99999999999 A 192.0.2.1
example.net. A 192.0.2.1
c TXTX y
c CNAME d
c A 192.0.2.2
e TXT ( "f"
`);
    expect(problemsOf(zone)).toEqual([
      "1:1+3 warning hash-comment",
      "2:7+1 error open-quote",
      "3:5+5 error bad-address",
      "4:1+4 error unknown-directive",
      "5:3+11 error ttl-too-large",
      "6:1+12 warning out-of-zone",
      "7:3+4 error unknown-type",
      "9:3+1 error cname-and-other-data",
      "10:7+1 error open-parenthesis",
    ]);
  });

  it("has a section and one sentence for each problem", () => {
    for (const problem of zoneOf("a 5y A x y\n$X\n b\n)").problems) {
      expect(problem.section).toMatch(/^(?:RFC \d+ |BIND)/);
      expect(problem.message).not.toMatch(/[.\n]$/);
    }
  });

  it("keeps a record whose data is wrong as not read", () => {
    const zone = zoneOf("a A 1.2.3\n");
    expect(zone.records[0]).toMatchObject({ type: "A", isRead: false, data: { type: "UNKNOWN", code: 1 } });
    expect(zone.hasUnreadLines).toBe(false);
    expect(zoneOf("a TXTT x").hasUnreadLines).toBe(true);
    expect(zoneOf("$INCLUDE x").hasUnreadLines).toBe(true);
  });

  it("bounds the number of problems and says how many more there are", () => {
    const zone = zoneOf("a A x\n".repeat(MAX_PROBLEMS + 5));
    expect(zone.problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problemsOf(zone).at(-1)).toBe("1001:5+1 error too-many-problems");
    expect(zone.problems.at(-1)?.message).toBe(
      "5 more problems of this file, from here on, are not shown: mend those above first",
    );
  });

  it("refuses a file that is too large", () => {
    for (const input of ["abcdefghi", "äöüß€", new Uint8Array(9)]) {
      const zone = parseZone(input, { maxOctets: 8 });
      expect(problemsOf(zone)).toEqual(["1:1+0 error file-too-large"]);
      expect(zone).toMatchObject({ isFragment: true, hasUnreadLines: true, records: [] });
    }
  });

  it("refuses an entry of too many words, and goes on behind it", () => {
    const words = "x\n".repeat(300_000);
    const zone = zoneOf(`a A 192.0.2.1\nb TXT ( ${words} )\n A 192.0.2.9\nc A 192.0.2.2\n`);
    expect(problemsOf(zone)).toEqual(["2:1+1 error data-too-long"]);
    expect(zone.hasUnreadLines).toBe(true);
    expect(recordsOf(zone)).toEqual(["a.example.org. IN A 192.0.2.1", "c.example.org. IN A 192.0.2.2"]);
    expect(recordsOf(zoneOf(`b TXT ( ; c\n${" ; c\n".repeat(150_000)} y )\n`))).toEqual(['b.example.org. IN TXT "y"']);
  });

  it("names the file", () => {
    expect(parseZone("", { file: "a.zone", origin: domainName("a.test") }).source.name).toBe("a.zone");
  });
});

describe("lines without a type", () => {
  const START =
    "line starts with a blank, so it has the owner of the line before: a name has to stand at the start of its line";

  it.each([
    [" www IN A 192.0.2.1", `"www" is not a type; the ${START}`],
    [" mx1 IN A 192.0.2.1", `"mx1" is not a type; the ${START}`],
    [" www 300 IN A 192.0.2.1", `"www" is not a type; the ${START}`],
    [" _dmarc TXT x", `"_dmarc" is not a type; the ${START}`],
    [" TXTT x", '"TXTT" is not a type: did you mean TXT'],
    [" hello x", '"hello" is not a type; one without a mnemonic is written TYPE123'],
    ["www hello IN A 192.0.2.1", '"hello" is not a type; one without a mnemonic is written TYPE123'],
    ["// comment", '"comment" is not a type; a comment starts with ";", not with "//"'],
    [" // comment", '"//" is not a type; a comment starts with ";", not with "//"'],
    ["//comment", 'the record has no type: a comment starts with ";", not with "//"'],
    ["/* comment */", '"comment" is not a type; a comment starts with ";", not with "/*"'],
    ["-- comment", '"comment" is not a type; a comment starts with ";", not with "--"'],
  ])("names the usual cause: %s", (line, message) => {
    const zone = zoneOf(`a A 192.0.2.1\n${line}\n`);
    expect(zone.problems.map((problem) => problem.message)).toEqual([message]);
  });

  it("are comments with //, which hide no record and are no owner", () => {
    const zone = zoneOf("a A 192.0.2.1\n// some comment\n TXT x\n");
    expect(recordsOf(zone)).toEqual(["a.example.org. IN A 192.0.2.1", 'a.example.org. IN TXT "x"']);
    expect(zone.hasUnreadLines).toBe(false);
    expect(zoneOf("a A 192.0.2.1\nb comment\n").hasUnreadLines).toBe(true);
    expect(recordsOf(zoneOf("// A 192.0.2.1\n"))).toEqual(["//.example.org. IN A 192.0.2.1"]);
  });
});

describe("fragments", () => {
  it("may have comments with #, which no server loads in a zone", () => {
    const severities = (text: string): unknown => zoneOf(text).problems.map(({ code, severity }) => `${severity} ${code}`);
    expect(severities("# x\nwww A 192.0.2.1\n")).toEqual(["warning hash-comment"]);
    expect(severities("# x\n@ 60 SOA ns1 host 1 2 3 4 5\n")).toEqual(["error hash-comment"]);
  });

  const fragment = '# DNS zone for domain ntecs.de\n@ IN TXT "v=spf1 mx -all"\nmail IN TXT "v=spf1 a -all"\n';

  it("reads the lines that people post", () => {
    const zone = zoneOf(fragment, "ntecs.de", "ntecs.de.zone");
    expect(recordsOf(zone)).toEqual(['ntecs.de. IN TXT "v=spf1 mx -all"', 'mail.ntecs.de. IN TXT "v=spf1 a -all"']);
    expect(problemsOf(zone)).toEqual(["1:1+30 warning hash-comment"]);
    expect(zone).toMatchObject({ isFragment: true, hasUnreadLines: false });
    expect(zone.origin?.text).toBe("ntecs.de");
  });

  it("are the example files", () => {
    const read = (path: string): string => readFileSync(new URL(`../../zones/${path}`, import.meta.url), "latin1");
    expect(read("fragments/ntecs.de.zone")).toBe(fragment);
    expect(read("fragments/michaelonroad.de.zone")).toBe('# DNS zone for domain michaelonroad.de\n@ IN TXT "v=spf1 mx -all"\n');
    for (const name of ["ntecs.de", "michaelonroad.de"]) {
      const zone = zoneOf(read(`${name}.zone`), null);
      expect(problemsOf(zone)).toEqual([]);
      expect(zone).toMatchObject({ isFragment: false, hasUnreadLines: false });
      expect(recordsOf(zone)).toContain(`${name}. 3600 IN TXT "v=spf1 mx -all"`);
    }
  });
});

describe("a guessed origin", () => {
  const apex = (text: string, guess: string): string | undefined =>
    parseZone(text, { guessedOrigin: domainName(guess) }).origin?.text;

  it("completes relative names and is the apex of a fragment", () => {
    expect(apex("@ A 192.0.2.1\n", "example.org")).toBe("example.org");
    expect(apex("$ORIGIN sub\n@ A 192.0.2.1\n", "example.org")).toBe("example.org");
  });

  it("yields to a $ORIGIN elsewhere and to a SOA record", () => {
    expect(apex("$ORIGIN example.net.\n@ A 192.0.2.1\n", "example.org")).toBe("example.net");
    expect(apex("example.net. SOA a. b. 1 1 1 1 1\n", "example.org")).toBe("example.net");
  });

  it("is ignored beside an origin that is given", () => {
    const options = { origin: domainName("example.com"), guessedOrigin: domainName("example.org") };
    expect(parseZone("@ A 192.0.2.1\n", options).origin?.text).toBe("example.com");
  });
});
