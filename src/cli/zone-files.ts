/** Reads zone files for the commands. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { printable } from "../base/escape.js";
import { DomainName, describeNameProblem, isName } from "../base/name.js";
import { originFromFileName } from "../zone/origin.js";
import { MAX_FILE_OCTETS, type ParsedZone, parseZone } from "../zone/parse.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { createIncludeLoader } from "./include-loader.js";
import type { Terminal } from "./terminal.js";

/** How many problems of a file are shown; the rest is counted. */
const MAX_SHOWN = 20;

/** Reads the files of `--zone`, each with its origin of `--origin`, if there are any. Every problem of every file is shown. */
export function readZoneFiles(files: readonly string[], origins: readonly string[], terminal: Terminal): ParsedZone[] {
  if (origins.length > 0 && origins.length !== files.length) {
    throw new CliError(
      EXIT_USAGE,
      `spf: there ${files.length === 1 ? "is 1 --zone" : `are ${files.length} --zone`} and ${origins.length} --origin; give one --origin for each --zone, or none`,
    );
  }
  if (files.filter((file) => file === "-").length > 1) {
    throw new CliError(EXIT_USAGE, "spf: standard input (-) can be only one --zone");
  }
  let broken = 0;
  const zones = files.map((file, index) => {
    const origin = readOrigin(origins[index]);
    const guessedOrigin = originFromFileName(file);
    const { include, identity } = createIncludeLoader(file);
    const zone = parseZone(readInput(file), {
      file,
      include,
      ...(identity === undefined ? {} : { identity }),
      ...(origin === undefined ? {} : { origin }),
      ...(guessedOrigin === undefined ? {} : { guessedOrigin }),
    });
    if (showProblems(zone, terminal)) broken++;
    return zone;
  });
  if (broken > 0) {
    throw new CliError(
      EXIT_INPUT,
      `spf: nothing was checked, because of the errors in ${broken === 1 ? "that file" : "those files"}`,
    );
  }
  return zones;
}

/** The name of `--origin`. Throws a `CliError` when it is none. */
export function readOrigin(given: string | undefined): DomainName | undefined {
  if (given === undefined) return undefined;
  const name = DomainName.fromPresentation(given);
  if (isName(name)) return name;
  throw new CliError(
    EXIT_USAGE,
    `spf: --origin ${given === "" ? '""' : printable(given)} is no domain name: ${describeNameProblem(name)}`,
  );
}

/** Shows the problems of a zone as `file:line:column: severity: message`. Returns whether there is an error. */
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
  return zone.problems.some((problem) => problem.severity === "error");
}

/** Reads a file, or standard input for `-`, up to the limit. */
export function readInput(file: string): Uint8Array {
  const name = file === "-" ? "standard input" : file === "" ? '""' : printable(file);
  let descriptor: number | undefined;
  try {
    descriptor = file === "-" ? 0 : openSync(file, "r");
    const tooLarge = `spf: ${name} is larger than ${MAX_FILE_OCTETS / 1024 / 1024} MiB`;
    const stats = fstatSync(descriptor);
    const expected = stats.isFile() ? stats.size : 0;
    if (expected > MAX_FILE_OCTETS) throw new CliError(EXIT_INPUT, tooLarge);
    // A file goes into one piece, so that a large one is not in memory twice. A pipe grows it.
    let octets = Buffer.alloc(Math.max(expected + 1, 64 * 1024));
    let size = 0;
    for (;;) {
      const count = readSync(descriptor, octets, size, octets.length - size, null);
      size += count;
      if (size > MAX_FILE_OCTETS) throw new CliError(EXIT_INPUT, tooLarge);
      if (count === 0) return octets.subarray(0, size);
      if (size === octets.length) octets = Buffer.concat([octets], Math.min(octets.length * 2, MAX_FILE_OCTETS + 1));
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_INPUT, `spf: cannot read ${name}: ${readProblem(error)}`);
  } finally {
    if (descriptor !== undefined && descriptor !== 0) closeSync(descriptor);
  }
}

function readProblem(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
      return "no permission";
    case "ENOTDIR":
      return "a part of its path is no folder";
    default:
      return String((error as NodeJS.ErrnoException).code ?? "unknown error");
  }
}
