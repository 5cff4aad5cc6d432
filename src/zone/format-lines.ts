/** A zone file as the formatter sees it: its lines, cut into header fields, data and comment, with nothing left out. */
import { TokenKind } from "./lexer.js";
import { type ZoneTree, entryKind, isIndented, tokenText } from "./tree.js";
import { looksLikeTtl } from "./ttl.js";
import { findClass, findType } from "./types.js";

/** One line of the file. `source` is its number there, counted from 0. */
export interface CodeLine {
  readonly source: number;
  /** The fields and parentheses with single spaces; fields that touch in the file touch here. */
  readonly code: string;
  /** Columns that the code takes up to and with its last opening parenthesis; 0 where none is open at the end of the line. */
  readonly openAt: number;
  readonly comment: LineComment | undefined;
}

export interface LineComment {
  /** From its `;`, without blanks at the end. A `#` at its start has become `;`. */
  readonly text: string;
  /** Where it stands in the file, counted from 0, with tabs to every eighth column. */
  readonly column: number;
}

/** An entry of the file. Only a record has lines after the first that are not entries of their own. */
export type Block =
  | { readonly kind: "blank"; readonly source: number }
  | { readonly kind: "comment"; readonly source: number; readonly comment: LineComment }
  | { readonly kind: "directive"; readonly line: CodeLine }
  | RecordBlock
  /** Lines whose order of fields and parentheses is not understood well enough to move anything. */
  | { readonly kind: "verbatim"; readonly lines: readonly CodeLine[] };

export interface RecordBlock {
  readonly kind: "record";
  /** Empty for a record with the owner of the record before. */
  readonly owner: string;
  readonly ttl: string;
  readonly class: string;
  readonly type: string;
  /** The data; the first line is the one with the header. */
  readonly lines: readonly CodeLine[];
}

/** The blocks of a file without errors, in its order, one at a time: a large file has millions. */
export function* readBlocks(tree: ZoneTree): Generator<Block, void> {
  let source = 0;
  for (let entry = 0; entry < tree.entryCount; entry++) {
    const lines = readEntryLines(tree, entry, source);
    yield readBlock(tree, entry, lines);
    source += lines.length;
  }
}

/** How many columns a text takes: its octets, those that continue a UTF-8 character not counted. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xc0) !== 0x80) columns++;
  return columns;
}

// --------------------------------------------------------------------------------------------------------------------------

/** Stops of a tab: what every terminal and editor does unless told otherwise. */
const TAB = 8;

interface Piece {
  readonly text: string;
  readonly kind: number;
  /** Whether nothing stands between it and the field before. */
  readonly touches: boolean;
}

interface RawLine {
  readonly source: number;
  readonly pieces: Piece[];
  /** Everything up to the comment, with tabs between fields made spaces, without blanks at the end. */
  verbatim: string;
  comment: LineComment | undefined;
}

function readEntryLines(tree: ZoneTree, entry: number, firstSource: number): RawLine[] {
  const { kinds } = tree.tokens;
  const end = tree.entryTokens[entry + 1] ?? 0;
  let line: RawLine = { source: firstSource, pieces: [], verbatim: "", comment: undefined };
  const lines = [line];
  let column = 0;
  let verbatim = "";
  let touches = false;
  for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
    const kind = kinds[token] ?? TokenKind.Whitespace;
    if (kind === TokenKind.ByteOrderMark) continue;
    const text = tokenText(tree, token);
    if (kind === TokenKind.Newline) {
      if (token + 1 === end) break;
      line = { source: line.source + 1, pieces: [], verbatim: "", comment: undefined };
      lines.push(line);
      column = 0;
      verbatim = "";
      touches = false;
      continue;
    }
    if (kind === TokenKind.Comment || kind === TokenKind.HashComment) {
      line.comment = { text: commentText(text), column };
      continue;
    }
    if (kind === TokenKind.Whitespace) {
      const before = column;
      for (let at = 0; at < text.length; at++) column += text.charAt(at) === "\t" ? TAB - (column % TAB) : 1;
      verbatim += " ".repeat(column - before);
      touches = false;
      continue;
    }
    line.pieces.push({ text, kind, touches });
    verbatim += text;
    line.verbatim = verbatim;
    column += columnsOf(text);
    touches = kind !== TokenKind.Open && kind !== TokenKind.Close;
  }
  return lines;
}

