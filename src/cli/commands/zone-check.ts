/** `spf zone check`: the findings of all rules in zone files, in the format that people or a CI want. */
import { runRules } from "../../lint/run.js";
import { type ParsedZone, parseZone } from "../../zone/parse.js";
import { readZones, refuseNothing } from "../checked-zones.js";
import { type LintOptions, listRules, readLintSettings, readNumber, reportLint } from "../lint-report.js";
import type { Terminal } from "../terminal.js";
import { readIncludeRoot } from "../zone-files.js";
import { findInputs } from "../zone-inputs.js";

export interface ZoneCheckOptions extends LintOptions {
  readonly origin?: readonly string[];
  readonly includeRoot?: string;
  readonly since?: string;
  readonly jobs?: string;
  readonly listRules?: boolean;
}

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and where nothing can be read. */
export async function zoneCheckCommand(
  words: readonly string[],
  options: ZoneCheckOptions,
  terminal: Terminal,
): Promise<number> {
  if (options.listRules === true) return listRules(words, options.format, terminal);
  const settings = await readLintSettings(options);
  if (options.jobs !== undefined) readNumber("--jobs", options.jobs, 1, 1024);
  const { config } = settings;
  const inputs = findInputs(words, config);
  const includeRoot = readIncludeRoot(options.includeRoot) ?? config?.includeRoot;
  const { zones, unread } = readZones(inputs, options.origin ?? [], includeRoot, terminal);
  refuseNothing(zones, unread);
  const before = options.since === undefined ? undefined : await readBefore(options.since, zones, includeRoot);
  const input = { zones, now: Math.floor(Date.now() / 1000), ...(before === undefined ? {} : { before }) };
  return reportLint(settings, (extra) => Promise.resolve(runRules({ ...input, ...extra })), unread, terminal);
}

// --------------------------------------------------------------------------------------------------------------------------
// Files

async function readBefore(since: string, zones: readonly ParsedZone[], includeRoot: string | undefined): Promise<ParsedZone[]> {
  const { createSince } = await import("../since.js");
  const files = zones.map(({ source }) => source.name);
  const read = createSince(since, files, includeRoot);
  return zones.flatMap((zone) => {
    const file = read(zone.source.name);
    if (file === undefined) return [];
    const { origin, source } = zone;
    return [parseZone(file.octets, { file: source.name, include: file.include, ...(origin === undefined ? {} : { origin }) })];
  });
}
