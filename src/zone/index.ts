/** Master files (RFC 1035 section 5): read, checked, and asked as an authoritative server would be. */
export type { Diagnostic, Severity } from "../base/diagnostic.js";
export { DomainName, domainName, isName, type NameProblem } from "../base/name.js";
export type { QueryType, Question, RecordData } from "../base/question.js";
export { SourceText, type Position, type Span } from "../base/source.js";
export { originFromFileName } from "./origin.js";
export { MAX_FILE_OCTETS, type ParseZoneOptions, type ParsedZone, parseZone } from "./parse.js";
export { formatRecord as formatZoneRecord, formatRecordData, recordDataKey } from "./print.js";
export { encodeRecordData, rdataFields, rdataValue, targetNames } from "./rdata/access.js";
export type { RdataField, ServiceParameter } from "./rdata/field.js";
export { MAX_PROBLEMS, type ZoneProblem, type ZoneProblemCode } from "./problems.js";
export type { ZoneRecord } from "./record.js";
export { type EntryKind, type ZoneTree, entryKind, entrySpan, tokenSpan, tokenText } from "./tree.js";
export { TokenKind, type TokenTable } from "./lexer.js";
export { type ZoneLookup, type ZoneSet, createZoneSet } from "./zone-set.js";
export type { NodeView, ZoneView } from "./view.js";
export { createZoneViews } from "./views.js";
export {
  type IncludeFile,
  type IncludeRequest,
  type IncludedFile,
  MAX_INCLUDED_OCTETS,
  MAX_INCLUDE_DEPTH,
} from "./includes.js";
export { MAX_GENERATED_OCTETS, MAX_GENERATE_STEPS } from "./generate.js";
export { type FormattedLine, formatLines, joinLines } from "./format.js";
export { findChange } from "./format-verify.js";
export { type SetChange, type SetChangeKind, type SoaChange, type SoaFieldChange, type ZoneDiff, diffZones } from "./diff.js";
