/** `spf lint`: the findings of the rules about SPF in domains, zone files and records. */
import { printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import { type LintInput, lintSteps } from "../../lint/run.js";
import { domainZoneSteps } from "../../lint/spf/domain-zone.js";
import { publishedRecordsSteps, spfOwners } from "../../lint/spf/published-records.js";
import { SPF_RULES } from "../../lint/spf/spf-rules.js";
import type { LintText } from "../../lint/spf/text-check.js";
import { type ParsedZone, parseZone } from "../../zone/parse.js";
import { readZones, refuseNothing } from "../checked-zones.js";
import { type DnsSource, type DnsSourceOptions, openDnsSource } from "../dns-source.js";
import { CliError, EXIT_USAGE } from "../exit.js";
import { type LintOptions, listRules, readLintSettings, reportLint } from "../lint-report.js";
import { readDomain, readTarget } from "../spf-targets.js";
import type { Terminal } from "../terminal.js";
import { parseOptions, readIncludeRoot, readOrigins } from "../zone-files.js";
import { findInputs } from "../zone-inputs.js";

export interface LintCommandOptions extends LintOptions, DnsSourceOptions {
  readonly domain?: string;
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly listRules?: boolean;
}

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and where nothing can be read. */
export async function lintCommand(words: readonly string[], options: LintCommandOptions, terminal: Terminal): Promise<number> {
  if (options.listRules === true) {
    const ids = new Set(SPF_RULES.map(({ id }) => id));
    return listRules(words, options.format, terminal, ({ id }) => ids.has(id));
  }
  const targets = readTargets(words, options.domain);
  checkFixOptions(options, targets);
  const settings = await readLintSettings(options);
  const isWithoutFiles = targets.files.length === 0 && words.length > 0;
  if (words.length === 0 && settings.config?.includes === undefined) {
    throw new CliError(EXIT_USAGE, "spf: nothing is named; give domains, records in quotes, zone files or folders");
  }
  const inputs = isWithoutFiles ? [] : findInputs(targets.files, settings.config);
  // With --zone, its origins are those of these files.
  const origins = inputs.length === 0 || options.zone !== undefined ? [] : (options.origin ?? []);
  const includeRoot = readIncludeRoot(options.includeRoot) ?? settings.config?.includeRoot;
  const read = readZones(inputs, origins, includeRoot, terminal);
  const source = await openSource(targets, options, read.zones, terminal);
  const { domains, unread } = await readDomains(targets.domains, source);
  const left = [...read.unread, ...unread];
  refuseNothing([...read.zones, ...domains, ...targets.texts], left);
  // What is published is not what the files say, so it is asked apart.
  const published = read.zones.length === 0 ? undefined : await source.askLive?.(publishedRecordsSteps(spfOwners(read.zones)));
  const input: LintInput = {
    zones: [...read.zones, ...domains],
    domains,
    texts: targets.texts,
    rules: SPF_RULES,
    now: Math.floor(Date.now() / 1000),
    ...(published === undefined ? {} : { published }),
  };
  if (options.fix === true || options.diff === true) {
    const { lintAndFix, lintDiff } = await import("./lint-fix.js");
    const names = readOrigins(origins, inputs.length);
    const originOf = new Map(inputs.map(({ file }, index) => [file, names[index]]));
    const reparse = ({ source: { name }, origin }: ParsedZone, octets: Uint8Array): ParsedZone =>
      originOf.has(name)
        ? parseZone(octets, parseOptions(name, originOf.get(name), includeRoot))
        : parseZone(octets, { file: name, ...(origin === undefined ? {} : { origin }) });
    const task = { input, source, settings, reparse, unread: left };
    return options.fix === true ? lintAndFix(task, terminal) : lintDiff(task, terminal);
  }
  return reportLint(settings, (extra) => source.ask(lintSteps({ ...input, ...extra })), left, terminal, { command: "lint" });
}

// --------------------------------------------------------------------------------------------------------------------------

interface Targets {
  readonly domains: readonly DomainName[];
  readonly texts: readonly LintText[];
  readonly files: readonly string[];
}

function readTargets(words: readonly string[], domainOption: string | undefined): Targets {
  const domain = domainOption === undefined ? undefined : readDomain(domainOption, "--domain");
  const domains: DomainName[] = [];
  const texts: LintText[] = [];
  const files: string[] = [];
  for (const word of words) {
    const target = readTarget(word, texts.length === 0 ? "record" : `record ${texts.length + 1}`);
    if (target.kind === "domain") domains.push(target.domain);
    else if (target.kind === "file") files.push(target.word);
    else texts.push({ source: target.source, ...(domain === undefined ? {} : { domain }) });
  }
  if (domain !== undefined && texts.length === 0) {
    throw new CliError(EXIT_USAGE, "spf: --domain says whose record a text is, and no text is given");
  }
  return { domains, texts, files };
}

function checkFixOptions(options: LintCommandOptions, { files }: Targets): void {
  const { fix, diff, format, output, writeBaseline } = options;
  const refuse = (why: string): never => {
    throw new CliError(EXIT_USAGE, `spf: ${why}`);
  };
  if (fix === true && diff === true) refuse("--fix changes the files, --diff does not; leave one of them out");
  if ((fix === true || diff === true) && writeBaseline === true) {
    refuse("--write-baseline writes down what is there; do that before or after the fixes");
  }
  if (diff === true && (output !== undefined || (format !== undefined && format !== "text"))) {
    refuse("--diff prints a diff and no findings; leave --format and --output out");
  }
  if (fix === true && files.includes("-")) refuse("standard input (-) cannot be written; --diff shows what --fix would change");
}

async function openSource(
  targets: Targets,
  options: LintCommandOptions,
  zones: readonly ParsedZone[],
  terminal: Terminal,
): Promise<DnsSource> {
  // A text alone says something without any DNS.
  const isAlone = targets.domains.length === 0 && zones.length === 0 && options.zone === undefined;
  if (options.offline === true && isAlone) return openDnsSource({ timeout: options.timeout, isNothing: true }, terminal);
  return openDnsSource(options, terminal, zones);
}

async function readDomains(
  names: readonly DomainName[],
  source: DnsSource,
): Promise<{ domains: ParsedZone[]; unread: string[] }> {
  const domains: ParsedZone[] = [];
  const unread: string[] = [];
  for (const name of names) {
    const zone = await source.ask(domainZoneSteps(name));
    if ("reason" in zone)
      unread.push(`spf: the records of ${name.text} could not be looked up: ${printableStart(zone.reason, 200)}`);
    else domains.push(zone);
  }
  return { domains, unread };
}
