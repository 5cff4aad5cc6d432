/**
 * `spfkit`: SPF (RFC 7208) checked and explained, on live DNS and on zone files.
 *
 * `check` and `checkHost` are the evaluator for programs. The subpaths hold the parts: `spfkit/spf` (records and evaluation without
 * IO), `spfkit/dns` (resolvers), `spfkit/zone` (zone files).
 */
export { formatIp, inNetwork, parseIp, type IpAddress, type IpNetwork } from "./base/ip.js";
export type { Diagnostic, Severity } from "./base/diagnostic.js";
export { DomainName, domainName, isName, type NameProblem } from "./base/name.js";
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
} from "./base/question.js";
export { run, runSync, type Resolver, type Steps, type SyncResolver } from "./base/run.js";
export { SourceText, type Position, type Span } from "./base/source.js";
export { specialRange } from "./base/special-range.js";
export { check, checkHost, type CheckHostArguments, type CheckOptions, type Mail } from "./check.js";
export * from "./dns/index.js";
export * from "./spf/index.js";
export * from "./zone/index.js";
