/**
 * What is reported, on its way to a result: the user's settings, the comments that silence, the baseline and the limit are applied
 * one finding after the other, so that a rule with a million findings takes the memory of a hundred.
 */
import type { RelatedPlace, Severity } from "../base/diagnostic.js";
import type { SourceText, Span } from "../base/source.js";
import { type BaselineMatcher, matchBaseline } from "./baseline.js";
import { type LintConfig, type RuleSetting, settingFor } from "./config.js";
import { fingerprintOf } from "./fingerprint.js";
import { type Ignores, readIgnores } from "./ignore.js";
import type { LintInput, OmittedFindings } from "./run.js";
import type { FormerRule } from "./former-rules.js";
import type { Finding } from "./rule.js";
import type { PlacedFix } from "./fix/place.js";

/** A finding before any setting. */
interface RawFinding {
  readonly rule: string;
  /** The rule's own. */
  readonly severity: Severity;
  readonly source: SourceText;
  readonly span: Span;
  readonly message: string;
  readonly section: string;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: PlacedFix;
  readonly formerly?: FormerRule;
  readonly partOf?: string;
}

export interface Collector {
  report(finding: RawFinding): void;
  /** The comments of each file that has some, the files in order. */
  ignores(): readonly { readonly source: SourceText; readonly ignores: Ignores }[];
  readonly baseline: BaselineMatcher | undefined;
  result(): CollectedFindings;
}

export interface CollectedFindings {
  readonly findings: readonly Finding[];
  readonly omitted: readonly OmittedFindings[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly ignored: number;
  readonly baselined: number;
}

/** The most findings of one rule in one file that are kept unless the caller says otherwise; the others are counted. */
const DEFAULT_LIMIT = 100;

/** Collects for the files of `sources`, whose order is that of the result; comments silence in all but the texts. */
export function createCollector(input: LintInput, config: LintConfig, sources: readonly SourceText[]): Collector {
  const texts = new Set(input.texts?.map(({ source }) => source));
  // By name: a file that several zones include is read once for each, and its findings are the same.
  const files = new Map<string, FileState>();
  const stateOf = (source: SourceText): FileState => {
    let state = files.get(source.name);
    if (state === undefined) {
      state = {
        source,
        settings: new Map(),
        rules: new Map(),
        parts: new Map(),
        ignores: texts.has(source) ? undefined : readIgnores(source),
      };
      files.set(source.name, state);
    }
    return state;
  };
  for (const source of sources) stateOf(source);
  const baseline = input.baseline && matchBaseline(input.baseline);
  const limit = input.limit ?? DEFAULT_LIMIT;
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  let ignored = 0;
  let baselined = 0;

  return {
    baseline,
    report({ formerly, partOf, ...raw }) {
      const state = stateOf(raw.source);
      const setting = settingOf(state, config, raw.rule, formerly);
      if (setting === "off") return;
      const { rule, source, span } = raw;
      const ids = formerly === undefined ? [rule] : [rule, formerly];
      const ignore = ids.map((id) => state.ignores?.find(id, span.start)).find((one) => one !== undefined);
      if (ignore !== undefined) {
        ignore.used = true;
        ignored++;
        return;
      }
      let list = state.rules.get(raw.rule);
      if (list === undefined) {
        list = { kept: new Set(), seen: new Set(), omitted: 0, severity: "info" };
        state.rules.set(raw.rule, list);
      }
      const key = `${raw.span.start} ${raw.span.end} ${raw.message}`;
      if (list.seen.has(key)) return;
      // Of a baseline, too: it has none of the parts.
      for (const part of withoutParts(state, raw)) counts[part]--;
      const isKept = list.kept.size < limit;
      const fingerprint = isKept || baseline !== undefined ? fingerprintOf(raw.rule, raw.source, raw.span) : "";
      // The id is a part of the fingerprint.
      const isOld = (id: string): boolean =>
        baseline?.take(id, source.name, id === rule ? fingerprint : fingerprintOf(id, source, span)) === true;
      if (ids.some(isOld)) {
        baselined++;
        return;
      }
      const severity = setting ?? raw.severity;
      counts[severity]++;
      if (isKept) {
        list.seen.add(key);
        const finding = { related: [], ...raw, severity, fingerprint };
        list.kept.add(finding);
        if (partOf !== undefined) notePart(state, partOf, finding);
        return;
      }
      list.omitted++;
      list.severity = worse(list.severity, severity);
    },
    ignores() {
      return [...files.values()].flatMap(({ source, ignores }) => (ignores === undefined ? [] : [{ source, ignores }]));
    },
    result() {
      const states = [...files.values()];
      return {
        findings: states.flatMap(sortedFindings),
        omitted: states.flatMap(({ source, rules }) =>
          [...rules].flatMap(([rule, { omitted, severity }]) =>
            omitted === 0 ? [] : [{ rule, file: source.name, count: omitted, severity }],
          ),
        ),
        counts,
        ignored,
        baselined,
      };
    },
  };
}

/** The worse of two severities. */
function worse(a: Severity, b: Severity): Severity {
  return RANKS[a] >= RANKS[b] ? a : b;
}

/** Whether a severity is at or above another one. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return RANKS[severity] >= RANKS[least];
}

// --------------------------------------------------------------------------------------------------------------------------

const RANKS: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

interface FileState {
  readonly source: SourceText;
  readonly settings: Map<string, RuleSetting | undefined>;
  readonly rules: Map<string, RuleFindings>;
  /** Findings that are left out where one of another rule says them too, by that rule and where they start. */
  readonly parts: Map<string, Map<number, Finding[]>>;
  readonly ignores: Ignores | undefined;
}

interface RuleFindings {
  readonly kept: Set<Finding>;
  /** Places and messages of those kept: two ways to the same finding are one. */
  readonly seen: Set<string>;
  omitted: number;
  /** The worst one of those omitted. */
  severity: Severity;
}

function settingOf(
  state: FileState,
  config: LintConfig,
  rule: string,
  formerly: FormerRule | undefined,
): RuleSetting | undefined {
  const key = formerly === undefined ? rule : `${rule} ${formerly}`;
  if (!state.settings.has(key)) state.settings.set(key, settingFor(config, rule, state.source.name, formerly));
  return state.settings.get(key);
}

function notePart({ parts }: FileState, partOf: string, finding: Finding): void {
  const byStart = parts.get(partOf) ?? new Map<number, Finding[]>();
  parts.set(partOf, byStart);
  const { start } = finding.span;
  byStart.set(start, [...(byStart.get(start) ?? []), finding]);
}

/** Takes out what a finding says too, and returns how bad that was. */
function withoutParts({ parts, rules, source: file }: FileState, { rule, source, span, related = [] }: RawFinding): Severity[] {
  const byStart = parts.get(rule);
  if (byStart === undefined) return [];
  const said: Finding[] = [];
  for (const place of [{ source, span }, ...related]) {
    if (place.source.name !== file.name) continue;
    said.push(...(byStart.get(place.span.start) ?? []));
    byStart.delete(place.span.start);
  }
  for (const part of said) rules.get(part.rule)?.kept.delete(part);
  return said.map(({ severity }) => severity);
}

function sortedFindings(state: FileState): Finding[] {
  return [...state.rules.values()]
    .flatMap(({ kept }) => [...kept])
    .sort(
      (a, b) =>
        a.span.start - b.span.start ||
        RANKS[b.severity] - RANKS[a.severity] ||
        a.span.end - b.span.end ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
}
