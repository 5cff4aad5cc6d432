/** Runs rules over zones: one world, each name visited once, and nothing that a rule does ends the run. */
import type { Severity } from "../base/diagnostic.js";
import type { DomainName } from "../base/name.js";
import type { Question } from "../base/question.js";
import { type Steps, runSync } from "../base/run.js";
import type { SourceText } from "../base/source.js";
import { closest } from "../base/suggest.js";
import type { ParsedZone } from "../zone/parse.js";
import { quoted } from "../zone/problems.js";
import type { NodeView, ZoneView } from "../zone/view.js";
import { createZoneViews } from "../zone/views.js";
import { type ZoneLookup, type ZoneSet, createZoneSet, zoneAnswer } from "../zone/zone-set.js";
import type { Baseline } from "./baseline.js";
import { type CollectedFindings, type Collector, createCollector } from "./collect.js";
import { DEFAULT_CONFIG, type LintConfig, isAlwaysOff } from "./config.js";
import type { EngineRule } from "./engine-rules.js";
import { ALL_RULES, RULE_INFOS } from "./registry.js";
import { mailTexts } from "./mail/texts.js";
import type { Estate, Rule, RuleContext } from "./rule.js";
import { type Visitor, VisitedNode, createDispatch } from "./dispatch.js";
import { type Candidates, createCandidates, signsOf } from "./signs/candidates.js";
import { Sign } from "./signs/sign.js";
import { type PolicyPass, createPolicyPass } from "./spf/policy-pass.js";
import { type RecordPass, createRecordPass } from "./spf/record-pass.js";
import { type LintText, type TextPasses, checkText } from "./spf/text-check.js";

export interface LintInput {
  readonly zones: readonly ParsedZone[];
  /** Those of `zones` that hold what DNS has of one domain, as `domainZoneSteps` gives them: no other files make such a domain. */
  readonly domains?: readonly ParsedZone[];
  /** SPF records that stand in no zone. */
  readonly texts?: readonly LintText[];
  /** All rules of the project unless told. */
  readonly rules?: readonly Rule[];
  readonly config?: LintConfig;
  /** Seconds since 1970, for what expires. */
  readonly now: number;
  /** The zones as they were before the change that is checked. */
  readonly before?: readonly ParsedZone[];
  /** The SPF records that DNS has at names of the zones, by the keys of the names: `publishedRecordsSteps`. */
  readonly published?: ReadonlyMap<string, readonly string[]>;
  /** Old findings, which are not reported again. */
  readonly baseline?: Baseline;
  /** The most findings of one rule in one file that are kept; the others are counted. 100 unless told. */
  readonly limit?: number;
  /** Whether rules are called for all names, whatever signs these show. The outcome is the same, later: tests compare. */
  readonly isPlain?: boolean;
}

export interface LintResult extends CollectedFindings {
  /** Names of all that was looked at: files, those included by others too, then domains as `dns:NAME`, then records. */
  readonly files: readonly string[];
  /** How many of them are domains that DNS was asked about, and records that stand in no file. */
  readonly subjects: { readonly domains: number; readonly records: number };
  readonly notes: readonly LintNote[];
}

/** Rules that were left out for a zone, and why. */
export interface LintNote {
  readonly kind: "fragment" | "unread-lines";
  readonly zone: string;
  readonly files: readonly string[];
  /** Ids, in order. */
  readonly rules: readonly string[];
}

/** Findings of one rule in one file beyond the limit. */
export interface OmittedFindings {
  readonly rule: string;
  readonly file: string;
  readonly count: number;
  /** Of the worst of them. */
  readonly severity: Severity;
}

/** Checks zones together as one world, which is all there is to ask. Never throws; linear in the records, given linear rules. */
export function runRules(input: LintInput): LintResult {
  const lookup = lazyLookup(input.zones);
  return runSync(lint(input, lookup, false), (question) => zoneAnswer(lookup(question)));
}

/** The same, with somebody to answer what the policies of the zones refer to, such as DNS. */
export function lintSteps(input: LintInput): Steps<LintResult> {
  return lint(input, lazyLookup(input.zones), true);
}

