import { describe, expect, it } from "vitest";
import { type SyntaxProblemCode, isSpfRecord, parseRecord } from "../../src/spf/parse.js";
import { formatMechanism, formatRecord, formatTerm } from "../../src/spf/print.js";

/** What each problem marks, in the record's own characters: the code, then the text between the span's ends. */
function problemsOf(text: string): [SyntaxProblemCode, string][] {
  return parseRecord(text).problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
}

// Every code with records that have it, and the text that is marked. The type makes the compiler ask for new codes.
const PROBLEMS: Readonly<Record<SyntaxProblemCode, readonly (readonly [record: string, marked: string, at?: number])[]>> = {
  "version-missing": [
    ["", "", 0],
    ["spf1 -all", "spf1 -", 0],
    ["v=spf10", "v=spf1", 0],
    [" v=spf1", " v=spf", 0],
  ],
  "non-ascii": [
    ["v=spf1 a:caf\xe9.example.org", "\xe9"],
    ["v=spf1 note=\xff\xfe -all", "\xff"],
    ["v=spf1 \u2013all", "\u2013", 7],
  ],
  "control-character": [
    ["v=spf1 a\t-all", "\t", 8],
    ["v=spf1 -all\0", "\0"],
    ["v=spf1 \x7f", "\x7f", 7],
    ["v=spf1 a\r\nmx", "\r"],
  ],
  "unknown-mechanism": [
    ["v=spf1 -foo:bar", "foo", 8],
    ["v=spf1 ipv4:192.0.2.1", "ipv4"],
    ["v=spf1 al", "al", 7],
    ["v=spf1 all-", "all-"],
    ["v=spf1 redirect:example.org", "redirect"],
  ],
  "malformed-term": [
    ["v=spf1 -", "-", 7],
    ["v=spf1 --all", "--all"],
    ["v=spf1 4:a", "4:a"],
    ["v=spf1 a,mx", "a,mx"],
    ["v=spf1 =a", "=a"],
    ["v=spf1 all;", "all;"],
  ],
  "qualifier-on-modifier": [
    ["v=spf1 -exp=a.example", "-", 7],
    ["v=spf1 +moo=cow", "+", 7],
  ],
  "all-with-argument": [
    ["v=spf1 -all:example.org", ":example.org"],
    ["v=spf1 all/8", "/8"],
    ["v=spf1 all:", ":"],
  ],
  "domain-missing": [
    ["v=spf1 include", "include"],
    ["v=spf1 -exists:", "-exists:"],
    ["v=spf1 ptr:", "ptr:"],
    ["v=spf1 a:", ":"],
    ["v=spf1 mx:/24", ":/24"],
  ],
  "domain-bad-toplabel": [
    ["v=spf1 a:localhost", "localhost"],
    ["v=spf1 include:example.123", "example.123"],
    ["v=spf1 mx:192.0.2.0/24", "192.0.2.0"],
    ["v=spf1 exists:%{d}x", "%{d}x"],
    ["v=spf1 redirect=example.-a", "example.-a"],
    ["v=spf1 ptr:example.org/24", "example.org/24"],
  ],
  "ip4-not-an-address": [
    ["v=spf1 ip4:192.0.2", "192.0.2"],
    ["v=spf1 ip4:192.0.2.01/24", "192.0.2.01"],
    ["v=spf1 ip4:::1", "::1"],
    ["v=spf1 -ip4", "-ip4"],
    ["v=spf1 ip4:", "ip4:"],
  ],
  "ip6-not-an-address": [
    ["v=spf1 ip6:fe80::1%eth0", "fe80::1%eth0"],
    ["v=spf1 ip6:192.0.2.1/32", "192.0.2.1"],
    ["v=spf1 ip6:", "ip6:"],
  ],
  "cidr-malformed": [
    ["v=spf1 a/", "/"],
    ["v=spf1 a:b.example//", "/"],
    ["v=spf1 ip4:192.0.2.0/", "/"],
    ["v=spf1 ip4:192.0.2.0/a", "/a"],
    ["v=spf1 ip6:::1//64", "//64"],
    ["v=spf1 a//64/24", "//64/24"],
  ],
  "cidr-leading-zero": [
    ["v=spf1 a/024", "/024"],
    ["v=spf1 mx:b.example//064", "/064"],
    ["v=spf1 ip4:192.0.2.0/00", "/00"],
  ],
  "cidr-out-of-range": [
    ["v=spf1 a/33", "/33"],
    ["v=spf1 a//129", "/129"],
    ["v=spf1 ip4:192.0.2.0/33", "/33"],
    ["v=spf1 ip6:::/129", "/129"],
    ["v=spf1 ip6:::/99999999999999999999", "/99999999999999999999"],
  ],
  "cidr-not-allowed": [
    ["v=spf1 ptr/24", "/24"],
    ["v=spf1 include/24", "/24"],
    ["v=spf1 exists/", "/"],
  ],
  "redirect-duplicate": [["v=spf1 redirect=a.example -all REDIRECT=b.example", "REDIRECT=b.example"]],
  "exp-duplicate": [["v=spf1 exp=a.example Exp=a.example", "Exp=a.example"]],
  "modifier-empty": [
    ["v=spf1 redirect=", "redirect="],
    ["v=spf1 Exp= -all", "Exp="],
  ],
  "macro-percent": [
    ["v=spf1 exists:a%b.example.org", "%"],
    ["v=spf1 moo=100%", "%"],
  ],
  "macro-unclosed": [
    ["v=spf1 exists:%{d.example.org", "%{d.example.org"],
    ["v=spf1 moo=a%{", "%{"],
  ],
  "macro-bad-letter": [
    ["v=spf1 exists:%{x}.example.org", "%{x}"],
    ["v=spf1 exists:a.%{}.example.org", "%{}"],
    ["v=spf1 exists:%{2d}.example.org", "%{2d}"],
  ],
  "macro-bad-transformer": [
    ["v=spf1 exists:%{dr2}.example.org", "%{dr2}"],
    ["v=spf1 exists:%{l-r}.example.org", "%{l-r}"],
    ["v=spf1 exists:%{d|}.example.org", "%{d|}"],
  ],
  "macro-zero-digit": [
    ["v=spf1 exists:%{d0}.example.org", "%{d0}"],
    ["v=spf1 exists:%{D000r-}.example.org", "%{D000r-}"],
  ],
  "macro-exp-only": [
    ["v=spf1 exists:%{c}.example.org", "%{c}"],
    ["v=spf1 redirect=%{R}.example.org", "%{R}"],
    ["v=spf1 exp=%{t}.example.org", "%{t}"],
  ],
  // Reached through the text of an explanation only: see macro.test.ts.
  "macro-bad-character": [],
};

