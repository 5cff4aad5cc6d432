/** `spf diff`: whose verdict changes from one policy to another. */
import { printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import type { Steps } from "../../base/run.js";
import { spfRecords } from "../../lint/mail/texts.js";
import { comparePolicies } from "../../spf/policy/compare.js";
import type { Policy } from "../../spf/policy/policy.js";
import { NOBODY, asThoughPublished } from "../../spf/policy/published.js";
import { policySteps } from "../../spf/policy/read.js";
import type { ParsedZone } from "../../zone/parse.js";
import { createZoneViews } from "../../zone/views.js";
import { readZones } from "../checked-zones.js";
import { type DnsSource, type DnsSourceOptions, openDnsSource } from "../dns-source.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "../exit.js";
import { type ComparedPolicies, formatPolicyDiffJson, formatPolicyDiffText } from "../output/policy-diff.js";
import { type SpfTarget, readDomain, readTarget } from "../spf-targets.js";
import type { Terminal } from "../terminal.js";
import { showProblems } from "../zone-files.js";
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
  const before = await openSide(wordBefore, "the old record", options, terminal);
  const after = await openSide(wordAfter, "the new record", options, terminal);
  const compared: ComparedPolicies[] = [];
  for (const pair of pairsOf(before, after, given)) {
    const old = await before.policy(pair.before);
    const fresh = await after.policy(pair.after);
    compared.push({ before: old, after: fresh, comparison: comparePolicies(old, fresh) });
  }
  const names = { before: wordBefore, after: wordAfter };
  if (options.format === "json") terminal.out(formatPolicyDiffJson(names, compared));
  else terminal.out(formatPolicyDiffText(compared, terminal, options.all === true));
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
  policy(domain: DomainName): Promise<Policy>;
}

async function openSide(word: string, recordName: string, options: DiffCommandOptions, terminal: Terminal): Promise<Side> {
  const target = readTarget(word, recordName);
  const zones = target.kind === "file" ? readFiles(target.word, terminal) : [];
  const source = await openSource(target, zones, options, terminal);
  return {
    target,
    domains: domainsOf(zones),
    origin: zones[0]?.origin,
    async policy(domain) {
      const steps: Steps<Policy> = policySteps(domain);
      const text = target.kind === "record" ? target.source.text : undefined;
      const policy = await source.ask(text === undefined ? steps : asThoughPublished(steps, domain, text));
      const { root } = policy;
      if (root.state !== "failed") return policy;
      const why = root.answer !== undefined && "reason" in root.answer ? (root.answer.reason ?? "no answer") : "no answer";
      throw new CliError(EXIT_INPUT, `spf: the record of ${domain.text} could not be looked up: ${printableStart(why, 300)}`);
    },
  };
}

function readFiles(word: string, terminal: Terminal): readonly ParsedZone[] {
  const { zones, unread } = readZones(findInputs([word], undefined), [], undefined, terminal);
  if (unread.length > 0) throw new CliError(EXIT_INPUT, unread.join("\n"));
  const broken = zones.filter((zone) => showProblems(zone, terminal));
  if (broken.length === 0) return zones;
  const files = broken.length === 1 ? "that file" : "those files";
  throw new CliError(EXIT_INPUT, `spf: nothing was compared, because of the errors in ${files}`);
}

function openSource(
  target: SpfTarget,
  zones: readonly ParsedZone[],
  options: DiffCommandOptions,
  terminal: Terminal,
): Promise<DnsSource> {
  // A record alone can be compared without any DNS, as far as it goes.
  const isAlone = options.offline === true && target.kind === "record" && options.zone === undefined;
  if (isAlone) return openDnsSource({ timeout: options.timeout, isNothing: true }, terminal);
  return openDnsSource(options, terminal, zones);
}

/** The names of zones that have an SPF record, wildcards left out. */
function domainsOf(zones: readonly ParsedZone[]): DomainName[] {
  const domains: DomainName[] = [];
  for (const view of createZoneViews(zones)) {
    for (const node of view.nodes()) {
      if (!node.types.includes("TXT") || node.owner.labels[0] === "*") continue;
      if (spfRecords(node, view).length > 0) domains.push(node.owner);
    }
  }
  return domains;
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
