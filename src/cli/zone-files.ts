/** Reads zone files for the commands. */
import { statSync } from "node:fs";
import { printable } from "../base/escape.js";
import { DomainName, describeNameProblem, isName } from "../base/name.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParseZoneOptions, type ParsedZone, parseZone } from "../zone/parse.js";
import { hidesMeaning } from "../zone/problems.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { createIncludeLoader } from "./include-loader.js";
import { readInput } from "./input.js";
import type { Terminal } from "./terminal.js";
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
}

/** Reads zone files, each with its origin of `--origin`, if there are any. Every problem of every file is shown. */
export function readZoneFiles(files: readonly string[], use: ZoneFilesUse, terminal: Terminal): ParsedZone[] {
  const origins = readOrigins(use.origins, files.length, use.option);
  const includeRoot = readIncludeRoot(use.includeRoot);
  if (files.filter((file) => file === "-").length > 1) {
    const once = use.option === undefined ? "given only once" : `only one ${use.option}`;
    throw new CliError(EXIT_USAGE, `spf: standard input (-) can be ${once}`);
  }
  let broken = 0;
  const zones = files.map((file, index) => {
    const zone = parseZone(readInput(file), parseOptions(file, origins[index], includeRoot));
    if (showProblems(zone, terminal)) broken++;
    return zone;
  });
  if (broken === 0) return zones;
  const those = broken === 1 ? "that file" : "those files";
  throw new CliError(EXIT_INPUT, `spf: nothing was ${use.done}, because of the errors in ${those}`);
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

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
