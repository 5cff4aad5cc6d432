/** A place in a text, shown with carets under it. */
import { type Cell, type CellsOf, asciiCells } from "./cells.js";

/**
 * Shows a place in a text with carets under it, the text cut to a window of `width` columns around the place. What is not shown as it
 * is depends on `cellsOf`: all but printable ASCII unless told. A character of which a part is marked is marked. Returns two lines
 * without indentation.
 */
export function excerpt(
  text: string,
  start: number,
  end: number,
  width: number,
  cellsOf: CellsOf = asciiCells,
): [string, string] {
  // More than any width, but of a few letters with all their marks: a text of megabytes is not looked at as a whole.
  const reach = WINDOW * width;
  const stop = Math.max(end, start);
  const from = Math.max(0, start - reach);
  const near = Math.min(stop, start + reach);
  const cells = cellsOf(text.slice(from, near + reach));
  const [first, behind] = [start - from, near - from];
  const isBefore = (cell: Cell): boolean => (first === behind ? cell.start < first : cell.end <= first);
  const isAfter = (cell: Cell): boolean => cell.start >= behind;
  const before = cells.filter(isBefore);
  const after =
    near < stop ? cellsOf(text.slice(stop, stop + reach)) : cells.filter((cell) => !isBefore(cell) && isAfter(cell));
  const whole = shownOf(cells.filter((cell) => !isBefore(cell) && !isAfter(cell)));
  const marked =
    whole.columns > width - 8 || near < stop
      ? dotted(startOf(cells.slice(before.length), Math.min(whole.columns, width - 11)))
      : whole;

  let room = width - marked.columns;
  let head = shownOf(before);
  let tail = shownOf(after);
  const isCutBefore = from > 0;
  const isCutAfter = text.length - stop > reach;
  if (head.columns + tail.columns > room || isCutBefore || isCutAfter) {
    // The side that needs less leaves its room to the other.
    const tailRoom = Math.max(Math.floor(room / 2), room - head.columns);
    if (tail.columns > tailRoom || isCutAfter) tail = dotted(startOf(after, tailRoom - 3));
    room -= tail.columns;
    if (head.columns > room || isCutBefore) {
      const kept = endOf(before, room - 3);
      head = { text: `...${kept.text}`, columns: kept.columns + 3 };
    }
  }
  const carets = "^".repeat(Math.max(1, marked.columns));
  return [`${head.text}${marked.text}${tail.text}`, `${" ".repeat(head.columns)}${carets}`];
}

// --------------------------------------------------------------------------------------------------------------------------

/** How much of the text before, in and behind the place is looked at, in widths. */
const WINDOW = 8;

type Shown = Pick<Cell, "text" | "columns">;

function shownOf(cells: readonly Cell[]): Shown {
  return { text: cells.map(({ text }) => text).join(""), columns: cells.reduce((sum, { columns }) => sum + columns, 0) };
}

/** As many of the first cells as fit. */
function startOf(cells: readonly Cell[], columns: number): Shown {
  return shownOf(cells.slice(0, fitting(cells, columns)));
}

/** As many of the last cells as fit. */
function endOf(cells: readonly Cell[], columns: number): Shown {
  return shownOf(cells.slice(cells.length - fitting(cells.toReversed(), columns)));
}

function fitting(cells: readonly Cell[], columns: number): number {
  let sum = 0;
  const first = cells.findIndex((cell) => (sum += cell.columns) > columns);
  return first < 0 ? cells.length : first;
}

function dotted({ text, columns }: Shown): Shown {
  return { text: `${text}...`, columns: columns + 3 };
}
