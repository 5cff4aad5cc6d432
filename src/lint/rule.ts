/** What a rule is. Each is one file of `rules/`, named after its id, with its documentation inside. */
import type { RelatedPlace, Severity } from "../base/diagnostic.js";
import type { DomainName } from "../base/name.js";
import type { QueryType, Question } from "../base/question.js";
import type { Steps } from "../base/run.js";
import type { SourceText, Span } from "../base/source.js";
import { fieldSpan } from "../zone/field-place.js";
import type { ZoneRecord } from "../zone/record.js";
import type { NodeView, ZoneView } from "../zone/view.js";
import type { ZoneLookup } from "../zone/zone-set.js";
import type { FormerRule } from "./former-rules.js";
import type { PolicyContext, PolicyView } from "./spf/policy-view.js";
import type { PlacedFix } from "./fix/place.js";
import type { RecordContext, SpfText } from "./spf/spf-text.js";

/** A rule. It has one or more of these functions; each finds what it can see. */
export interface Rule {
  /** In kebab case: the file's name, the documentation's, the `ruleId` in SARIF. Never changed once published. */
  readonly id: string;
  /** Unless the configuration says otherwise. `error`: mail or resolution breaks. `warning`: works but risky. `info`: style. */
  readonly severity: Severity;
  /** What it finds, in one line without a full stop. */
  readonly summary: string;
  /** The document and section that say so, such as `RFC 1034 3.6.2`. */
  readonly section: string;
  readonly docs: RuleDocs;
  /** Whether the rule needs to know what is absent: it is left out for a fragment and for a zone with unread lines. */
  readonly needsWholeZone?: boolean;
  /** Whether the rule compares with the zone as it was before: it is left out where none was given. */
  readonly needsBefore?: boolean;
  /** Whether the rule compares with what DNS has: it is left out where that was not asked for. */
  readonly needsPublished?: boolean;
  /** For `checkNode`: only names with a record of one of these types matter. Saves a call for each other name of a large zone. */
  readonly types?: readonly QueryType[];
  /**
   * Called for every SPF record whose text starts as one should, also for one outside of zones. What it finds depends on the text
   * alone: it is called once for many records with the same text.
   */
  readonly checkRecord?: (spf: SpfText, context: RecordContext) => void;
  /**
   * Called for every domain with one SPF record that is right in its syntax, with all that an evaluation can meet. Domains with the
   * same record and the same own names are one: what is found must not depend on anything else.
   */
  readonly checkPolicy?: (policy: PolicyView, context: PolicyContext) => void;
  /** The same for what takes questions of its own, which zones and DNS answer alike. */
  readonly askPolicy?: (policy: PolicyView, context: PolicyContext) => Steps<void>;
  /**
   * Called for every domain whose records come from DNS (`LintInput.domains`): what depends on the domain itself, and not on its
   * record alone, can be asked here.
   */
  readonly askDomain?: (node: NodeView, zone: ZoneView, context: RuleContext) => Steps<void>;
  /**
   * For a rule that asks where a record stands: what it says of one that stands in no zone, such as on a command line. Not called
   * for records of zones.
   */
  readonly checkLoneRecord?: (spf: SpfText, context: RecordContext) => void;
  /**
   * For `checkNode`: only names that show one of these signs matter, some of `Sign` joined with `|`. A rule of this project has
   * them, so that it costs nothing for the names of a large zone in which it finds nothing. `types` holds beside them.
   */
  readonly signs?: number;
  /** Called for every name with records that is not below a delegation. Names below one, glue among them, are left to `checkZone`. */
  readonly checkNode?: (node: NodeView, zone: ZoneView, context: RuleContext) => void;
  /** Called once for every zone. */
  readonly checkZone?: (zone: ZoneView, context: RuleContext) => void;
  /** Called once for all zones that are checked together. With `needsWholeZone`, `estate.zones` has only the whole ones. */
  readonly checkEstate?: (estate: Estate, context: RuleContext) => void;
}

/**
 * The documentation of a rule. `bad` and `good` are zone files for the zone example.org, checked by the tests: `bad` has exactly
 * this one finding, at the place between the marks « and »; `good` has no finding of this rule. Where one file is not enough, a
 * line `; file example.net.zone` starts another one, for the zone that it is named after. A line `; DNS example.net.zone` starts one
 * that is not checked: it is what DNS has of that zone. A line `; domain example.net` starts what `domainZoneSteps` gives for a domain.
 */
export interface RuleDocs {
  /** Why it matters, in plain English: what breaks, for whom. */
  readonly why: string;
  readonly bad: string;
  readonly good: string;
  /** The zone as it was before, for a rule with `needsBefore`. */
  readonly before?: string;
  /** The zone as DNS has it, for a rule with `needsPublished`. */
  readonly published?: string;
  /** What to do about it. */
  readonly fix: string;
}

/** All zones that are checked together, as one world. */
export interface Estate {
  readonly zones: readonly ZoneView[];
  /** The deepest zone of the estate that a name is in, apex included. */
  zoneOf(name: DomainName): ZoneView | undefined;
  /** Asks the zones as an authoritative server would be asked. */
  lookup(question: Question): ZoneLookup;
  /** The names of a zone that show one of some signs, in order of their first record. */
  namesWith(zone: ZoneView, signs: number): Iterable<NodeView>;
}

/** What a rule has to do its work. */
export interface RuleContext {
  readonly estate: Estate;
  /** Seconds since 1970, for what expires. */
  readonly now: number;
  /** A zone as it was before the change that is checked, where the caller knows it. */
  before(zone: ZoneView): ZoneView | undefined;
  /** The SPF records that DNS has at a name, where the caller knows them. */
  published(owner: DomainName): readonly string[] | undefined;
  report(finding: ReportedFinding): void;
}

/** What a rule reports. The place is the part of a record that is wrong: all of it, its owner, its type, or a field. */
export interface ReportedFinding {
  readonly source: SourceText;
  readonly span: Span;
  /** One sentence without a full stop that names what is wrong here. */
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: PlacedFix;
  /** The id that it had in earlier versions: settings, comments and baselines with that one go on to hold for it. */
  readonly formerly?: FormerRule;
  /**
   * Another rule, which runs later and whose finding says this and more: where one of its findings marks the same place, or is related
   * to it, this one is left out.
   */
  readonly partOf?: string;
}

/** A finding, ready to be shown. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: SourceText;
  readonly span: Span;
  readonly message: string;
  readonly section: string;
  readonly related: readonly RelatedPlace[];
  /** A change of the record's text that mends it. */
  readonly fix?: PlacedFix;
  /** What stays the same when lines are added or moved elsewhere in the file: 16 hexadecimal digits. */
  readonly fingerprint: string;
}

/** The place of a record, or of a part of it: a number is a field of its data. */
export function placeOf(
  record: ZoneRecord,
  part: "record" | "owner" | "type" | number = "record",
): { source: SourceText; span: Span } {
  const { source } = record;
  if (part === "owner") return { source, span: record.ownerSpan ?? record.typeSpan };
  if (part === "type") return { source, span: record.typeSpan };
  if (typeof part === "number") return { source, span: fieldSpan(record, part) };
  return { source, span: record.span };
}
