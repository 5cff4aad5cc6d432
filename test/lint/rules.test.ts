/** Every rule keeps what its documentation says. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pages } from "../../src/lint/docs.js";
import { ALL_RULES, RULE_INFOS } from "../../src/lint/registry.js";
import { ROOT } from "../support/cli.js";
import { testRule } from "./rule-tester.js";

describe("the registry", () => {
  it("has each file of src/lint/rules, and nothing else, in order", () => {
    const files = readdirSync(join(ROOT, "src/lint/rules")).filter((file) => file !== "index.ts");
    expect(ALL_RULES.map(({ id }) => id)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).toSorted());
  });

  it("has no id twice", () => {
    const ids = [...RULE_INFOS.keys()];
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toEqual(expect.arrayContaining(ALL_RULES.map(({ id }) => id)));
    expect([...RULE_INFOS.values()].filter(({ kind }) => kind === "rule")).toHaveLength(ALL_RULES.length);
  });

  it("has documentation for everything", () => {
    expect(readdirSync(join(ROOT, "docs/rules")).toSorted()).toEqual(
      pages()
        .map(({ file }) => file)
        .toSorted(),
    );
    for (const { summary, docs } of RULE_INFOS.values()) {
      expect(summary).toMatch(/^\S.{5,90}[^.]$/);
      expect(docs.why).toMatch(/[.)]$/);
      expect(docs.fix.length).toBeGreaterThan(10);
    }
  });
});

describe.each(ALL_RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => testRule(rule));
