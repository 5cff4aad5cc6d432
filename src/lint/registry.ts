/** All that can be reported, with its documentation: the rules, the problems of the parser, and those of the checking itself. */
import type { Severity } from "../base/diagnostic.js";
import { ENGINE_RULES } from "./engine-rules.js";
import { FORMER_RULES } from "./former-rules.js";
import type { Rule, RuleDocs } from "./rule.js";
import { RULES } from "./rules/index.js";
import { SYNTAX_RULES } from "./syntax-rules.js";

/** What is known about an id. */
export interface RuleInfo {
  readonly id: string;
  /** `rule`: a file of `rules/`. `syntax`: a problem of the parser. `engine`: about the checking itself. `former`: reported by others now. */
  readonly kind: "rule" | "syntax" | "engine" | "former";
  readonly severity: Severity;
  readonly summary: string;
  readonly section: string;
  readonly docs: Pick<RuleDocs, "why" | "fix"> & Partial<RuleDocs>;
}

/** The rules of the project, in order of their ids. */
export const ALL_RULES: readonly Rule[] = RULES;

/** Everything by its id, in order of the ids. */
export const RULE_INFOS: ReadonlyMap<string, RuleInfo> = new Map(
  [
    ...RULES.map((rule) => infoOf("rule", rule.id, rule)),
    ...Object.entries(SYNTAX_RULES).map(([id, rule]) => infoOf("syntax", id, rule)),
    ...ENGINE_RULES,
    ...FORMER_RULES,
  ]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((info) => [info.id, info]),
);

function infoOf(
  kind: RuleInfo["kind"],
  id: string,
  rule: Pick<RuleInfo, "severity" | "summary" | "section" | "docs">,
): RuleInfo {
  const { severity, summary, section } = rule;
  return {
    id,
    kind,
    severity,
    summary,
    section,
    // Read where it is used: the command has it in a file beside its code.
    get docs() {
      return rule.docs;
    },
  };
}
