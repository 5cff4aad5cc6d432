/** `spf check`: both identities of one mail, on live DNS, on zone files, or on zone files laid over live DNS. */
import { hostname } from "node:os";
import type { Severity } from "../../base/diagnostic.js";
import { type IpAddress, parseIp } from "../../base/ip.js";
import { checkSteps } from "../../spf/check.js";
import type { EvaluationOptions } from "../../spf/evaluation.js";
import { parseSender } from "../../spf/sender.js";
import { type DnsSourceOptions, named, openDnsSource } from "../dns-source.js";
import { CliError, EXIT_USAGE, RESULT_EXIT } from "../exit.js";
import { formatHeaders } from "../output/header.js";
import { formatJson } from "../output/json.js";
import { formatText } from "../output/text.js";
import type { Terminal } from "../terminal.js";

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
  if ((helo?.length ?? 0) > MAX_ARGUMENT) throw tooLong();
  if (helo === "") throw new CliError(EXIT_USAGE, "spf: --helo is empty; give the name, or leave the option out");
  if (parseSender(mailFrom) === undefined && helo === undefined) {
    throw new CliError(EXIT_USAGE, "spf: the null sender stands for postmaster at the HELO name; give it with --helo");
  }
  return mailFrom;
}

/** Of a mailbox such as `Bob <bob@example.org>` what is in the brackets, of a name such as `example.org.` the name. */
export function readAddress(argument: string): string {
  const open = argument.lastIndexOf("<");
  const address = open >= 0 && argument.endsWith(">") ? argument.slice(open) : argument;
  const mailFrom = address.includes("@") || !/[^.]\.$/.test(address) ? address : address.slice(0, -1);
  if (mailFrom.length > MAX_ARGUMENT) throw tooLong();
  return mailFrom;
}

function tooLong(): CliError {
  return new CliError(EXIT_USAGE, `spf: an address or a name of more than ${MAX_ARGUMENT} characters is none`);
}
