import { describe, expect, it } from "vitest";
import { parseRecord } from "../../src/spf/parse.js";
import { parsedRecord } from "../../src/spf/record-memo.js";

describe("the memo of parsed records", () => {
  it("gives what the parser gives, and the same object again", () => {
    const text = "v=spf1 mx -all";
    expect(parsedRecord(text)).toEqual(parseRecord(text));
    expect(parsedRecord(text)).toBe(parsedRecord(text));
  });

  it("forgets: what thousands of hostile domains publish does not add up", () => {
    const first = parsedRecord("v=spf1 first -all");
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 3000; index++) parsedRecord(`v=spf1 ${"a ".repeat(4000)}${index}`);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(400 * 1024 * 1024);
    expect(parsedRecord("v=spf1 first -all")).not.toBe(first);
  });

  it("does not keep a record that is very long", () => {
    const text = `v=spf1 ${"a ".repeat(5000)}-all`;
    expect(parsedRecord(text)).not.toBe(parsedRecord(text));
  });
});
