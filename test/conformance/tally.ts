/** Counts what passed, by section of RFC 7208 and by the way that answers took, and shows it as a table. */
import type { SuiteCase } from "../support/openspf.js";

export interface Tally {
  passed(column: string, test: SuiteCase): void;
  /** The table with the sum in its last line. */
  table(): string;
}

export function createTally(cases: readonly SuiteCase[], columns: readonly string[]): Tally {
  const passed = new Map<string, number>();
  const count = (column: string, section?: string): number =>
    section === undefined ? columnsSum(column, [...new Set(cases.map(sectionOf))]) : (passed.get(`${column} ${section}`) ?? 0);
  const columnsSum = (column: string, sections: readonly string[]): number =>
    sections.reduce((sum, section) => sum + count(column, section), 0);
  return {
    passed(column, test) {
      const key = `${column} ${sectionOf(test)}`;
      passed.set(key, (passed.get(key) ?? 0) + 1);
    },
    table() {
      const sections = [...new Set(cases.map(sectionOf))].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
      const rows = sections.map((section) => [
        section,
        String(cases.filter((test) => sectionOf(test) === section).length),
        ...columns.map((column) => String(count(column, section))),
      ]);
      const all = ["all", String(cases.length), ...columns.map((column) => String(count(column)))];
      const table = [["section", "cases", ...columns.map((column) => `passed: ${column}`)], ...rows, all];
      const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map((row) => (row[at] ?? "").length)));
      return table.map((row) => row.map((cell, at) => pad(cell, widths[at] ?? 0, at)).join("  ")).join("\n");
    },
  };
}

// A case may be about several sections; the first one is the one that it is counted under.
function sectionOf({ sections }: SuiteCase): string {
  return sections[0] ?? "";
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
