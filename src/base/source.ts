/** Source text and places in it. Places are offsets; lines and columns are computed when they are shown. */

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
  /** The text, one octet a character where it comes from a file. */
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** The line and column of an offset. An offset beyond the end is the end. */
  position(offset: number): Position {
    const starts = this.#starts();
    const wanted = Math.min(offset, this.text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: wanted - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line, counted from 1, without its line end. */
  line(line: number): string {
    const starts = this.#starts();
    const start = starts[line - 1] ?? this.text.length;
    const end = starts[line] ?? this.text.length;
    let last = end;
    // By hand: a pattern for line ends at the end would be tried at each of a million carriage returns.
    while (last > start && (this.text[last - 1] === "\n" || this.text[last - 1] === "\r")) last--;
    return this.text.slice(start, last);
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
