/**
 * Master files (RFC 1035 section 5) read into records. Nothing throws: the outcome has what could be read and all problems, each
 * with its place. What absence proves is told apart: a file without a SOA record is a fragment, and a file with lines that could
 * not be read may hold more than its records.
 */
import type { DomainName } from "../base/name.js";
import { SourceText } from "../base/source.js";
import { checkZone } from "./checks.js";
import { readDirective } from "./directives.js";
import { latin1 } from "./generic.js";
import { TokenKind } from "./lexer.js";
import {
  type ProblemList,
  type ZoneProblem,
  createProblemList,
  reportError,
  reportWarning,
  sortedProblems,
} from "./problems.js";
import { type RecordContext, type ZoneRecord, readRecord } from "./record.js";
import { type ZoneTree, buildTree, entryKind, readFields, tokenSpan } from "./tree.js";
import { CLASS_IN } from "./types.js";

/** The largest file that is read unless the caller says otherwise: 64 MiB, about a million records. */
export const MAX_FILE_OCTETS = 64 * 1024 * 1024;

export interface ParseZoneOptions {
  /** What to call the file in messages. */
  readonly file?: string;
  /** Completes relative names until a $ORIGIN; the zone itself when the file has no SOA record. */
  readonly origin?: DomainName;
  /**
   * A guess, such as a file's name gives: it completes relative names as `origin` does, but the file is believed where it has a
   * $ORIGIN elsewhere. Ignored beside `origin`.
   */
  readonly guessedOrigin?: DomainName;
  /** The largest file in octets; 64 MiB unless told. */
  readonly maxOctets?: number;
}

/** A master file as data. */
export interface ParsedZone {
  /** The file, one octet a character: the offsets of all spans count its octets. */
  readonly source: SourceText;
  /** Every octet of the file, in entries of one logical line each. Empty for a file that is refused for its size. */
  readonly tree: ZoneTree;
  /** The records of class IN within the zone, without repetitions, in the order of the file. */
  readonly records: readonly ZoneRecord[];
  /** The apex: the owner of the SOA record, else the origin that was given or guessed, else the first $ORIGIN. */
  readonly origin: DomainName | undefined;
  /** Whether there is no SOA record: then a name or type that is not here may well exist. */
  readonly isFragment: boolean;
  /** Whether the file has records, or instructions to make records, that could not be read. */
  readonly hasUnreadLines: boolean;
  /** In the order of the file. */
  readonly problems: readonly ZoneProblem[];
}

/** Reads a master file. A string is read as its UTF-8 octets. Linear time; never throws. */
export function parseZone(input: string | Uint8Array, options: ParseZoneOptions = {}): ParsedZone {
  const problems = createProblemList();
  const givenOrigin = options.origin ?? options.guessedOrigin;
  const maxOctets = options.maxOctets ?? MAX_FILE_OCTETS;
  // A string has at least as many octets as characters, so its octets need not be counted to refuse it.
  const octets = input.length > maxOctets ? undefined : octetString(input);
  const source = new SourceText(options.file ?? "zone", octets === undefined || octets.length > maxOctets ? "" : octets);
  const tree = buildTree(source);
  if (octets === undefined || octets.length > maxOctets) {
    const message = `the file is larger than ${maxOctets} octets and is not read`;
    reportError(problems, "file-too-large", { start: 0, end: 0 }, message, "RFC 1035 5");
    return refused(source, tree, givenOrigin, problems);
  }
  const control = findControlOctet(octets);
  if (control >= 0) {
    const message = `octet ${octets.charCodeAt(control)} is no text: this is not a zone file, or not one in ASCII or UTF-8`;
    reportError(problems, "not-text", { start: control, end: control + 1 }, message, "RFC 1035 5.1");
    return refused(source, tree, givenOrigin, problems);
  }
  return readZone(tree, options, problems);
}

// --------------------------------------------------------------------------------------------------------------------------

function readZone(tree: ZoneTree, options: ParseZoneOptions, problems: ProblemList): ParsedZone {
  reportTokens(tree, problems);
  const origin = options.origin ?? options.guessedOrigin;
  const context: RecordContext = {
    tree,
    problems,
    origin,
    reportedMissingOrigin: false,
    owner: undefined,
    defaultTtl: undefined,
    statedTtl: undefined,
    class: CLASS_IN,
  };
  const found: ZoneRecord[] = [];
  const tokens: number[] = [];
  let hasUnreadLines = false;
  let firstOrigin = options.origin;
  for (let entry = 0; entry < tree.entryCount; entry++) {
    const kind = entryKind(tree, entry);
    if (kind === "blank") continue;
    readFields(tree, entry, tokens);
    if (kind === "directive") {
      if (readDirective(context, entry, tokens) === "unreadable") hasUnreadLines = true;
      if (context.origin !== "broken") firstOrigin ??= context.origin;
      continue;
    }
    const record = readRecord(context, entry, tokens);
    if (record === "unreadable") hasUnreadLines = true;
    else if (record !== "ignored") found.push(record);
  }
  const apex = firstOrigin === undefined || (origin !== undefined && firstOrigin.isWithin(origin)) ? origin : firstOrigin;
  const checked = checkZone(found, apex, problems);
  return {
    source: tree.source,
    tree,
    ...checked,
    hasUnreadLines,
    problems: sortedProblems(problems),
  };
}

function refused(source: SourceText, tree: ZoneTree, origin: DomainName | undefined, problems: ProblemList): ParsedZone {
  const isFragment = true;
  return { source, tree, records: [], origin, isFragment, hasUnreadLines: true, problems: sortedProblems(problems) };
}

// What the lexer accepts so that no octet is lost, although it is wrong.
function reportTokens(tree: ZoneTree, problems: ProblemList): void {
  const { kinds, count } = tree.tokens;
  for (let token = 0; token < count; token++) {
    switch (kinds[token]) {
      case TokenKind.HashComment: {
        const message = `a comment starts with ";": this line is read as one, but name servers take "#" as the name of a record`;
        reportWarning(problems, "hash-comment", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.OpenQuoted: {
        const { start } = tokenSpan(tree, token);
        const message = "this quoted string does not end on its line: close it, or use several strings within parentheses";
        reportError(problems, "open-quote", { start, end: start + 1 }, message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.UnmatchedOpen: {
        const message = "this parenthesis is never closed: the record is taken to end with its line";
        reportError(problems, "open-parenthesis", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.UnmatchedClose: {
        const message = "this parenthesis was never opened";
        reportError(problems, "stray-parenthesis", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      default:
    }
  }
  const at = findLoneCarriageReturn(tree.source.text);
  if (at >= 0) {
    const message = "a carriage return stands alone here: end all lines with LF or CR LF";
    reportError(problems, "stray-carriage-return", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
  }
}

function octetString(input: string | Uint8Array): string {
  if (typeof input !== "string") return latin1(input);
  for (let at = 0; at < input.length; at++) {
    if (input.charCodeAt(at) > 0x7f) return latin1(new TextEncoder().encode(input));
  }
  return input;
}

function findControlOctet(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return at;
  }
  return -1;
}

function findLoneCarriageReturn(text: string): number {
  let at = text.indexOf("\r");
  while (at >= 0 && text.charCodeAt(at + 1) === 0x0a) at = text.indexOf("\r", at + 2);
  return at;
}
