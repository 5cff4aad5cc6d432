/** `spf lint --fix` and `--diff`: what the fixes of findings make of files, records and domains. */
import { printable } from "../../base/escape.js";
import { type FixInput, type FixOutcome, fixSteps } from "../../lint/fix/run.js";
import { type LintInput, lintSteps } from "../../lint/run.js";
import { formatUnifiedDiff, sameLines } from "../../zone/format-diff.js";
import type { ParsedZone } from "../../zone/parse.js";
import type { DnsSource } from "../dns-source.js";
import { CliError, EXIT_INPUT } from "../exit.js";
import { readInput } from "../input.js";
import { type LintSettings, reportLint, settingsInput } from "../lint-report.js";
import { fixesJson, formatFixesText, refusedText } from "../output/fixes.js";
import { printDiff } from "../output/unified-diff.js";
import { replaceFile, statForWrite } from "../replace-file.js";
import type { Terminal } from "../terminal.js";

/** What is to be fixed. */
export interface FixTask {
  readonly input: LintInput;
  readonly source: DnsSource;
  readonly settings: LintSettings;
  readonly reparse: FixInput["reparse"];
  /** Why files or domains could not be read, a line each. */
  readonly unread: readonly string[];
}

/** Something is to be fixed, with `--diff`; or a fix would do more than it claims. */
const EXIT_LEFT = 1;

/** Applies the fixes, writes the files and reports what is left. Returns the exit code; throws a `CliError` where a file cannot be written. */
export async function lintAndFix(task: FixTask, terminal: Terminal): Promise<number> {
  const { settings, source, unread } = task;
  const outcome = await fix(task);
  writeFiles(task.input.zones, outcome.input.zones, terminal);
  const isText = settings.format === "text" && settings.output === undefined;
  const applied = formatFixesText(outcome, isText ? terminal : { ...terminal, colour: false });
  if (isText) terminal.out(applied);
  else if (settings.format !== "json") terminal.err(applied);
  const code = await reportLint(
    settings,
    (extra) => source.ask(outcome.records.asThoughPublished(lintSteps({ ...outcome.input, ...extra }))),
    unread,
    terminal,
    { command: "lint", more: fixesJson(outcome) },
  );
  const hasRefused = showRefused(outcome, terminal);
  return code === 0 && hasRefused ? EXIT_LEFT : code;
}

/** Prints what the fixes would change as a unified diff, and writes nothing. */
export async function lintDiff(task: FixTask, terminal: Terminal): Promise<number> {
  const outcome = await fix(task);
  let isDifferent = false;
  const show = (name: string, before: string, after: string): void => {
    if (before === after) return;
    isDifferent = true;
    printDiff(formatUnifiedDiff(printable(name), before, sameLines(after), "fixed"), terminal);
  };
  for (const [index, { source }] of task.input.zones.entries()) {
    const after = outcome.input.zones[index]?.source;
    if (after !== undefined && after !== source) show(source.name, source.text, after.text);
  }
  for (const [index, { source }] of (task.input.texts ?? []).entries()) {
    show(source.name, `${source.text}\n`, `${outcome.input.texts?.[index]?.source.text}\n`);
  }
  terminal.err(formatFixesText(outcome, { ...terminal, colour: false }).trimEnd());
  if (isDifferent) terminal.err("\n");
  const hasRefused = showRefused(outcome, terminal);
  for (const line of task.unread) terminal.err(`${line}\n`);
  return task.unread.length > 0 ? EXIT_INPUT : isDifferent || hasRefused ? EXIT_LEFT : 0;
}

// --------------------------------------------------------------------------------------------------------------------------

function fix({ input, source, settings, reparse }: FixTask): Promise<FixOutcome> {
  return source.ask(fixSteps({ ...input, ...settingsInput(settings), reparse }));
}

/** Returns whether there is a fix that would do more than it claims. */
function showRefused({ refused, isCut }: FixOutcome, terminal: Terminal): boolean {
  for (const one of refused) terminal.err(refusedText(one, { ...terminal, colour: false }));
  if (isCut) terminal.err("spf: there may be more to fix; run the command again\n");
  return refused.some(({ because }) => because === "claim");
}

/** Writes the files that are different. Each was read again from its new octets, and its other records are the same. */
function writeFiles(before: readonly ParsedZone[], after: readonly ParsedZone[], terminal: Terminal): void {
  const changed = before.flatMap((zone, index) => {
    const fixed = after[index];
    return fixed === undefined || fixed === zone || zone.source.name.startsWith("dns:") ? [] : [{ zone, fixed }];
  });
  // All of them are looked at before the first is written.
  const files = changed.map(({ zone, fixed }) => {
    const file = zone.source.name;
    const stats = statForWrite(file);
    if (Buffer.compare(readInput(file), zone.source.octets) !== 0) {
      throw new CliError(EXIT_INPUT, `spf: ${printable(file)} is not written: it was changed meanwhile`);
    }
    return { file, stats, fixed };
  });
  for (const { file, stats, fixed } of files) {
    replaceFile(file, fixed.source.octets, stats);
    terminal.err(`${printable(file)}: fixed${serialHint(fixed)}\n`);
  }
}

function serialHint({ records }: ParsedZone): string {
  const soa = records.find(({ type }) => type === "SOA");
  return soa?.data.type === "SOA" ? `; raise the serial ${soa.data.serial} of its SOA record before it is published` : "";
}
