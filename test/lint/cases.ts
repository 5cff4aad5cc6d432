/** Short zones, and what one rule finds in them. */
import { expect, it } from "vitest";
import { checkExample } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { Finding, Rule } from "../../src/lint/rule.js";

/** What one rule finds, as `line severity "marked text"`; with the file where it is another one than example.org.zone. */
export function found(id: string, zone: string): string[] {
  return findings(id, zone).map(({ source, span, severity }) => {
    const file = source.name === "example.org.zone" ? "" : `${source.name} `;
    return `${file}${source.position(span.start).line} ${severity} ${source.slice(span.start, span.end)}`;
  });
}

/** The message of the one finding. */
export function message(id: string, zone: string): string {
  const [finding, ...others] = findings(id, zone);
  expect(others).toEqual([]);
  return finding?.message ?? "";
}

export type Case = readonly [what: string, id: string, zone: string, ...findings: string[]];

/** A test for each case: the findings are those of `found`. */
export function cases(list: readonly Case[]): void {
  it.each(list.map(([what, id, zone, ...expected]) => ({ what, id, zone, expected })))(
    "$id: $what",
    ({ id, zone, expected }) => {
      expect(found(id, zone)).toEqual(expected);
    },
  );
}

function findings(id: string, zone: string): Finding[] {
  return checkExample({}, zone, [ruleOf(id)]).findings.filter((finding) => finding.rule === id);
}

function ruleOf(id: string): Rule {
  const rule = ALL_RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return rule;
}
