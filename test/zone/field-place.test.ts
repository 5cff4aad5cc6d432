import { describe, expect, it } from "vitest";
import { fieldSpan } from "../../src/zone/field-place.js";
import { zoneOf } from "./support.js";

function placed(line: string, field: number): string {
  const [record] = zoneOf(`${line}\n`).records;
  if (record === undefined) throw new Error(`no record in ${line}`);
  const { start, end } = fieldSpan(record, field);
  return record.source.slice(start, end);
}

describe("fieldSpan", () => {
  it.each([
    ["a field", "@ MX 10 mail", 1, "mail"],
    ["the record for a field that is not written", "@ 60 MX 10 mail", 2, "@ 60 MX 10 mail"],
    ["all octets of the form of RFC 3597", "@ MX \\# 4 000a 0000", 1, "000a 0000"],
    ["the octets whichever field is asked for", "@ MX \\# 3 000a00", 0, "000a00"],
    ["the form itself where there are no octets", "@ TYPE65280 \\# 0", 0, "\\#"],
    ["a string that only looks like the form", '@ TXT "\\#" 4 000a', 1, "4"],
  ])("gives %s", (_, line, field, text) => {
    expect(placed(line, field)).toBe(text);
  });
});
