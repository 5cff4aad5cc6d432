import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceText } from "../../src/base/source.js";
import { type ParsedZone, TokenKind, entryKind, entrySpan, parseZone, tokenText } from "../../src/zone/index.js";
import { buildTree } from "../../src/zone/tree.js";
import { latin1 } from "../../src/zone/generic.js";
import { zoneOf } from "./support.js";

const SAMPLE = `\ufeff$ORIGIN example.org.
$TTL 1h ; an hour
@ IN SOA ns1 hostmaster ( 1 ; serial
\t2h 3m 4w
  300 )
\tNS ns1
# not a comment of RFC 1035
; "a comment (
mail\t60\tIN TXT\t( "v=spf1 a"\r
  " -all; x\\" y\\255" ) ; end
a\\.b CNAME mail
x TYPE731 \\# 2 ( ab cd )
c CAA 0 issue "ca.example"
s SRV 0 1 143 mail
6 AAAA 2001:db8::1
m MX 10 mail`;

const KIND_NAMES = new Map(Object.entries(TokenKind).map(([name, kind]) => [kind as number, name]));

function tokensOf(text: string): string[] {
  const tree = buildTree(new SourceText("x", text));
  return Array.from(
    { length: tree.tokens.count },
    (_, at) => `${KIND_NAMES.get(tree.tokens.kinds[at] ?? -1)} ${JSON.stringify(tokenText(tree, at))}`,
  );
}

/** The tokens joined, and the entries joined. */
function joined({ tree }: Pick<ParsedZone, "tree">): [string, string] {
  let tokens = "";
  for (let at = 0; at < tree.tokens.count; at++) tokens += tokenText(tree, at);
  let entries = "";
  for (let at = 0; at < tree.entryCount; at++) {
    const { start, end } = entrySpan(tree, at);
    entries += tree.source.text.slice(start, end);
  }
  return [tokens, entries];
}

function octetsOf(text: string): string {
  return latin1(new TextEncoder().encode(text));
}

