/** Columns of short texts. */

/** From so many columns on a page of several columns need not spare room. */
export const WIDE_PAGE = 72;

/** Lays rows out in columns, two spaces apart. `right` are the columns that stand at their right side; nothing is cut. */
export function aligned(rows: readonly (readonly string[])[], right: ReadonlySet<number> = new Set()): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const pad = (cell: string, at: number): string =>
    right.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}
