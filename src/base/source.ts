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
  /** Octets, or characters where the text was never octets. */
  readonly length: number;
  #octets: Buffer | undefined;
  #text: string | undefined;
  #lineStarts: Uint32Array | undefined;

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

  /** Whether a text of ASCII characters occurs. Does not make the whole text. */
  includes(ascii: string): boolean {
    return this.#text?.includes(ascii) ?? this.#octets?.includes(ascii, 0, "latin1") ?? false;
  }

  /** The line and column of an offset. An offset beyond the end is the end. */
  position(offset: number): Position {
    const starts = this.#starts();
    const wanted = Math.min(offset, this.length);
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
    const start = starts[line - 1] ?? this.length;
    const text = this.slice(start, starts[line] ?? this.length);
    let last = text.length;
    // By hand: a pattern for line ends at the end would be tried at each of a million carriage returns.
    while (last > 0 && (text[last - 1] === "\n" || text[last - 1] === "\r")) last--;
    return text.slice(0, last);
  }

  #starts(): Uint32Array {
    this.#lineStarts ??= this.#octets === undefined ? startsInText(this.#text ?? "") : startsInOctets(this.#octets);
    return this.#lineStarts;
  }
}

const LF = 0x0a;

function startsInText(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

// A file may have millions of lines, whose starts are to take no more memory than they need.
function startsInOctets({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  const octets = new Uint8Array(buffer, byteOffset, length);
  let starts = new Uint32Array(64 + (length >>> 5));
  let count = 1;
  for (let at = 0; at < length; at++) {
    if (octets[at] !== LF) continue;
    if (count === starts.length) {
      const more = new Uint32Array(count * 2);
      more.set(starts);
      starts = more;
    }
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}
