import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatUnifiedDiff } from "../../src/zone/format-diff.js";
import { findChange } from "../../src/zone/format-verify.js";
import { formatLines, joinLines } from "../../src/zone/format.js";
import { parseZone } from "../../src/zone/index.js";
import { hidesMeaning } from "../../src/zone/problems.js";
import { ROOT } from "../support/cli.js";
import { seededNumbers } from "../support/world.js";
import { hasErrors, parse, prove } from "./format-support.js";

const SEED = 7208;

function format(text: string): string {
  const zone = parse(text);
  expect(zone.problems.filter(hidesMeaning).map((problem) => problem.message)).toEqual([]);
  return joinLines(formatLines(zone));
}

describe("the layout", () => {
  it("puts owner, TTL, class, type, data and comment into columns", () => {
    const text = "www a 192.0.2.1;one\nmail 300 IN\tAAAA 2001:db8::1 ;   two\n  in 1h txt x\n";
    expect(format(text)).toBe(`www            A    192.0.2.1           ;one
mail    300 IN AAAA 2001:db8::1         ;   two
        1h  IN TXT  x
`);
  });

  it("leaves out columns that no record of the group has", () => {
    expect(format("www A 192.0.2.1\n")).toBe("www     A    192.0.2.1\n");
    expect(format("www A 192.0.2.1\n\nmail IN A 192.0.2.1\n")).toBe("www     A    192.0.2.1\n\nmail    IN A    192.0.2.1\n");
  });

  it("starts a new group at blank lines, comment lines and directives", () => {
    const text = "longer-than-8 A 192.0.2.1\n\nb A 192.0.2.1\n; c\nd CNAME www\n$TTL 1h\ne A 192.0.2.1\n";
    expect(format(text)).toBe(
      "longer-than-8   A    192.0.2.1\n\nb       A    192.0.2.1\n; c\nd       CNAME www\n$TTL 1h\ne       A    192.0.2.1\n",
    );
  });

  it("keeps the line breaks and comments of a SOA record, in line", () => {
    const text =
      "@ IN SOA ns1 hostmaster (\n 2026010101;serial\n  4h ; refresh\n; a remark\n1h\n\n2w ; expire\n 15m )  ; minimum\n\tNS ns1\n";
    expect(format(text)).toBe(`@       IN SOA  ns1 hostmaster (
                2026010101      ;serial
                4h              ; refresh
                ; a remark
                1h

                2w              ; expire
                15m )           ; minimum
           NS   ns1
`);
  });

  it("puts values below the first one behind the parenthesis", () => {
    const text = 'k._domainkey TXT ("v=DKIM1; "\n"p=abc" "def"\n)\n';
    expect(format(text)).toBe(`k._domainkey    TXT  ( "v=DKIM1; "
                       "p=abc" "def"
                       )
`);
  });

  it("lets a long owner and a long text push only their own line", () => {
    const long = "a".repeat(60);
    expect(format(`${long} A 192.0.2.1 ; x\nb A 192.0.2.1 ; y\nc TXT "${"t".repeat(150)}" ; z\n`))
      .toBe(`${long} A    192.0.2.1  ; x
b       A    192.0.2.1  ; y
c       TXT  "${"t".repeat(150)}"  ; z
`);
  });

  it("lines up comments that go on below a comment, and only those", () => {
    const text = "www A 192.0.2.1   ; one\n                  ; two\n    ; three\nx A 192.0.2.2\n   ; four\n";
    expect(format(text)).toBe(
      "www     A    192.0.2.1  ; one\n                        ; two\n; three\nx       A    192.0.2.2\n; four\n",
    );
  });

  it("keeps spelling: escapes, owners, TTLs, @, and what touches", () => {
    const text = 'WwW\\.x\\065 1H30M A 192.0.2.1\n@ NS Ns1\n_x TXT a"b c"d "\\"\\;"\nt TXT foo\\ \n';
    expect(format(text)).toBe(`WwW\\.x\\065      1H30M A    192.0.2.1
@                     NS   Ns1
_x                    TXT  a"b c"d "\\"\\;"
t                     TXT  foo\\ 
`);
  });

  it("writes class, type and directives in upper case, TTL before class, # as ;, CR LF as LF, no blanks at ends", () => {
    expect(
      format("\u00ef\u00bb\u00bf# one \r\n## two\r\n\r\n\r\n$ttl 1h\t;x\r\nwww in 300 type16 \\# 2 0161 \r\n\r\n\r\n"),
    ).toBe("; one\n;; two\n\n$TTL 1h         ;x\nwww     300 IN TYPE16 \\# 2 0161\n");
  });

  it("moves nothing where parentheses stand before the data, or a field ends with a backslash", () => {
    expect(format("(www) A\t192.0.2.1 \nb ( A\n\t192.0.2.1 ) ;x\nt\tTYPE65280 \\#\t0 ; \\\n")).toBe(
      "(www) A 192.0.2.1\nb ( A\n        192.0.2.1 ) ;x\nt       TYPE65280 \\# 0  ; \\\n",
    );
  });

  it("makes nothing of nothing", () => {
    expect(format("")).toBe("");
    expect(format("\n \n\t\n")).toBe("");
    expect(format("; only")).toBe("; only\n");
  });

  it("counts a character of UTF-8 as one column", () => {
    const text = Buffer.from('a TXT "ä" ; x\nb TXT "ab" ; y\n').toString("latin1");
    const lines = Buffer.from(format(text), "latin1").toString().split("\n");
    expect(lines[0]?.indexOf(";")).toBe(lines[1]?.indexOf(";"));
  });
});

