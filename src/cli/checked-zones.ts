/** Reads the zone files that are checked. */
import { printable } from "../base/escape.js";
import type { DomainName } from "../base/name.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParseZoneOptions, type ParsedZone, parseZone } from "../zone/parse.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { createIncludeLoader } from "./include-loader.js";
import type { Terminal } from "./terminal.js";
import { readInput, readOrigin } from "./zone-files.js";

/** After how long the files that are left are counted on a terminal, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;

export interface ReadZones {
  readonly zones: readonly ParsedZone[];
  /** Why files could not be read, a line each, safe to print. */
  readonly unread: readonly string[];
}

/** Reads zone files that are to be checked: their own problems are findings, and a file that cannot be read does not keep others from it. */
export function readZones(
  files: readonly string[],
  origins: readonly string[],
  includeRoot: string | undefined,
  terminal: Terminal,
): ReadZones {
  if (origins.length > 0 && origins.length !== files.length) {
    const message = `spf: there ${files.length === 1 ? "is 1 file" : `are ${files.length} files`} and ${origins.length} --origin; give one --origin for each file, or none`;
    throw new CliError(EXIT_USAGE, message);
  }
  const zones: ParsedZone[] = [];
  const unread: string[] = [];
  const started = Date.now();
  let shown = false;
  for (const [index, file] of files.entries()) {
    if (terminal.progress && Date.now() - started >= PROGRESS_AFTER_MS) {
      terminal.err(`\r\u001b[Kreading file ${index + 1} of ${files.length}`);
      shown = true;
    }
    const zone = readZone(file, readOrigin(origins[index]), includeRoot);
    if (typeof zone === "string") unread.push(zone);
    else zones.push(zone);
  }
  if (shown) terminal.err("\r\u001b[K");
  if (zones.length === 0 && unread.length > 0) throw new CliError(EXIT_INPUT, unread.join("\n"));
  return { zones, unread };
}

// What is wrong with the file as a whole is no finding in it: there is no line to look at.
function readZone(file: string, origin: DomainName | undefined, includeRoot: string | undefined): ParsedZone | string {
  let octets: Uint8Array;
  try {
    octets = readInput(file);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === EXIT_INPUT) return error.message;
    throw error;
  }
  const { include, identity } = createIncludeLoader(file, includeRoot);
  const zone = parseFile(file, octets, { include, ...(identity === undefined ? {} : { identity }), ...(origin && { origin }) });
  const refused = zone.problems.find(({ code }) => code === "not-text" || code === "file-too-large");
  if (refused === undefined) return zone;
  return `spf: cannot read ${file === "-" ? "standard input" : printable(file)}: ${printable(refused.message)}`;
}

/** Parses a file; its origin is guessed from its name unless it is given. */
export function parseFile(file: string, octets: Uint8Array, options: ParseZoneOptions): ParsedZone {
  const guessedOrigin = originFromFileName(file);
  return parseZone(octets, { file, ...options, ...(guessedOrigin === undefined ? {} : { guessedOrigin }) });
}
