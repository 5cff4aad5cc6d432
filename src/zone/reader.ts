/** Goes through a master file, the files that it includes and the lines that it generates, and fills a table with the records. */
import type { DomainName } from "../base/name.js";
import type { RelatedPlace } from "../base/diagnostic.js";
import { type RecordData, targetOf, typeCode } from "../base/question.js";
import { SourceText, type Span } from "../base/source.js";
import { hashData } from "./data-hash.js";
import { type Directive, type GenerateDirective, type IncludeDirective, readDirective } from "./directives.js";
import { type GeneratePattern, MAX_GENERATED_OCTETS, expandPattern, parsePattern, parseRange } from "./generate.js";
import { MAX_ENTRY_TOKENS, TokenKind, UnclosedParentheses } from "./lexer.js";
import { NO_NAME } from "./name-table.js";
import { type ProblemList, type ProblemPlace, createProblemList, quoted, reportError, reportWarning } from "./problems.js";
import { type RecordContext, readRecord } from "./record.js";
import { Scanner } from "./scan.js";
import { type ZoneTree, entryKind, entrySpan, isIndented, readFields, textBetween, tokenSpan, tokenText } from "./tree.js";
import { looksLikeTtl } from "./ttl.js";
import { CLASS_IN, findClass } from "./types.js";
import { EntryTree, type ZoneFile } from "./zone-file.js";
import { BROKEN_ORIGIN, FLAG_UNREAD, NO_DETAIL, NO_TTL, UNKNOWN_ORIGIN, ZoneTable } from "./zone-table.js";

/** How deep files may include files. The zone file itself is at depth 0. */
export const MAX_INCLUDE_DEPTH = 10;
/** How many octets the included files of a zone may have together. */
export const MAX_INCLUDED_OCTETS: number = 64 * 1024 * 1024;

/** What a $INCLUDE asks for. */
export interface IncludeRequest {
  /** The file name as the directive has it, read as UTF-8. */
  readonly path: string;
  /** The name of the file that includes it. */
  readonly from: string;
}

export interface IncludedFile {
  /** What to call it in messages. */
  readonly name: string;
  readonly octets: Uint8Array;
  /** Equal for two paths to one file; the name unless told. */
  readonly identity?: string;
}

/** Gives an included file, or says why not: part of a sentence, such as `there is no such file`. */
export type IncludeFile = (request: IncludeRequest) => IncludedFile | { readonly problem: string };

export interface ReaderOptions {
  readonly origin?: DomainName;
  readonly guessedOrigin?: DomainName;
  readonly include?: IncludeFile;
  readonly identity?: string;
  /** Whether the careful parser reads every entry. The outcome is the same, later: tests compare. */
  readonly isCareful?: boolean;
}

export class ZoneReader {
  readonly table: ZoneTable;
  readonly problems: ProblemList;
  readonly sources: SourceText[] = [];
  hasUnreadLines = false;
  /** The first octet of the zone file that shows that it is no text. Nothing else of it counts then. */
  control: number | undefined;

  readonly #options: ReaderOptions;
  readonly #scanner: Scanner;
  readonly #context: RecordContext;
  readonly #entry: EntryTree;
  readonly #tokens: number[] = [];
  // The files that are being read, the zone file first.
  readonly #identities: string[];
  #file: ZoneFile;
  // Of the file that is being read.
  #reportedCarriageReturn = false;
  #stopped = false;
  #includedOctets = 0;
  #generatedOctets = 0;

