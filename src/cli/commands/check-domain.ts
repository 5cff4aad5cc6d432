/** `spf check` without an address of a host: a page about the domain. */
import type { Severity } from "../../base/diagnostic.js";
import { printableStart } from "../../base/escape.js";
import type { DomainName } from "../../base/name.js";
import { isAtLeast } from "../../lint/collect.js";
import { identityDomain, parseSender } from "../../spf/sender.js";
import { openDnsSource } from "../dns-source.js";
import { CliError, EXIT_INPUT, EXIT_INTERNAL, EXIT_USAGE } from "../exit.js";
import { formatReportJson } from "../output/report-json.js";
import { formatReportText } from "../output/report-text.js";
import { type DomainReport, domainReportSteps } from "../report/domain-report.js";
import { repeatedOptions } from "../repeated-options.js";
import type { Terminal } from "../terminal.js";
import { EXAMPLE_DOMAIN, mistakenForDomain, named, noDomain } from "../words.js";
import { type CheckCommandOptions, readAddress, refuseNoDomain } from "./check.js";

/** Findings at or above `--fail-on`, or hosts that get permerror. */
const EXIT_FINDINGS = 1;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and where DNS gives no answer. */
export async function checkDomainCommand(argument: string, options: CheckCommandOptions, terminal: Terminal): Promise<number> {
  refuseOptions(options);
  const { domain, localPart } = readMailbox(argument);
  const helo = options.helo === undefined ? undefined : readName(options.helo, "--helo");
  const source = await openDnsSource(options, terminal);
  const report = await source.ask(
    domainReportSteps({
      domain,
      sender: { localPart, domain: domain.labels.join(".") },
      ...(helo === undefined ? {} : { helo }),
      now: Math.floor(Date.now() / 1000),
    }),
  );
  if ("failure" in report) {
    const { reason, status } = report.failure;
    const why = printableStart(reason ?? status, 300);
    throw new CliError(EXIT_INPUT, `spf: the SPF record of ${domain.text} could not be looked up: ${why}`);
  }
  terminal.out(
    options.format === "json" ? formatReportJson(report) : formatReportText(report, terminal, repeatedOptions(options)),
  );
  return exitCode(report, options.failOn ?? "error");
}

function exitCode({ isBroken, lint: { counts, findings } }: DomainReport, failOn: Severity | "never"): number {
  if (findings.some(({ rule }) => rule === "internal-error")) return EXIT_INTERNAL;
  if (failOn === "never") return 0;
  if (isBroken) return EXIT_FINDINGS;
  const severities: readonly Severity[] = ["error", "warning", "info"];
  return severities.some((severity) => counts[severity] > 0 && isAtLeast(severity, failOn)) ? EXIT_FINDINGS : 0;
}

// --------------------------------------------------------------------------------------------------------------------------
// Arguments

/** Options that are about one mail. */
function refuseOptions({ trace, format, receiver }: CheckCommandOptions): void {
  const wrong = [
    ...(trace === true ? ["--trace"] : []),
    ...(format === "header" ? ["--format header"] : []),
    ...(receiver === undefined ? [] : ["--receiver"]),
  ];
  const [first] = wrong;
  if (first === undefined) return;
  throw new CliError(EXIT_USAGE, `spf: ${first} is for the check of one mail; say by --ip which host sends it`);
}

function readMailbox(argument: string): { domain: DomainName; localPart: string } {
  refuseNoDomain(argument);
  const sender = parseSender(readAddress(argument));
  if (sender === undefined) {
    throw new CliError(
      EXIT_USAGE,
      `spf: ${named(argument)} has no domain; give the one to report on, such as ${EXAMPLE_DOMAIN}`,
    );
  }
  if (sender.domain === "") {
    throw new CliError(EXIT_USAGE, `spf: ${named(argument)} has no domain behind its @; give one such as ${EXAMPLE_DOMAIN}`);
  }
  return { domain: readName(sender.domain), localPart: sender.localPart };
}

/** The name that is meant, without a dot at its end. Throws a `CliError` for what is none. */
function readName(text: string, option?: string): DomainName {
  const mistaken = mistakenForDomain(text);
  if (mistaken !== undefined) throw noDomain(text, mistaken, option);
  const name = identityDomain(/[^.]\.$/.test(text) ? text.slice(0, -1) : text);
  if ("problem" in name) throw noDomain(text, { why: name.problem }, option);
  return name;
}
