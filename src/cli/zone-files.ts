/** Reads zone files for the commands. */
import { printable } from "../base/escape.js";
import { DomainName, describeNameProblem, isName } from "../base/name.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParseZoneOptions, type ParsedZone, parseZone } from "../zone/parse.js";
import { MAX_PROBLEMS, type ZoneProblemCode, hidesMeaning } from "../zone/problems.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { createIncludeLoader } from "./include-loader.js";
import { readInput } from "./input.js";
import { isFolder } from "./paths.js";
import type { Terminal } from "./terminal.js";
import { type ZoneInput, findInputs } from "./zone-inputs.js";
import { mistakenForDomain, noDomain } from "./words.js";

/** How many problems of a file are shown; the rest is counted. */
const MAX_SHOWN = 20;

/** How a command names the zone files that it reads, and what it does with them. */
export interface ZoneFilesUse {
  /** What takes a file: `--zone`, or undefined where the files are the arguments. */
  readonly option?: string;
  /** What did not happen because of errors: `checked`. */
  readonly done: string;
  readonly origins: readonly string[];
  readonly includeRoot: string | undefined;
  /** Files whose only errors are in the data of records are taken as well: whoever asks for such a record is told (`isUnread`). */
  readonly takesUnreadData?: boolean;
}

/**
 * Reads zone files, folders of them and patterns, each file with its origin of `--origin`, if there are any. Every problem of every
 * file is shown. Throws a `CliError` where one cannot be read or has errors.
 */
export function readZoneFiles(words: readonly string[], use: ZoneFilesUse, terminal: Terminal): ParsedZone[] {
  return readNamedFiles(findZoneFiles(words, use), use, terminal);
}

/** The same for files that were found before, in their order. */
export function readNamedFiles(files: readonly NamedFile[], use: ZoneFilesUse, terminal: Terminal): ParsedZone[] {
  const missing = files.flatMap(({ problem }) => problem ?? []);
  if (missing.length > 0) throw new CliError(EXIT_INPUT, missing.join("\n"));
  const broken: ParsedZone[] = [];
  const zones = files.map((file) => {
    const zone = readZoneFile(file, use);
    const hasErrors = showProblems(zone, terminal);
    if (hasErrors && !(use.takesUnreadData === true && hasOnlyUnreadData(zone))) broken.push(zone);
    return zone;
  });
  refuseBroken(broken, use.done);
  return zones;
}

/** A file, or what stands for none, and the origin that was given for it. */
export interface NamedFile extends ZoneInput {
  readonly origin: DomainName | undefined;
}

/** The files that words stand for. Throws a `CliError` for wrong usage. */
export function findZoneFiles(words: readonly string[], use: ZoneFilesUse): readonly NamedFile[] {
  readIncludeRoot(use.includeRoot);
  if (words.filter((file) => file === "-").length > 1) {
    const once = use.option === undefined ? "given only once" : `only one ${use.option}`;
    throw new CliError(EXIT_USAGE, `spf: standard input (-) can be ${once}`);
  }
  const inputs = inputsOf(words, use.origins);
  const origins = readOrigins(use.origins, inputs.length, inputs.length === words.length ? use.option : undefined);
  return inputs.map((input, index) => ({ ...input, origin: origins[index] }));
}

/** Reads one of them. Its problems are the caller's to look at. Throws a `CliError` where it cannot be read. */
export function readZoneFile({ file, origin }: NamedFile, { includeRoot }: ZoneFilesUse): ParsedZone {
  return parseZone(readInput(file), parseOptions(file, origin, includeRoot));
}

/** Ends the command where zones have errors. `done` is what did not happen because of them. */
export function refuseBroken(broken: readonly ParsedZone[], done: string): void {
  const [first, ...others] = broken;
  if (first === undefined) return;
  const those = others.length === 0 ? "that file" : "those files";
  const { name } = first.source;
  const command = `spf zone check${others.length > 0 || name === "-" ? "" : ` ${printable(name)}`}`;
  throw new CliError(EXIT_INPUT, `spf: nothing was ${done}, because of the errors in ${those}; ${command} explains them`);
}

