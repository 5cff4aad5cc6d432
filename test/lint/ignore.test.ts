import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/lint/config.js";
import type { LintResult } from "../../src/lint/run.js";
import { addressRule, lines, lint } from "./support.js";

// Ids of the registry, so that they are known; the rules are the tests' own.
const A = "cname-at-apex";
const B = "mx-target-address-literal";
const rules = [addressRule(A), addressRule(B)];

function check(text: string, only: string[] = [A]): LintResult {
  return lint(text, { rules: rules.filter(({ id }) => only.includes(id)) });
}

/** The lines and rules of findings that are not about comments. */
function left(result: LintResult): string[] {
  return lines(result).flatMap((line) =>
    line.includes("an address of") ? [line.replace(/^(\d+).* (\S+): .*$/, "$1 $2")] : [],
  );
}

/** The findings about comments. */
function about(result: LintResult): string[] {
  return lines(result).filter((line) => !line.includes("an address of"));
}

describe("spf-ignore", () => {
  it("silences a record on its own line", () => {
    const result = check(`a A 192.0.2.1 ; spf-ignore ${A}: known\nb A 192.0.2.2\n`);
    expect(lines(result)).toEqual([`2:5+9 warning ${A}: an address of b.example.org`]);
    expect(result.ignored).toBe(1);
    expect(result.counts).toEqual({ error: 0, warning: 1, info: 0 });
  });

  it("silences the next record from a line of its own, over blank lines, comments and all lines of the record", () => {
    const result = check(`; spf-ignore ${A}: known\n\n; other\na ( A\n 192.0.2.1\n)\nb A 192.0.2.2\n`);
    expect(left(result)).toEqual([`7 ${A}`]);
    expect(about(result)).toEqual([]);
  });

  it("silences a record of several lines from any of them", () => {
    expect(left(check(`a ( A ; spf-ignore ${A}: known\n 192.0.2.1\n)\n`))).toEqual([]);
    expect(left(check(`a ( A\n 192.0.2.1\n) ; spf-ignore ${A}: known\n`))).toEqual([]);
  });

  it("silences only the rules that it names", () => {
    const both = [A, B];
    expect(left(check(`a A 192.0.2.1 ; spf-ignore ${A}: x\n`, both))).toEqual([`1 ${B}`]);
    expect(left(check(`a A 192.0.2.1 ; spf-ignore ${A}, ${B}: x\n`, both))).toEqual([]);
    expect(left(check(`a A 192.0.2.1 ; spf-ignore ${A} ${B}: x\n`, both))).toEqual([]);
    expect(left(check(`; spf-ignore ${A}: x\n; spf-ignore ${B}: y\na A 192.0.2.1\n`, both))).toEqual([]);
  });

  it("silences problems of the parser", () => {
    const result = check("a A 1.2.3 ; spf-ignore bad-address: to come\n");
    expect(lines(result).filter((line) => line.includes("bad-address"))).toEqual([]);
    expect(result.ignored).toBe(1);
  });

  it("takes any number of semicolons and blanks, and a reason with a colon", () => {
    expect(about(check(`a A 192.0.2.1 ;;\t spf-ignore \t${A} : see: there\n`))).toEqual([]);
    expect(about(check(`a A 192.0.2.1 ;spf-ignore ${A}:x\r\n`))).toEqual([]);
  });

  it("is no comment within a string, and none that only speaks of it", () => {
    expect(left(check(`a A 192.0.2.1\nt TXT "; spf-ignore ${A}: x"\n; use spf-ignore x: y\n; spf-ignored\n`))).toEqual([
      `1 ${A}`,
    ]);
    expect(about(check("; use spf-ignore x: y\n; spf-ignored: x\na A 192.0.2.1\n"))).toEqual([]);
  });

  it("wants a reason", () => {
    expect(about(check(`a A 192.0.2.1 ; spf-ignore ${A}\n`))).toEqual([
      `1:15+26 info ignore-without-reason: this comment gives no reason: write spf-ignore ${A}: reason`,
    ]);
    expect(about(check(`a A 192.0.2.1 ; spf-ignore ${A}: \n`))).toHaveLength(1);
    expect(left(check(`a A 192.0.2.1 ; spf-ignore ${A}\n`))).toEqual([]);
  });

  it("wants a colon before the reason", () => {
    const say = (comment: string): string[] => about(check(`a A 192.0.2.1 ; ${comment}\n`));
    const message = (text: string, length: number): string[] => [
      `1:15+${length} info ignore-without-reason: the reason stands behind a colon: write ${text}`,
    ];
    expect(say(`spf-ignore ${A} because old`)).toEqual(message(`spf-ignore ${A}: because old`, 38));
    expect(say(`spf-ignore ${A} - because old`)).toEqual(message(`spf-ignore ${A}: because old`, 40));
    expect(say(`spf-ignore ${A} kept: see there`)).toEqual(message(`spf-ignore ${A}: kept: see there`, 42));
    expect(left(check(`a A 192.0.2.1 ; spf-ignore ${A} because old\n`))).toEqual([]);
    const both = check(`a A 192.0.2.1 ; spf-ignore ${A} ${B} ${"x".repeat(70)}\n`, [A, B]);
    expect(lines(both)).toEqual([expect.stringMatching(`: write spf-ignore ${A}, ${B}: x{60}\\.\\.\\.$`)]);
    expect(say("spf-ignore because old")).toEqual([
      "1:15+24 warning bad-ignore: this comment names no rule: write spf-ignore rule-id: because old",
    ]);
    // A rule that is misspelt is one.
    expect(say(`spf-ignore ${A} mx-target-adress-literal: x`)).toEqual([expect.stringContaining("unknown-ignore")]);
    expect(say(`spf-ignore ${A}, unheard: x`)).toEqual([expect.stringContaining('there is no rule "unheard"')]);
  });

  it.each(["SPF-Ignore", "SPF-IGNORE", "Spf-Ignore", "Spf-ignore"])("may be in capitals: %s", (word) => {
    const result = check(`a A 192.0.2.1 ; ${word} ${A}: known\n; ${word}-Start ${A}: known\nb A 192.0.2.1\n; ${word}-END\n`);
    expect(lines(result)).toEqual([]);
    expect(result.ignored).toBe(2);
  });

  it("wants a rule", () => {
    expect(about(check("a TXT x ; spf-ignore: known\n"))).toEqual([
      "1:9+19 warning bad-ignore: this comment names no rule: write spf-ignore rule-id: reason",
    ]);
    expect(about(check("a TXT x ; spf-ignore-next-line x: y\n"))).toEqual([
      '1:9+27 warning bad-ignore: "spf-ignore-next-line" is none of spf-ignore, spf-ignore-start and spf-ignore-end',
    ]);
  });

  it("reports rules that do not exist, with the nearest one", () => {
    expect(about(check("a TXT x ; spf-ignore cname-at-appex, zzzzzzzz: y\n"))).toEqual([
      '1:22+14 warning unknown-ignore: there is no rule "cname-at-appex": did you mean cname-at-apex?',
      '1:38+8 warning unknown-ignore: there is no rule "zzzzzzzz": spf zone check --list-rules lists all',
    ]);
  });

  it("reports what silences nothing", () => {
    expect(about(check(`a TXT x ; spf-ignore ${A}, bad-ttl: y\n; spf-ignore ${A}: at the end\n`))).toEqual([
      `1:22+13 warning unused-ignore: nothing of ${A} is silenced here: remove this`,
      "1:37+7 warning unused-ignore: nothing of bad-ttl is silenced here: remove this",
      `2:14+13 warning unused-ignore: nothing of ${A} is silenced here: remove this`,
    ]);
  });

  it("does not call unused what was not looked for", () => {
    const text = `a A 192.0.2.1 ; spf-ignore ${A}, serial-not-advanced: y\n`;
    const config = { ...DEFAULT_CONFIG, rules: new Map([[A, "off" as const]]) };
    expect(lines(lint(text, { rules, config }))).toEqual([`1:5+9 warning ${B}: an address of a.example.org`]);
    expect(lines(lint(text, { rules: [addressRule(A, { needsWholeZone: true })] }))).toEqual([]);
  });
});

