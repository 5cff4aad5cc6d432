/** What the reports for people say beside the findings: what is not shown, and what was not looked for. */
import type { LintNote, LintResult } from "../run.js";

/** A line for each rule that has more findings than are shown, and one for all rules that were left out. Not safe to print yet. */
export function noteLines(result: LintResult): string[] {
  return [...omittedLines(result), ...leftOutLines(result)];
}

/** `x.zone: 7 more of some-rule are not shown`. */
export function omittedLines({ omitted }: Pick<LintResult, "omitted">): string[] {
  return omitted.map(({ file, rule, count }) => `${file}: ${moreOf(rule, count)}`);
}

/** `7 more of some-rule are not shown`. */
export function moreOf(rule: string, count: number): string {
  return `${count} more of ${rule} ${count === 1 ? "is" : "are"} not shown`;
}

/** `26 rules left out for 3 fragments (no SOA): see --format json`, which has the files and the rules; nothing where none was. */
export function leftOutLines({ notes }: Pick<LintResult, "notes">): string[] {
  if (notes.length === 0) return [];
  const rules = new Set(notes.flatMap((note) => note.rules)).size;
  const fragments = filesOf(notes, "fragment");
  const unread = filesOf(notes, "unread-lines");
  const [only] = [...fragments, ...unread];
  const where =
    fragments.size + unread.size === 1
      ? `${only}${fragments.size === 1 ? `, a fragment ${NO_SOA}` : ", which has unread lines"}`
      : [
          ...(fragments.size === 0 ? [] : [`${counted(fragments.size, "fragment")} ${NO_SOA}`]),
          ...(unread.size === 0 ? [] : [`${counted(unread.size, "file")} with unread lines`]),
        ].join(" and ");
  return [`${counted(rules, "rule")} left out for ${where}: see --format json`];
}

/** `1 file`, `2 files`. */
export function counted(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

// --------------------------------------------------------------------------------------------------------------------------

const NO_SOA = "(no SOA)";

function filesOf(notes: readonly LintNote[], kind: LintNote["kind"]): Set<string> {
  return new Set(notes.filter((note) => note.kind === kind).flatMap(({ files }) => files));
}
