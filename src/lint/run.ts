/** Runs rules over zones: one world, each name visited once, and nothing that a rule does ends the run. */
import type { Severity } from "../base/diagnostic.js";
import type { DomainName } from "../base/name.js";
import { type Steps, runSync } from "../base/run.js";
import type { SourceText } from "../base/source.js";
import type { ParsedZone } from "../zone/parse.js";
import { type ViewedZones, createViewedZones, createZoneViews } from "../zone/views.js";
import { zoneAnswer } from "../zone/zone-set.js";
import { type ActiveRule, type Run, reportFailureIn } from "./active.js";
import type { Baseline } from "./baseline.js";
import { type CollectedFindings, type Collector, createCollector } from "./collect.js";
import { DEFAULT_CONFIG, type LintConfig, isAlwaysOff } from "./config.js";
import { createContext, createEstate, sourcesOf } from "./estate.js";
import { reportIgnores, reportStale } from "./leftovers.js";
import { mailTexts } from "./mail/texts.js";
import { policyPass, recordPass, textPasses, textVisitors } from "./passes.js";
import { ALL_RULES } from "./registry.js";
import type { Rule } from "./rule.js";
import { createCandidates, signsOf } from "./signs/candidates.js";
import type { RecordPass } from "./spf/record-pass.js";
import { NOT_THERE } from "./spf/domain-zone.js";
import { type LintText, checkText } from "./spf/text-check.js";
import { Sign } from "./signs/sign.js";
import { askDomains, checkEstate, checkZone } from "./visit.js";

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
  const zones = createViewedZones(input.zones);
  return runSync(lint(input, zones, false), (question) => zoneAnswer(zones.lookup(question)));
}

/** The same, with somebody to answer what the policies of the zones refer to, such as DNS. */
export function lintSteps(input: LintInput): Steps<LintResult> {
  return lint(input, createViewedZones(input.zones), true);
}

function subjectsOf({ domains = [], texts = [] }: LintInput): LintResult["subjects"] {
  return { domains: domains.length, records: texts.length };
}

function* lint(input: LintInput, zones: ViewedZones, isLive: boolean): Steps<LintResult> {
  const config = input.config ?? DEFAULT_CONFIG;
  const rules = (input.rules ?? ALL_RULES).filter((rule) => !isAlwaysOff(config, rule.id));
  const sources = [...sourcesOf(input.zones), ...(input.texts ?? []).map(({ source }) => source)];
  const collector = createCollector(input, config, sources);
  for (const zone of input.zones) reportProblems(zone, input, collector);

  const views = zones.views.map((view) => (input.isPlain === true ? { ...view, columns: undefined } : view));
  const before = new Map(createZoneViews(input.before ?? []).map((view) => [view.apex.key, view]));
  const applied = rules.filter(
    ({ needsBefore, needsPublished }) =>
      (needsBefore !== true || before.size > 0) && (needsPublished !== true || input.published !== undefined),
  );
  // What is plainly right by the rules of the project need not be by another one.
  const isOwn = applied.every((rule) => ALL_RULES.includes(rule));
  // The passes are made of the rules, which see the estate.
  let records: RecordPass | undefined;
  const isPlain = (text: string): boolean => records === undefined || records.isPlain(text);
  const candidates = createCandidates(views, applied, isPlain, isLive || !isOwn ? Sign.Spf : 0);
  const estate = createEstate(zones.lookup, views, candidates);
  const run: Run = { input, collector, views, candidates, estate, before, ran: new Set(), notes: [] };
  const active = applied.map((rule): ActiveRule => ({
    rule,
    signs: signsOf(rule),
    context: createContext(rule, run),
    hasFailed: false,
  }));
  const [first] = sources;
  records = recordPass(active, run, (one, error) => reportFailureIn(one, run, first, error, "an SPF record"));
  const policies = policyPass(active, run, isLive);
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

function reportProblems(zone: ParsedZone, { domains }: LintInput, collector: Collector): void {
  const isDomain = domains?.includes(zone) === true;
  for (const { code, section, ...problem } of zone.problems) {
    // That DNS has nothing for a domain is the rule no-record's to say.
    if (isDomain && code === "zone-without-records") continue;
    collector.report({ ...problem, rule: code, section: section ?? "" });
  }
}

/** That a domain has no record at all; of a fragment of a zone nobody could say so. */
function checkPresence(source: SourceText, domain: DomainName, active: readonly ActiveRule[], { estate }: Run): void {
  const rule = active.find((one) => one.rule.id === "no-record");
  const zone = estate.zoneOf(domain);
  const node = zone?.node(domain);
  if (zone !== undefined && node !== undefined && (node.types.includes("SPF") || mailTexts(node, zone, "spf").length > 0))
    return;
  const span = { start: 0, end: source.line(1).length };
  if (source.line(1).endsWith(NOT_THERE)) {
    const message = `there is no name ${domain.text}: is it written right`;
    rule?.context.report({ source, span, message, severity: "error" });
    return;
  }
  rule?.context.report({ source, span, message: `${domain.text} has no SPF record: anyone can send from it` });
}
