/** `spf zone check`: the findings of all rules in zone files, in the format that people or a CI want. */
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Severity } from "../../base/diagnostic.js";
import { printable, printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import { SourceText } from "../../base/source.js";
import { type Baseline, baselineEntries, formatBaseline, parseBaseline } from "../../lint/baseline.js";
import { isAtLeast } from "../../lint/collect.js";
import { DEFAULT_CONFIG, RULE_SETTINGS, type RuleSetting, withRules } from "../../lint/config.js";
import { RULE_INFOS } from "../../lint/registry.js";
import { asciiJson } from "../../lint/reporters/json.js";
import { FORMATS, type Format, formatResult } from "../../lint/reporters/index.js";
import { type LintInput, type LintResult, runRules } from "../../lint/run.js";
import { originFromFileName } from "../../zone/origin.js";
import { type ParseZoneOptions, type ParsedZone, parseZone } from "../../zone/parse.js";
import { loadConfig, relativePath, unknownRule } from "../config-file.js";
import { CliError, EXIT_INPUT, EXIT_INTERNAL, EXIT_USAGE } from "../exit.js";
import { createIncludeLoader } from "../include-loader.js";
import type { Terminal } from "../terminal.js";
import { readInput, readOrigin } from "../zone-files.js";
import { findInputs } from "../zone-inputs.js";

declare const SPFKIT_VERSION: string;

export interface ZoneCheckOptions {
  readonly format?: string;
  readonly failOn?: string;
  readonly rule?: readonly string[];
  /** False with `--no-config`; true where neither is given. */
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly origin?: readonly string[];
  readonly includeRoot?: string;
  readonly since?: string;
  readonly limit: string;
  readonly jobs?: string;
  readonly output?: string;
  readonly listRules?: boolean;
}

/** Findings at or above `--fail-on`. */
const EXIT_FINDINGS = 1;
/** After how long the files that are left are counted on a terminal, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;
/** The largest baseline that is read, in octets. */
const MAX_BASELINE_OCTETS = 64 * 1024 * 1024;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and where nothing can be read. */
export async function zoneCheckCommand(
  words: readonly string[],
  options: ZoneCheckOptions,
  terminal: Terminal,
): Promise<number> {
  const settings = readSettings(options);
  if (options.listRules === true) return listRules(words, options, terminal);
  const limit = readNumber("--limit", options.limit, 0, 1_000_000_000);
  if (options.jobs !== undefined) readNumber("--jobs", options.jobs, 1, 1024);

  const given = typeof options.config === "string" ? options.config : undefined;
  const config = options.config === false ? undefined : await loadConfig(given, process.cwd());
  const format = readFormat(options.format ?? config?.format);
  const failOn = (options.failOn ?? config?.failOn ?? "error") as Severity | "never";
  const baselineFile = options.baseline ?? config?.baseline;
  if (options.writeBaseline === true && baselineFile === undefined) {
    throw new CliError(EXIT_USAGE, "spf: --write-baseline needs to know the file; give it with --baseline");
  }

  const files = findInputs(words, config);
  const includeRoot = options.includeRoot === undefined ? config?.includeRoot : readFolder(options.includeRoot);
  const { zones, unread } = readZones(files, options.origin ?? [], includeRoot, terminal);
  const before = options.since === undefined ? undefined : await readBefore(options.since, zones, includeRoot);
  const input: LintInput = {
    zones,
    config: withRules(config?.lint ?? DEFAULT_CONFIG, settings),
    now: Math.floor(Date.now() / 1000),
    limit: limit === 0 ? Infinity : limit,
    ...(before === undefined ? {} : { before }),
  };
  if (options.writeBaseline === true && baselineFile !== undefined) {
    return writeBaseline(baselineFile, input, unread, terminal);
  }
  const baseline = baselineFile === undefined ? undefined : readBaseline(baselineFile);
  const result = runRules({ ...input, ...(baseline === undefined ? {} : { baseline }) });
  const isTerminal = options.output === undefined;
  const text = formatResult(format, result, {
    width: isTerminal ? terminal.width : 80,
    colour: isTerminal && terminal.colour,
    failOn,
    version: SPFKIT_VERSION,
  });
  if (options.output === undefined) terminal.out(text);
  else writeOutput(options.output, text);
  return exitCode(result, failOn, unread, terminal);
}

// --------------------------------------------------------------------------------------------------------------------------
// Arguments

function readSettings(options: ZoneCheckOptions): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const text of options.rule ?? []) {
    const at = text.indexOf("=");
    const id = at < 0 ? text : text.slice(0, at);
    const setting = RULE_SETTINGS.find((one) => one === text.slice(at + 1));
    if (at < 0 || setting === undefined) {
      const message = `spf: --rule ${printableStart(text, 60)} is not ID=SEVERITY with one of ${RULE_SETTINGS.join(", ")}`;
      throw new CliError(EXIT_USAGE, message);
    }
    if (!RULE_INFOS.has(id)) throw new CliError(EXIT_USAGE, `spf: --rule: ${printable(unknownRule(id))}`);
    settings.set(id, setting);
  }
  return settings;
}

function readFormat(text: string | undefined): Format {
  return FORMATS.find((format) => format === text) ?? "text";
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new CliError(EXIT_USAGE, `spf: ${option} ${printableStart(text, 60)} is no number from ${least} to ${most}`);
}

