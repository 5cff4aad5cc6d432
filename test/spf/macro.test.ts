import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_EXPANSION,
  type MacroValues,
  expandMacroString,
  expandedName,
  parseMacroString,
  reverseName,
} from "../../src/spf/macro.js";
import { ipOf } from "../support/spf.js";

const SEED = 20260704;

const values: MacroValues = {
  localPart: "user",
  senderDomain: "example.org",
  domain: "example.org",
  client: ipOf("192.0.2.1"),
  helo: "mail.example.net",
};

function expand(text: string, changed: Partial<MacroValues> = {}): unknown {
  const { value, problems } = parseMacroString(text, 0, "explain-string");
  expect(problems).toEqual([]);
  return expandMacroString(value, { ...values, ...changed });
}

/** Section 7.3 word for word: split at every delimiter, reverse, keep the right-hand parts, join with dots. */
function naive(value: string, keep: number | undefined, reverse: boolean, delimiters: string): string {
  const parts = [""];
  for (const character of value) {
    if (delimiters.includes(character)) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${character}`);
  }
  const ordered = reverse ? parts.map((_, index) => parts[parts.length - 1 - index] ?? "") : parts;
  return ordered.filter((_, index) => keep === undefined || index >= ordered.length - keep).join(".");
}

describe("transformers", () => {
  const labels = Array.from({ length: 127 }, (_, index) => String.fromCharCode(97 + (index % 26)));

  it("keep 1 to 127 of 127 labels, reversed and not, as a naive model does", () => {
    const domain = labels.join(".");
    for (let keep = 1; keep <= 127; keep++) {
      for (const reverse of [true, false]) {
        expect(expand(`%{d${keep}${reverse ? "r" : ""}}`, { domain })).toBe(naive(domain, keep, reverse, "."));
      }
    }
    for (const keep of [127, 128, 129, 999, "9".repeat(400)]) expect(expand(`%{d${keep}}`, { domain })).toBe(domain);
    expect(expand("%{d1r}", { domain })).toBe("a");
  });

  it("agree with a naive model on any text, number and delimiters", () => {
    const delimiters = fc.string({ unit: fc.constantFrom(...".-+,/_="), maxLength: 4 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."ab.-+,/_=@"), maxLength: 30 }),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        fc.boolean(),
        delimiters,
        (localPart, keep, reverse, given) => {
          const text = `%{l${keep ?? ""}${reverse ? "r" : ""}${given}}`;
          expect(expand(text, { localPart })).toBe(naive(localPart, keep, reverse, given === "" ? "." : given));
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe("upper-case letters", () => {
  it("leave what decodeURIComponent turns back, for ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 30 }), (localPart) => {
        const escaped = String(expand("%{L}", { localPart }));
        expect(escaped).toMatch(/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(escaped)).toBe(localPart);
      }),
      { seed: SEED },
    );
  });

  it("escape the octets of a name, and the UTF-8 of other text", () => {
    expect(expand("%{D}", { domain: "\xe9\xff.example" })).toBe("%E9%FF.example");
    expect(expand("%{H}", { helo: "\u20ac" })).toBe("%E2%82%AC");
    expect(expand("%{H}", { helo: "\ud800" })).toBe("%EF%BF%BD");
  });
});

describe("an expansion", () => {
  it.each([
    ["%{s} %{l} %{o} %{d} %{i} %{v} %{h}", "user@example.org user example.org example.org 192.0.2.1 in-addr mail.example.net"],
    ["%{p} %{c} %{r} %{t}", "unknown 192.0.2.1 unknown 0"],
    ["%% %_ %-", "%   %20"],
    ["", ""],
    ["a b", "a b"],
  ])("of %j is %j", (text, expanded) => {
    expect(expand(text)).toBe(expanded);
  });

  it("of %{s} and %{l} needs a local part in ASCII", () => {
    for (const text of ["%{s}", "%{l}", "%{S1r}", "x%{L-}y"]) {
      expect(expand(text, { localPart: "\u00fc" })).toEqual({ problem: "local-part-not-ascii" });
      expect(expand(text, { localPart: "\x80" })).toEqual({ problem: "local-part-not-ascii" });
    }
    expect(expand("%{o}", { localPart: "\u00fc" })).toBe("example.org");
  });

  it("of a macro at every place of a text", () => {
    const around = "abcdefghij";
    for (let at = 0; at <= around.length; at++) {
      expect(expand(`${around.slice(0, at)}%{i}${around.slice(at)}`)).toBe(
        `${around.slice(0, at)}192.0.2.1${around.slice(at)}`,
      );
    }
  });

  it("has an end, however much is put into it", () => {
    const start = performance.now();
    expect(expand("x".repeat(MAX_EXPANSION))).toHaveLength(MAX_EXPANSION);
    expect(expand("x".repeat(MAX_EXPANSION + 1))).toEqual({ problem: "expansion-too-long" });
    expect(expand("%{l}".repeat(100), { localPart: "x".repeat(655) })).toHaveLength(65_500);
    expect(expand("%{l}".repeat(101), { localPart: "x".repeat(655) })).toEqual({ problem: "expansion-too-long" });
    expect(expand("%{L}", { localPart: "\n".repeat(MAX_EXPANSION) })).toEqual({ problem: "expansion-too-long" });
    expect(expand("%{l}", { localPart: "x".repeat(10_000_000) })).toEqual({ problem: "expansion-too-long" });
    expect(expand("%{l1r.-+,/_=}", { localPart: ".".repeat(MAX_EXPANSION) })).toBe("");
    // What is read counts too: little is kept of much, many times.
    expect(expand("%{l1r.-+,/_=}".repeat(2), { localPart: ".".repeat(MAX_EXPANSION) })).toEqual({
      problem: "expansion-too-long",
    });
    expect(expand("%{l1}".repeat(12_000), { localPart: "x.".repeat(30_000) })).toEqual({ problem: "expansion-too-long" });
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("a macro-string of an explanation", () => {
  it("has spaces and the letters c, r and t, but nothing outside printable ASCII", () => {
    expect(parseMacroString("a %{c}%{r}%{t} b", 0, "explain-string").problems).toEqual([]);
    for (const character of ["\n", "\0", "\x1b", "\x7f", "\x80", "\u20ac"]) {
      expect(parseMacroString(`ab${character}c`, 10, "explain-string").problems).toMatchObject([
        { code: "macro-bad-character", span: { start: 12, end: 13 } },
      ]);
    }
  });
});

describe("expanded names", () => {
  const long = "l".repeat(63);

  it.each([
    ["", "empty"],
    [".", "empty"],
    ["..", "empty-label"],
    ["a..b", "empty-label"],
    [".a", "empty-label"],
    [`${long}l.a`, "label-too-long"],
    ["l".repeat(254), "label-too-long"],
    [`${"l".repeat(254)}.`, "label-too-long"],
    ["a.\u0100", "not-octets"],
  ])("%j is none: %s", (text, problem) => {
    expect(expandedName(text)).toBe(problem);
  });

  it("lose labels from their left until they fit", () => {
    const fits = `${long}.${long}.${long}.${"m".repeat(61)}`;
    expect(fits).toHaveLength(253);
    for (const [text, left] of [
      [fits, fits],
      [`${fits}.`, fits],
      [`a.${fits}`, fits],
      [`a.b..${"x".repeat(100)}.${fits}`, fits],
      [`${"x".repeat(64)}.${fits}.`, fits],
      [`a${fits}`, fits.slice(64)],
    ] as const) {
      const name = expandedName(text);
      expect(typeof name === "string" ? name : name.text).toBe(left);
    }
  });

  it("agree with dropping labels one by one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 70 }), { minLength: 1, maxLength: 12 }),
        (labels) => {
          let rest = labels;
          while (rest.length > 1 && rest.join(".").length > 253) rest = rest.slice(1);
          const name = expandedName(labels.join("."));
          // A last empty label is a dot at the end.
          const kept = rest.at(-1) === "" ? rest.slice(0, -1) : rest;
          if (kept.length > 0 && kept.every((label) => label !== "" && label.length < 64) && labels.at(-1) !== "") {
            expect(typeof name === "string" ? name : name.labels).toEqual(kept);
          } else if (labels.at(-1) !== "") expect(typeof name).toBe("string");
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("reverse names", () => {
  it.each([
    ["192.0.2.1", "1.2.0.192.in-addr.arpa"],
    ["2001:db8::cb01", `1.0.b.c.${"0.".repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`],
  ])("of %s", (address, name) => {
    expect(reverseName(ipOf(address)).text).toBe(name);
  });
});
