/**
 * The stub resolver: it asks recursive name servers and gives an `Answer` to every question by its deadline, whatever the servers
 * and the network do. Here are the cache, the sharing of equal questions, CNAME chains over several messages and the deadlines;
 * `exchange.ts` deals with the servers.
 */
import { printableStart } from "../base/escape.js";
import type { DomainName } from "../base/name.js";
import { type Answer, MAX_ALIASES, type Question, typeCode } from "../base/question.js";
import type { Resolver } from "../base/run.js";
import { type Cache, DEFAULT_MAX_ENTRIES, buildCache, questionKey } from "./cache.js";
import { endlessChain } from "./chain.js";
import { Failures, type Reply, createExchange } from "./exchange.js";
import { type Started, limitInFlight, shareInFlight, whenAborted } from "./in-flight.js";
import { type ServerAddress, formatServerHost, isPort, parseServer } from "./servers.js";
import { systemAfter, systemClock, systemRandom, systemServers } from "./transport/system.js";
import { tcpTransport } from "./transport/tcp.js";
import type { After, Clock, RandomOctets, Transport } from "./transport/transport.js";
import { udpTransport } from "./transport/udp.js";

/** How long a question may take unless told otherwise, with all servers, tries and aliases, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 5000;
/** How often the list of servers is gone through unless told otherwise (as in resolv.conf(5)). */
const DEFAULT_TRIES = 2;
/** The shortest time that a reply is waited for unless told otherwise, in milliseconds. */
const LEAST_ATTEMPT_MS = 250;
/** How many questions are with servers at the same time unless told otherwise; each has one socket open. */
const DEFAULT_MAX_IN_FLIGHT = 256;

export interface ResolverOptions {
  /** The name servers, in the order of preference, as addresses or as `parseServer` reads them. Default: those of the system. */
  readonly servers?: readonly (ServerAddress | string)[];
  /** How long a question may take in all, in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
  /** How often the list of servers is gone through. Default 2. */
  readonly tries?: number;
  /** How long one reply is waited for, in milliseconds. Default: `timeoutMs` shared among all tries, at least 250. */
  readonly attemptTimeoutMs?: number;
  /** Where answers are kept; `false` for nowhere. Default: a cache of this resolver's own. */
  readonly cache?: Cache | false;
  /** How many answers the resolver's own cache keeps, a positive integer. Default 20,000. */
  readonly maxCacheEntries?: number;
  /** How many questions are with servers at the same time; others wait. Default 256. */
  readonly maxInFlight?: number;
  readonly udp?: Transport;
  readonly tcp?: Transport;
  readonly clock?: Clock;
  readonly random?: RandomOctets;
  readonly after?: After;
}

/**
 * Answers questions; never rejects. A question whose signal is aborted is answered `timeout` at once. Answers carry `ttl`,
 * `elapsedMs`, `from`, `aliases` and, where there is no usable one, `reason`.
 */
export interface StubResolver extends Resolver {
  /** The answer that is in the cache, without asking anybody. */
  peek(question: Question): Answer | undefined;
  readonly servers: readonly ServerAddress[];
}

