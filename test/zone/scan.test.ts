/** The fast way and the careful parser read everything alike: records, TTLs, hashes of data, problems. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { type ParsedZone, parseZone } from "../../src/zone/index.js";
import { hashText } from "../../src/zone/name-hash.js";
import { formatRecord } from "../../src/zone/print.js";
import { createRandom, hostingZone, tldZone } from "../../bench/zone-generators.js";
import { FLAG_OMITTED, FLAG_PLAIN } from "../../src/zone/zone-table.js";
import { latin1 } from "../../src/zone/rdata/wire.js";

const SEED = 20_261_123;

function columnsOf({ table }: ParsedZone): unknown[] {
  return Array.from({ length: table.count }, (_, at) => [
    table.names.text(table.owners[at] ?? -1).toLowerCase(),
    ...[table.types[at], table.ttl(at), table.starts[at], table.hashes[at], (table.flags[at] ?? 0) & ~FLAG_PLAIN],
  ]);
}

function summaryOf(zone: ParsedZone): unknown {
  return {
    columns: columnsOf(zone),
    problems: zone.problems.map(({ code, severity, span, message, source }) => ({
      code,
      severity,
      span,
      message,
      file: source.name,
    })),
    origin: zone.origin?.key,
    isFragment: zone.isFragment,
    hasUnreadLines: zone.hasUnreadLines,
  };
}

function compare(input: string | Uint8Array, origin: string | undefined = "example.org"): void {
  const options = { file: "x", ...(origin === undefined ? {} : { origin: domainName(origin) }) };
  const fast = parseZone(input, options);
  const careful = parseZone(input, { ...options, isCareful: true });
  expect(summaryOf(fast)).toEqual(summaryOf(careful));
  const placesOf = ({ records }: ParsedZone): unknown[] =>
    records.map(({ span, ownerSpan, typeSpan, dataSpans, type, ttl, isRead }) => ({
      span,
      ownerSpan,
      typeSpan,
      dataSpans,
      type,
      ttl,
      isRead,
    }));
  expect(placesOf(fast)).toEqual(placesOf(careful));
  // Each record can be read again from where it stands.
  expect(fast.records.map((record) => formatRecord(record).toLowerCase())).toEqual(
    careful.records.map((record) => formatRecord(record).toLowerCase()),
  );
}

const join = (lines: Iterable<string>): string => [...lines].join("");

const BASE = `$ORIGIN example.org.
$TTL 1h
@ IN SOA ns1 hostmaster ( 1 2h 3m 4w 300 )
\tNS ns1 ; one
 NS ns2.example.net.
ns1 300 IN A 192.0.2.1
ns1 IN 1h30m AAAA 2001:db8::1
@ MX 10 mail
 MX 0 .
mail A 192.0.2.2
mail AAAA ::ffff:1:2
www CNAME @
txt TXT "v=spf1 mx -all" word ( "more"
  "lines" ) ; end
_s._tcp 1d SRV 0 1 143 mail
sub DS 12345 13 2 0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef
$ORIGIN sub
@ PTR host.
1.2 PTR x ; c

; comment
*.w A 192.0.2.3\r
a\\.b A 192.0.2.4
v A 192.0.2.5
v A \\# 4 c0000205
`;

describe("the fast way and the careful parser", () => {
  it("agree on the zones of the benchmark", () => {
    compare(join(tldZone(3000)), undefined);
    compare(join(hostingZone(3000)), undefined);
  });

  it("agree on a sample and each prefix of it", () => {
    compare(BASE);
    for (let length = 0; length < BASE.length; length++) compare(BASE.slice(0, length), undefined);
  });

  it("agree on the example zones", () => {
    for (const name of ["ntecs.de", "michaelonroad.de"]) {
      compare(readFileSync(new URL(`../../zones/${name}.zone`, import.meta.url)), undefined);
    }
  });

  it("takes the fast way for the zones of the benchmark", () => {
    // All of them are there, with the values that they have.
    const zone = parseZone(join(tldZone(2000)));
    expect(zone.problems).toEqual([]);
    expect(zone.records).toHaveLength(2000);
    expect(zone.origin?.text).toBe("test");
  });

  it("agree on lines of all kinds of pieces", () => {
    const owner = fc.constantFrom(
      ...["@", "a", "A", "a.b", "www", "*", "*.x", "\t", " ", "  ", "1", "in", "_x", "a..b", ".", "x.", "a.example.net."],
      ...[
        "www.example.org.",
        "l".repeat(63),
        "l".repeat(64),
        `${"m.".repeat(120)}n`,
        `${"m.".repeat(126)}n.`,
        "a\\.b",
        "\\065",
        "#x",
      ],
      ...[
        "$x",
        '"q"',
        "(",
        "ä",
        "a@b",
        "a$b",
        "a/b",
        "-",
        "a\\",
        "$ORIGIN",
        "$ORIGIN b",
        "$TTL",
        "$TTL 5",
        "; c",
        "",
        "\ufeff",
      ],
    );
    const header = fc.constantFrom(
      ...[
        "",
        "IN",
        "in",
        "300",
        "1h",
        "1H30m",
        "1h30",
        "0",
        "2147483647",
        "2147483648",
        "99999999999",
        "1w2d",
        "5y",
        "-1",
        "CH",
        "CLASS1",
        "ANY",
      ],
      ...["IN 60", "60 IN", "IN IN", "60 60", "( IN", "IN ( 60\n", "h", "1.5", "07"],
    );
    const data = fc.constantFrom(
      ...[
        "A 192.0.2.1",
        "A 192.0.2.01",
        "A 192.0.2.256",
        "A 192.0.2",
        "A 192.0.2.1.",
        "A \\# 4 c0000201",
        "A 1.2.3.4 5",
        "a 0.0.0.0",
        "A 1.2.3.4;c",
      ],
      ...[
        "AAAA ::",
        "AAAA ::1",
        "AAAA 1::",
        "AAAA 1:2:3:4:5:6:7:8",
        "AAAA 1:2:3:4:5:6:7::",
        "AAAA ::2:3:4:5:6:7:8",
        "AAAA 1::2:3:4:5:6:7:8",
      ],
      ...[
        "AAAA 1:2:3:4::5:6:7:8",
        "AAAA 1:2:3",
        "AAAA :1::",
        "AAAA 1:::2",
        "AAAA 12345::",
        "AAAA ::1.2.3.4",
        "AAAA fe80::1%e",
        "AAAA 1::2::3",
        "AAAA FF::aB",
      ],
      ...[
        "AAAA ::1:",
        "AAAA 1:2:3:4:5:6:7:8:9",
        "AAAA 1:2:3:4:5:6:7:",
        "AAAA :",
        "AAAA 2001:db8:0:0:0:0:0:1",
        "AAAA 2001:DB8::1",
      ],
      ...[
        "NS a",
        "NS a.",
        "NS .",
        "NS @",
        "NS a..b",
        'NS "a"',
        "NS A.Example.ORG.",
        "NS a.example.org.",
        "NS",
        "NS a b",
        "NS a\\.b",
        "NS ..",
        "NS @.",
        "NS @a",
      ],
      ...[
        "CNAME b",
        "PTR b",
        "MX 10 a",
        "MX 010 a",
        "MX 65536 a",
        "MX 0 .",
        "MX 1 @",
        "MX a 1",
        "MX 10",
        "MX 10a",
        "MX 10 a ; c",
        "mx 5 a#b",
      ],
      ...["SRV 0 1 2 a", "SRV 0 1 a", "SRV 1 2 3 .", "SRV 99999 1 1 a", "SRV 1 1 1 a b"],
      ...[
        'TXT "a"',
        "TXT a",
        'TXT "a" b "c"',
        'TXT "a"b',
        'TXT "',
        'TXT ""',
        'TXT "a;b"',
        "TXT a;b",
        "TXT a\\;b",
        'TXT "a\\"b"',
        "TXT #a",
        'TXT "a" #b',
      ],
      ...[
        'TXT ( "a"\n "b" )',
        'TXT ( "a"\n#b )',
        'TXT ("a")',
        "TXT ( a ; c\n b\r\n)",
        `TXT "${"x".repeat(255)}"`,
        `TXT ${"x".repeat(256)}`,
        'TXT "ä"',
        "TXT @ $x .",
      ],
      ...["TXT \\# 2 0161", "TXT", 'TXT "a\tb"', 'TXT "a" ( ', "TXT a )", "TXT ((a))", "TXT ((a)", 'TXT "A"', "txt A"],
      ...[
        "DS 1 8 2 AB",
        `DS 1 8 2 ${"aB".repeat(32)}`,
        `DS 01 8 1 ${"0f".repeat(20)}`,
        `DS 1 8 1 ${"0f".repeat(21)}`,
        `DS 1 8 2 ${"ab".repeat(16)} ${"ab".repeat(16)}`,
      ],
      ...[
        `DS 65536 8 1 ${"0f".repeat(20)}`,
        `DS 65535 255 4 ${"0f".repeat(48)}`,
        `DS 1 256 1 ${"0f".repeat(20)}`,
        `DS 1 RSASHA256 2 ${"ab".repeat(32)}`,
      ],
      ...[
        "SOA a b 1 2 3 4 5",
        "CAA 0 issue x",
        "TYPE1 \\# 4 01020304",
        "TYPE65280 \\# 0",
        "X",
        "AXFR",
        "",
        "TXTT a",
        "HINFO a b",
        "AA 1",
      ],
    );
    const end = fc.constantFrom(
      "\n",
      "\n",
      "\n",
      "\r\n",
      " \n",
      "\t; c\n",
      ";c\r\n",
      "\r",
      "",
      " )\n",
      "\n\n",
      "; \u0001\n",
      "; ä\r\n",
      ";\ra\n",
    );
    const line = fc
      .tuple(owner, fc.constantFrom(" ", "\t", "  ", ""), header, data, end)
      .map(([name, blank, middle, rest, stop]) => `${name}${blank}${middle} ${rest}${stop}`);
    const start = fc.constantFrom(
      "",
      "",
      "$TTL 60\n",
      "@ 5 SOA a b 1 2 3 4 5\n",
      "$ORIGIN .\n",
      "$ORIGIN a..b\n",
      "x CH TXT a\n",
      "a TXT ( b\n",
    );
    fc.assert(
      fc.property(start, fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), (first, lines, known) => {
        compare(first + lines.join(""), known ? "example.org" : undefined);
      }),
      { seed: SEED, numRuns: 12_000 },
    );
  });

  it("agree on mutated zones", () => {
    const base = BASE + join(hostingZone(40)).slice(0, 4000);
    const mutation = fc.record({
      at: fc.nat(base.length),
      remove: fc.nat(6),
      insert: fc.constantFrom(
        ...[
          "",
          "(",
          ")",
          '"',
          ";",
          "\n",
          "\\",
          " ",
          "\r",
          "$",
          "#",
          "99999999999",
          ".",
          "@",
          "\t",
          "0",
          ":",
          "A",
          "\u0000",
          "ü",
        ],
      ),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (mutations) => {
        let text = base;
        for (const { at, remove, insert } of mutations) text = text.slice(0, at) + insert + text.slice(at + remove);
        compare(text, undefined);
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it("do not fail on a hosting zone cut anywhere", () => {
    const octets = new TextEncoder().encode(join(hostingZone(1500)));
    for (let length = 0; length <= octets.length; length += 1000) {
      const zone = parseZone(octets.subarray(0, length));
      expect(zone.table.count).toBeLessThanOrEqual(1500);
      for (const { span } of zone.problems) expect(span.end).toBeLessThanOrEqual(length);
    }
    expect(latin1(octets.subarray(0, 7))).toBe("$ORIGIN");
  });
});

describe("names made to have the same hash", () => {
  // Two texts of one hash, as anybody finds them who reads the source; strings of such blocks all have one hash.
  function findCollision(): [string, string] {
    const random = createRandom(SEED);
    const seen = new Map<number, string>();
    for (;;) {
      const text = Math.floor(random() * 36 ** 7)
        .toString(36)
        .padStart(7, "0");
      const before = seen.get(hashText(text));
      if (before !== undefined && before !== text) return [before, text];
      seen.set(hashText(text), text);
    }
  }

  it("take linear time and stay apart", () => {
    const pair = findCollision();
    const lines: string[] = [];
    for (let index = 0; index < 65_536; index++) {
      let name = "";
      for (let bit = 0; bit < 16; bit++) name += `${pair[(index >> bit) & 1]}${bit % 8 === 7 ? "." : ""}`;
      lines.push(`${name.slice(0, -1)} A 192.0.2.1\n`);
    }
    const text = lines.join("");
    const started = performance.now();
    const zone = parseZone(text + text, { origin: domainName("example.org") });
    expect(performance.now() - started).toBeLessThan(5000);
    const kept = Array.from(zone.table.flags.subarray(0, zone.table.count)).filter((flags) => (flags & FLAG_OMITTED) === 0);
    expect(kept).toHaveLength(65_536);
    expect(new Set(zone.table.owners.subarray(0, zone.table.count)).size).toBe(65_536);
  });
});
