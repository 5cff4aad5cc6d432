/** `spf tree`: the policy of a domain as a tree, for a terminal, for programs, for drawing, or as a page. */
import { printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import type { Steps } from "../../base/run.js";
import { type LintResult, lintSteps } from "../../lint/run.js";
import { domainZoneSteps } from "../../lint/spf/domain-zone.js";
import { SPF_RULES } from "../../lint/spf/spf-rules.js";
import type { LintText } from "../../lint/spf/text-check.js";
import { failureWords } from "../../spf/evaluation.js";
import { outcomesOf } from "../../spf/policy/outcomes.js";
import type { Policy } from "../../spf/policy/policy.js";
import { NOBODY, asThoughPublished } from "../../spf/policy/published.js";
import { policySteps } from "../../spf/policy/read.js";
import { policyTree } from "../../spf/policy/tree.js";
import { type DnsSource, type DnsSourceOptions, openDnsSource } from "../dns-source.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "../exit.js";
import { writeOutput } from "../output-file.js";
import { formatDot, formatMermaid } from "../output/tree-graph.js";
import { formatTreeHtml } from "../output/tree-html.js";
import { formatTreeJson } from "../output/tree-json.js";
import { formatTreeText } from "../output/tree-text.js";
import type { TreeSubject } from "../output/tree-words.js";
import { readDomain, readTarget } from "../spf-targets.js";
import type { Terminal } from "../terminal.js";
import { named } from "../words.js";

declare const SPFKIT_VERSION: string;

export interface TreeCommandOptions extends DnsSourceOptions {
  readonly domain?: string;
  readonly format: string;
  readonly all?: boolean;
  readonly output?: string;
}

/** The policy is broken for everybody, or for some. */
const EXIT_BROKEN = 1;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and where nothing can be looked up. */
export async function treeCommand(word: string, options: TreeCommandOptions, terminal: Terminal): Promise<number> {
  const target = readTreeTarget(word, options.domain);
  const source = await openSource(target, options, terminal);
  const policy = await source.ask(policyOf(target));
  const { answer, state } = policy.root;
  if (state === "failed" && answer !== undefined) {
    const why = printableStart(failureWords(answer), 200);
    throw new CliError(EXIT_INPUT, `spf: the SPF record of ${policy.domain.text} could not be looked up: ${why}`);
  }
  // What only DNS could tell may be anything, and must not end an evaluation as a failure would.
  const tree = policyTree(outcomesOf(policy, { assumeUnknown: true }));
  const subject: TreeSubject = { tree, isDomainKnown: target.kind === "domain" || target.text.domain !== undefined };
  const text = await formatTree(subject, target, source, options, terminal);
  if (options.output === undefined) terminal.out(text);
  else writeOutput(options.output, text);
  return tree.isBroken ? EXIT_BROKEN : 0;
}

// --------------------------------------------------------------------------------------------------------------------------

type TreeTarget =
  | { readonly kind: "domain"; readonly domain: DomainName }
  | { readonly kind: "record"; readonly text: LintText };

function readTreeTarget(word: string, domainOption: string | undefined): TreeTarget {
  const target = readTarget(word, "record");
  if (target.kind === "file") {
    throw new CliError(
      EXIT_USAGE,
      `spf: ${named(word)} is a file, and a tree is that of a domain or a record; give the domain, and a zone file with --zone`,
    );
  }
  const domain = domainOption === undefined ? undefined : readDomain(domainOption, "--domain");
  if (target.kind === "record") {
    return { kind: "record", text: { source: target.source, ...(domain === undefined ? {} : { domain }) } };
  }
  if (domain !== undefined) {
    throw new CliError(EXIT_USAGE, "spf: --domain says whose record a text is, and no text is given");
  }
  return target;
}

function openSource(target: TreeTarget, options: TreeCommandOptions, terminal: Terminal): Promise<DnsSource> {
  // A text alone shows something without any DNS.
  const isNothing = options.offline === true && target.kind === "record" && options.zone === undefined;
  return openDnsSource(isNothing ? { timeout: options.timeout, isNothing } : options, terminal);
}

function policyOf(target: TreeTarget): Steps<Policy> {
  if (target.kind === "domain") return policySteps(target.domain);
  const { source, domain = NOBODY } = target.text;
  return asThoughPublished(policySteps(domain), domain, source.text);
}

async function formatTree(
  subject: TreeSubject,
  target: TreeTarget,
  source: DnsSource,
  options: TreeCommandOptions,
  terminal: Terminal,
): Promise<string> {
  switch (options.format) {
    case "json":
      return formatTreeJson(subject);
    case "dot":
      return formatDot(subject);
    case "mermaid":
      return formatMermaid(subject);
    case "html": {
      const at = new Date();
      return formatTreeHtml(subject, await findingsOf(target, source, at), {
        at,
        from: originWords(source),
        version: SPFKIT_VERSION,
      });
    }
    default: {
      const isFile = options.output !== undefined;
      const look = isFile ? { width: 80, colour: false, unicode: true } : terminal;
      return formatTreeText(subject, look, options.all === true);
    }
  }
}

/** Where the records come from. */
function originWords({ isOffline, zones }: DnsSource): string {
  if (isOffline) return zones === undefined ? "As the record stands, without DNS" : "As the zone files have it";
  return zones === undefined ? "As DNS answered" : "As the zone files have it, and DNS what is not in them";
}

/** What the linter says of the record. */
async function findingsOf(target: TreeTarget, source: DnsSource, at: Date): Promise<LintResult> {
  const now = Math.floor(at.getTime() / 1000);
  if (target.kind === "record") {
    return source.ask(lintSteps({ zones: [], texts: [target.text], rules: SPF_RULES, now }));
  }
  const zone = await source.ask(domainZoneSteps(target.domain));
  if ("reason" in zone) {
    throw new CliError(EXIT_INPUT, `spf: the records of ${target.domain.text} could not be looked up`);
  }
  return source.ask(lintSteps({ zones: [zone], domains: [zone], rules: SPF_RULES, now }));
}
