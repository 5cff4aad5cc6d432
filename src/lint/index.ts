/** The checks of zone files, without IO: rules, settings, comments that silence, baselines, and formats of findings. */
export { type Baseline, type BaselineEntry, baselineEntries, formatBaseline, parseBaseline } from "./baseline.js";
export type { ConfigOverride, LintConfig, RuleSetting } from "./config.js";
export { ALL_RULES, RULE_INFOS, type RuleInfo } from "./registry.js";
export { FORMATS, type Format, type FormatOptions, formatResult } from "./reporters/index.js";
export {
  type Estate,
  type Finding,
  type ReportedFinding,
  type Rule,
  type RuleContext,
  type RuleDocs,
  placeOf,
} from "./rule.js";
export { Sign } from "./signs/sign.js";
export { type LintInput, type LintNote, type LintResult, type OmittedFindings, noteText, runRules } from "./run.js";