describe("spf-ignore-start and spf-ignore-end", () => {
  it("silence everything between", () => {
    const text = `a A 192.0.2.1\n; spf-ignore-start ${A}: old hosts\nb A 192.0.2.1\nc A 192.0.2.1\n; spf-ignore-end\nd A 192.0.2.1\n`;
    const result = check(text);
    expect(left(result)).toEqual([`1 ${A}`, `6 ${A}`]);
    expect(about(result)).toEqual([]);
    expect(result.ignored).toBe(2);
  });

  it("may stand behind records", () => {
    const text = `a A 192.0.2.1 ; spf-ignore-start ${A}: x\nb A 192.0.2.1 ; spf-ignore-end\nc A 192.0.2.1\n`;
    // The place of the finding in line 1 is before the comment.
    expect(left(check(text))).toEqual([`1 ${A}`, `3 ${A}`]);
  });

  it("nest, and an end with rules ends the start with the same ones", () => {
    const both = [A, B];
    const text = `; spf-ignore-start ${A}: x\n; spf-ignore-start ${B}: y\na A 192.0.2.1\n; spf-ignore-end ${A}\nb A 192.0.2.1\n; spf-ignore-end\nc A 192.0.2.1\n`;
    expect(left(check(text, both))).toEqual([`5 ${A}`, `7 ${A}`, `7 ${B}`]);
    const plain = `; spf-ignore-start ${A}: x\n; spf-ignore-start ${B}: y\na A 192.0.2.1\n; spf-ignore-end\nb A 192.0.2.1\n; spf-ignore-end\n`;
    expect(left(check(plain, both))).toEqual([`5 ${B}`]);
  });

  it("may be one within the other for the same rule, and a record's own comment goes first", () => {
    const text = `; spf-ignore-start ${A}: x\na A 192.0.2.1 ; spf-ignore ${A}: y\n; spf-ignore-start ${A}: z\nb A 192.0.2.1\n; spf-ignore-end\nc A 192.0.2.1\n; spf-ignore-end\nd A 192.0.2.1\n`;
    const result = check(text);
    expect(left(result)).toEqual([`8 ${A}`]);
    expect(about(result)).toEqual([]);
  });

  it("are reported when one is missing", () => {
    expect(about(check(`; spf-ignore-start ${A}: x\na A 192.0.2.1\n`))).toEqual([
      "1:1+35 warning bad-ignore: this comment silences everything to the end of the file: no spf-ignore-end follows".replace(
        "+35",
        `+${`; spf-ignore-start ${A}: x`.length}`,
      ),
    ]);
    expect(about(check("; spf-ignore-end\na A 192.0.2.1\n"))).toEqual([
      "1:1+16 warning bad-ignore: no spf-ignore-start is open here",
    ]);
    expect(about(check(`; spf-ignore-start ${A}: x\na A 192.0.2.1\n; spf-ignore-end ${B}\n`))).toEqual([
      expect.stringContaining("1:1+"),
      expect.stringContaining("3:1+42 warning bad-ignore: no spf-ignore-start with the same rules is open here"),
    ]);
  });

  it("are reported when they silence nothing", () => {
    expect(about(check(`; spf-ignore-start ${A}: x\na TXT x\n; spf-ignore-end\n`))).toEqual([
      `1:20+13 warning unused-ignore: nothing of ${A} is silenced here: remove this`,
    ]);
  });
});

it("takes linear time for many comments", () => {
  const started = performance.now();
  const nested = `; spf-ignore-start ${A}: x\n`.repeat(20_000);
  const single = `a A 192.0.2.1 ; spf-ignore ${A}: x\n`.repeat(20_000);
  check(nested + single);
  expect(performance.now() - started).toBeLessThan(4000);
});