/** That a domain has no record at all; of a fragment of a zone nobody could say so. */
function checkPresence(source: SourceText, domain: DomainName, active: readonly ActiveRule[], { estate }: Run): void {
  const rule = active.find((one) => one.rule.id === "no-record");
  const zone = estate.zoneOf(domain);
  const node = zone?.node(domain);
  if (zone !== undefined && node !== undefined && (node.types.includes("SPF") || mailTexts(node, zone, "spf").length > 0))
    return;
  const message = `${domain.text} has no SPF record: anyone can send from it`;
  rule?.context.report({ source, span: { start: 0, end: source.line(1).length }, message });
}

function* askDomains(active: readonly ActiveRule[], run: Run): Steps<void> {
  const { input, estate, ran } = run;
  for (const { origin } of input.domains ?? []) {
    const zone = origin === undefined ? undefined : estate.zoneOf(origin);
    const node = origin === undefined ? undefined : zone?.node(origin);
    if (zone === undefined || node === undefined) continue;
    for (const one of active) {
      if (one.rule.askDomain === undefined || one.hasFailed) continue;
      ran.add(one.rule.id);
      try {
        yield* one.rule.askDomain(node, zone, one.context);
      } catch (error) {
        reportFailure(one, run, zone, error, node.owner);
      }
    }
  }
}

function subjectsOf({ domains = [], texts = [] }: LintInput): LintResult["subjects"] {
  return { domains: domains.length, records: texts.length };
}

type Lookup = (question: Question) => ZoneLookup;

function* lint(input: LintInput, lookup: Lookup, isLive: boolean): Steps<LintResult> {
  const config = input.config ?? DEFAULT_CONFIG;
  const rules = (input.rules ?? ALL_RULES).filter((rule) => !isAlwaysOff(config, rule.id));
  const sources = [...sourcesOf(input.zones), ...(input.texts ?? []).map(({ source }) => source)];
  const collector = createCollector(input, config, sources);
  for (const zone of input.zones) reportProblems(zone, collector);

  const views = createZoneViews(input.zones).map((view) => (input.isPlain === true ? { ...view, columns: undefined } : view));
  const before = new Map(createZoneViews(input.before ?? []).map((view) => [view.apex.key, view]));
  const applied = rules.filter(
    ({ needsBefore, needsPublished }) =>
      (needsBefore !== true || before.size > 0) && (needsPublished !== true || input.published !== undefined),
  );
  // The passes are made of the rules, which see the estate.
  let records: RecordPass | undefined;
  const isPlain = (text: string): boolean => records === undefined || records.isPlain(text);
  const candidates = createCandidates(views, applied, isPlain, isLive ? Sign.Spf : 0);
  const estate = createEstate(lookup, views, candidates);
  const run: Run = { input, collector, views, candidates, estate, before, ran: new Set(), notes: [] };
  const active = applied.map((rule): ActiveRule => ({
    rule,
    signs: signsOf(rule),
    context: createContext(rule, run),
    hasFailed: false,
  }));
  const [first] = sources;
  records = recordPass(active, run, (one, error) => reportFailureIn(one, run, first, error, "an SPF record"));
  const policies = policyPass(active, run);
  // What is plainly right by the rules of the project need not be by another one.
  const isOwn = applied.every((rule) => ALL_RULES.includes(rule));
  const visitors = textVisitors(records, policies, { records: isOwn, policies: isOwn && !isLive });
  for (const view of views) checkZone(view, active, visitors, run);
  checkEstate(active, run);
  for (const { source, origin } of input.domains ?? []) if (origin !== undefined) checkPresence(source, origin, active, run);
  if (policies !== undefined) yield* policies.finish();
  yield* askDomains(active, run);
  for (const text of input.texts ?? []) yield* checkText(text, textPasses(active, policies, text, run));

  reportIgnores(run);
  reportStale(run);
  return { ...collector.result(), files: sources.map(({ name }) => name), subjects: subjectsOf(input), notes: run.notes };
}

/** A note as a sentence. */
export function noteText({ kind, files, rules }: LintNote): string {
  const are = files.length === 1 ? ["is", "has"] : ["are", "have"];
  const why = kind === "fragment" ? `${are[0]} a fragment without SOA record` : `${are[1]} lines that could not be read`;
  const what =
    rules.length === 1 ? "a rule that needs the whole zone was" : `${rules.length} rules that need the whole zone were`;
  return `${files.join(", ")} ${why}: ${what} left out (${rules.join(", ")})`;
}

