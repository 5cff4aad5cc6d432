import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/name-not-ascii.js";
import { findingsOf } from "../rule-tester.js";

describe("name-not-ascii", () => {
  it.each([
    ["büro", "write its A-label, xn--bro-hoa"],
    ["BÜRO", "write its A-label, xn--bro-hoa"],
    // No letters, octets that are no UTF-8, and a label that would be too long.
    ["a\u2603", "write it as an A-label, which begins with xn--"],
    ["b\\252ro", "write it as an A-label, which begins with xn--"],
    [`${"a".repeat(58)}ü`, "write it as an A-label, which begins with xn--"],
  ])("says of %s what to write", (label, words) => {
    const found = findingsOf(rule, `$TTL 1h\n${label} A 192.0.2.1\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`has letters outside ASCII: ${words}`);
  });
});
