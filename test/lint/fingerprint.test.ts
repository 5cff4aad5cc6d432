import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { runRules } from "../../src/lint/run.js";
import { parseZone } from "../../src/zone/index.js";

describe("a fingerprint", () => {
  it("has an end for a file that starts with a line end and has no owner above a finding", () => {
    const text = '\n$TTL 1h\n TXT MX 0 ."v=spf1; ip4:192.02.25 -all"\n';
    const zone = parseZone(text, { file: "a.zone", origin: domainName("example.org") });
    const { findings } = runRules({ zones: [zone], now: 0 });
    expect(findings.map(({ rule }) => rule)).toContain("no-previous-owner");
  });
});
