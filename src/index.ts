/**
 * `spfkit`: SPF (RFC 7208) checked and explained, on live DNS and on zone files.
 *
 * `check` and `checkHost` are the evaluator for programs. The subpaths hold the parts: `spfkit/spf` (records and evaluation without
 * IO), `spfkit/dns` (resolvers), `spfkit/zone` (zone files).
 */
export { SourceText, type Position, type Span } from "./base/source.js";
export { specialRange } from "./base/special-range.js";
export { check, checkHost, type CheckHostArguments, type CheckOptions, type Mail } from "./check.js";
export * from "./dns/index.js";
export * from "./spf/index.js";
export * from "./zone/index.js";