  constructor(source: SourceText, options: ReaderOptions) {
    this.#options = options;
    this.table = new ZoneTable(source.length);
    this.problems = createProblemList(source);
    this.#identities = [options.identity ?? source.name];
    this.#entry = new EntryTree(source);
    this.#scanner = new Scanner(this.table);
    this.#context = {
      tree: this.#entry,
      problems: this.problems,
      origin: options.origin ?? options.guessedOrigin,
      reportedMissingOrigin: false,
      owner: undefined,
      defaultTtl: undefined,
      statedTtl: undefined,
      class: CLASS_IN,
    };
    this.#file = this.#addFile({
      content: source,
      octets: plainOctets(source),
      place: this.problems.place,
      unclosed: undefined,
    });
    const origin = options.origin ?? options.guessedOrigin;
    this.#scanner.setOrigin(origin === undefined ? UNKNOWN_ORIGIN : this.table.names.internName(origin));
    this.sources.push(source);
  }

  readAll(): void {
    this.#readFile();
  }

  /** The apex of a zone without a SOA record: the origin that was given, or guessed and not contradicted, or the first $ORIGIN. */
  get givenApex(): number | undefined {
    const { origin, guessedOrigin } = this.#options;
    const { names } = this.table;
    const { firstOrigin } = this.#scanner;
    if (origin !== undefined) return names.find(origin);
    if (guessedOrigin === undefined) return firstOrigin < 0 ? undefined : firstOrigin;
    const guessed = names.find(guessedOrigin);
    return firstOrigin < 0 || names.isWithin(firstOrigin, guessed) ? guessed : firstOrigin;
  }

  #addFile(file: ZoneFile): ZoneFile {
    this.table.files.push(file);
    this.#scanner.file = this.table.files.length - 1;
    return file;
  }

  #readFile(): void {
    const { octets } = this.#file;
    this.#reportedCarriageReturn = false;
    this.#stopped = false;
    this.#readRange(0, octets.length, octets.lastIndexOf(0x0a) + 1);
  }

  // Reads the entries from `start` to `end`, the plain ones fast. Behind `scanLimit` no line has an end.
  #readRange(start: number, end: number, scanLimit: number): void {
    const scanner = this.#scanner;
    const file = this.#file;
    let at = start;
    while (at < end && !this.#stopped) {
      scanner.octets = file.octets;
      // From a line with a parenthesis that is never closed the scanner would go on to the end.
      scanner.limit = Math.min(scanLimit, file.unclosed?.nextLine(at) ?? Infinity);
      if (at < scanner.limit && this.#options.isCareful !== true) at = scanner.scan(at);
      if (at >= end) return;
      const next = this.#loadEntry(file, at, end);
      if (next < 0) return;
      this.#readEntry(this.#entry, 0, at, next);
      at = next;
    }
  }

  // Where the next entry starts; -1 where nothing more can be read.
  #loadEntry(file: ZoneFile, at: number, end: number): number {
    const next = this.#entry.load(file, at, end);
    if (next >= 0) return next;
    if (file.generated !== undefined) {
      this.#entry.loadRest(file, at, end);
      return end;
    }
    // Parentheses are open to the end, so all of them up to there have to be looked at together.
    file.unclosed ??= new UnclosedParentheses(file.octets, at);
    const nextByLine = file.unclosed.isFull ? -1 : this.#entry.load(file, at, end);
    if (nextByLine < 0) {
      const message = "from here on so many parentheses are never closed that the rest of the file is not read";
      reportError(this.problems, "open-parenthesis", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
      this.hasUnreadLines = true;
    }
    return nextByLine;
  }

  #readEntry(tree: ZoneTree, entry: number, start: number, end: number): void {
    if (!this.#checkOctets(start, end)) return;
    if ((tree.entryTokens[entry + 1] ?? 0) - (tree.entryTokens[entry] ?? 0) >= MAX_ENTRY_TOKENS) {
      this.#refuseEntry(tree, entry);
      return;
    }
    this.#reportTokens(tree, entry);
    const kind = entryKind(tree, entry);
    if (kind === "blank") return;
    const tokens = this.#tokens;
    readFields(tree, entry, tokens);
    this.#loadContext(tree, entry);
    if (kind === "directive") this.#readDirective(tree, entry, tokens);
    else this.#readRecord(tree, entry, tokens, start);
  }

  #refuseEntry(tree: ZoneTree, entry: number): void {
    const { start } = entrySpan(tree, entry);
    const message = `this record has ${MAX_ENTRY_TOKENS} words, blanks and line ends or more, and is not read: a record holds at most 65535 octets`;
    reportError(this.problems, "data-too-long", { start, end: start + 1 }, message, "RFC 1035 3.2.1");
    this.hasUnreadLines = true;
    if (!isIndented(tree, entry)) this.#scanner.owner = BROKEN_OWNER;
  }

  // Octets that no text has end the file; a carriage return alone is reported once.
  #checkOctets(start: number, end: number): boolean {
    const { octets } = this.#file;
    for (let at = start; at < end; at++) {
      const code = octets[at] ?? 0;
      if (code >= 0x20 || code === 0x09 || code === 0x0a) continue;
      if (code !== 0x0d) {
        this.#stopAtControl(at, code);
        return false;
      }
      if (this.#reportedCarriageReturn || octets[at + 1] === 0x0a) continue;
      this.#reportedCarriageReturn = true;
      const message = "a carriage return stands alone here: end all lines with LF or CR LF";
      reportError(this.problems, "stray-carriage-return", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
    }
    return true;
  }

  #stopAtControl(at: number, code: number): void {
    this.#stopped = true;
    this.hasUnreadLines = true;
    if (this.#identities.length === 1) {
      this.control = at;
      return;
    }
    const message = `octet ${code} is no text: this is not a zone file, or not one in ASCII or UTF-8`;
    reportError(this.problems, "not-text", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
  }

  // What the lexer accepts so that no octet is lost, although it is wrong.
  #reportTokens(tree: ZoneTree, entry: number): void {
    const { problems } = this;
    const { kinds } = tree.tokens;
    const end = tree.entryTokens[entry + 1] ?? 0;
    for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
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
  }

  // The scanner holds the state of the file; the careful parser gets it as names.
  #loadContext(tree: ZoneTree, entry: number): void {
    const context = this.#context as { -readonly [Key in keyof RecordContext]: RecordContext[Key] };
    const scanner = this.#scanner;
    const { names } = this.table;
    context.tree = tree;
    context.origin = scanner.origin >= 0 ? names.name(scanner.origin) : scanner.origin === BROKEN_ORIGIN ? "broken" : undefined;
    context.owner = undefined;
    if (isIndented(tree, entry)) {
      context.owner = scanner.owner >= 0 ? names.name(scanner.owner) : scanner.owner === BROKEN_OWNER ? "broken" : undefined;
    }
    if (scanner.isClassIn) context.class = CLASS_IN;
    context.defaultTtl = scanner.defaultTtl === NO_TTL ? undefined : scanner.defaultTtl;
    context.statedTtl = scanner.statedTtl === NO_TTL ? undefined : scanner.statedTtl;
  }

  #readRecord(tree: ZoneTree, entry: number, tokens: readonly number[], start: number): void {
    const context = this.#context;
    const scanner = this.#scanner;
    const record = readRecord(context, entry, tokens);
    const { owner } = context;
    if (!isIndented(tree, entry) || scanner.owner < 0) {
      scanner.owner = owner === undefined ? NO_NAME : owner === "broken" ? BROKEN_OWNER : this.table.names.internName(owner);
    }
    scanner.statedTtl = context.statedTtl ?? NO_TTL;
    scanner.isClassIn = context.class === CLASS_IN;
    if (record === "unreadable") this.hasUnreadLines = true;
    if (typeof record === "string") return;
    const { data, isRead, ttl } = record;
    const type = data.type === "UNKNOWN" ? data.code : typeCode(record.type);
    const hash = isRead ? hashData(data) : 0;
    this.table.add(
      scanner.owner,
      type,
      ttl ?? NO_TTL,
      start,
      hash,
      isRead ? this.#detailOf(data) : NO_DETAIL,
      isRead ? 0 : FLAG_UNREAD,
    );
  }

  // As the scanner has it; where the strings of a TXT record are is not known here.
  #detailOf(data: RecordData): number {
    if (data.type === "AAAA") return data.address.w0 | 0;
    const target = targetOf(data);
    return target === undefined ? NO_DETAIL : this.table.names.internTargetName(target);
  }

  #readDirective(tree: ZoneTree, entry: number, tokens: readonly number[]): void {
    const context = this.#context;
    const scanner = this.#scanner;
    const { origin } = context;
    const directive: Directive = readDirective(context, entry, tokens);
    scanner.defaultTtl = context.defaultTtl ?? NO_TTL;
    if (context.origin !== origin) {
      const { origin: changed } = context;
      const name = changed === undefined || changed === "broken" ? undefined : this.table.names.internName(changed);
      scanner.setOrigin(name ?? BROKEN_ORIGIN);
      if (name !== undefined && scanner.firstOrigin < 0) scanner.firstOrigin = name;
    }
    if (directive === "read") return;
    if (directive === "unreadable") {
      this.hasUnreadLines = true;
      return;
    }
    const { end } = tokenSpan(tree, tokens.at(-1) ?? 0);
    const span = { start: tokenSpan(tree, tokens[0] ?? 0).start, end };
    const isDone = directive.kind === "include" ? this.#include(directive, span) : this.#generate(tree, directive, span);
    if (!isDone) this.hasUnreadLines = true;
  }

  #include(directive: IncludeDirective, span: Span): boolean {
    const { path, pathSpan, origin } = directive;
    const { include } = this.#options;
    const { problems } = this;
    if (include === undefined) {
      const message = "this version does not read $INCLUDE: write the records that it stands for into the file";
      reportError(problems, "unsupported-directive", { start: span.start, end: span.start + 8 }, message, "RFC 1035 5.1");
      return false;
    }
    const fail = (reason: string): false => {
      reportError(problems, "include-failed", pathSpan, `${quoted(path)} is not included: ${reason}`, "RFC 1035 5.1");
      return false;
    };
    if (this.#identities.length > MAX_INCLUDE_DEPTH) return fail(`files include files at most ${MAX_INCLUDE_DEPTH} deep`);
    const file = this.#file;
    const found = include({ path: utf8(path), from: file.place.source.name });
    if ("problem" in found) return fail(found.problem);
    const identity = found.identity ?? found.name;
    if (this.#identities.includes(identity)) return fail("it is being read already, so it would include itself for ever");
    // A little more than its octets, so that many empty files have a limit too.
    this.#includedOctets += found.octets.length + 64;
    if (this.#includedOctets > MAX_INCLUDED_OCTETS)
      return fail(`all included files together have more than ${MAX_INCLUDED_OCTETS} octets`);
    const source = new SourceText(found.name, found.octets);
    this.sources.push(source);
    const from: RelatedPlace = { source: file.place.source, span, message: "it is included here" };
    const place: ProblemPlace = { source, includedFrom: [from, ...file.place.includedFrom] };
    this.#identities.push(identity);
    // RFC 1035 does not say whether the owner is known in the file; for BIND and NSD it is.
    this.#within({ content: source, octets: plainOctets(source), place, unclosed: undefined }, origin, () => this.#readFile());
    this.#identities.pop();
    return true;
  }

  #generate(tree: ZoneTree, directive: GenerateDirective, span: Span): boolean {
    const { problems } = this;
    const section = "BIND ARM, $GENERATE";
    const fail = (code: "bad-range" | "too-many-records", at: Span, message: string): false => {
      reportError(problems, code, at, message, section);
      return false;
    };
    const range = parseRange(directive.range);
    if (typeof range === "string")
      return fail("bad-range", directive.rangeSpan, `the range ${quoted(directive.range)} ${range}`);
    const parts = partsOf(tree, directive.tokens);
    const ownerSpan = tokenSpan(tree, parts.owner);
    if (parts.type === undefined || parts.data === undefined) {
      const message = "the directive ends here, but it needs a type and data after the owner";
      reportError(problems, "missing-data", { start: span.end, end: span.end }, message, section);
      return false;
    }
    if (tree.tokens.kinds[parts.owner] === TokenKind.Quoted) {
      reportError(problems, "quoted-field", ownerSpan, "write the owner without quotes", section);
      return false;
    }
    const owner = parsePattern(tokenText(tree, parts.owner));
    if (typeof owner === "string") return fail("bad-range", ownerSpan, `${quoted(tokenText(tree, parts.owner))} ${owner}`);
    const data = parsePattern(parts.data.text);
    if (typeof data === "string") return fail("bad-range", parts.data.span, `${quoted(parts.data.text)} ${data}`);
    const lines: number[] = [];
    const text = expandLines(owner, parts.header, data, range, lines, MAX_GENERATED_OCTETS - this.#generatedOctets);
    if (typeof text !== "string") {
      const message =
        text.problem === "number"
          ? `with the offset, $ is below 0 or above 2147483647 for ${text.value}`
          : `all lines that $GENERATE makes in this zone would have more than ${MAX_GENERATED_OCTETS} octets`;
      return fail(text.problem === "number" ? "bad-range" : "too-many-records", span, message);
    }
    this.#generatedOctets += text.length;
    const content = new SourceText(this.#file.place.source.name, Buffer.from(text, "latin1"));
    const note = (line: number): string => `here $ is ${range.start + line * range.step}`;
    const generated = { span, note: "" };
    const spans = {
      all: span,
      owner: ownerSpan,
      type: tokenSpan(tree, parts.type),
      data: parts.data.span,
      lines,
      note,
    };
    const place = { ...this.#file.place, generated };
    const scanner = this.#scanner;
    const { owner: ownerBefore, statedTtl, isClassIn } = scanner;
    const { class: classBefore } = this.#context;
    const stopped = this.#stopped;
    problems.budget = MAX_GENERATE_PROBLEMS;
    problems.muted = 0;
    this.#within({ content, octets: plainOctets(content), place, generated: spans, unclosed: undefined }, undefined, () => {
      for (const [line, start] of lines.entries()) {
        generated.note = note(line);
        const end = lines[line + 1] ?? text.length;
        this.#readRange(start, end, end);
      }
    });
    problems.budget = undefined;
    if (problems.muted > 0) {
      const message = `${problems.muted} more problems of the lines that this $GENERATE makes are not shown`;
      reportError(problems, "too-many-problems", span, message, section);
    }
    this.#stopped = stopped;
    scanner.statedTtl = statedTtl;
    scanner.isClassIn = isClassIn;
    scanner.owner = ownerBefore;
    this.#context.class = classBefore;
    return true;
  }

  // Reads something in the middle of a file. Origin and owner are afterwards what they were before (RFC 1035 section 5.1).
  #within(file: ZoneFile, origin: DomainName | undefined, read: () => void): void {
    const scanner = this.#scanner;
    const { owner, origin: originBefore, file: indexBefore } = scanner;
    const fileBefore = this.#file;
    const { reportedMissingOrigin } = this.#context;
    const placeBefore = this.problems.place;
    const reportedBefore = this.#reportedCarriageReturn;
    const stoppedBefore = this.#stopped;
    this.problems.place = file.place;
    this.#file = this.#addFile(file);
    scanner.setOrigin(origin === undefined ? originBefore : this.table.names.internName(origin));
    read();
    this.problems.place = placeBefore;
    this.#file = fileBefore;
    this.#reportedCarriageReturn = reportedBefore;
    this.#stopped = stoppedBefore;
    this.#context.reportedMissingOrigin ||= reportedMissingOrigin;
    scanner.file = indexBefore;
    scanner.owner = owner;
    scanner.setOrigin(originBefore);
  }
}

