/** The checks of zone files, without IO: rules, settings, comments that silence, baselines, and formats of findings. */
export { type Baseline, type BaselineEntry, baselineEntries, formatBaseline, parseBaseline } from "./baseline.js";
export type { ConfigOverride, LintConfig, RuleSetting } from "./config.js";
export type { ChangedRecord, ChangedRecords } from "./fix/changed.js";
export { type FileEdit, type PlacedFix, type RecordAt, editedFile, fileEdits } from "./fix/place.js";
export type { FixEffect } from "./fix/proof.js";
export type { AppliedFix, FixableFinding, RefusedFix } from "./fix/record.js";
export { type FixInput, type FixOutcome, fixSteps } from "./fix/run.js";
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
export { type LintInput, type LintNote, type LintResult, type OmittedFindings, lintSteps, noteText, runRules } from "./run.js";
export { type UnreadableDomain, domainZoneSteps } from "./spf/domain-zone.js";
export type { Fix, FixClaim, RecordContext, RecordFinding, SpfText, TextEdit } from "./spf/spf-text.js";
export type { LintText } from "./spf/text-check.js";
export { Sign } from "./signs/sign.js";
