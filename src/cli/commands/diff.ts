/** `spf diff`: whose verdict changes from one policy to another. */
import { printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import type { Steps } from "../../base/run.js";
import { spfOwners } from "../../lint/spf/published-records.js";
import { comparePolicies } from "../../spf/policy/compare.js";
import type { Policy } from "../../spf/policy/policy.js";
import { NOBODY, asThoughPublished } from "../../spf/policy/published.js";
import { policySteps } from "../../spf/policy/read.js";
import type { ParsedZone } from "../../zone/parse.js";
import { readZones } from "../checked-zones.js";
import { type DnsSource, type DnsSourceOptions, openDnsSource, readGivenZones } from "../dns-source.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "../exit.js";
import { type ComparedPolicies, formatPolicyDiffJson, formatPolicyDiffText } from "../output/policy-diff.js";
import { type SpfTarget, readDomain, readTarget } from "../spf-targets.js";
import type { Terminal } from "../terminal.js";
import { readIncludeRoot, refuseBroken, showProblems } from "../zone-files.js";
import { findInputs } from "../zone-inputs.js";

export interface DiffCommandOptions extends DnsSourceOptions {
  readonly domain?: string;
  readonly all?: boolean;
  readonly format: string;
}

/** Verdicts change, as `diff` says it. */
const EXIT_DIFFERENT = 1;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and for what cannot be read. */
export async function diffCommand(
  wordBefore: string,
  wordAfter: string,
  options: DiffCommandOptions,
  terminal: Terminal,
): Promise<number> {
  if (wordBefore === "-" && wordAfter === "-") throw new CliError(EXIT_USAGE, "spf: standard input (-) can be given only once");
  const given = options.domain === undefined ? undefined : readDomain(options.domain, "--domain");
  const [before, after] = await openSides(wordBefore, wordAfter, options, terminal);
  const compared: ComparedPolicies[] = [];
  const unread: string[] = [];
  for (const pair of pairsOf(before, after, given)) {
    const old = await before.policy(pair.before);
    const fresh = await after.policy(pair.after);
    if (typeof old === "string") unread.push(old);
    if (typeof fresh === "string") unread.push(fresh);
    if (typeof old === "string" || typeof fresh === "string") continue;
    compared.push({ before: old, after: fresh, comparison: comparePolicies(old, fresh) });
  }
  if (compared.length === 0) throw new CliError(EXIT_INPUT, unread.join("\n"));
  const names = { before: wordBefore, after: wordAfter };
  if (options.format === "json") terminal.out(formatPolicyDiffJson(names, compared));
  else terminal.out(formatPolicyDiffText(compared, terminal, options.all === true));
  if (unread.length > 0) {
    terminal.err(`${unread.join("\n")}\n`);
    return EXIT_INPUT;
  }
  return compared.every(({ comparison }) => comparison.isEqual) ? 0 : EXIT_DIFFERENT;
}

// --------------------------------------------------------------------------------------------------------------------------

/** One of the two that are compared. */
interface Side {
  readonly target: SpfTarget;
  /** The domains of a zone file that have an SPF record. */
  readonly domains: readonly DomainName[];
  /** Of a zone file: the origin of the first one. */
  readonly origin: DomainName | undefined;
  /** Or why there is none. */
  policy(domain: DomainName): Promise<Policy | string>;
}

async function openSides(
  wordBefore: string,
  wordAfter: string,
  options: DiffCommandOptions,
  terminal: Terminal,
): Promise<[Side, Side]> {
  const before = readTarget(wordBefore, "the old record");
  const after = readTarget(wordAfter, "the new record");
  const isRead = before.kind === "file" || after.kind === "file";
  // Without --zone, what is said of how files are read is said of those that are compared.
  const { origin: origins = [], includeRoot, ...others } = options;
  const isOwn = isRead && options.zone === undefined;
  const teller = tellingOnce(terminal);
  const reading = { origins: isOwn ? origins : [], includeRoot: readIncludeRoot(includeRoot) };
  const oldZones = before.kind === "file" ? readFiles(before.word, reading, teller) : undefined;
  const newZones = after.kind === "file" ? readFiles(after.word, reading, teller) : undefined;
  const asking = isOwn ? others : options;
  let given: readonly ParsedZone[] | undefined;
  const opening: Opening = { options: asking, terminal, readGiven: () => (given ??= readGivenZones(asking, teller)) };
  // A record that is compared with a file is another one for that zone: all else is as the file has it.
  return [
    await openSide(before, "old", oldZones ?? [], before.kind === "record" ? newZones : oldZones, opening),
    await openSide(after, "new", newZones ?? [], after.kind === "record" ? oldZones : newZones, opening),
  ];
}

async function openSide(
  target: SpfTarget,
  which: "old" | "new",
  own: readonly ParsedZone[],
  zones: readonly ParsedZone[] | undefined,
  opening: Opening,
): Promise<Side> {
  const source = await openSource(target, zones ?? [], opening);
  return {
    target,
    domains: spfOwners(own),
    origin: own[0]?.origin,
    async policy(domain) {
      const steps: Steps<Policy> = policySteps(domain);
      const text = target.kind === "record" ? target.source.text : undefined;
      const policy = await source.ask(text === undefined ? steps : asThoughPublished(steps, domain, text));
      const { root } = policy;
      if (root.state !== "failed") return policy;
      const why = root.answer?.reason ?? "no answer";
      return `spf: the ${which} record of ${domain.text} could not be looked up: ${printableStart(why, 300)}`;
    },
  };
}

/** What both sides share: the options, and the files of `--zone`, which are read once. */
interface Opening {
  readonly options: DiffCommandOptions;
  readonly terminal: Terminal;
  readonly readGiven: () => readonly ParsedZone[];
}

/** A terminal that is told of a problem only once, though both sides may have the same file or include it. */
function tellingOnce(terminal: Terminal): Terminal {
  const told = new Set<string>();
  return {
    ...terminal,
    err(text) {
      if (!told.has(text)) terminal.err(text);
      told.add(text);
    },
  };
}

interface FileReading {
  readonly origins: readonly string[];
  readonly includeRoot: string | undefined;
}

function readFiles(word: string, { origins, includeRoot }: FileReading, terminal: Terminal): readonly ParsedZone[] {
  const { zones, unread } = readZones(findInputs([word], undefined), origins, includeRoot, terminal);
  if (unread.length > 0) throw new CliError(EXIT_INPUT, unread.join("\n"));
  const broken = zones.filter((zone) => showProblems(zone, terminal));
  refuseBroken(broken, "compared");
  return zones;
}

function openSource(
  target: SpfTarget,
  zones: readonly ParsedZone[],
  { options, terminal, readGiven }: Opening,
): Promise<DnsSource> {
  // A record alone can be compared without any DNS, as far as it goes.
  const isAlone = options.offline === true && target.kind === "record" && options.zone === undefined && zones.length === 0;
  if (isAlone) return openDnsSource({ timeout: options.timeout, isNothing: true }, terminal);
  return openDnsSource(options, terminal, zones, readGiven);
}

interface Pair {
  readonly before: DomainName;
  readonly after: DomainName;
}

function pairsOf(before: Side, after: Side, given: DomainName | undefined): readonly Pair[] {
  const sides = [before, after];
  const named = sides.flatMap(({ target }) => (target.kind === "domain" ? [target.domain] : []));
  const [first, second] = named;
  if (given !== undefined && named.some((domain) => !domain.equals(given))) {
    throw new CliError(EXIT_USAGE, "spf: --domain is another domain than the one that is compared; leave it out");
  }
  if (first !== undefined && second !== undefined) return [{ before: first, after: second }];
  const one = given ?? first ?? onlyDomain(sides);
  if (one !== undefined) return [{ before: one, after: one }];
  const all = new Map([...before.domains, ...after.domains].map((domain) => [domain.key, domain]));
  if (all.size === 0) throw new CliError(EXIT_INPUT, "spf: no name in these files has an SPF record");
  return [...all.values()].map((domain) => ({ before: domain, after: domain }));
}

/** Whose record a text is, where nobody says so: that of the file which it is compared with; undefined where both are files. */
function onlyDomain(sides: readonly Side[]): DomainName | undefined {
  const files = sides.filter(({ target }) => target.kind === "file");
  const [file] = files;
  if (file === undefined) return NOBODY;
  if (files.length > 1) return undefined;
  const [only, ...more] = file.domains;
  if (only !== undefined && more.length === 0) return only;
  const apex = file.domains.find((domain) => file.origin?.equals(domain) === true);
  if (apex !== undefined) return apex;
  throw new CliError(EXIT_USAGE, "spf: the file has several SPF records; say by --domain which one is meant");
}
