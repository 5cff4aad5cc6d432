/** What the commands that print findings have in common: their options, the baseline, the formats, the exit code. */
import { dirname, resolve } from "node:path";
import type { Severity } from "../base/diagnostic.js";
import { asciiJson, printable, printableStart } from "../base/escape.js";
import { SourceText } from "../base/source.js";
import { type Baseline, baselineEntries, formatBaseline, parseBaseline } from "../lint/baseline.js";
import { isAtLeast } from "../lint/collect.js";
import { DEFAULT_CONFIG, type LintConfig, RULE_SETTINGS, type RuleSetting, withRules } from "../lint/config.js";
import { RULE_INFOS, type RuleInfo } from "../lint/registry.js";
import { FORMATS, type Format, type FormatOptions, formatResult } from "../lint/reporters/index.js";
import type { LintInput, LintResult } from "../lint/run.js";
import { type CheckConfig, loadConfig, unknownRule } from "./config-file.js";
import { CliError, EXIT_INPUT, EXIT_INTERNAL, EXIT_USAGE } from "./exit.js";
import { readSmallFile } from "./input.js";
import { writeOutput } from "./output-file.js";
import { relativePath } from "./paths.js";
import type { Terminal } from "./terminal.js";

declare const SPFKIT_VERSION: string;

/** The options, as commander hands them on. */
export interface LintOptions {
  readonly format?: string;
  readonly failOn?: string;
  readonly rule?: readonly string[];
  /** False with `--no-config`; true where neither is given. */
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly limit: string;
  readonly output?: string;
}

/** The options, read. */
export interface LintSettings {
  readonly config: CheckConfig | undefined;
  readonly lint: LintConfig;
  readonly format: Format;
  readonly failOn: Severity | "never";
  readonly baselineFile: string | undefined;
  readonly isBaselineWritten: boolean;
  /** The most findings of one rule in one file. */
  readonly limit: number;
  readonly output: string | undefined;
}

/** Findings at or above `--fail-on`. */
const EXIT_FINDINGS = 1;
/** The largest baseline that is read, in octets. */
const MAX_BASELINE_OCTETS = 64 * 1024 * 1024;

/** Reads the options and the configuration. Throws a `CliError` for wrong ones. */
export async function readLintSettings(options: LintOptions): Promise<LintSettings> {
  const rules = readSettings(options.rule ?? []);
  const limit = readNumber("--limit", options.limit, 0, 1_000_000_000);
  const given = typeof options.config === "string" ? options.config : undefined;
  const config = options.config === false ? undefined : await loadConfig(given, process.cwd());
  const baselineFile = options.baseline ?? config?.baseline;
  if (options.writeBaseline === true && baselineFile === undefined) {
    throw new CliError(EXIT_USAGE, "spf: --write-baseline needs to know the file; give it with --baseline");
  }
  return {
    config,
    lint: withRules(config?.lint ?? DEFAULT_CONFIG, rules),
    format: readFormat(options.format ?? config?.format),
    failOn: (options.failOn ?? config?.failOn ?? "error") as Severity | "never",
    baselineFile,
    isBaselineWritten: options.writeBaseline === true,
    limit: limit === 0 ? Infinity : limit,
    output: options.output,
  };
}

/** Checks by `lint`, prints what it found, and returns the exit code. `unread` says what could not be read, a line each. */
export async function reportLint(
  settings: LintSettings,
  lint: (extra: Pick<LintInput, "config" | "limit" | "baseline">) => Promise<LintResult>,
  unread: readonly string[],
  terminal: Terminal,
  how: Pick<FormatOptions, "command" | "more"> = {},
): Promise<number> {
  const { baselineFile, failOn, lint: config, output } = settings;
  if (settings.isBaselineWritten && baselineFile !== undefined) {
    if (unread.length > 0) throw new CliError(EXIT_INPUT, `${unread.join("\n")}\nspf: the baseline was not written`);
    return writeBaseline(baselineFile, await lint({ config, limit: Infinity }), terminal);
  }
  const result = await lint(settingsInput(settings));
  const text = formatResult(settings.format, result, {
    width: output === undefined ? terminal.width : 80,
    colour: output === undefined && terminal.colour,
    unicode: output === undefined && terminal.unicode === true,
    failOn,
    version: SPFKIT_VERSION,
    folder: process.cwd(),
    ...how,
  });
  if (output === undefined) terminal.out(text);
  else writeOutput(output, text);
  return exitCode(result, failOn, unread, terminal);
}