// --------------------------------------------------------------------------------------------------------------------------

interface Run {
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

interface ActiveRule {
  readonly rule: Rule;
  /** It is called for names that show one of them. */
  readonly signs: number;
  readonly context: RuleContext;
  /** A rule that failed is asked no more: it would mostly fail a million times. */
  hasFailed: boolean;
}

/** The files, those included by several zones once. */
function sourcesOf(zones: readonly ParsedZone[]): SourceText[] {
  const sources = new Map<string, SourceText>();
  for (const source of zones.flatMap((zone) => zone.sources)) {
    if (!sources.has(source.name)) sources.set(source.name, source);
  }
  return [...sources.values()];
}

function reportProblems(zone: ParsedZone, collector: Collector): void {
  for (const { code, section, ...problem } of zone.problems)
    collector.report({ ...problem, rule: code, section: section ?? "" });
}

function createEstate(lookup: Lookup, views: readonly ZoneView[], candidates: Candidates): Estate {
  const byApex = new Map(views.map((view) => [view.apex.key, view]));
  return {
    zones: views,
    zoneOf(name) {
      for (let at = name; ; at = at.parent) {
        const zone = byApex.get(at.key);
        if (zone !== undefined || at.labels.length === 0) return zone;
      }
    },
    lookup,
    *namesWith(zone, signs) {
      for (const { node } of candidates.of(zone, signs)) yield node;
    },
  };
}

// Only some rules ask, and the tables take memory.
function lazyLookup(zones: readonly ParsedZone[]): Lookup {
  let set: ZoneSet | undefined;
  return (question) => {
    set ??= createZoneSet(zones);
    return set.lookup(question);
  };
}

function createContext(rule: Rule, { input, collector, estate, before }: Run): RuleContext {
  const { id, severity, section } = rule;
  return {
    estate,
    now: input.now,
    before: (zone) => before.get(zone.apex.key),
    published: (owner) => input.published?.get(owner.key),
    report: (finding) => collector.report({ severity, ...finding, rule: id, section }),
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function checkZone(view: ZoneView, active: readonly ActiveRule[], visitors: readonly Visitor[], run: Run): void {
  const isWhole = view.isComplete && !view.hasUnreadLines;
  const chosen = active.filter(({ rule }) => isWhole || rule.needsWholeZone !== true);
  const isDomain = run.input.domains?.some(({ origin }) => origin?.equals(view.apex) === true) === true;
  if (chosen.length < active.length && !isDomain) {
    const rules = active.filter(({ rule }) => rule.needsWholeZone === true).map(({ rule }) => rule.id);
    run.notes.push({
      kind: view.isComplete ? "unread-lines" : "fragment",
      zone: view.apex.text,
      files: view.files,
      rules,
    });
  }
  for (const { rule } of chosen) run.ran.add(rule.id);
  for (const one of chosen) {
    if (one.rule.checkZone !== undefined) guard(one, run, view, () => one.rule.checkZone?.(view, one.context));
  }
  const dispatch = createDispatch([...chosen.flatMap((one) => visitorOf(one)), ...visitors]);
  if (dispatch.isEmpty) return;
  for (const { node: found, signs } of run.candidates.of(view, dispatch.signs)) {
    const { types } = found;
    const visiting = dispatch.forTypes(types);
    // The cut is looked for only where a rule wants the name.
    if (visiting.length === 0 || isBelowCut(found)) continue;
    const node = new VisitedNode(found, types);
    for (let index = 0; index < visiting.length; index++) {
      const one = visiting[index];
      if (one === undefined || (one.signs & signs) === 0 || one.state.hasFailed) continue;
      try {
        one.visit(node, view);
      } catch (error) {
        reportFailure(one, run, view, error, node.owner);
      }
    }
  }
}

function visitorOf(one: ActiveRule): Visitor[] {
  const { rule, signs, context } = one;
  const { id, types, checkNode } = rule;
  if (checkNode === undefined) return [];
  return [{ id, types, signs, state: one, visit: (node, zone) => checkNode(node, zone, context) }];
}

/**
 * The rules of records, and those of policies, as one visitor of names each: a text that stands at many names is looked at once. Names
 * whose text is plainly right are left out, unless DNS is asked what their includes lead to.
 */
function textVisitors(
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
function recordPass(
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

function textPasses(
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
function policyPass(active: readonly ActiveRule[], run: Run): PolicyPass | undefined {
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
  );
}

function checkEstate(active: readonly ActiveRule[], run: Run): void {
  const whole = run.views.filter((view) => view.isComplete && !view.hasUnreadLines);
  const [first] = run.views;
  for (const one of active) {
    const { rule, context } = one;
    const zones = rule.needsWholeZone === true ? whole : run.views;
    if (rule.checkEstate === undefined || zones.length === 0 || first === undefined) continue;
    run.ran.add(rule.id);
    guard(one, run, first, () => rule.checkEstate?.({ ...run.estate, zones }, context));
  }
}

function isBelowCut(node: NodeView): boolean {
  const { cut } = node;
  return cut !== undefined && cut.labels.length < node.owner.labels.length;
}

function guard(one: ActiveRule, run: Run, view: ZoneView, check: () => void): void {
  if (one.hasFailed) return;
  try {
    check();
  } catch (error) {
    reportFailure(one, run, view, error, view.apex);
  }
}

type Failing = ActiveRule | Visitor;

function reportFailure(one: Failing, run: Run, view: ZoneView, error: unknown, at: DomainName): void {
  const source = run.input.zones.find((zone) => view.files.includes(zone.source.name))?.source;
  reportFailureIn(one, run, source, error, at.text);
}

function reportFailureIn(one: Failing, run: Run, source: SourceText | undefined, error: unknown, at: string): void {
  const { id, state } = "rule" in one ? { id: one.rule.id, state: one } : one;
  state.hasFailed = true;
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `the rule ${id} failed at ${quoted(at)} and checked nothing after it (${why.split("\n")[0]}): this is a fault of the program, please report it`;
  if (source !== undefined) reportEngine(run, "internal-error", source, { start: 0, end: 0 }, message);
}

// --------------------------------------------------------------------------------------------------------------------------

function reportIgnores(run: Run): void {
  for (const { source, ignores } of run.collector.ignores()) {
    for (const { rule, span, message } of ignores.problems) reportEngine(run, rule, source, span, message);
    for (const { rule, span, used } of ignores.all) {
      const info = RULE_INFOS.get(rule);
      if (info === undefined && !(run.input.rules ?? []).some(({ id }) => id === rule)) {
        const suggestion = closest(rule, RULE_INFOS.keys());
        const help = suggestion === undefined ? "spf zone check --list-rules lists all" : `did you mean ${suggestion}?`;
        reportEngine(run, "unknown-ignore", source, span, `there is no rule ${quoted(rule)}: ${help}`);
      } else if (!used && hasRun(run, rule)) {
        reportEngine(run, "unused-ignore", source, span, `nothing of ${rule} is silenced here: remove this`);
      }
    }
  }
}

function reportStale(run: Run): void {
  const { baseline } = run.input;
  if (baseline === undefined) return;
  const files = new Set(sourcesOf(run.input.zones).map(({ name }) => name));
  for (const { entry, left, span } of run.collector.baseline?.stale(files, (rule) => hasRun(run, rule)) ?? []) {
    const what = left === 1 ? "a finding" : `${left} findings`;
    const message = `${what} of ${quoted(entry.rule)} in ${quoted(entry.file)} is there no longer: write the baseline anew`;
    reportEngine(
      run,
      "stale-baseline",
      baseline.source,
      span,
      left === 1 ? message : message.replace(" is there", " are there"),
    );
  }
}

/** Whether the absence of findings of a rule means that there are none. Problems of the parser are always looked for. */
function hasRun(run: Run, rule: string): boolean {
  if (run.ran.has(rule)) return !isAlwaysOff(run.input.config ?? DEFAULT_CONFIG, rule);
  const kind = RULE_INFOS.get(rule)?.kind;
  return kind === "syntax" && !isAlwaysOff(run.input.config ?? DEFAULT_CONFIG, rule);
}

function reportEngine(
  run: Run,
  rule: EngineRule,
  source: SourceText,
  span: { start: number; end: number },
  message: string,
): void {
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
