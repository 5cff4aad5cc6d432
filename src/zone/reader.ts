/** Goes through a master file, the files that it includes and the lines that it generates, and fills a table with the records. */
import type { DomainName } from "../base/name.js";
import type { RelatedPlace } from "../base/diagnostic.js";
import { type RecordData, targetOf, typeCode } from "../base/question.js";
import { SourceText, type Span } from "../base/source.js";
import { hashData } from "./data-hash.js";
import { type Directive, type GenerateDirective, type IncludeDirective, readDirective } from "./directives.js";
import { MAX_GENERATED_OCTETS } from "./generate.js";
import { generateLines } from "./generate-lines.js";
import { type IncludeFile, Includes } from "./includes.js";
import { MAX_ENTRY_TOKENS, UnclosedParentheses } from "./lexer.js";
import { NO_NAME } from "./name-table.js";
import { type ProblemList, type ProblemPlace, createProblemList, reportError } from "./problems.js";
import { type RecordContext, readRecord } from "./record.js";
import { Scanner } from "./scan.js";
import { type ZoneTree, entryKind, entrySpan, isIndented, readFields, tokenSpan } from "./tree.js";
import { reportTokens } from "./token-problems.js";
import { CLASS_IN } from "./types.js";
import { EntryTree, type ZoneFile } from "./zone-file.js";
import { BROKEN_ORIGIN, FLAG_UNREAD, NO_DETAIL, NO_TTL, UNKNOWN_ORIGIN, ZoneTable } from "./zone-table.js";

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
  readonly #includes: Includes;
  #file: ZoneFile;
  // Of the file that is being read.
  #reportedCarriageReturn = false;
  #stopped = false;
  #generatedOctets = 0;

  constructor(source: SourceText, options: ReaderOptions) {
    this.#options = options;
    this.table = new ZoneTable(source.length);
    this.problems = createProblemList(source);
    this.#includes = new Includes(options.include, options.identity ?? source.name);
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
    if (octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf) {
      const message =
        "a byte order mark stands here, which editors do not show: name servers refuse it; save the file without it";
      reportError(this.problems, "byte-order-mark", { start: 0, end: 3 }, message, "RFC 1035 5.1");
    }
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
    reportTokens(tree, entry, this.problems);
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
    if (this.#includes.depth === 0) {
      this.control = at;
      return;
    }
    const message = `octet ${code} is no text: this is not a zone file, or not one in ASCII or UTF-8`;
    reportError(this.problems, "not-text", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
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
    if (record === "comment") return;
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
    const includes = this.#includes;
    const file = this.#file;
    const source = includes.open(directive, span, file.place.source.name, this.problems);
    if (source === undefined) return false;
    this.sources.push(source);
    const from: RelatedPlace = { source: file.place.source, span, message: "it is included here" };
    const place: ProblemPlace = { source, includedFrom: [from, ...file.place.includedFrom] };
    // RFC 1035 does not say whether the owner is known in the file; for BIND and NSD it is.
    this.#within({ content: source, octets: plainOctets(source), place, unclosed: undefined }, directive.origin, () =>
      this.#readFile(),
    );
    includes.close();
    return true;
  }

  #generate(tree: ZoneTree, directive: GenerateDirective, span: Span): boolean {
    const { problems } = this;
    const made = generateLines(tree, directive, span, MAX_GENERATED_OCTETS - this.#generatedOctets, problems);
    if (made === undefined) return false;
    const { text, lines, note } = made;
    this.#generatedOctets += text.length;
    const content = new SourceText(this.#file.place.source.name, Buffer.from(text, "latin1"));
    const generated = { span, note: "" };
    const spans = { ...made.spans, lines, note };
    const place = { ...this.#file.place, generated };
    const scanner = this.#scanner;
    const { owner: ownerBefore, statedTtl, isClassIn } = scanner;
    const { class: classBefore } = this.#context;
    const stopped = this.#stopped;
    this.#within({ content, octets: plainOctets(content), place, generated: spans, unclosed: undefined }, undefined, () => {
      for (const [line, start] of lines.entries()) {
        generated.note = note(line);
        const end = lines[line + 1] ?? text.length;
        this.#readRange(start, end, end);
      }
    });
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

function plainOctets(source: SourceText): Uint8Array {
  const { octets } = source;
  return new Uint8Array(octets.buffer, octets.byteOffset, octets.byteLength);
}