describe("tokens", () => {
  it("tells all kinds apart", () => {
    expect(tokensOf('\u00ef\u00bb\u00bf# c\r\na\\ b\t"x\\"(" ( ;d"\n) "e')).toEqual([
      String.raw`ByteOrderMark "ï»¿"`,
      String.raw`HashComment "# c"`,
      String.raw`Newline "\r\n"`,
      String.raw`Word "a\\ b"`,
      String.raw`Whitespace "\t"`,
      String.raw`Quoted "\"x\\\"(\""`,
      String.raw`Whitespace " "`,
      String.raw`Open "("`,
      String.raw`Whitespace " "`,
      String.raw`Comment ";d\""`,
      String.raw`Newline "\n"`,
      String.raw`Close ")"`,
      String.raw`Whitespace " "`,
      String.raw`OpenQuoted "\"e"`,
    ]);
  });

  it("matches parentheses from the inside", () => {
    expect(tokensOf("(()\n))(")).toEqual([
      'Open "("',
      'Open "("',
      'Close ")"',
      String.raw`Newline "\n"`,
      'Close ")"',
      'UnmatchedClose ")"',
      'UnmatchedOpen "("',
    ]);
    expect(tokensOf("(()(")).toEqual(['UnmatchedOpen "("', 'Open "("', 'Close ")"', 'UnmatchedOpen "("']);
  });

  it("does not let a backslash take a line end", () => {
    expect(tokensOf('a\\\r\n"b\\\n\\')).toEqual([
      String.raw`Word "a\\"`,
      String.raw`Newline "\r\n"`,
      String.raw`OpenQuoted "\"b\\"`,
      String.raw`Newline "\n"`,
      String.raw`Word "\\"`,
    ]);
  });

  it("are the whole file, as are its entries", () => {
    const zone = parseZone(SAMPLE);
    expect(zone.problems.map(({ code }) => code)).toEqual(["byte-order-mark", "hash-comment"]);
    expect(joined(zone)).toEqual([octetsOf(SAMPLE), octetsOf(SAMPLE)]);
    expect(Array.from({ length: zone.tree.entryCount }, (_, at) => entryKind(zone.tree, at))).toEqual([
      "directive",
      "directive",
      "record",
      "record",
      "blank",
      "blank",
      "record",
      "record",
      "record",
      "record",
      "record",
      "record",
      "record",
    ]);
  });

  it("are none for an empty file", () => {
    expect(zoneOf("")).toMatchObject({ records: [], isFragment: true, tree: { entryCount: 0 } });
  });

  it("are the whole file, whatever it holds", () => {
    const piece = fc.constantFrom(
      ...Array.from('\r\n\t ;()"\\#$@.*a1'),
      "IN",
      "TXT",
      "A",
      "$TTL",
      "60",
      "\\000",
      "\u00ef\u00bb\u00bf",
      "\0",
      "ü",
    );
    const octets = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((pieces) => new TextEncoder().encode(pieces.join(""))),
      fc.uint8Array({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(octets, (input) => {
        const zone = zoneOf(input);
        const text = latin1(input);
        expect(joined(zone)).toEqual([text, text]);
      }),
      { numRuns: 2000 },
    );
  });

  it("are the whole file after mutations, and problems lie within it", () => {
    const base = octetsOf(SAMPLE);
    const mutation = fc.record({
      at: fc.nat(base.length),
      remove: fc.nat(12),
      insert: fc.constantFrom("", "(", ")", '"', ";", "\n", "\\", " ", "\r", "$", "#", "99999999999"),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let text = base;
        for (const { at, remove, insert } of mutations) text = text.slice(0, at) + insert + text.slice(at + remove);
        const zone = zoneOf(
          Uint8Array.from(text, (character) => character.charCodeAt(0)),
          null,
        );
        expect(joined(zone)).toEqual([text, text]);
        for (const { span } of [...zone.problems, ...zone.records]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("are the whole file for each prefix, which is good or has an error at its place", () => {
    const octets = new TextEncoder().encode(SAMPLE);
    for (let length = 0; length <= octets.length; length++) {
      const zone = zoneOf(octets.subarray(0, length), null);
      const text = latin1(octets.subarray(0, length));
      expect(joined(zone)).toEqual([text, text]);
      const errors = zone.problems.filter(({ severity }) => severity === "error");
      for (const { span } of errors) expect(span.end).toBeLessThanOrEqual(length);
      // A line that is cut within a record has an error, or is a shorter record that is good by itself.
      if (errors.length === 0) expect(zone.hasUnreadLines).toBe(false);
      else expect(zone.source.position(errors[0]?.span.start ?? -1).line).toBeGreaterThan(0);
    }
  });
});

describe("large and hostile files take linear time", () => {
  it.each<[string, string]>([
    ["32,000 open parentheses", `a A ${"(".repeat(32_000)} 192.0.2.1\n`],
    ["32,000 pairs of parentheses", `a A ${"(".repeat(32_000)} 192.0.2.1 ${")".repeat(32_000)}\n`],
    ["32,000 lines that open a parenthesis", "a A ( 192.0.2.1\n".repeat(32_000)],
    [
      "entries in front of a line of 1 MB that opens a parenthesis",
      `a TXT (\n${"$TTL 1\n".repeat(100_000)}b TXT ${" ".repeat(1_000_000)}( x\n`,
    ],
    ["1 MB of one word", "a".repeat(1_000_000)],
    ["1 MB of words in one record", `a TXT ${"b ".repeat(500_000)}`],
    ["1 MB of one quoted string", `a TXT "${"b".repeat(1_000_000)}"`],
    ["1 MB of escapes", `a TXT "${"\\000".repeat(250_000)}"`],
    ["1 MB of bad escapes", `a TXT "${"\\999".repeat(250_000)}"`],
    ["1 MB of backslashes before a dot", `a MX 1 ${"\\".repeat(1_000_000)}.`],
    ["1 MB of digits", `a ${"1".repeat(1_000_000)} A 192.0.2.1`],
    ["1 MB of TTL units", `a ${"1w".repeat(500_000)} A 192.0.2.1`],
    ["1 MB of quotes", '"'.repeat(1_000_000)],
    ["1 MB of hex", `a TYPE700 \\# 65535 ${"ab".repeat(500_000)}`],
    ["1 MB of unknown types", "a XTX x\n".repeat(125_000)],
    ["1 MB of carriage returns", "\r".repeat(1_000_000)],
    ["1 MB of equal records", "a A 192.0.2.1\n".repeat(70_000)],
    ["1 MB of records of one name", Array.from({ length: 50_000 }, (_, at) => `a TXT "${at}"\n`).join("")],
  ])("%s", (_, text) => {
    const start = performance.now();
    const zone = zoneOf(text);
    // Quadratic time would be minutes; the bound is wide so that a busy machine does not fail.
    expect(performance.now() - start).toBeLessThan(5000);
    expect(zone.tree.tokens.starts.at(-1)).toBe(text.length);
  });

  it("reads a record within 32,000 parentheses", () => {
    const zone = zoneOf(`a A ${"(\n".repeat(32_000)} 192.0.2.1 ${")".repeat(32_000)}\n`);
    expect(zone.problems).toEqual([]);
    expect(zone.records).toHaveLength(1);
  });
});
