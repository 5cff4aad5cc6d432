/** What records stand in, and the entries of it one by one. */
import type { SourceText, Span } from "../base/source.js";
import { TokenBuffer, type TokenTable, type UnclosedParentheses, tokenizeEntry, tokenizeRest } from "./lexer.js";
import type { ProblemPlace } from "./problems.js";
import type { ZoneTree } from "./tree.js";

/** What records stand in: a file, or the lines that a $GENERATE stands for. */
export interface ZoneFile {
  /** What the offsets of the columns point into. */
  readonly content: SourceText;
  readonly octets: Uint8Array;
  /** What messages and records call the file. */
  readonly place: ProblemPlace;
  /** The parts of the directive that made the lines; every record has its spans. */
  readonly generated?: GeneratedSpans | undefined;
  /** Once an entry did not end before the file does: the parentheses from there on that are never closed, and so join no lines. */
  unclosed: UnclosedParentheses | undefined;
}

interface GeneratedSpans {
  readonly all: Span;
  readonly owner: Span;
  readonly type: Span;
  readonly data: Span;
  /** Where each line starts. */
  readonly lines: readonly number[];
  /** What `$` is in a line, for messages. */
  readonly note: (line: number) => string;
}

/** A tree of one entry that is made again for every entry. */
export class EntryTree implements ZoneTree {
  source: SourceText;
  text = "";
  offset = 0;
  readonly tokens: TokenTable;
  readonly entryCount = 1;
  readonly entryTokens: Uint32Array = new Uint32Array(2);
  readonly #buffer = new TokenBuffer();

  constructor(source: SourceText) {
    this.source = source;
    this.tokens = this.#buffer;
  }

  /** Reads the entry at `start`. Returns where the next one starts, or -1 where parentheses are open at `limit`. */
  load(file: ZoneFile, start: number, limit: number): number {
    const next = tokenizeEntry(file.octets, start, limit, this.#buffer, file.unclosed);
    if (next >= 0) this.#loaded(file, start, next);
    return next;
  }

  /** Reads what lies from `start` up to `limit` as one entry, whatever its parentheses. */
  loadRest(file: ZoneFile, start: number, limit: number): void {
    tokenizeRest(file.octets, start, limit, this.#buffer);
    this.#loaded(file, start, limit);
  }

  #loaded(file: ZoneFile, start: number, end: number): void {
    this.source = file.place.source;
    this.offset = start;
    this.text = file.content.slice(start, end);
    this.entryTokens[1] = this.#buffer.count;
  }
}

/** Where the line of a $GENERATE that starts at `start` ends; the end of the file for a file. */
export function entryLimit(file: ZoneFile, start: number): number {
  if (file.generated === undefined) return file.octets.length;
  const lineFeed = file.octets.indexOf(0x0a, start);
  return lineFeed < 0 ? file.octets.length : lineFeed + 1;
}
