/** `spf check`: both identities of one mail, on live DNS, on zone files, or on zone files laid over live DNS. */
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import type { Severity } from "../../base/diagnostic.js";
import { type IpAddress, parseIp } from "../../base/ip.js";
import { checkSteps } from "../../spf/check.js";
import type { EvaluationOptions } from "../../spf/evaluation.js";
import { parseSender } from "../../spf/sender.js";
import { type DnsSourceOptions, openDnsSource } from "../dns-source.js";
import { CliError, EXIT_USAGE, RESULT_EXIT } from "../exit.js";
import { formatHeaders } from "../output/header.js";
import { formatJson } from "../output/json.js";
import { formatText } from "../output/text.js";
import type { Terminal } from "../terminal.js";
import { EXAMPLE_DOMAIN, mistakenForDomain, named, noDomain } from "../words.js";

export interface CheckCommandOptions extends DnsSourceOptions {
  /** Absent for the report on a domain. */
  readonly ip?: string;
  readonly helo?: string;
  readonly receiver?: string;
  readonly trace?: boolean;
  readonly format: string;
  /** Of the report. */
  readonly failOn?: Severity | "never";
}

/** The longest name or address that is taken from the command line, in characters. */
const MAX_ARGUMENT = 4096;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and unreadable files. */
export async function checkCommand(
  senderArgument: string,
  options: CheckCommandOptions & { readonly ip: string },
  terminal: Terminal,
): Promise<number> {
  const client = readClient(options.ip);
  const mailFrom = readSender(senderArgument, options.helo);
  if (options.trace === true && options.format === "header") {
    throw new CliError(EXIT_USAGE, "spf: header fields have no trace; take --trace with --format text or json");
  }
  if (options.failOn !== undefined) {
    throw new CliError(
      EXIT_USAGE,
      "spf: --fail-on is for the report on a domain, and --ip checks one mail; leave one of them out",
    );
  }
  refuseEmpty("--receiver", options.receiver);
  const source = await openDnsSource(options, terminal);

  const request = {
    client,
    mailFrom,
    ...(options.helo === undefined ? {} : { helo: options.helo }),
  };
  const evaluation: EvaluationOptions = {
    trace: true,
    timestamp: Math.floor(Date.now() / 1000),
    ...(options.receiver === undefined ? {} : { receiver: options.receiver }),
  };
  const result = await source.ask(checkSteps(request, evaluation));

  if (options.format === "json") terminal.out(formatJson(result, options.trace === true));
  else if (options.format === "header") terminal.out(formatHeaders(result, options.receiver ?? hostname()));
  else {
    const isNullSender = parseSender(mailFrom) === undefined;
    const view = { withTrace: options.trace === true, offline: source.isOffline, isNullSender };
    terminal.out(formatText(result, terminal, source.zones, view));
  }
  return RESULT_EXIT[result.result];
}

// --------------------------------------------------------------------------------------------------------------------------
// Arguments

function readClient(text: string): IpAddress {
  // Brackets as in an address literal or a URL.
  const client = parseIp(text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text);
  if (client !== undefined) return client;
  const hint = text.includes("/") ? "; give one address, not a network" : "";
  throw new CliError(EXIT_USAGE, `spf: --ip ${named(text)} is no IPv4 or IPv6 address${hint}`);
}

/** The address to check, which may be that of the null sender where a HELO name is given. */
function readSender(argument: string, helo: string | undefined): string {
  const mailFrom = readAddress(argument);
  // What no server sees in MAIL FROM was meant as something else. An address with a bad domain gets the verdict that it has.
  if (!mailFrom.includes("@")) refuseNoDomain(argument);
  else if (mailFrom.endsWith("@")) {
    const example = `${mailFrom === "@" ? "user@" : mailFrom}${EXAMPLE_DOMAIN}`;
    throw new CliError(
      EXIT_USAGE,
      `spf: ${named(argument)} has no domain behind its @; write an address such as ${named(example)}`,
    );
  }
  if ((helo?.length ?? 0) > MAX_ARGUMENT) throw tooLong();
  refuseEmpty("--helo", helo);
  if (parseSender(mailFrom) === undefined && helo === undefined) {
    const message = `${named(argument)} is the null sender, which stands for postmaster at the HELO name; give it with --helo`;
    throw new CliError(EXIT_USAGE, `spf: ${message}`);
  }
  return mailFrom;
}

/** Throws for an argument that is a record, a file, or something else that cannot be meant as a domain; not for the null sender. */
export function refuseNoDomain(argument: string): void {
  if (/\s|^v\s*=/i.test(argument) && /v\s*=\s*spf1/i.test(argument)) {
    const message = `${named(argument)} is a record, and no domain; spf lint checks it, and spf explain reads it aloud`;
    throw new CliError(EXIT_USAGE, `spf: ${message}`);
  }
  if (argument !== "" && !argument.includes("@") && existsSync(argument)) {
    throw new CliError(EXIT_USAGE, `spf: ${named(argument)} is a file; spf lint checks it, and --zone answers from it`);
  }
  const mistaken = argument.includes("@") || argument === "" ? undefined : mistakenForDomain(argument);
  if (mistaken === undefined) return;
  const isAddress = parseIp(argument) !== undefined;
  throw noDomain(
    argument,
    isAddress ? { ...mistaken, instead: `${mistaken.instead}, and the host that sends by --ip` } : mistaken,
  );
}

/** Of a mailbox such as `Bob <bob@example.org>` what is in the brackets, of a name such as `example.org.` the name. */
export function readAddress(argument: string): string {
  const text = argument.trim();
  const open = text.lastIndexOf("<");
  const address = open >= 0 && text.endsWith(">") ? text.slice(open) : text;
  const mailFrom = address.includes("@") || !/[^.]\.$/.test(address) ? address : address.slice(0, -1);
  if (mailFrom.length > MAX_ARGUMENT) throw tooLong();
  return mailFrom;
}

/** Throws for an option that has a value, and an empty one: that of a variable which is not set. */
function refuseEmpty(option: string, value: string | undefined): void {
  if (value?.trim() === "") throw new CliError(EXIT_USAGE, `spf: ${option} is empty; give the name, or leave the option out`);
}

function tooLong(): CliError {
  return new CliError(EXIT_USAGE, `spf: an address or a name of more than ${MAX_ARGUMENT} characters is none`);
}