// --------------------------------------------------------------------------------------------------------------------------

/** `Scanner.owner` after an owner that could not be read. */
const BROKEN_OWNER = -2;

/** How many problems of the lines of one $GENERATE are shown. */
const MAX_GENERATE_PROBLEMS = 10;

interface GenerateParts {
  readonly owner: number;
  /** TTL, class and type. */
  readonly header: string;
  readonly type: number | undefined;
  readonly data: { readonly text: string; readonly span: Span } | undefined;
}

function partsOf(tree: ZoneTree, tokens: readonly number[]): GenerateParts {
  const owner = tokens[0] ?? 0;
  let at = 1;
  const isBeforeType = (token: number): boolean => {
    const text = tokenText(tree, token);
    return tree.tokens.kinds[token] === TokenKind.Word && (looksLikeTtl(text) || findClass(text) !== undefined);
  };
  while (at < tokens.length && isBeforeType(tokens[at] ?? 0)) at++;
  const type = tokens[at];
  const header = tokens
    .slice(1, at + 1)
    .map((token) => tokenText(tree, token))
    .join(" ");
  const fields = tokens.slice(at + 1);
  const [first] = fields;
  if (type === undefined || first === undefined) return { owner, header, type, data: undefined };
  const span = {
    start: tokenSpan(tree, first).start,
    end: tokenSpan(tree, fields.at(-1) ?? first).end,
  };
  if (fields.length === 1 && tree.tokens.kinds[first] === TokenKind.Quoted) {
    // BIND takes one string as the whole data, and \" in it as a quote.
    const text = textBetween(tree, span.start + 1, span.end - 1).replaceAll('\\"', '"');
    return { owner, header, type, data: { text, span } };
  }
  return {
    owner,
    header,
    type,
    data: { text: fields.map((token) => tokenText(tree, token)).join(" "), span },
  };
}

type ExpandProblem = { readonly problem: "number" | "size"; readonly value: number };

function expandLines(
  owner: GeneratePattern,
  header: string,
  data: GeneratePattern,
  range: { readonly start: number; readonly stop: number; readonly step: number },
  lines: number[],
  limit: number,
): string | ExpandProblem {
  const parts: string[] = [];
  let length = 0;
  for (let value = range.start; value <= range.stop; value += range.step) {
    const name = expandPattern(owner, value);
    const fields = expandPattern(data, value);
    if (name === undefined || fields === undefined) return { problem: "number", value };
    // A name that starts with one of these would be read as a directive or as a comment.
    const line = `${/^[$#]/.test(name) ? "\\" : ""}${name} ${header} ${fields}\n`;
    lines.push(length);
    length += line.length;
    if (length > limit) return { problem: "size", value };
    parts.push(line);
  }
  return parts.join("");
}

function plainOctets(source: SourceText): Uint8Array {
  const { octets } = source;
  return new Uint8Array(octets.buffer, octets.byteOffset, octets.byteLength);
}

function utf8(octets: string): string {
  return Buffer.from(octets, "latin1").toString("utf8");
}
