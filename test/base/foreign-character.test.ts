import { describe, expect, it } from "vitest";
import { foreignCharacterAt } from "../../src/base/foreign-character.js";
import { parseRecord } from "../../src/spf/parse.js";

const octets = (text: string): string => Buffer.from(text).toString("latin1");

describe("a character outside ASCII", () => {
  it.each([
    ["\u2013", "dash", 3],
    ["\u2212", "dash", 3],
    ["\u00a0", "blank", 2],
    ["\u201c", "quote", 3],
    ["\u00fc", "other", 2],
    ["\u{1f600}", "other", 4],
  ] as const)("%j is a %s of %i octets", (character, kind, length) => {
    expect(foreignCharacterAt(octets(`a${character}b`), 1)).toMatchObject({ kind, length });
  });

  it("that is no UTF-8 takes one octet", () => {
    expect(foreignCharacterAt("\xff\xff", 0)).toMatchObject({ kind: "other", length: 1 });
  });

  it("is named in the error of a record, whole, with what to write", () => {
    const { problems } = parseRecord(octets("v=spf1 mx \u2013all"));
    expect(problems).toMatchObject([
      {
        code: "non-ascii",
        span: { start: 10, end: 13 },
        message: 'a record is ASCII only, and this dash is not the "-" of ASCII (U+2013): write "-"',
      },
    ]);
    expect(parseRecord(octets("v=spf1 include:b\u00fcro.test -all")).problems[0]?.message).toBe(
      "a record is ASCII only, and this character is not: write names in the form that starts with xn--",
    );
  });
});
