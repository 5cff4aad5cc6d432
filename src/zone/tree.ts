/**
 * The lossless tree of a master file: entries, each one logical line with its blanks, comments and line end. Parentheses join
 * lines; they may be nested, as in BIND, although RFC 1035 section 5.1 does not speak of it.
 */
import type { SourceText, Span } from "../base/source.js";
import { TokenKind, type TokenTable, tokenize } from "./lexer.js";

/**
 * A file, or some entries of it, as tokens and entries. Entry `i` holds the tokens from `entryTokens[i]` up to
 * `entryTokens[i + 1]`. All offsets are offsets in the file.
 */
export interface ZoneTree {
  readonly source: SourceText;
  /** The text of the tokens, and the offset in the file at which it starts. */
  readonly text: string;
  readonly offset: number;
  readonly tokens: TokenTable;
  readonly entryCount: number;
  readonly entryTokens: Uint32Array;
}

/** `blank` is a line without a word, with or without a comment. */
export type EntryKind = "record" | "directive" | "blank";

/** Reads a source, one octet a character. Accepts every text, in linear time. */
export function buildTree(source: SourceText): ZoneTree {
  const tokens = tokenize(source.octets);
  const { entryCount, entryTokens } = findEntries(tokens);
  return { source, text: source.text, offset: 0, tokens, entryCount, entryTokens };
}

/** Finds the entries of tokens that start with an entry. */
function findEntries(tokens: TokenTable): { entryCount: number; entryTokens: Uint32Array } {
  const { kinds, count } = tokens;
  const firsts: number[] = count > 0 ? [0] : [];
  let depth = 0;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index];
    if (kind === TokenKind.Open) depth++;
    else if (kind === TokenKind.Close) depth--;
    else if (kind === TokenKind.Newline && depth === 0 && index + 1 < count) firsts.push(index + 1);
  }
  const entryCount = firsts.length;
  firsts.push(count);
  return { entryCount, entryTokens: Uint32Array.from(firsts) };
}

/** Whether an entry is a record, a directive or blank, by its first word. */
export function entryKind(tree: ZoneTree, entry: number): EntryKind {
  const end = tree.entryTokens[entry + 1] ?? 0;
  for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
    const kind = tree.tokens.kinds[token];
    if (kind === TokenKind.Word) return tokenStartsWith(tree, token, "$") ? "directive" : "record";
    if (kind === TokenKind.Quoted || kind === TokenKind.OpenQuoted) return "record";
  }
  return "blank";
}

/** Puts the tokens of an entry that carry data, words and quoted strings, into `fields`, which is emptied first. */
export function readFields(tree: ZoneTree, entry: number, fields: number[]): void {
  fields.length = 0;
  const end = tree.entryTokens[entry + 1] ?? 0;
  for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
    const kind = tree.tokens.kinds[token];
    if (kind === TokenKind.Word || kind === TokenKind.Quoted || kind === TokenKind.OpenQuoted) fields.push(token);
  }
}

/** Whether an entry starts with a blank: its record has the owner of the record before (RFC 1035 section 5.1). */
export function isIndented(tree: ZoneTree, entry: number): boolean {
  const first = tree.entryTokens[entry] ?? 0;
  const { kinds } = tree.tokens;
  return kinds[kinds[first] === TokenKind.ByteOrderMark ? first + 1 : first] === TokenKind.Whitespace;
}

/** Whether a parenthesis of an entry is never closed: the entry ends with its line, and what was meant to follow is missing. */
export function hasUnclosed({ entryTokens, tokens }: ZoneTree, entry: number): boolean {
  const end = entryTokens[entry + 1] ?? 0;
  for (let token = entryTokens[entry] ?? 0; token < end; token++) {
    if (tokens.kinds[token] === TokenKind.UnmatchedOpen) return true;
  }
  return false;
}

/** The octets of an entry, line end included. */
export function entrySpan(tree: ZoneTree, entry: number): Span {
  const { starts } = tree.tokens;
  return {
    start: starts[tree.entryTokens[entry] ?? 0] ?? 0,
    end: starts[tree.entryTokens[entry + 1] ?? 0] ?? 0,
  };
}

/** The octets of a token. */
export function tokenSpan(tree: ZoneTree, token: number): Span {
  const { starts } = tree.tokens;
  return { start: starts[token] ?? 0, end: starts[token + 1] ?? 0 };
}

/** The text of a token as it stands in the file. */
export function tokenText(tree: ZoneTree, token: number): string {
  const { starts } = tree.tokens;
  return textBetween(tree, starts[token] ?? 0, starts[token + 1] ?? 0);
}

/** The text between two offsets within the tokens of a tree. */
export function textBetween(tree: ZoneTree, start: number, end: number): string {
  return tree.text.slice(start - tree.offset, end - tree.offset);
}

/** Whether a token begins with a text. */
export function tokenStartsWith(tree: ZoneTree, token: number, start: string): boolean {
  return tree.text.startsWith(start, (tree.tokens.starts[token] ?? 0) - tree.offset);
}
