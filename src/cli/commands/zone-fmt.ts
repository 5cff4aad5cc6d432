/** `spf zone fmt`: zone files with their columns and comments in line, and nothing else changed. */
import { printable } from "../../base/escape.js";
import { DomainName } from "../../base/name.js";
import { formatUnifiedDiff } from "../../zone/format-diff.js";
import { findChange } from "../../zone/format-verify.js";
import { formatLines, joinLines } from "../../zone/format.js";
import { originFromFileName } from "../../zone/origin.js";
import { type ParseZoneOptions, type ParsedZone, parseZone } from "../../zone/parse.js";
import type { IncludeFile } from "../../zone/includes.js";
import { hidesMeaning } from "../../zone/problems.js";
import { CliError, EXIT_INPUT, EXIT_INTERNAL, EXIT_USAGE } from "../exit.js";
import { printDiff } from "../output/unified-diff.js";
import { replaceFile, statForWrite } from "../replace-file.js";
import type { Terminal } from "../terminal.js";
import { readInput } from "../input.js";
import { readOrigin, showProblems } from "../zone-files.js";
import { findInputs } from "../zone-inputs.js";

export interface ZoneFmtOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly origin?: string;
}

/** Files that are not formatted, with `--check`. */
const EXIT_UNFORMATTED = 1;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage. */
export function zoneFmtCommand(words: readonly string[], options: ZoneFmtOptions, terminal: Terminal): number {
  const printsFile = options.check !== true && options.diff !== true && options.write !== true;
  if (options.write === true && (options.check === true || options.diff === true)) {
    throw new CliError(EXIT_USAGE, "spf: --write changes the files, --check and --diff do not; leave one of them out");
  }
  if (words.filter((word) => word === "-").length > 1) {
    throw new CliError(EXIT_USAGE, "spf: standard input (-) can be given only once");
  }
  if (options.write === true && words.includes("-")) {
    throw new CliError(EXIT_USAGE, "spf: standard input (-) cannot be written; leave --write out to have it printed");
  }
  const origin = readOrigin(options.origin);
  let exitCode = 0;
  // The files after one that cannot be read are still looked at.
  const refuse = (error: CliError): void => {
    terminal.err(`${error.message}\n`);
    exitCode = Math.max(exitCode, error.exitCode);
  };
  const files = new Set<string>();
  for (const word of words) {
    for (const { file, problem } of findInputs([word], undefined)) {
      if (problem === undefined) files.add(file);
      else refuse(new CliError(EXIT_INPUT, problem));
    }
  }
  if (printsFile && files.size + (exitCode === 0 ? 0 : 1) > 1) {
    throw new CliError(EXIT_USAGE, "spf: only one file can be printed; take --write, --check or --diff for several");
  }
  for (const file of files) {
    try {
      exitCode = Math.max(exitCode, formatFile(file, origin, options, terminal));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      refuse(error);
    }
  }
  return exitCode;
}

// --------------------------------------------------------------------------------------------------------------------------

function formatFile(file: string, origin: DomainName | undefined, options: ZoneFmtOptions, terminal: Terminal): number {
  const before = options.write === true ? statForWrite(file) : undefined;
  const parseOptions = optionsFor(file, origin);
  const input = readInput(file);
  const parsed = parseZone(input, parseOptions);
  if (parsed.problems.some(hidesMeaning)) {
    showProblems(parsed, terminal);
    throw new CliError(EXIT_INPUT, `spf: ${shownName(file)} is not formatted, because of its errors`);
  }
  const lines = formatLines(parsed);
  const formatted = Buffer.from(joinLines(lines), "latin1");
  proveSame(file, parsed, formatted, parseOptions);
  const isFormatted = formatted.equals(input);
  if (before !== undefined) {
    if (!isFormatted) {
      replaceFile(file, formatted, before);
      terminal.err(`${shownName(file)}: formatted\n`);
    }
    return 0;
  }
  if (options.check !== true && options.diff !== true) {
    terminal.out(terminal.interactive === true ? lines.map(({ text }) => `${printable(text)}\n`).join("") : formatted);
    return 0;
  }
  if (isFormatted) return 0;
  if (options.diff === true) printDiff(formatUnifiedDiff(shownName(file), parsed.source.text, lines), terminal);
  if (options.check !== true) return 0;
  // With the diff on standard output, the names would be in its way.
  if (options.diff === true) terminal.err(`${shownName(file)}: not formatted\n`);
  else terminal.out(`${shownName(file)}\n`);
  return EXIT_UNFORMATTED;
}

/**
 * Neither the origin nor what a $INCLUDE stands for makes a difference to the layout, so any origin will do where none is known,
 * and the files that are included are not read: they are formatted when they are named themselves.
 */
function optionsFor(file: string, origin: DomainName | undefined): ParseZoneOptions {
  let included = 0;
  const include: IncludeFile = ({ path }) => ({
    name: path,
    octets: new Uint8Array(0),
    identity: `$INCLUDE ${included++}`,
  });
  if (origin !== undefined) return { file, include, origin };
  return { file, include, guessedOrigin: originFromFileName(file) ?? DomainName.root };
}

/** Formatting moves blanks. Whatever else it did would be a fault, and then the file stays as it is. */
function proveSame(file: string, parsed: ParsedZone, formatted: Uint8Array, options: ParseZoneOptions): void {
  const again = parseZone(formatted, options);
  const change =
    findChange(parsed, again) ??
    (joinLines(formatLines(again)) === again.source.text ? undefined : "formatting it again would change it");
  if (change === undefined) return;
  throw new CliError(
    EXIT_INTERNAL,
    `spf: internal error: ${shownName(file)} would not mean the same when formatted (${printable(change)}), so it is left as it is\n` +
      "Please report this with the file.",
  );
}

function shownName(file: string): string {
  return file === "-" ? "standard input" : printable(file);
}