/** What says that the data of one record is wrong, on a line of which all else is clear. */
const DATA_CODES: ReadonlySet<ZoneProblemCode> = new Set<ZoneProblemCode>([
  "bad-address",
  "bad-base32",
  "bad-base64",
  "bad-caa-tag",
  "bad-generic-data",
  "bad-hex",
  "bad-length",
  "bad-name",
  "bad-number",
  "bad-service-parameter",
  "bad-time",
  "extra-data",
  "missing-data",
]);

/**
 * Whether each error of a file is in the data of a record of which owner and type are known. Only then it is sure which answers it
 * touches: a line with a quote that is not closed, an owner that is none or an $INCLUDE that fails may hold anything.
 */
function hasOnlyUnreadData(zone: ParsedZone): boolean {
  if (zone.hasUnreadLines) return false;
  const unread = zone.records.filter((record) => !record.isRead);
  // Each has a problem, of which no more are kept.
  if (unread.length > MAX_PROBLEMS) return false;
  return zone.problems.every(
    (problem) =>
      !hidesMeaning(problem) ||
      (DATA_CODES.has(problem.code) &&
        unread.some(
          ({ source, typeSpan, span }) =>
            source === problem.source && typeSpan.start <= problem.span.start && problem.span.end <= span.end,
        )),
  );
}

/** How a file is read: with the files that it includes, and for the origin that was given or that its name tells. */
export function parseOptions(file: string, origin: DomainName | undefined, includeRoot: string | undefined): ParseZoneOptions {
  const guessedOrigin = originFromFileName(file);
  const { include, identity } = createIncludeLoader(file, includeRoot);
  return {
    file,
    include,
    ...(identity === undefined ? {} : { identity }),
    ...(origin === undefined ? {} : { origin }),
    ...(guessedOrigin === undefined ? {} : { guessedOrigin }),
  };
}

/** The names of `--origin`, which are none or one for each file. `option` is what takes a file, if anything does. */
export function readOrigins(given: readonly string[], files: number, option?: string): (DomainName | undefined)[] {
  if (given.length === 0 || given.length === files) return given.map(readOrigin);
  const [each, count] =
    option === undefined ? ["file", `${files} ${files === 1 ? "file" : "files"}`] : [option, `${files} ${option}`];
  const message = `spf: there ${files === 1 ? "is" : "are"} ${count} and ${given.length} --origin; give one --origin for each ${each}, or none`;
  throw new CliError(EXIT_USAGE, message);
}

/** The folder of `--include-root`. Throws a `CliError` where it is none. */
export function readIncludeRoot(path: string | undefined): string | undefined {
  if (path === undefined || isFolder(path)) return path;
  throw new CliError(EXIT_USAGE, `spf: --include-root ${path === "" ? '""' : printable(path)} is no folder`);
}

/** The name of `--origin`. Throws a `CliError` when it is none. */
export function readOrigin(given: string | undefined): DomainName | undefined {
  if (given === undefined) return undefined;
  const mistaken = mistakenForDomain(given);
  if (mistaken !== undefined) throw noDomain(given, mistaken, "--origin");
  const name = DomainName.fromPresentation(given);
  if (isName(name)) return name;
  throw noDomain(given, { why: describeNameProblem(name) }, "--origin");
}

/** Shows the problems of a zone as `file:line:column: severity: message`. Returns whether one leaves open what the file means. */
export function showProblems(zone: ParsedZone, terminal: Terminal): boolean {
  const name = printable(zone.source.name);
  for (const problem of zone.problems.slice(0, MAX_SHOWN)) {
    // It may be in a file that the zone file includes.
    const { line, column } = problem.source.position(problem.span.start);
    terminal.err(`${printable(problem.source.name)}:${line}:${column}: ${problem.severity}: ${printable(problem.message)}\n`);
  }
  const rest = zone.problems.slice(MAX_SHOWN);
  if (rest.length > 0) {
    const errors = rest.filter((problem) => problem.severity === "error").length;
    terminal.err(`${name}: ${rest.length} more problems, ${errors} of them errors\n`);
  }
  return zone.problems.some(hidesMeaning);
}

// --------------------------------------------------------------------------------------------------------------------------

// With an origin for each, one file may be several zones, as it is where a name server has one file for all parked domains.
function inputsOf(words: readonly string[], origins: readonly string[]): readonly ZoneInput[] {
  return origins.length === 0 ? findInputs(words, undefined) : words.flatMap((word) => findInputs([word], undefined));
}
