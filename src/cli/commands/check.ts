/** `spf check`: both identities of one mail, on live DNS, on zone files, or on zone files laid over live DNS. */
import { hostname } from "node:os";
import { printable, printableStart } from "../../base/escape.js";
import { type IpAddress, parseIp } from "../../base/ip.js";
import type { Question } from "../../base/question.js";
import { type Resolver, type Steps, run, runSync } from "../../base/run.js";
import type { ServerAddress } from "../../dns/servers.js";
import { createSyncZoneResolver, createZoneResolver } from "../../dns/zone-resolver.js";
import { checkSteps } from "../../spf/check.js";
import type { EvaluationOptions } from "../../spf/evaluation.js";
import { parseSender } from "../../spf/sender.js";
import type { ParsedZone } from "../../zone/parse.js";
import { CliError, EXIT_USAGE, RESULT_EXIT } from "../exit.js";
import { formatHeaders } from "../output/header.js";
import { formatJson } from "../output/json.js";
import { formatText } from "../output/text.js";
import type { Terminal } from "../terminal.js";
import { readZoneFiles } from "../zone-files.js";

export interface CheckCommandOptions {
  readonly ip: string;
  readonly helo?: string;
  readonly zone?: readonly string[];
  readonly origin?: readonly string[];
  readonly offline?: boolean;
  readonly server?: readonly string[];
  readonly timeout: string;
  readonly receiver?: string;
  readonly trace?: boolean;
  readonly format: string;
}

/** The longest name or address that is taken from the command line, in characters. */
const MAX_ARGUMENT = 4096;
/** The most seconds that `--timeout` takes. */
const MAX_TIMEOUT_S = 3600;
/** After how long without an end the question in flight is shown, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;

/** Runs the command and returns its exit code. Throws a `CliError` for wrong usage and unreadable files. */
export async function checkCommand(senderArgument: string, options: CheckCommandOptions, terminal: Terminal): Promise<number> {
  const client = readClient(options.ip);
  const timeoutMs = readTimeout(options.timeout);
  const mailFrom = readSender(senderArgument, options.helo);
  if (options.trace === true && options.format === "header") {
    throw new CliError(EXIT_USAGE, "spf: header fields have no trace; take --trace with --format text or json");
  }
  if (options.offline === true && options.zone === undefined) {
    throw new CliError(EXIT_USAGE, "spf: --offline answers from zone files alone; give at least one --zone");
  }
  if (options.offline === true && options.server !== undefined) {
    throw new CliError(EXIT_USAGE, "spf: --offline asks no server, and --server names one; leave one of them out");
  }
  if (options.origin !== undefined && options.zone === undefined) {
    throw new CliError(EXIT_USAGE, "spf: --origin is the origin of a zone file; give the file with --zone");
  }
  const servers = await readServers(options.server);
  const zones = options.zone === undefined ? undefined : readZoneFiles(options.zone, options.origin ?? [], terminal);

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
  const steps = checkSteps(request, evaluation);
  const result =
    zones !== undefined && options.offline === true
      ? runSync(steps, createSyncZoneResolver(zones))
      : await runLive(steps, await liveResolver(servers, zones), timeoutMs, terminal);

  if (options.format === "json") terminal.out(formatJson(result, options.trace === true));
  else if (options.format === "header") terminal.out(formatHeaders(result, options.receiver ?? hostname()));
  else {
    const isNullSender = parseSender(mailFrom) === undefined;
    const view = {
      withTrace: options.trace === true,
      offline: options.offline === true,
      isNullSender,
    };
    terminal.out(formatText(result, terminal, zones, view));
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

function readTimeout(text: string): number {
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_S) return seconds * 1000;
  throw new CliError(EXIT_USAGE, `spf: --timeout ${named(text)} is no number of seconds up to ${MAX_TIMEOUT_S}`);
}

/** The address to check: of a mailbox such as `Bob <bob@example.org>` what is in the brackets, of a name such as `example.org.` the name. */
function readSender(argument: string, helo: string | undefined): string {
  const open = argument.lastIndexOf("<");
  const address = open >= 0 && argument.endsWith(">") ? argument.slice(open) : argument;
  const mailFrom = address.includes("@") || !/[^.]\.$/.test(address) ? address : address.slice(0, -1);
  if (mailFrom.length > MAX_ARGUMENT || (helo?.length ?? 0) > MAX_ARGUMENT) {
    throw new CliError(EXIT_USAGE, `spf: an address or a name of more than ${MAX_ARGUMENT} characters is none`);
  }
  if (helo === "") throw new CliError(EXIT_USAGE, "spf: --helo is empty; give the name, or leave the option out");
  if (parseSender(mailFrom) === undefined && helo === undefined) {
    throw new CliError(EXIT_USAGE, "spf: the null sender stands for postmaster at the HELO name; give it with --helo");
  }
  return mailFrom;
}

/** What was typed, as a message shows it: empty text is visible. */
function named(text: string): string {
  return text === "" ? '""' : printableStart(text, 60);
}

async function readServers(texts: readonly string[] | undefined): Promise<readonly ServerAddress[] | undefined> {
  if (texts === undefined) return undefined;
  const { parseServer } = await import("../../dns/servers.js");
  return texts.map((text) => {
    const server = parseServer(text);
    if (typeof server !== "string") return server;
    throw new CliError(EXIT_USAGE, `spf: --server ${named(text)}: ${printable(server)}`);
  });
}

// --------------------------------------------------------------------------------------------------------------------------
// Live DNS

async function liveResolver(
  servers: readonly ServerAddress[] | undefined,
  zones: readonly ParsedZone[] | undefined,
): Promise<Resolver> {
  const live = await createLive(servers);
  return zones === undefined ? live : createZoneResolver(zones, { fallback: live });
}

// The resolver is not needed for zone files alone, and its modules take time to load.
async function createLive(servers: readonly ServerAddress[] | undefined): Promise<Resolver> {
  const { createResolver } = await import("../../dns/resolver.js");
  return createResolver(servers === undefined ? {} : { servers });
}

async function runLive<T>(steps: Steps<T>, resolver: Resolver, timeoutMs: number, terminal: Terminal): Promise<T> {
  const controller = new AbortController();
  const deadline = setTimeout(() => controller.abort(), timeoutMs);
  let asked: Question | undefined;
  const progress = terminal.progress
    ? setInterval(() => {
        if (asked !== undefined) terminal.err(`\r\u001b[Kwaiting for ${asked.type} ${asked.name.text}`);
      }, PROGRESS_AFTER_MS)
    : undefined;
  const started = Date.now();
  try {
    return await run(
      steps,
      (question, signal) => {
        asked = question;
        return resolver(question, signal);
      },
      controller.signal,
    );
  } finally {
    clearTimeout(deadline);
    clearInterval(progress);
    if (progress !== undefined && Date.now() - started >= PROGRESS_AFTER_MS) terminal.err("\r\u001b[K");
    controller.abort();
  }
}
