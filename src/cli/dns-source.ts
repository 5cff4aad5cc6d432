/** Where the commands get their answers from: live DNS, zone files, or zone files laid over live DNS. */
import { printable } from "../base/escape.js";
import type { Question } from "../base/question.js";
import { type Resolver, type Steps, run, runSync } from "../base/run.js";
import type { ServerAddress } from "../dns/servers.js";
import { createSyncZoneResolver, createZoneResolver } from "../dns/zone-resolver.js";
import type { ParsedZone } from "../zone/parse.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import type { Terminal } from "./terminal.js";
import { named } from "./words.js";
import { readZoneFiles } from "./zone-files.js";

/** The options that say where answers come from, as commander hands them on. */
export interface DnsSourceOptions {
  readonly zone?: readonly string[];
  readonly origin?: readonly string[];
  readonly includeRoot?: string;
  readonly offline?: boolean;
  readonly server?: readonly string[];
  /** Seconds. */
  readonly timeout: string;
  /** Nothing is asked and no zone is there: every question is one that nobody can answer. */
  readonly isNothing?: boolean;
}

export interface DnsSource {
  /** The zone files; undefined where none are given. */
  readonly zones: readonly ParsedZone[] | undefined;
  readonly isOffline: boolean;
  /** Runs a computation to its end. The deadline of `--timeout` is that of each run. */
  ask<T>(steps: Steps<T>): Promise<T>;
  /** The same on DNS alone, whatever zone files say; absent where no server is asked. */
  readonly askLive?: <T>(steps: Steps<T>) => Promise<T>;
}

/** The most seconds that `--timeout` takes. */
const MAX_TIMEOUT_S = 3600;
/** After how long without an end the question in flight is shown, in milliseconds. */
const PROGRESS_AFTER_MS = 1000;

/**
 * Reads the options, and the zone files with them. `more` are zones beside those of `--zone`, which `readGiven` reads: by itself where
 * several sources have them, so that they are read once. Throws a `CliError` for wrong usage and unreadable files.
 */
export async function openDnsSource(
  options: DnsSourceOptions,
  terminal: Terminal,
  more: readonly ParsedZone[] = [],
  readGiven: () => readonly ParsedZone[] = () => readGivenZones(options, terminal, more.length === 0),
): Promise<DnsSource> {
  const timeoutMs = readTimeout(options.timeout);
  const isOffline = options.offline === true;
  if (isOffline && options.zone === undefined && more.length === 0) {
    throw new CliError(EXIT_USAGE, "spf: --offline answers from zone files alone; give at least one --zone");
  }
  if (isOffline && options.server !== undefined) {
    throw new CliError(EXIT_USAGE, "spf: --offline asks no server, and --server names one; leave one of them out");
  }
  if (options.origin !== undefined && options.zone === undefined && more.length === 0) {
    throw new CliError(EXIT_USAGE, "spf: --origin is the origin of a zone file; give the file with --zone");
  }
  if (options.isNothing === true) {
    return { zones: undefined, isOffline: true, ask: (steps) => Promise.resolve(runSync(steps, createSyncZoneResolver([]))) };
  }
  if (options.includeRoot !== undefined && options.zone === undefined && more.length === 0) {
    throw new CliError(EXIT_USAGE, "spf: --include-root is for the $INCLUDE of a zone file; give the file with --zone");
  }
  const servers = await readServers(options.server);
  const all = [...readGiven(), ...more];
  const zones = all.length === 0 ? undefined : all;
  const careful = <T>(steps: Steps<T>): Steps<T> => (more.length === 0 ? refusingUnread(steps) : steps);
  if (isOffline) {
    const resolve = createSyncZoneResolver(all);
    return { zones, isOffline, ask: (steps) => Promise.resolve(runSync(careful(steps), resolve)) };
  }
  const live = await createLive(servers);
  const resolver = zones === undefined ? live : createZoneResolver(zones, { fallback: live });
  return {
    zones,
    isOffline,
    ask: (steps) => runLive(careful(steps), resolver, timeoutMs, terminal),
    askLive: (steps) => runLive(steps, live, timeoutMs, terminal),
  };
}

/**
 * The zone files of `--zone`; every problem in them is shown. Throws a `CliError` where they cannot be read or have errors, unless
 * `takesUnreadData` allows those of `hasOnlyUnreadData`.
 */
export function readGivenZones(
  { zone, origin, includeRoot }: DnsSourceOptions,
  terminal: Terminal,
  takesUnreadData = false,
): readonly ParsedZone[] {
  if (zone === undefined) return [];
  return readZoneFiles(
    zone,
    { option: "--zone", done: "checked", origins: origin ?? [], includeRoot, takesUnreadData },
    terminal,
  );
}

// --------------------------------------------------------------------------------------------------------------------------

/** A computation that is given up where an answer has records that could not be read: what it came to then would be a guess. */
function* refusingUnread<T>(steps: Steps<T>): Steps<T> {
  let step = steps.next();
  while (step.done !== true) {
    const answer = yield step.value;
    if (answer.isUnread === true) {
      const why = printable(answer.reason ?? "records that are needed could not be read");
      throw new CliError(EXIT_INPUT, `spf: nothing was checked: ${why}; spf zone check explains its errors`);
    }
    step = steps.next(answer);
  }
  return step.value;
}

function readTimeout(text: string): number {
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_S) return seconds * 1000;
  throw new CliError(EXIT_USAGE, `spf: --timeout ${named(text)} is no number of seconds up to ${MAX_TIMEOUT_S}`);
}

async function readServers(texts: readonly string[] | undefined): Promise<readonly ServerAddress[] | undefined> {
  if (texts === undefined) return undefined;
  const { parseServer } = await import("../dns/servers.js");
  return texts.map((text) => {
    const server = parseServer(text);
    if (typeof server !== "string") return server;
    throw new CliError(EXIT_USAGE, `spf: --server ${named(text)}: ${printable(server)}`);
  });
}

// The resolver is not needed for zone files alone, and its modules take time to load.
async function createLive(servers: readonly ServerAddress[] | undefined): Promise<Resolver> {
  const { createResolver } = await import("../dns/resolver.js");
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
