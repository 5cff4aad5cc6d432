/** `spfkit/spf`: RFC 7208 without IO. Records, macros, and `check_host()` as a generator that yields DNS questions. */
export type { Diagnostic, Severity } from "../base/diagnostic.js";
export { formatIp, inNetwork, parseIp, type IpAddress, type IpNetwork } from "../base/ip.js";
export type { IpMap } from "../base/ip-map.js";
export { IpSet, type IpFamily, type IpRange } from "../base/ip-set.js";
export { DomainName, domainName, isName, type NameProblem } from "../base/name.js";
export {
  NODATA,
  NXDOMAIN,
  answer,
  type Answer,
  type AnswerDetails,
  type AnswerStatus,
  type KnownType,
  type QueryType,
  type Question,
  type RecordData,
} from "../base/question.js";
export { run, runSync, type Resolver, type Steps, type SyncResolver } from "../base/run.js";
export type { Position, Span } from "../base/source.js";
export { readAloud, type RecordReading, type TermReading } from "./aloud.js";
export { checkSteps, type MailRequest, type MailResult } from "./check.js";
export { checkHostSteps, type CheckHostRequest } from "./check-host.js";
export type { EvaluationOptions } from "./evaluation.js";
export { MAX_EXPLANATION } from "./explanation.js";
export {
  describe,
  formatAuthenticationResults,
  formatReceivedSpf,
  type AuthenticationResultsOptions,
  type HeaderOptions,
  type ReceivedSpfOptions,
} from "./headers.js";
export {
  MAX_EVALUATION_MS,
  MAX_LOOKUPS,
  MAX_MX_NAMES,
  MAX_PTR_NAMES,
  MAX_QUESTIONS,
  MAX_VOID_LOOKUPS,
  type Counts,
} from "./limits.js";
export { type MacroProblemCode } from "./macro.js";
export { type MacroReading } from "./macro-words.js";
export { isSpfRecord, parseRecord, type ParsedRecord, type SyntaxProblem, type SyntaxProblemCode } from "./parse.js";
export {
  addressesWhere,
  attribution,
  authorised,
  type AddressSets,
  type Attribution,
  type FamilySets,
} from "./policy/authorised.js";
export {
  compareOutcomes,
  comparePolicies,
  type ChangedAddresses,
  type CompareOptions,
  type PolicyComparison,
  type UnclearChange,
  type Verdict,
  type VerdictChange,
} from "./policy/compare.js";
export {
  FAMILIES,
  outcomesAt,
  outcomesOf,
  type Decision,
  type Outcome,
  type OutcomeOptions,
  type PolicyOutcomes,
  type PolicyPlace,
  type ReasonCode,
  type UnlimitedDecision,
} from "./policy/outcomes.js";
export type * from "./policy/policy.js";
export type { Effect, End, Grounds, Tally, Way } from "./policy/ways.js";
export { policySteps, type PolicyOptions } from "./policy/read.js";
export type { PolicyCounts, TreeCount } from "./policy/counts.js";
export { policyTree, type PolicyTree, type TreeRecord, type TreeTerm } from "./policy/tree.js";
export { groupedTerms, isGroup, type TermGroup } from "./policy/tree-groups.js";
export type { TreeProblem, TreeProblemCode } from "./policy/tree-problems.js";
export { dynamicTerms, worstCase, type Share, type Worst, type WorstCase } from "./policy/worst-case.js";
export { formatMechanism, formatRecord, formatTerm } from "./print.js";
export type * from "./record.js";
export type { CheckHostResult, Place, Reason, SpfResult } from "./result.js";
export { identityDomain, parseSender, type Identity, type Sender } from "./sender.js";
export type { TraceQuestion, TraceRecord, TraceTerm } from "./trace.js";
