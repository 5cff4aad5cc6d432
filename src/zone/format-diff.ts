/** What formatting, or another change line by line, changes, as a unified diff. */
import type { FormattedLine } from "./format.js";

/** A new line, and the number of the line that it was made of. It has a line end unless told. */
export type DiffLine = FormattedLine & { readonly hasEnd?: boolean };

/** Lines around a change that are shown with it, as `diff -u` does. */
const CONTEXT = 3;

/**
 * A unified diff from a file to its new form, without colour; `done` says what was done to it, such as `formatted`. Every new line
 * knows the line that it was made of, so no lines have to be searched: linear time. Empty when nothing changes.
 */
export function formatUnifiedDiff(name: string, text: string, formatted: readonly DiffLine[], done = "formatted"): string[] {
  const changes = listChanges(splitLines(text), formatted);
  const hunks = [...hunksOf(changes)];
  if (hunks.length === 0) return [];
  const lines = [`--- ${name}`, `+++ ${name} (${done})`];
  for (const { start, end } of hunks) {
    const hunk = changes.slice(start, end);
    lines.push(`@@ -${range(hunk, "before")} +${range(hunk, "after")} @@`);
    for (const run of runsOf(hunk)) lines.push(...run);
  }
  return lines;
}

// --------------------------------------------------------------------------------------------------------------------------

interface SourceLine {
  readonly text: string;
  readonly hasEnd: boolean;
}

/** The lines of a text of which each was made of the line with its number. */
export function sameLines(text: string): DiffLine[] {
  return splitLines(text).map((line, source) => ({ ...line, source }));
}

/** One line of the file and what became of it. `before` and `after` are the numbers of lines, counted from 0. */
interface Change {
  readonly before: number;
  readonly after: number;
  readonly old: SourceLine;
  readonly new: SourceLine | undefined;
  readonly isSame: boolean;
}

function splitLines(text: string): SourceLine[] {
  const lines = text.split("\n").map((line) => ({ text: line, hasEnd: true }));
  const last = lines.pop();
  if (last !== undefined && last.text !== "") lines.push({ text: last.text, hasEnd: false });
  return lines;
}

function listChanges(source: readonly SourceLine[], formatted: readonly DiffLine[]): Change[] {
  let after = 0;
  return source.map((old, before) => {
    const line = formatted[after];
    const made = line?.source === before ? { text: line.text, hasEnd: line.hasEnd !== false } : undefined;
    const change = { before, after, old, new: made, isSame: made?.text === old.text && made.hasEnd === old.hasEnd };
    if (made !== undefined) after++;
    return change;
  });
}

/** Changes with their context; those whose context would overlap are one hunk. */
function* hunksOf(changes: readonly Change[]): Generator<{ start: number; end: number }> {
  let start = -1;
  let end = -1;
  for (let at = 0; at < changes.length; at++) {
    if (changes[at]?.isSame !== false) continue;
    if (start >= 0 && at - CONTEXT > end) {
      yield { start, end };
      start = -1;
    }
    if (start < 0) start = Math.max(0, at - CONTEXT);
    end = Math.min(changes.length, at + 1 + CONTEXT);
  }
  if (start >= 0) yield { start, end };
}

/** All old lines of a run of changes come before all new ones. */
function* runsOf(hunk: readonly Change[]): Generator<readonly string[]> {
  let added: string[] = [];
  for (const change of hunk) {
    if (change.isSame) {
      yield added;
      added = [];
      yield marked(" ", change.old);
      continue;
    }
    yield marked("-", change.old);
    if (change.new !== undefined) added.push(...marked("+", change.new));
  }
  yield added;
}

function marked(sign: " " | "-" | "+", { text, hasEnd }: SourceLine): string[] {
  return hasEnd ? [`${sign}${text}`] : [`${sign}${text}`, "\\ No newline at end of file"];
}

// `first line,count`, counted from 1; a count of 0 names the line before (POSIX diff -u).
function range(hunk: readonly Change[], side: "before" | "after"): string {
  const first = hunk[0]?.[side] ?? 0;
  const count = side === "before" ? hunk.length : hunk.filter((change) => change.new !== undefined).length;
  if (count === 1) return String(first + 1);
  return `${count === 0 ? first : first + 1},${count}`;
}
