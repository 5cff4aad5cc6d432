/** `spf zone diff`: what changes in meaning from one zone file to another. */
import { diffZones } from "../../zone/diff.js";
import { type ParsedZone, parseZone } from "../../zone/parse.js";
import { CliError, EXIT_USAGE } from "../exit.js";
import { readInput } from "../input.js";
import { formatDiffJson, formatDiffText, isSameZone } from "../output/zone-diff.js";
import type { Terminal } from "../terminal.js";
import { parseOptions, readIncludeRoot, readOrigin, refuseBroken, showProblems } from "../zone-files.js";

export interface ZoneDiffOptions {
  readonly origin?: string;
  readonly includeRoot?: string;
  readonly format: string;
}

/** The zones differ, as `diff` says it. */
const EXIT_DIFFERENT = 1;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and files that cannot be read. */
export function zoneDiffCommand(fileA: string, fileB: string, options: ZoneDiffOptions, terminal: Terminal): number {
  if (fileA === "-" && fileB === "-") throw new CliError(EXIT_USAGE, "spf: standard input (-) can be given only once");
  const [before, after] = readPair(fileA, fileB, options);
  const broken = [before, after].filter((zone) => showProblems(zone, terminal));
  refuseBroken(broken, "compared");
  const diff = diffZones(before, after);
  const format = options.format === "json" ? formatDiffJson : formatDiffText;
  terminal.out(format(before, after, diff, terminal));
  return isSameZone(diff) ? 0 : EXIT_DIFFERENT;
}

// --------------------------------------------------------------------------------------------------------------------------

/** Reads both files. Where one of them does not say its origin, that of the other is the best guess. */
function readPair(fileA: string, fileB: string, options: ZoneDiffOptions): [ParsedZone, ParsedZone] {
  const origin = readOrigin(options.origin);
  const includeRoot = readIncludeRoot(options.includeRoot);
  const [inputA, inputB] = [readInput(fileA), readInput(fileB)];
  const read = (file: string, input: Uint8Array, other?: ParsedZone): ParsedZone => {
    const own = parseOptions(file, origin, includeRoot);
    if (origin !== undefined) return parseZone(input, own);
    const guessedOrigin = (other?.isFragment === false ? other.origin : undefined) ?? own.guessedOrigin ?? other?.origin;
    return parseZone(input, { ...own, ...(guessedOrigin === undefined ? {} : { guessedOrigin }) });
  };
  const needsOrigin = (zone: ParsedZone): boolean => zone.problems.some(({ code }) => code === "relative-without-origin");
  const before = read(fileA, inputA);
  if (!needsOrigin(before)) return [before, read(fileB, inputB, before)];
  const after = read(fileB, inputB);
  return needsOrigin(after) ? [before, after] : [read(fileA, inputA, after), after];
}
