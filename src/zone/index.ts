/** Master files (RFC 1035 section 5): read, checked, and asked as an authoritative server would be. */
export { DomainName, domainName, isName } from "../base/name.js";
export { originFromFileName } from "./origin.js";
export { MAX_FILE_OCTETS, type ParseZoneOptions, type ParsedZone, parseZone } from "./parse.js";
export { formatRecord, formatRecordData } from "./print.js";
export { MAX_PROBLEMS, type ZoneProblem, type ZoneProblemCode } from "./problems.js";
export type { ZoneRecord } from "./record.js";
export { type EntryKind, type ZoneTree, entryKind, entrySpan, tokenSpan, tokenText } from "./tree.js";
export { TokenKind, type TokenTable } from "./lexer.js";
export { type ZoneLookup, type ZoneSet, createZoneSet } from "./zone-set.js";
