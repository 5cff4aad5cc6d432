/**
 * Text from a file or from DNS as it is shown in a line: pieces that are not cut, with the columns that they take. Where the place
 * that it is shown in takes UTF-8, characters that are seen, and seen where they stand, are themselves; everything else is `\DDD`.
 */
import { isHiddenOrTurning, printable } from "./escape.js";

/** A character with its marks, or an escape. */
export interface Cell {
  /** Safe to print. */
  readonly text: string;
  /** On a terminal with characters of one width. */
  readonly columns: number;
  /** Where it is in the text that it was made of, in units of a string. */
  readonly start: number;
  /** Behind its last unit. */
  readonly end: number;
}

/** Makes cells of a whole text. */
export type CellsOf = (text: string) => Cell[];

/** Printable ASCII; everything else is escaped as by `printable`. */
export function asciiCells(text: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  for (const character of text) {
    cells.push(escapedCell(character, start));
    start += character.length;
  }
  return cells;
}

/**
 * An octet string read as UTF-8 (RFC 3629). Octets that are no UTF-8 are escaped one by one, and so are the octets of controls, of
 * blanks but the space, of what is not seen, turns the line or has no meaning yet, and of marks that stand on no letter.
 */
export function utf8Cells(octets: string): Cell[] {
  const cells: Cell[] = [];
  let marks = NO_MARKS_HERE;
  for (let at = 0; at < octets.length;) {
    CHARACTER.lastIndex = at;
    const units = CHARACTER.exec(octets)?.[0];
    const character = units === undefined ? octets.charAt(at) : decode(units);
    const length = units?.length ?? 1;
    const last = cells.at(-1);
    if (last !== undefined && marks < MAX_MARKS && units !== undefined && isMark(character)) {
      const columns = last.columns + columnsOf(character);
      cells[cells.length - 1] = { text: last.text + character, columns, start: last.start, end: at + length };
      marks++;
    } else if (units === undefined ? /^[\x20-\x7e]$/.test(character) : isShown(character)) {
      cells.push({ text: character, columns: columnsOf(character), start: at, end: at + length });
      marks = LETTER.test(character) ? 0 : NO_MARKS_HERE;
    } else {
      for (let one = at; one < at + length; one++) cells.push(escapedCell(octets.charAt(one), one));
      marks = NO_MARKS_HERE;
    }
    at += length;
  }
  return cells;
}

/** The same cells with tabs as spaces up to every eighth column. */
export function withTabs(cells: readonly Cell[]): Cell[] {
  let column = 0;
  return cells.map((cell) => {
    const columns = cell.text === SHOWN_TAB ? TAB_COLUMNS - (column % TAB_COLUMNS) : cell.columns;
    column += columns;
    return cell.text === SHOWN_TAB ? { ...cell, text: " ".repeat(columns), columns } : cell;
  });
}

// --------------------------------------------------------------------------------------------------------------------------

/** Of a cell; a backslash that a file has is a cell of its own. */
const SHOWN_TAB: string = printable("\t");
const TAB_COLUMNS = 8;

/** How many marks a letter may have: enough for all writing, too few to paint over other lines. */
const MAX_MARKS = 4;
const NO_MARKS_HERE: number = MAX_MARKS;

/** One well-formed character (RFC 3629 section 4). */
const CHARACTER =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/y;

const LETTER = /^[\p{L}\p{N}]$/u;
// Assigned and visible by its category. Emoji that change the one before them, and blanks that are called symbols, are not.
const VISIBLE = /^[\p{L}\p{N}\p{P}\p{S}]$/u;
const CHANGING_OR_BLANK = /^[\p{Emoji_Modifier}\p{Regional_Indicator}\u2800\ufffc]$/u;
// Vowels and final consonants of Hangul join the consonant before them.
const JOINING_HANGUL = /^[\u1160-\u11ff\ud7b0-\ud7ff]$/;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const NONSPACING = /^[\p{Mn}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
// East_Asian_Width W and F (UAX #11) of what is visible; all emoji with Emoji_Presentation are W.
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]$/u;

function isShown(character: string): boolean {
  return (
    VISIBLE.test(character) &&
    !isHiddenOrTurning(character) &&
    !CHANGING_OR_BLANK.test(character) &&
    !JOINING_HANGUL.test(character)
  );
}

function isMark(character: string): boolean {
  return (MARK.test(character) || JOINING_HANGUL.test(character)) && !isHiddenOrTurning(character);
}

function columnsOf(character: string): number {
  if (NONSPACING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The character of two to four well-formed octets. */
function decode(octets: string): string {
  let point = octets.charCodeAt(0) & (0xff >> (octets.length + 1));
  for (let at = 1; at < octets.length; at++) point = point * 64 + (octets.charCodeAt(at) & 0x3f);
  return String.fromCodePoint(point);
}

function escapedCell(character: string, start: number): Cell {
  const text = printable(character);
  return { text, columns: text.length, start, end: start + character.length };
}