// `## text` was meant as `;; text`: each `#` of the first run is a comment sign.
function commentText(text: string): string {
  const signs = /^#*/.exec(text)?.[0].length ?? 0;
  return `${";".repeat(signs)}${text.slice(signs)}`.replace(/[ \t\r]+$/, "");
}

function readBlock(tree: ZoneTree, entry: number, lines: readonly RawLine[]): Block {
  const [first] = lines;
  if (first === undefined) return { kind: "verbatim", lines: [] };
  const kind = entryKind(tree, entry);
  if (kind === "blank" && lines.length === 1 && first.pieces.length === 0) {
    return first.comment === undefined
      ? { kind: "blank", source: first.source }
      : { kind: "comment", source: first.source, comment: first.comment };
  }
  if (kind === "directive" && lines.length === 1 && isPlain(lines)) {
    const line = codeLine(first, 0);
    const keyword = first.pieces[0]?.text ?? "";
    return {
      kind,
      line: { ...line, code: keyword.toUpperCase() + line.code.slice(keyword.length) },
    };
  }
  const record = kind === "record" && isPlain(lines) ? readRecord(isIndented(tree, entry), lines) : undefined;
  if (record !== undefined) return record;
  return {
    kind: "verbatim",
    lines: lines.map(({ source, verbatim, comment }) => ({
      source,
      code: verbatim,
      openAt: 0,
      comment,
    })),
  };
}

// A backslash at the end of a line escapes what is put behind it, so such a field cannot be moved.
function isPlain(lines: readonly RawLine[]): boolean {
  return lines.every((line) => line.pieces.every(({ text }) => (/\\+$/.exec(text)?.[0].length ?? 0) % 2 === 0));
}

/** `[owner] [TTL] [class] type data`, TTL and class in either order (RFC 1035 section 5.1). */
function readRecord(indented: boolean, lines: readonly RawLine[]): RecordBlock | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const { pieces } = first;
  let at = 0;
  const owner = indented ? "" : (pieces[at++]?.text ?? "");
  let ttl = "";
  let recordClass = "";
  for (; at < pieces.length; at++) {
    const piece = pieces[at];
    // What stands in parentheses or in quotes is no header that could be moved, and what touches is one field for some readers.
    if (piece?.kind !== TokenKind.Word || piece.touches) return undefined;
    if (looksLikeTtl(piece.text)) {
      if (ttl !== "") return undefined;
      ttl = piece.text;
    } else if (findClass(piece.text) !== undefined) {
      if (recordClass !== "") return undefined;
      recordClass = piece.text.toUpperCase();
    } else break;
  }
  const type = pieces[at];
  const startsRecord = indented || pieces[0]?.kind === TokenKind.Word;
  if (type === undefined || !startsRecord || findType(type.text).kind !== "type" || pieces[at + 1]?.touches === true) {
    return undefined;
  }
  const data = lines.map((line, index) => codeLine(line, index === 0 ? at + 1 : 0));
  return {
    kind: "record",
    owner,
    ttl,
    class: recordClass,
    type: type.text.toUpperCase(),
    lines: data,
  };
}

function codeLine({ source, pieces, comment }: RawLine, from: number): CodeLine {
  let code = "";
  const open: number[] = [];
  for (let at = from; at < pieces.length; at++) {
    const piece = pieces[at];
    if (piece === undefined) break;
    code += at === from || piece.touches ? piece.text : ` ${piece.text}`;
    if (piece.kind === TokenKind.Open) open.push(columnsOf(code));
    else if (piece.kind === TokenKind.Close) open.pop();
  }
  return { source, code, openAt: open.at(-1) ?? 0, comment };
}
