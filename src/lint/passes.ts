/** The rules of records and of policies in a run: what they are asked about, and where what they find goes. */
import { type ActiveRule, type Run, reportFailureIn } from "./active.js";
import type { Visitor } from "./dispatch.js";
import { Sign } from "./signs/sign.js";
import { type PolicyPass, createPolicyPass } from "./spf/policy-pass.js";
import { type RecordPass, createRecordPass } from "./spf/record-pass.js";
import type { LintText, TextPasses } from "./spf/text-check.js";

/**
 * The rules of records, and those of policies, as one visitor of names each: a text that stands at many names is looked at once. Names
 * whose text is plainly right are left out, unless DNS is asked what their includes lead to.
 */
export function textVisitors(
  records: RecordPass | undefined,
  policies: PolicyPass | undefined,
  skipsPlain: { readonly records: boolean; readonly policies: boolean },
): readonly Visitor[] {
  const visitor = (id: string, pass: RecordPass | PolicyPass | undefined, signs: number): Visitor[] =>
    pass === undefined
      ? []
      : [{ id, types: ["TXT"], signs, state: { hasFailed: false }, visit: (node, zone) => pass.checkNode(node, zone) }];
  return [
    ...visitor("records", records, skipsPlain.records ? Sign.Text : Sign.Text | Sign.Spf),
    ...visitor("policies", policies, skipsPlain.policies ? Sign.Text : Sign.Text | Sign.Spf),
  ];
}

/** The rules of records; undefined where there are none. */
export function recordPass(
  rules: readonly ActiveRule[],
  run: Run,
  fail: (one: ActiveRule, error: unknown) => void,
): RecordPass | undefined {
  const chosen = rules.filter(({ rule, hasFailed }) => rule.checkRecord !== undefined && !hasFailed);
  for (const { rule } of chosen) run.ran.add(rule.id);
  return createRecordPass(
    chosen.map((one) => ({
      rule: one.rule,
      report: (finding) => one.context.report(finding),
      fail: (error) => fail(one, error),
    })),
  );
}

export function textPasses(
  active: readonly ActiveRule[],
  policies: PolicyPass | undefined,
  { source }: LintText,
  run: Run,
): TextPasses {
  const fail = (one: ActiveRule, error: unknown): void => reportFailureIn(one, run, source, error, source.name);
  const others = active.filter(({ rule }) => rule.id === NO_RECORD_AT_ALL);
  return {
    records: recordPass(active.map(aloneRule), run, fail),
    policies,
    others: recordPass(others, run, fail),
    reportFault(_source, { rule, span, message, severity }, fix) {
      const more = { ...(severity === undefined ? {} : { severity }), ...(fix === undefined ? {} : { fix }) };
      active.find((one) => one.rule.id === rule)?.context.report({ span, message, source, ...more });
    },
  };
}

/** The rule that says of any text that it is no record. */
const NO_RECORD_AT_ALL = "spf-syntax";

/** A rule as it is for a record that stands in no zone. */
function aloneRule(one: ActiveRule): ActiveRule {
  const { checkLoneRecord, ...rule } = one.rule;
  return checkLoneRecord === undefined ? one : { ...one, rule: { ...rule, checkRecord: checkLoneRecord } };
}

/** The rules of policies; undefined where there are none. */
export function policyPass(active: readonly ActiveRule[], run: Run, isLive: boolean): PolicyPass | undefined {
  const rules = active.filter(({ rule }) => rule.checkPolicy !== undefined || rule.askPolicy !== undefined);
  const source = run.input.zones[0]?.source ?? run.input.texts?.[0]?.source;
  if (rules.length === 0 || source === undefined) return undefined;
  for (const { rule } of rules) run.ran.add(rule.id);
  return createPolicyPass(
    rules.map((one) => ({
      rule: one.rule,
      report: (finding) => one.context.report(finding),
      fail: (error) => reportFailureIn(one, run, source, error, source.name),
    })),
    run.estate,
    isLive,
  );
}
