/** `spf.config.yaml`: found and read. What reads YAML is loaded only where there is such a file. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Severity } from "../base/diagnostic.js";
import { printable, printableStart } from "../base/escape.js";
import { closest } from "../base/suggest.js";
import type { LintConfig } from "../lint/config.js";
import { RULE_INFOS } from "../lint/registry.js";
import type { Format } from "../lint/reporters/index.js";
import { CliError, EXIT_USAGE } from "./exit.js";
import { readSmallFile } from "./input.js";
import { isFolder } from "./paths.js";

const CONFIG_FILE = "spf.config.yaml";

/** The largest configuration that is read, in octets. */
const MAX_CONFIG_OCTETS = 1024 * 1024;
/** The most mistakes that are shown. */
const MAX_SHOWN = 20;

/** A configuration file that is right. Paths are absolute. */
export interface CheckConfig {
  readonly file: string;
  readonly folder: string;
  readonly lint: LintConfig;
  readonly failOn: Severity | "never" | undefined;
  readonly format: Format | undefined;
  /** Told a path relative to the folder, with `/`. */
  readonly includes: ((path: string) => boolean) | undefined;
  readonly excludes: ((path: string) => boolean) | undefined;
  readonly baseline: string | undefined;
  readonly includeRoot: string | undefined;
}

/** The configuration of `--config`, or the nearest one in the working directory and the folders above it. */
export async function loadConfig(given: string | undefined, cwd: string): Promise<CheckConfig | undefined> {
  const file = given === undefined ? findConfig(cwd) : resolve(cwd, given);
  if (file === undefined) return undefined;
  const shown = printable(given ?? (relative(cwd, file) || file));
  const text = Buffer.from(readSmallFile(file, MAX_CONFIG_OCTETS, { name: shown })).toString("utf8");
  const [{ parseConfig }, { validate }] = await Promise.all([import("./config-yaml.js"), import("spfkit:config-schema")]);
  const outcome = parseConfig(text, file, (value) => (validate(value) ? [] : (validate.errors ?? [])), isFolder);
  if ("lint" in outcome) return outcome;
  const lines = outcome
    .slice(0, MAX_SHOWN)
    .map(({ line, column, message }) => `${shown}:${line}:${column}: error: ${printable(message)}`);
  const rest = outcome.length - lines.length;
  if (rest > 0) lines.push(`${shown}: ${rest} more`);
  throw new CliError(EXIT_USAGE, lines.join("\n"), false);
}

/** The file in the nearest folder that has one. */
export function findConfig(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_FILE);
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}

/** That there is no such rule, with the nearest one. */
export function unknownRule(id: string): string {
  const suggestion = closest(id, RULE_INFOS.keys());
  const help = suggestion === undefined ? "spf zone check --list-rules lists all" : `did you mean ${suggestion}?`;
  return `there is no rule ${JSON.stringify(printableStart(id, 60))}: ${help}`;
}
