/** Reads the zone files that are checked. */
import { printable } from "../base/escape.js";
import type { DomainName } from "../base/name.js";
import { type ParsedZone, parseZone } from "../zone/parse.js";
import { CliError, EXIT_INPUT } from "./exit.js";
import { readInput } from "./input.js";
import type { Terminal } from "./terminal.js";
import { parseOptions, readOrigins } from "./zone-files.js";
import type { ZoneInput } from "./zone-inputs.js";

/** After how long the files that are left are counted on a terminal, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;

export interface ReadZones {
  readonly zones: readonly ParsedZone[];
  /** Why files could not be read, a line each, safe to print. */
  readonly unread: readonly string[];
}

/** Reads zone files that are to be checked: their own problems are findings, and a file that cannot be read does not keep others from it. */
export function readZones(
  inputs: readonly ZoneInput[],
  origins: readonly string[],
  includeRoot: string | undefined,
  terminal: Terminal,
): ReadZones {
  const names = readOrigins(origins, inputs.length);
  const zones: ParsedZone[] = [];
  const unread: string[] = [];
  const started = Date.now();
  let shown = false;
  for (const [index, input] of inputs.entries()) {
    if (terminal.progress && Date.now() - started >= PROGRESS_AFTER_MS) {
      terminal.err(`\r\u001b[Kreading file ${index + 1} of ${inputs.length}`);
      shown = true;
    }
    const zone = input.problem ?? readZone(input.file, names[index], includeRoot);
    if (typeof zone === "string") unread.push(zone);
    else zones.push(zone);
  }
  if (shown) terminal.err("\r\u001b[K");
  return { zones, unread };
}

/** Ends the command where nothing at all could be read. */
export function refuseNothing(read: { readonly length: number }, unread: readonly string[]): void {
  if (read.length === 0 && unread.length > 0) throw new CliError(EXIT_INPUT, unread.join("\n"));
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
  const zone = parseZone(octets, parseOptions(file, origin, includeRoot));
  // One that is included and refused is no reason to throw away what the zone file itself says.
  const refused = zone.problems.find(
    ({ code, source }) => source === zone.source && (code === "not-text" || code === "file-too-large"),
  );
  if (refused === undefined) return zone;
  const name = file === "-" ? "standard input" : printable(file);
  const { line, column } = refused.source.position(refused.span.start);
  const place = refused.code === "not-text" ? `${name}:${line}:${column}` : name;
  return `spf: cannot read ${place}: ${printable(refused.message)}`;
}
