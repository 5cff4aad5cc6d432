/** What formatting changes, as a unified diff. */
import type { FormattedLine } from "./format.js";

/** Lines around a change that are shown with it, as `diff -u` does. */
const CONTEXT = 3;

/**
 * A unified diff from a file to its formatted form, without colour. Every formatted line knows the line that it was made of, so
 * no lines have to be searched: linear time. Empty when nothing changes.
 */
export function formatUnifiedDiff(name: string, text: string, formatted: readonly FormattedLine[]): string[] {
  const changes = listChanges(splitLines(text), formatted);
  const hunks = [...hunksOf(changes)];
  if (hunks.length === 0) return [];
  const lines = [`--- ${name}`, `+++ ${name} (formatted)`];
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

/** One line of the file and what became of it. `before` and `after` are the numbers of lines, counted from 0. */
interface Change {
  readonly before: number;
  readonly after: number;
  readonly old: SourceLine;
  readonly new: string | undefined;
  readonly isSame: boolean;
}

function splitLines(text: string): SourceLine[] {
  const lines = text.split("\n").map((line) => ({ text: line, hasEnd: true }));
  const last = lines.pop();
  if (last !== undefined && last.text !== "") lines.push({ text: last.text, hasEnd: false });
  return lines;
}

function listChanges(source: readonly SourceLine[], formatted: readonly FormattedLine[]): Change[] {
  let after = 0;
  return source.map((old, before) => {
    const made = formatted[after]?.source === before ? formatted[after]?.text : undefined;
    const change = { before, after, old, new: made, isSame: made === old.text && old.hasEnd };
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
      yield [` ${change.old.text}`];
      continue;
    }
    yield change.old.hasEnd ? [`-${change.old.text}`] : [`-${change.old.text}`, "\\ No newline at end of file"];
    if (change.new !== undefined) added.push(`+${change.new}`);
  }
  yield added;
}

// `first line,count`, counted from 1; a count of 0 names the line before (POSIX diff -u).
function range(hunk: readonly Change[], side: "before" | "after"): string {
  const first = hunk[0]?.[side] ?? 0;
  const count = side === "before" ? hunk.length : hunk.filter((change) => change.new !== undefined).length;
  if (count === 1) return String(first + 1);
  return `${count === 0 ? first : first + 1},${count}`;
}
