/** What is reported about the checking itself: comments that silence, the baseline, and rules that fail. */
import type { RuleInfo } from "./registry.js";

const SECTION = "docs/zone-check.md";

const INFOS = {
  "bad-ignore": {
    severity: "warning",
    summary: "a comment that silences is not written as one",
    why: "The comment silences nothing, or not what it seems to: it names no rule, ends what was not started, or is not ended.",
    fix: "Write `; spf-ignore rule-id: reason`, or `; spf-ignore-start rule-id: reason` and later `; spf-ignore-end`.",
  },
  "ignore-without-reason": {
    severity: "info",
    summary: "a comment that silences gives no reason",
    why: "Whoever reads the file next cannot tell whether the finding was looked at or only in the way.",
    fix: "Put a colon and the reason behind the rule: `; spf-ignore rule-id: the old host is kept until May`.",
  },
  "internal-error": {
    severity: "error",
    summary: "a rule failed, and this zone was not checked by it",
    why: "This is a fault of the program and not of the zone. All other rules ran.",
    fix: "Report it with the zone, or with the part of it that still shows it. Until then, turn the rule off: `--rule rule-id=off`.",
  },
  "stale-baseline": {
    severity: "info",
    summary: "the baseline has a finding that is there no longer",
    why: "The old finding was mended. As long as its entry stays, the same mistake made again would not be shown.",
    fix: "Write the baseline anew: `spf zone check --baseline FILE --write-baseline`.",
  },
  "unknown-ignore": {
    severity: "warning",
    summary: "a comment silences a rule that does not exist",
    why: "The comment silences nothing. Mostly the id is misspelt, or the rule has another name.",
    fix: "Write the id as the finding shows it. `spf zone check --list-rules` lists them all.",
  },
  "unused-ignore": {
    severity: "warning",
    summary: "a comment silences a finding that is not there",
    why: "The record was mended, or the comment stands at the wrong place. If it stays, it hides the next mistake.",
    fix: "Remove the comment, or the id in it that the finding names.",
  },
} as const;

export type EngineRule = keyof typeof INFOS;

export const ENGINE_RULES: readonly RuleInfo[] = Object.entries(INFOS).map(([id, { severity, summary, why, fix }]) => ({
  id,
  kind: "engine",
  severity,
  summary,
  section: SECTION,
  docs: { why, fix },
}));
