/** All that a page about the SPF of a domain says: the record, its cost, who may send, what is wrong, and the domain's own hosts. */
import type { DomainName } from "../../base/name.js";
import type { Answer, RecordData } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { type LintResult, lintSteps } from "../../lint/run.js";
import { domainZoneSteps } from "../../lint/spf/domain-zone.js";
import { SPF_RULES } from "../../lint/spf/spf-rules.js";
import { isSpfRecord } from "../../spf/parse.js";
import { type PolicyCounts, policyCounts } from "../../spf/policy/counts.js";
import { outcomesOf } from "../../spf/policy/outcomes.js";
import type { Policy } from "../../spf/policy/policy.js";
import { policySteps } from "../../spf/policy/read.js";
import { type WorstCase, worstCase } from "../../spf/policy/worst-case.js";
import { lookalikes } from "../../spf/selection.js";
import type { Sender } from "../../spf/sender.js";
import { type Answered, answeredOnce } from "./answered-once.js";
import { type MailHosts, mailHostSteps } from "./hosts.js";
import { type Senders, whoMaySend } from "./senders.js";

export interface DomainReport {
  readonly domain: DomainName;
  readonly policy: Policy;
  /** The SPF records as they are published: one, unless something is wrong. */
  readonly records: readonly PublishedRecord[];
  /** Texts that somebody may have meant as a record; only where there is none. */
  readonly lookalikes: readonly string[];
  /** Present where there is one record without syntax errors: of nothing else there is anything to say. */
  readonly costs?: Costs;
  readonly senders?: Senders;
  readonly hosts: MailHosts;
  readonly lint: LintResult;
  /** The questions that nobody who was asked knows an answer to: zone files alone do not hold it. */
  readonly unknown: readonly Answered[];
  /** Some hosts get permerror, or all. */
  readonly isBroken: boolean;
  /** The policy was too large to be read or worked out whole. */
  readonly isCut: boolean;
}

/** What evaluations count, as `spf tree` has it too, and who meets it. */
export interface Costs extends PolicyCounts {
  readonly worst: WorstCase;
}

/** A record as DNS has it. */
interface PublishedRecord {
  readonly text: string;
  /** How many strings it is made of (section 3.3). */
  readonly strings: number;
  /** Seconds; absent where the answer does not say it. */
  readonly ttl?: number;
}

/** Why there is no report: the answer to the question for the record, which is none. */
export interface NoReport {
  readonly failure: Answer;
}

export interface ReportRequest {
  readonly domain: DomainName;
  /** Whose mail the domain's hosts are checked with; its domain is that of the report. */
  readonly sender: Sender;
  /** A name in HELO that is checked beside those of the mail exchanges. */
  readonly helo?: DomainName;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The most terms that let addresses pass of which a page tells. */
const MAX_WIDEST = 8;

/** Draws up the report of a domain. Each question is asked once, so all parts speak of the same state of DNS. */
export function* domainReportSteps(request: ReportRequest): Steps<DomainReport | NoReport> {
  const unknown: Answered[] = [];
  return yield* answeredOnce(report(request, unknown), (answered) => {
    if (answered.answer.isUnknown === true) unknown.push(answered);
  });
}

function* report({ domain, sender, helo, now }: ReportRequest, unknown: readonly Answered[]): Steps<DomainReport | NoReport> {
  const policy = yield* policySteps(domain);
  const { answer, state } = policy.root;
  if (answer === undefined || state === "failed") return { failure: answer ?? { status: "servfail" } };
  const hosts = yield* mailHostSteps(domain, sender, helo);
  // What rules ask beside that is not what the report rests on.
  const missing = [...unknown];
  const zone = yield* domainZoneSteps(domain);
  if ("reason" in zone) return { failure: { status: "servfail", reason: zone.reason } };
  const lint = yield* lintSteps({ zones: [zone], domains: [zone], rules: SPF_RULES, now });
  const decided = state === "record" ? decisionsOf(policy) : undefined;
  return {
    domain,
    policy,
    records: publishedRecords(answer),
    lookalikes: state === "none" ? lookalikes(answer) : [],
    ...decided,
    hosts,
    lint,
    unknown: missing,
    isBroken: decided?.senders.isBroken ?? state !== "none",
    isCut: policy.cut !== undefined,
  };
}

function decisionsOf(policy: Policy): { costs: Costs; senders: Senders } {
  const outcomes = outcomesOf(policy);
  // What zone files do not hold may be anything, and not just a failure that ends an evaluation.
  const isOpen = policy.questions.some(({ answer }) => answer.isUnknown === true);
  const assumed = isOpen ? outcomesOf(policy, { assumeUnknown: true }) : outcomes;
  const worst = worstCase(assumed);
  return { costs: { worst, ...policyCounts(assumed, worst) }, senders: whoMaySend(outcomes, assumed, MAX_WIDEST) };
}

function publishedRecords(answer: Answer): PublishedRecord[] {
  if (answer.status !== "noerror") return [];
  const { ttl } = answer;
  return answer.records.flatMap((data: RecordData) => {
    const text = data.type === "TXT" ? data.strings.join("") : "";
    if (data.type !== "TXT" || !isSpfRecord(text)) return [];
    return [{ text, strings: data.strings.length, ...(ttl === undefined ? {} : { ttl }) }];
  });
}