describe("the meaning", () => {
  it("has the example zones formatted", () => {
    for (const file of ["ntecs.de.zone", "michaelonroad.de.zone"]) {
      const text = readFileSync(join(ROOT, "zones", file), "latin1");
      expect(joinLines(formatLines(parseZone(text, { file })))).toBe(text);
    }
  });

  it("stays for random zones", () => {
    fc.assert(
      fc.property(zoneText(), (text) => {
        const zone = parse(text);
        fc.pre(!hasErrors(zone));
        prove(zone);
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it("stays for mutated zones that are still valid", () => {
    const random = seededNumbers(SEED);
    const pieces = [
      " ",
      "\t",
      "\n",
      "\r\n",
      ";",
      "#",
      "(",
      ")",
      '"',
      "\\",
      "@",
      "$",
      "a",
      "1",
      ".",
      "\\\n",
      " ; x",
      "\n;",
      " (\n",
      "\n)",
    ];
    let proved = 0;
    for (let round = 0; round < 6000; round++) {
      let text = BASE;
      for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
        const at = Math.floor(random() * text.length);
        const cut = random() < 0.5 ? 0 : Math.floor(random() * 4);
        text = text.slice(0, at) + (pieces[Math.floor(random() * pieces.length)] ?? "") + text.slice(at + cut);
      }
      const zone = parse(text);
      if (hasErrors(zone)) continue;
      prove(zone);
      proved++;
    }
    expect(proved).toBeGreaterThan(1000);
  });

  it("is found to change where it does", () => {
    const zone = parse('$TTL 1h\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a"b"\nx 1 CH TXT y\n');
    const changed = (text: string): string | undefined => findChange(zone, parse(text));
    expect(changed('$TTL 3600\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a"b"\nx 1 CH TXT y\n')).toBe(
      "line 1 has other fields or comments",
    );
    expect(changed('$TTL 1h\na A 192.0.2.1 ; c\nb TXT a"b"\nx 1 CH TXT y\n')).toBe("there were 3 records and are 2");
    expect(changed('$TTL 1h\na A 192.0.2.2 ; c\n  A 192.0.2.1\nb TXT a"b"\nx 1 CH TXT y\n')).toContain("record 1");
    expect(changed('$TTL 1h\na A 192.0.2.1 ; d\n  A 192.0.2.2\nb TXT a"b"\nx 1 CH TXT y\n')).toContain("line 2");
    expect(changed('$TTL 1h\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a "b"\nx 1 CH TXT y\n')).toContain("line 4");
    expect(changed('$TTL 1h\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a"b"\nx 1 CH TXT z\n')).toContain("line 5");
    expect(changed('$TTL 1h\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a"b"\n')).toBe("line 5 is lost");
    expect(changed('$TTL 1h\na A 192.0.2.1 ; c\n  A 192.0.2.2\nb TXT a"b"\nx 1 CH TXT y\n;z')).toBe("a line is new");
    expect(changed("$TTL 1h\na A 192.0.2 ; c\n")).toContain("the outcome has an error");
    expect(changed('\n\n$TTL   1h\n\na  A 192.0.2.1; c\n\tA 192.0.2.2\nb TXT a"b"\nx CH 1 TXT y\n\n')).toBeUndefined();
  });
});

it("takes time in proportion to the file", () => {
  const timeOf = (records: number): number => {
    const zone = parse("host300 300 in a 192.0.2.1 ; comment\n".repeat(records));
    const started = performance.now();
    formatUnifiedDiff("x", zone.source.text, formatLines(zone));
    return performance.now() - started;
  };
  timeOf(2000);
  expect(timeOf(40_000) / Math.max(timeOf(4000), 1)).toBeLessThan(60);
});

const BASE = `# head
$ORIGIN example.org.
$TTL 1h ; default
@ IN SOA ns1 hostmaster (
  2026010101 ; serial
  4h 1h
   ; remark
  2w 15m ) ; last
  IN NS ns1 ; first
            ; goes on
www 300 IN A 192.0.2.1
\tAAAA 2001:db8::1

(paren) A 192.0.2.3
sel._domainkey TXT ( "v=DKIM1; k=rsa"
 "p=abc" ) ; key
tlsa TYPE65280 \\# 3 010203
_x TXT a"b" c\\;d "e;f"
`;

/** Zones that are mostly valid, with the blanks and breaks that people and programs write. */
function zoneText(): fc.Arbitrary<string> {
  const blank = fc.constantFrom(" ", "\t", "   ", "\t\t", " \t");
  const comment = fc.constantFrom("", "", "", ";", "; c", " ; two  words ", "\t;\ttab ", ' ; "quote" ( ', "; \u00e4 #");
  const end = fc
    .tuple(comment, fc.constantFrom("", " ", "\t"), fc.constantFrom("\n", "\n", "\r\n"))
    .map((parts) => parts.join(""));
  const owner = fc.constantFrom("@", "www", "a.b", "*", "\\065", "x\\.y", "long-name.of.a.host.example.org.", "_s._tcp", "");
  const header = fc.constantFrom("", "IN", "in", "300", "1h IN", "IN 1H", "0");
  const data = fc.constantFrom(
    "A 192.0.2.1",
    "aaaa 2001:db8::1",
    "MX 10\tmail",
    "TXT one two",
    'TXT "a b"c"d;e"',
    'TXT ( "one"\n "two" ; c\n ; own\n\n) ',
    "TXT (\n a ; x\n   ; y\n b ) ",
    "TXT ( a ( b\nc ) d\n) ( e ) ",
    'CAA 0 issue "ca.example"',
    "TYPE65280 \\# 4 0102 0304",
    'TXT "\\"" \\; \\(',
    "SRV 1 2\t3 host",
    "(TXT\nx)",
    'NAPTR 1 2 ( ; order\r\n"u"\t"E2U+sip" ; flags\n ; service\n"!^.*$!sip:a@b!" . )',
    "TLSA 3 1 1 ( 0123456789abcdef0123456789abcdef ; half\n\t\t\t0123456789abcdef0123456789abcdef\n)",
    'SVCB 1 . alpn=h2,h3 port="443"',
    "LOC 52 14 05 N 00 08 50 E 10m",
  );
  const record = fc.tuple(owner, blank, header, blank, data, end).map((parts) => parts.join(""));
  const line = fc.oneof(
    { weight: 8, arbitrary: record },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom("", " ", "\t", "     "), end).map((parts) => parts.join("")) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("; full\n", "# hash\n", "  # indented\n", "                        ; far\n", "( )\n"),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "$TTL 1h\n",
        "$ttl\t300 ; c\n",
        "$ORIGIN example.org.\n",
        "  $TTL 5\n",
        "$ORIGIN (\nsub )\n",
        "$INCLUDE\thosts.inc ; c\r\n",
        "$include  hosts.inc   sub\n",
        '$INCLUDE "hosts.inc" (\n sub ; c\n)\n',
        "$GENERATE 1-3\th$ 300   A 192.0.2.$ ;c\n",
        '$generate 0-2/2 $ TXT  "one $" \n',
      ),
    },
  );
  const soa = fc.constantFrom(
    "",
    "@ SOA ns root 1 2h 1h 2w 1h\n",
    "@\t1h IN SOA ns root ( 1 ;serial\r\n\t2h\t; refresh\n;retry\n 1h 2w\n\n1h )\t; minimum\n",
    "@ SOA ns root (\n1 ; serial\n   ; of the day\n2h 1h 2w 1h\n)\n",
    "@ SOA (ns root (1) 2h\n1h) 2w 1h\n",
  );
  return fc.tuple(fc.array(line, { maxLength: 14 }), fc.boolean(), soa).map(([lines, cut, apex]) => {
    const text = `$TTL 60\n${apex}@ NS ns\n${lines.join("")}`;
    return cut ? text.replace(/\r?\n$/, "") : text;
  });
}
