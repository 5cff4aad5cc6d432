/** Where the lines of a large file start, without a number for each of a million lines. */

/** What both kinds of texts are asked for. Lines are counted from 0, offsets are those of the text. */
export interface LineStarts {
  /** The line that an offset is in. */
  lineAt(offset: number): number;
  /** Where a line starts; undefined where there is none. */
  start(line: number): number | undefined;
}

/** The lines of a text, each of which has its number: texts that were never octets are short. */
export function linesOfText(text: string): LineStarts {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return { lineAt: (offset) => lastUpTo(starts, offset), start: (line) => starts[line] };
}

/** The lines of a file. Its line feeds are counted once; a question looks at one block of it. */
export function linesOfOctets(octets: Uint8Array): LineStarts {
  const { length } = octets;
  // A view of its own kind is read faster than a Buffer.
  const plain = new Uint8Array(octets.buffer, octets.byteOffset, length);
  const words = octets.byteOffset % 4 === 0 ? new Int32Array(octets.buffer, octets.byteOffset, length >>> 2) : NO_WORDS;
  // How many line feeds stand before each block.
  const before = new Uint32Array(Math.ceil(length / BLOCK) + 1);
  for (let block = 0; block + 1 < before.length; block++) {
    const start = block * BLOCK;
    const end = Math.min(start + BLOCK, length);
    const lastWord = Math.min(end >>> 2, words.length);
    const inWords = countInWords(words, start >>> 2, lastWord);
    before[block + 1] = (before[block] ?? 0) + inWords + countLineFeeds(plain, Math.max(start, lastWord * 4), end);
  }
  return {
    lineAt(offset) {
      const block = Math.floor(offset / BLOCK);
      let line = before[block] ?? 0;
      for (let at = block * BLOCK; at < offset; at++) if (plain[at] === LF) line++;
      return line;
    },
    start(line) {
      if (line === 0) return 0;
      if (line > (before.at(-1) ?? 0)) return undefined;
      // The block with the line feed in front of it.
      const block = lastUpTo(before, line - 1);
      let left = line - (before[block] ?? 0);
      for (let at = block * BLOCK; at < length; at++) if (plain[at] === LF && --left === 0) return at + 1;
      return undefined;
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

const LF = 0x0a;
/** In octets. */
const BLOCK = 4096;

const NO_WORDS = new Int32Array(0);

/** The line feeds in whole words of four octets. */
function countInWords(words: Int32Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    // An octet becomes 0 where it is a line feed, and then the highest bit of each that is 0 is set: no carry leaves an octet.
    const differing = (words[at] ?? 0) ^ 0x0a0a_0a0a;
    const zeros = ~(((differing & 0x7f7f_7f7f) + 0x7f7f_7f7f) | differing | 0x7f7f_7f7f);
    count += Math.imul(zeros >>> 7, 0x0101_0101) >>> 24;
  }
  return count;
}

function countLineFeeds(octets: Uint8Array, start: number, end: number): number {
  let count = 0;
  // Without a branch, for where lines end is hard to foresee.
  for (let at = start; at < end; at++) count += octets[at] === LF ? 1 : 0;
  return count;
}

/** The index of the last number of a sorted list, which starts with 0, that is not above another one. */
function lastUpTo(sorted: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
