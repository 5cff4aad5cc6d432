/** Source text and places in it. Places are offsets; lines and columns are computed when they are shown. */
import { type LineStarts, linesOfOctets, linesOfText } from "./line-starts.js";

/** A half-open range of offsets, `start` included and `end` not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text with a name, which finds the line and column of an offset. Offsets count octets for files, characters for strings. */
export class SourceText {
  /** What to call the text in messages: a file name as the user gave it, or `-` for standard input. */
  readonly name: string;
  /** Octets, or characters where the text was never octets. */
  readonly length: number;
  #octets: Buffer | undefined;
  #text: string | undefined;
  #lines: LineStarts | undefined;

  /** Octets are kept as they are and not copied: nobody may change them afterwards. */
  constructor(name: string, content: string | Uint8Array) {
    this.name = name;
    this.length = content.length;
    if (typeof content === "string") this.#text = content;
    else this.#octets = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  }

  /** The text, one octet a character where it comes from a file. Made when it is first asked for: a large file takes a while. */
  get text(): string {
    this.#text ??= this.#octets?.toString("latin1") ?? "";
    return this.#text;
  }

  /** The octets of a file; of a text that was never octets its characters, which have to be below 0x100. Not to be changed. */
  get octets(): Uint8Array {
    this.#octets ??= Buffer.from(this.text, "latin1");
    return this.#octets;
  }

  /** A piece of the text. Does not make the whole text. */
  slice(start: number, end: number): string {
    return this.#text?.slice(start, end) ?? this.#octets?.toString("latin1", start, end) ?? "";
  }

  /** Where a text of ASCII characters occurs from an offset on; -1 for nowhere. Does not make the whole text. */
  indexOf(ascii: string, from: number): number {
    return this.#text?.indexOf(ascii, from) ?? this.#octets?.indexOf(ascii, from, "latin1") ?? -1;
  }

  /** The line and column of an offset. An offset beyond the end is the end. */
  position(offset: number): Position {
    const wanted = Math.min(offset, this.length);
    const lines = this.#linesOf();
    const line = lines.lineAt(wanted);
    return { line: line + 1, column: wanted - (lines.start(line) ?? 0) + 1 };
  }

  /** The text of a line, counted from 1, without its line end. */
  line(line: number): string {
    const lines = this.#linesOf();
    const start = lines.start(line - 1) ?? this.length;
    const text = this.slice(start, lines.start(line) ?? this.length);
    let last = text.length;
    // By hand: a pattern for line ends at the end would be tried at each of a million carriage returns.
    while (last > 0 && (text[last - 1] === "\n" || text[last - 1] === "\r")) last--;
    return text.slice(0, last);
  }

  #linesOf(): LineStarts {
    this.#lines ??= this.#octets === undefined ? linesOfText(this.#text ?? "") : linesOfOctets(this.#octets);
    return this.#lines;
  }
}
