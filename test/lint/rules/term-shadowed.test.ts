import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/term-shadowed.js";
import { findingsOf } from "../rule-tester.js";

describe("term-shadowed", () => {
  it.each([
    ["a ~a mx -all", "remove the one that is wrong"],
    ["ip4:192.0.2.0/24 -ip4:192.0.2.66 -all", "move it to the front"],
    ["a/24 -a -all", "move it to the front"],
  ])("says of %s what to do", (record, advice) => {
    const findings = findingsOf(rule, `$TTL 1h\n@ TXT "v=spf1 ${record}"\n`);
    expect(findings).toEqual([expect.stringContaining(`: ${advice}`)]);
  });
});