/** Builds a resolver. It opens nothing until it is asked. Throws a TypeError when a server or a number in `options` is no good. */
export function createResolver(options: ResolverOptions = {}): StubResolver {
  const servers = readServers(options.servers);
  const timeoutMs = positive("timeoutMs", options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const tries = positive("tries", options.tries ?? DEFAULT_TRIES);
  const fairShareMs = Math.max(LEAST_ATTEMPT_MS, timeoutMs / (tries * servers.length));
  const attemptTimeoutMs = positive("attemptTimeoutMs", options.attemptTimeoutMs ?? fairShareMs);
  const { clock = systemClock, after = systemAfter, random = systemRandom, udp = udpTransport, tcp = tcpTransport } = options;
  const maxEntries = positiveInteger("maxCacheEntries", options.maxCacheEntries ?? DEFAULT_MAX_ENTRIES);
  const ownCache = (): Cache => buildCache({ clock, maxEntries });
  const cache = options.cache === undefined ? ownCache() : options.cache || undefined;
  const exchange = createExchange({
    servers,
    tries,
    attemptTimeoutMs,
    udp,
    tcp,
    clock,
    random,
    after,
  });
  const enter = limitInFlight(positive("maxInFlight", options.maxInFlight ?? DEFAULT_MAX_IN_FLIGHT));

  const share = shareInFlight<Reply, Failures>();

  const askServers = async (question: Question, failures: Failures, signal: AbortSignal): Promise<Reply> => {
    const started = clock();
    const leave = await enter(signal);
    try {
      const reply = leave === undefined ? undefined : await exchange(question, failures, signal);
      const result = reply ?? { answer: failures.answer(clock() - started) };
      // Kept before the question counts as over, so that nobody asks again in between.
      if ("answer" in result && !signal.aborted) cache?.set(question, result.answer);
      return result;
    } catch (error) {
      return { answer: ownFault(error) };
    } finally {
      leave?.();
    }
  };

  // One part of a chain: what one message says, or why there was none before the asker's time was over.
  const ask = async (question: Question, pursuit: Pursuit): Promise<Reply> => {
    const start = (end: AbortSignal): Started<Reply, Failures> => {
      const failures = new Failures();
      return { result: askServers(question, failures, end), progress: failures };
    };
    const { result, progress } = await share(questionKey(question), start, pursuit.signal);
    pursuit.wasAsked = progress.asking !== undefined;
    return result ?? { answer: progress.answer(clock() - pursuit.started) };
  };

  // The whole chain, from message to message.
  const follow = async (question: Question, pursuit: Pursuit): Promise<Answer> => {
    const aliases: DomainName[] = [];
    const seen = new Set([question.name.key]);
    let name = question.name;
    let ttl = Infinity;
    for (;;) {
      const part: Question = { name, type: question.type };
      const known = aliases.length === 0 ? undefined : cache?.get(part);
      const reply = known === undefined ? await ask(part, pursuit) : { answer: known };
      const passed = ("answer" in reply ? reply.answer.aliases : reply.aliases) ?? [];
      if (aliases.length + passed.length > MAX_ALIASES || passed.some((alias) => seen.has(alias.key))) {
        return endlessChain(question.name);
      }
      if ("answer" in reply && aliases.length === 0) return reply.answer;
      aliases.push(...passed);
      for (const alias of passed) seen.add(alias.key);
      if ("answer" in reply) {
        const { ttl: ownTtl, ...rest } = reply.answer;
        const whole = {
          ...rest,
          aliases,
          ...(ownTtl === undefined ? {} : { ttl: Math.min(ttl, ownTtl) }),
        };
        if (!pursuit.signal.aborted) cache?.set(question, whole);
        return whole;
      }
      ttl = Math.min(ttl, reply.ttl);
      name = reply.target;
    }
  };

  const followInTime = async (question: Question, started: number, signal: AbortSignal): Promise<Answer> => {
    const end = new AbortController();
    const abort = (): void => end.abort();
    const cancel = after(timeoutMs, abort);
    const stopWaiting = whenAborted(signal, abort);
    const pursuit: Pursuit = { started, signal: end.signal, wasAsked: false };
    try {
      const answer = await follow(question, pursuit);
      if (signal.aborted) return ABANDONED;
      // That there was no room to ask says nothing about the name.
      if (end.signal.aborted && pursuit.wasAsked) cache?.set(question, answer);
      return answer;
    } finally {
      cancel();
      stopWaiting();
    }
  };

  const resolve = async (question: Question, signal: AbortSignal): Promise<Answer> => {
    const started = clock();
    const timed = (answer: Answer): Answer => ({ ...answer, elapsedMs: clock() - started });
    try {
      const code = typeCode(question.type);
      if (!(Number.isInteger(code) && code >= 0 && code <= 0xffff)) {
        return timed({
          status: "servfail",
          reason: `${printableStart(question.type, 40)} is no record type`,
        });
      }
      const known = cache?.get(question);
      if (known !== undefined) return known;
      return timed(signal.aborted ? ABANDONED : await followInTime(question, started, signal));
    } catch (error) {
      return timed(ownFault(error));
    }
  };

  return Object.assign(resolve, { peek: (question: Question) => cache?.get(question), servers });
}

// ---------------------------------------------------------------------------------------------------------------------------

// One asker's wait for the answer to one question.
interface Pursuit {
  readonly started: number;
  /** Is aborted when the time is over, or when the asker leaves. */
  readonly signal: AbortSignal;
  /** Whether a server was asked for the last part of the chain, and not only a place waited for. */
  wasAsked: boolean;
}

const ABANDONED: Answer = { status: "timeout", reason: "the question was abandoned" };

// A fault of this program, or of a function that was handed in, is still an answer.
function ownFault(error: unknown): Answer {
  return {
    status: "servfail",
    reason: `the resolver failed: ${error instanceof Error ? error.message : "unknown error"}`,
  };
}

function readServers(servers: ResolverOptions["servers"]): ServerAddress[] {
  if (servers === undefined) return systemServers();
  if (servers.length === 0) throw new TypeError("there is no name server to ask");
  return servers.map((given) => {
    const server = typeof given === "string" ? parseServer(given) : given;
    if (typeof server === "string") throw new TypeError(server);
    if (!isPort(server.port)) throw new TypeError(`${formatServerHost(server)} has a port that is no number from 1 to 65535`);
    return server;
  });
}

function positive(what: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new TypeError(`${what} is not a positive number`);
}

function positiveInteger(what: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${what} is not a positive integer`);
}