/** What the settings mean for a run of the rules. Reads the baseline. */
export function settingsInput({
  baselineFile,
  limit,
  lint: config,
}: LintSettings): Pick<LintInput, "config" | "limit" | "baseline"> {
  const baseline = baselineFile === undefined ? undefined : readBaseline(baselineFile);
  return { config, limit, ...(baseline === undefined ? {} : { baseline }) };
}

/** Prints the rules, as `--list-rules` does. */
export function listRules(
  words: readonly string[],
  format: string | undefined,
  terminal: Terminal,
  isListed: (info: RuleInfo) => boolean = () => true,
): number {
  if (words.length > 0) throw new CliError(EXIT_USAGE, "spf: --list-rules checks no files; leave them out");
  const infos = [...RULE_INFOS.values()].filter((info) => info.kind !== "former" && isListed(info));
  if (format === "json") {
    const rules = infos.map(({ id, kind, severity, summary, section }) => ({ id, kind, severity, summary, section }));
    terminal.out(`${asciiJson({ version: 1, rules })}\n`);
    return 0;
  }
  if (format !== undefined && format !== "text") {
    throw new CliError(EXIT_USAGE, "spf: --list-rules prints text or json");
  }
  const width = Math.max(...infos.map(({ id }) => id.length));
  terminal.out(infos.map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join(""));
  return 0;
}

// --------------------------------------------------------------------------------------------------------------------------
// Options

function readSettings(texts: readonly string[]): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const text of texts) {
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

/** The number of an option. Throws a `CliError` for what is none. */
export function readNumber(option: string, text: string, least: number, most: number): number {
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new CliError(EXIT_USAGE, `spf: ${option} ${printableStart(text, 60)} is no number from ${least} to ${most}`);
}

// --------------------------------------------------------------------------------------------------------------------------
// The baseline

function readBaseline(file: string): Baseline {
  const octets = readSmallFile(file, MAX_BASELINE_OCTETS, { kind: "the baseline ", missing: "; --write-baseline makes it" });
  const text = Buffer.from(octets).toString("latin1");
  const baseline = parseBaseline(new SourceText(file, text), namesFrom(file));
  if (typeof baseline === "string") throw new CliError(EXIT_USAGE, `spf: ${printable(file)}: ${baseline}`, false);
  return baseline;
}

function namesFrom(baselineFile: string): (file: string) => string {
  const folder = dirname(resolve(baselineFile));
  // What is no file, but a domain or a record of the command line, is called the same wherever the baseline is.
  return (file) => (/^-$|^dns:|^record(?: \d+)?$/.test(file) ? file : relativePath(folder, resolve(file)));
}

function writeBaseline(file: string, { findings }: LintResult, terminal: Terminal): number {
  const nameOf = namesFrom(file);
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

function exitCode(result: LintResult, failOn: Severity | "never", unread: readonly string[], terminal: Terminal): number {
  for (const line of unread) terminal.err(`${line}\n`);
  if (result.findings.some(({ rule }) => rule === "internal-error")) return EXIT_INTERNAL;
  if (unread.length > 0) return EXIT_INPUT;
  if (failOn === "never") return 0;
  const severities: readonly Severity[] = ["error", "warning", "info"];
  return severities.some((severity) => result.counts[severity] > 0 && isAtLeast(severity, failOn)) ? EXIT_FINDINGS : 0;
}
