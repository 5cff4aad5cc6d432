/** A run of rules while it is under way: what all its parts share, and what becomes of a rule that fails. */
import type { DomainName } from "../base/name.js";
import type { SourceText, Span } from "../base/source.js";
import { quoted } from "../zone/problems.js";
import type { ZoneView } from "../zone/view.js";
import type { Collector } from "./collect.js";
import type { Visitor } from "./dispatch.js";
import type { EngineRule } from "./engine-rules.js";
import { RULE_INFOS } from "./registry.js";
import type { Estate, Rule, RuleContext } from "./rule.js";
import type { LintInput, LintNote } from "./run.js";
import type { Candidates } from "./signs/candidates.js";

export interface Run {
  readonly input: LintInput;
  readonly collector: Collector;
  readonly views: readonly ZoneView[];
  readonly candidates: Candidates;
  readonly estate: Estate;
  readonly before: ReadonlyMap<string, ZoneView>;
  /** Ids of the rules that saw at least one zone. */
  readonly ran: Set<string>;
  readonly notes: LintNote[];
}

export interface ActiveRule {
  readonly rule: Rule;
  /** It is called for names that show one of them. */
  readonly signs: number;
  readonly context: RuleContext;
  /** A rule that failed is asked no more: it would mostly fail a million times. */
  hasFailed: boolean;
}

export function guard(one: ActiveRule, run: Run, view: ZoneView, check: () => void): void {
  if (one.hasFailed) return;
  try {
    check();
  } catch (error) {
    reportFailure(one, run, view, error, view.apex);
  }
}

type Failing = ActiveRule | Visitor;

export function reportFailure(one: Failing, run: Run, view: ZoneView, error: unknown, at: DomainName): void {
  const source = run.input.zones.find((zone) => view.files.includes(zone.source.name))?.source;
  reportFailureIn(one, run, source, error, at.text);
}

export function reportFailureIn(one: Failing, run: Run, source: SourceText | undefined, error: unknown, at: string): void {
  const { id, state } = "rule" in one ? { id: one.rule.id, state: one } : one;
  state.hasFailed = true;
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `the rule ${id} failed at ${quoted(at)} and checked nothing after it (${why.split("\n")[0]}): this is a fault of the program, please report it`;
  if (source !== undefined) reportEngine(run, "internal-error", source, { start: 0, end: 0 }, message);
}

export function reportEngine(run: Run, rule: EngineRule, source: SourceText, span: Span, message: string): void {
  const info = RULE_INFOS.get(rule);
  run.collector.report({
    rule,
    severity: info?.severity ?? "error",
    source,
    span,
    message,
    section: info?.section ?? "",
  });
}