function listRules(words: readonly string[], options: ZoneCheckOptions, terminal: Terminal): number {
  if (words.length > 0) throw new CliError(EXIT_USAGE, "spf: --list-rules checks no files; leave them out");
  const infos = [...RULE_INFOS.values()];
  if (options.format === "json") {
    const rules = infos.map(({ id, kind, severity, summary, section }) => ({
      id,
      kind,
      severity,
      summary,
      section,
    }));
    terminal.out(`${asciiJson({ version: 1, rules })}\n`);
    return 0;
  }
  if (options.format !== undefined && options.format !== "text") {
    throw new CliError(EXIT_USAGE, "spf: --list-rules prints text or json");
  }
  const width = Math.max(...infos.map(({ id }) => id.length));
  terminal.out(infos.map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join(""));
  return 0;
}

// --------------------------------------------------------------------------------------------------------------------------
// Files

interface ReadZones {
  readonly zones: readonly ParsedZone[];
  /** Why files could not be read, a line each, safe to print. */
  readonly unread: readonly string[];
}

function readZones(
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
  const zone = parse(file, octets, {
    include,
    ...(identity === undefined ? {} : { identity }),
    ...(origin && { origin }),
  });
  const refused = zone.problems.find(({ code }) => code === "not-text" || code === "file-too-large");
  if (refused === undefined) return zone;
  return `spf: cannot read ${file === "-" ? "standard input" : printable(file)}: ${printable(refused.message)}`;
}

function parse(file: string, octets: Uint8Array, options: ParseZoneOptions): ParsedZone {
  const guessedOrigin = originFromFileName(file);
  return parseZone(octets, {
    file,
    ...options,
    ...(guessedOrigin === undefined ? {} : { guessedOrigin }),
  });
}

async function readBefore(since: string, zones: readonly ParsedZone[], includeRoot: string | undefined): Promise<ParsedZone[]> {
  const { createSince } = await import("../since.js");
  const files = zones.map(({ source }) => source.name);
  const read = createSince(since, files, includeRoot);
  return zones.flatMap((zone) => {
    const file = read(zone.source.name);
    if (file === undefined) return [];
    return [
      parse(zone.source.name, file.octets, {
        include: file.include,
        ...(zone.origin && { origin: zone.origin }),
      }),
    ];
  });
}

function readFolder(path: string): string {
  let isFolder = false;
  try {
    isFolder = statSync(path).isDirectory();
  } catch {
    // Said below.
  }
  if (isFolder) return path;
  throw new CliError(EXIT_USAGE, `spf: --include-root ${printable(path)} is no folder`);
}

// --------------------------------------------------------------------------------------------------------------------------
// The baseline

function readBaseline(file: string): Baseline {
  const name = printable(file);
  let text: string;
  try {
    if (statSync(file).size > MAX_BASELINE_OCTETS) throw new CliError(EXIT_INPUT, `spf: ${name} is too large for a baseline`);
    text = readFileSync(file, "latin1");
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "there is no such file; --write-baseline makes it" : code === "EISDIR" ? "it is a folder" : code;
    throw new CliError(EXIT_INPUT, `spf: cannot read the baseline ${name}: ${why}`);
  }
  const baseline = parseBaseline(new SourceText(file, text), namesFrom(file));
  if (typeof baseline === "string") throw new CliError(EXIT_USAGE, `spf: ${name}: ${baseline}`, false);
  return baseline;
}

function namesFrom(baselineFile: string): (file: string) => string {
  const folder = dirname(resolve(baselineFile));
  return (file) => (file === "-" ? file : relativePath(folder, resolve(file)));
}

function writeBaseline(file: string, input: LintInput, unread: readonly string[], terminal: Terminal): number {
  if (unread.length > 0) throw new CliError(EXIT_INPUT, `${unread.join("\n")}\nspf: the baseline was not written`);
  const nameOf = namesFrom(file);
  const { findings } = runRules({ ...input, limit: Infinity });
  const entries = baselineEntries(
    findings
      .filter(({ rule }) => rule !== "internal-error")
      .map(({ rule, source, fingerprint }) => ({ rule, file: nameOf(source.name), fingerprint })),
  );
  writeOutput(file, formatBaseline(entries));
  terminal.out(
    `${findings.length} ${findings.length === 1 ? "finding is" : "findings are"} in the baseline ${printable(file)}\n`,
  );
  return 0;
}

// --------------------------------------------------------------------------------------------------------------------------
// The end

// By renaming, so that nobody reads half a file; a device such as /dev/stderr is written as it is.
function writeOutput(file: string, text: string): void {
  try {
    if (isDevice(file)) {
      writeFileSync(file, text);
      return;
    }
    const temporary = `${file}.${process.pid}.tmp`;
    // Fails where something of that name is there already.
    const descriptor = openSync(temporary, "wx", 0o666);
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    try {
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such folder" : code === "EISDIR" ? "it is a folder" : code;
    throw new CliError(EXIT_INPUT, `spf: cannot write ${printable(file)}: ${why}`);
  }
}

function isDevice(file: string): boolean {
  try {
    const found = statSync(file);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}

function exitCode(result: LintResult, failOn: Severity | "never", unread: readonly string[], terminal: Terminal): number {
  for (const line of unread) terminal.err(`${line}\n`);
  if (result.findings.some(({ rule }) => rule === "internal-error")) return EXIT_INTERNAL;
  if (unread.length > 0) return EXIT_INPUT;
  if (failOn === "never") return 0;
  const severities: readonly Severity[] = ["error", "warning", "info"];
  return severities.some((severity) => result.counts[severity] > 0 && isAtLeast(severity, failOn)) ? EXIT_FINDINGS : 0;
}