describe("each problem has its code and its place", () => {
  const table = Object.entries(PROBLEMS).flatMap(([code, records]) =>
    records.map(([text, marked, at]) => ({ code, text, marked, at })),
  );

  it.each(table)("$code in $text", ({ code, text, marked, at }) => {
    const [problem] = parseRecord(text).problems;
    expect(problemsOf(text)[0]).toEqual([code, marked]);
    expect(problem?.severity).toBe("error");
    if (at !== undefined) expect(problem?.span.start).toBe(at);
    if (code !== "version-missing") expect(problemsOf(text)).toHaveLength(1);
  });

  it("in the order of the text, and all of them", () => {
    expect(problemsOf("v=spf1 foo ip4:1 redirect=a.example a/33 redirect=b.example %{d}")).toEqual([
      ["unknown-mechanism", "foo"],
      ["ip4-not-an-address", "1"],
      ["cidr-out-of-range", "/33"],
      ["redirect-duplicate", "redirect=b.example"],
      ["malformed-term", "%{d}"],
    ]);
  });

  it("and several macros of one term each have theirs", () => {
    expect(problemsOf("v=spf1 exists:%{x}.%{d0}.%a.example.org")).toEqual([
      ["macro-bad-letter", "%{x}"],
      ["macro-zero-digit", "%{d0}"],
      ["macro-percent", "%"],
    ]);
  });

  it("and the terms around a problem are read", () => {
    const { record } = parseRecord("v=spf1 a:x foo mx -all");
    expect(record.terms.map(formatTerm)).toEqual(["mx", "-all"]);
  });
});

