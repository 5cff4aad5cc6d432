import { describe, expect, it } from "vitest";
import { checkExample } from "../../../src/lint/example.js";
import { writingFix } from "../../../src/lint/mail/writing-fix.js";
import type { WritingRule } from "../../../src/lint/mail/writing.js";
import { ALL_RULES } from "../../../src/lint/registry.js";
import { applyEdits } from "../../../src/lint/spf/faults/edited-text.js";

function mended(rule: WritingRule, text: string): string | undefined {
  const fix = writingFix(rule, text);
  return fix && applyEdits(text, fix.edits);
}

describe("writingFix", () => {
  it.each<[WritingRule, string, string | undefined]>([
    ["unicode-dash", "v=spf1 mx \xe2\x80\x93all", "v=spf1 mx -all"],
    ["unicode-dash", "v=spf1 \xe2\x88\x92mx \xe2\x80\x93all", "v=spf1 -mx -all"],
    ["nonbreaking-space", "v=spf1 mx\xc2\xa0a \xc2\xa0-all", "v=spf1 mx a -all"],
    ["nonbreaking-space", "v=spf1 mx -all\xc2\xa0", "v=spf1 mx -all"],
    ["smart-quotes", "v=spf1 mx -all\xe2\x80\x9d", "v=spf1 mx -all"],
    ["literal-quotes", 'v=spf1 mx -all"', "v=spf1 mx -all"],
    ["literal-quotes", 'v=spf1 include:"x.example" -all', "v=spf1 include:x.example -all"],
    ["escape-residue", "v=spf1 mx\\032-all", "v=spf1 mx -all"],
    // What looks like a space behind the version makes it no record, and a space in its place is all that is wanted.
    ["tab-separator", "v=spf1\tmx -all", "v=spf1 mx -all"],
    ["tab-separator", "v=spf1\t mx\t-all", "v=spf1 mx -all"],
    ["nonbreaking-space", "v=spf1\xc2\xa0mx -all", "v=spf1 mx -all"],
    ["tab-separator", "v=spf1\tmx all", undefined],
    ["nonbreaking-space", "v=spf1\xc2\xa0all", undefined],
    // What is left would be wrong, or let everyone send, or the text is no record.
    ["unicode-dash", "v=spf1 foo:x \xe2\x80\x93all", undefined],
    ["unicode-dash", "v=spf1 \xc3\xbc \xe2\x80\x93all", undefined],
    ["literal-quotes", 'v=spf1 mx "all"', undefined],
    ["smart-quotes", "\xe2\x80\x9cv=spf1 mx -all\xe2\x80\x9d", undefined],
    ["non-ascii", "v=spf1 include:\xc3\xbc.example -all", undefined],
  ])("of %s in %j", (rule, text, right) => {
    expect(mended(rule, text)).toBe(right);
  });

  it("makes no second record of a name", () => {
    const zone = (more: string): string => `$TTL 1h\n@ TXT "v=spf1\\009mx -all"\n${more}`;
    const fixes = (more: string): number =>
      checkExample({}, zone(more), ALL_RULES).findings.filter(({ fix }) => fix !== undefined).length;
    expect(fixes("")).toBe(1);
    expect(fixes('@ TXT "v=spf1 -all"\n')).toBe(0);
  });

  it("comes with the finding", () => {
    const { findings } = checkExample({}, '$TTL 1h\n@ TXT "v=spf1 mx \\226\\128\\147all"\n', ALL_RULES);
    const fixes = findings.flatMap(({ rule, fix }) =>
      fix === undefined ? [] : [`${rule}: ${fix.message}, ${fix.claim.kind}`],
    );
    expect(fixes).toEqual(['unicode-dash: write "-" of ASCII, repair']);
  });
});
