/** What every rule has to keep: its documentation is true. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkExample, exampleFiles } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { Finding, Rule } from "../../src/lint/rule.js";
import type { LintResult } from "../../src/lint/run.js";
import { ROOT } from "../support/cli.js";

/** A finding as `file:line:column "marked text" rule: message`. */
export function shown({ source, span, rule, message }: Finding): string {
  const { line, column } = source.position(span.start);
  return `${source.name}:${line}:${column} ${JSON.stringify(source.text.slice(span.start, span.end))} ${rule}: ${message}`;
}

/** What one rule finds in zones for example.org, as `shown`. */
export function findingsOf(rule: Rule, text: string): string[] {
  return ownFindings(rule, checkExample(rule.docs, text, [rule])).map(shown);
}

function ownFindings(rule: Rule, { findings }: LintResult): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule.id);
}

/** The tests of one rule's documentation. */
export function testRule(rule: Rule): void {
  const { docs, id } = rule;

  it("has an id in kebab case, and a summary without a full stop", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^\S.{5,90}[^.]$/);
    expect(rule.section).not.toBe("");
    for (const text of [docs.why, docs.fix]) expect(text).toMatch(/^[A-Z`].{15,}[.`)]$/s);
  });

  it("has a function", () => {
    expect(
      rule.checkNode ??
        rule.checkZone ??
        rule.checkEstate ??
        rule.checkRecord ??
        rule.checkPolicy ??
        rule.askPolicy ??
        rule.askDomain,
    ).toBeTypeOf("function");
  });

  it("fires once on its bad example, exactly at the mark, and no other rule does with it", () => {
    const marks = exampleFiles(docs.bad).flatMap(({ name, marks: spans }) => spans.map((span) => ({ file: name, span })));
    expect(marks, "docs.bad has one pair of « and »").toHaveLength(1);
    const { findings, notes } = checkExample(docs, docs.bad, [rule]);
    const own = findings.filter((finding) => finding.rule === id);
    expect(own.map(shown)).toHaveLength(1);
    expect(own.map(({ source, span }) => ({ file: source.name, span }))).toEqual(marks);
    expect(own[0]?.message).toMatch(/^[a-z0-9"$@][^]*[^.]$/);
    expect(notes, "the example has what the rule needs").toEqual([]);
    const others = findings.filter((finding) => finding.rule !== id);
    expect(others.filter(({ severity }) => severity === "error").map(shown), "the bad example has no syntax error").toEqual([]);
  });

  it("has no other error in its bad example with all rules", () => {
    const { findings } = checkExample(docs, docs.bad, ALL_RULES);
    expect(findings.filter((finding) => finding.rule !== id && finding.severity === "error").map(shown)).toEqual([]);
    expect(ownFindings(rule, checkExample(docs, docs.bad, ALL_RULES))).toHaveLength(1);
  });

  it("finds nothing in its good example", () => {
    const { findings } = checkExample(docs, docs.good, [rule]);
    expect(findings.filter(({ rule: found, severity }) => found === id || severity === "error").map(shown)).toEqual([]);
    expect(exampleFiles(docs.good).flatMap(({ marks }) => marks)).toEqual([]);
  });

  it("does not fail on an empty zone, nor on a fragment", () => {
    for (const text of ["", "@ A 192.0.2.1\n", "@ SOA ns h 1 1h 1h 1w 1h\n", `${docs.bad}\nbroken\n`.replaceAll(/[«»]/g, "")]) {
      const { findings } = checkExample(docs, text, [rule]);
      expect(findings.filter((finding) => finding.rule === "internal-error").map(shown)).toEqual([]);
    }
  });

  it("has its page in docs/rules", () => {
    const page = readFileSync(join(ROOT, "docs/rules", `${id}.md`), "utf8");
    expect(page).toContain(docs.why);
    expect(page).toContain(docs.bad.replaceAll(/[«»]/g, "").trimEnd());
    expect(page).toContain(docs.good.trimEnd());
    expect(page).toContain(docs.fix);
  });
}