describe("near misses that are right", () => {
  it.each([
    ["v=spf1", "v=spf1"],
    ["V=SpF1   ", "v=spf1"],
    ["v=spf1 ALL", "v=spf1 all"],
    ["v=spf1 +a", "v=spf1 a"],
    ["v=spf1 a/0//0", "v=spf1 a/0//0"],
    ["v=spf1 a/32//128", "v=spf1 a"],
    ["v=spf1 mx//64", "v=spf1 mx//64"],
    ["v=spf1 a:example.org.", "v=spf1 a:example.org."],
    ["v=spf1 a:a/24.example.org/24", "v=spf1 a:a/24.example.org/24"],
    ["v=spf1 a:%{d}/24", "v=spf1 a:%{d}/24"],
    ["v=spf1 a:%{l/}/24//64", "v=spf1 a:%{l/}/24//64"],
    ["v=spf1 a:.example", "v=spf1 a:.example"],
    ["v=spf1 exists:a:b.example", "v=spf1 exists:a:b.example"],
    ["v=spf1 include:%%", "v=spf1 include:%%"],
    ["v=spf1 ip4:0.0.0.0/0", "v=spf1 ip4:0.0.0.0/0"],
    ["v=spf1 ip4:192.0.2.1/32", "v=spf1 ip4:192.0.2.1"],
    ["v=spf1 ip6:2001:DB8:0:0:0:0:0:1/128", "v=spf1 ip6:2001:db8::1"],
    ["v=spf1 ip6:::/0", "v=spf1 ip6:::/0"],
    ["v=spf1 ip6:::ffff:192.0.2.1", "v=spf1 ip6:::ffff:c000:201"],
    ["v=spf1 Redirect=a.example EXP=b.example", "v=spf1 redirect=a.example exp=b.example"],
    ["v=spf1 Moo= moo=%{c} MOO=a/b", "v=spf1 Moo= moo=%{c} MOO=a/b"],
    ["v=spf1 exists:%{S3R.}.example", "v=spf1 exists:%{S3r}.example"],
    ["v=spf1 exists:%{d300}.example", "v=spf1 exists:%{d128}.example"],
    ["v=spf1 exists:%{l.-}.%%%_%-.example", "v=spf1 exists:%{l.-}.%%%_%-.example"],
  ])("%s", (text, written) => {
    const { record, problems } = parseRecord(text);
    expect(problems).toEqual([]);
    expect(formatRecord(record)).toBe(written);
  });

  it.each([
    ["v=spf1", true],
    ["V=SPF1", true],
    ["v=spf1 ", true],
    ["v=spf1\t", false],
    ["v=spf1\0", false],
    ["v=spf1\u00a0", false],
    ["v=spf", false],
    ["v=\u017fpf1", false],
    ["v=spf11", false],
  ])("%j is selected: %s", (text, selected) => {
    expect(isSpfRecord(text)).toBe(selected);
  });
});

describe("a tree", () => {
  it("has every field of its terms", () => {
    const text = "v=spf1 ~a:b.%{d2r-}/24//64 moo=x redirect=_spf.%{O}";
    const { record } = parseRecord(text);
    const b = { kind: "literal", text: "b." };
    expect(record.directives).toEqual([
      {
        kind: "directive",
        qualifier: "~",
        mechanism: {
          name: "a",
          prefix4: 24,
          prefix6: 64,
          domain: {
            text: "b.%{d2r-}",
            parts: [b, { kind: "expand", letter: "d", urlEscape: false, keep: 2, reverse: true, delimiters: "-" }],
            span: { start: 10, end: 19 },
          },
        },
        span: { start: 7, end: 26 },
      },
    ]);
    expect(record.redirect).toMatchObject({
      name: "redirect",
      domain: { parts: [{ text: "_spf." }, { letter: "o", urlEscape: true }] },
    });
    expect(record.exp).toBeUndefined();
    expect(record.terms.map((term) => text.slice(term.span.start, term.span.end))).toEqual([
      "~a:b.%{d2r-}/24//64",
      "moo=x",
      "redirect=_spf.%{O}",
    ]);
    expect(record.text).toBe(text);
  });

  it("writes a mechanism without its qualifier", () => {
    const [directive] = parseRecord("v=spf1 -mx:example.org/24").record.directives;
    expect(directive && formatMechanism(directive.mechanism)).toBe("mx:example.org/24");
  });
});
