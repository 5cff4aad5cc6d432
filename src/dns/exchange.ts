/** One question, several servers, a few tries: queries go out until a server gives an answer that can be used. */
import { DomainName, isName } from "../base/name.js";
import type { Answer, Question } from "../base/question.js";
import { type Reading, readAnswer } from "./chain.js";
import { unlessAborted } from "./in-flight.js";
import { EDNS_PAYLOAD_OCTETS, RCODE, decodeMessage, encodeQuery, isTruncated, matchReply, restoreCase } from "./message.js";
import { type ServerAddress, formatServer } from "./servers.js";
import type { After, Clock, RandomOctets, Transport } from "./transport/transport.js";

/** How long a server that failed with EDNS and answered without is asked without, in milliseconds. */
const PLAIN_MS = 15 * 60_000;
/** How long another server goes first after the first one gave no sign of life, in milliseconds. */
const PREFERENCE_MS = 30_000;

export interface ExchangeOptions {
  /** At least one. They are asked in this order. */
  readonly servers: readonly ServerAddress[];
  /** How often the list is gone through. */
  readonly tries: number;
  /** How long one reply is waited for. */
  readonly attemptTimeoutMs: number;
  readonly udp: Transport;
  readonly tcp: Transport;
  readonly clock: Clock;
  readonly random: RandomOctets;
  readonly after: After;
}

/** What a server's usable reply says. */
export type Reply = Exclude<Reading, { fault: string }>;

/**
 * Asks a question. Notes in `failures` what goes wrong on the way; resolves with undefined when every try failed or `signal` was
 * aborted. Has no time limit of its own.
 */
export type Exchange = (question: Question, failures: Failures, signal: AbortSignal) => Promise<Reply | undefined>;

export function createExchange(options: ExchangeOptions): Exchange {
  const { servers, tries, clock } = options;
  const peers: Peer[] = servers.map((server) => ({
    server,
    shown: formatServer(server),
    foldsCase: false,
    plainUntil: -Infinity,
  }));
  let preferred = { index: 0, until: -Infinity };

  return async (question, failures, signal) => {
    const first = clock() < preferred.until ? preferred.index : 0;
    let silent = false;
    for (let turn = 0; turn < tries * peers.length; turn++) {
      const index = (first + turn) % peers.length;
      const peer = peers[index];
      if (peer === undefined || signal.aborted) break;
      failures.asking = peer.shown;
      const outcome = await attempt(options, peer, question, signal);
      if (!("kind" in outcome)) {
        if (silent && index !== first) preferred = { index, until: clock() + PREFERENCE_MS };
        return "answer" in outcome ? { answer: { ...outcome.answer, from: peer.shown } } : outcome;
      }
      if (signal.aborted) break;
      failures.add(peer.shown, outcome);
      silent ||= outcome.kind === "silent" || outcome.kind === "unreachable";
    }
    return undefined;
  };
}

/** Why no server gave an answer. The last failure of each server counts, and a failure that says something before silence. */
export class Failures {
  /** The server that is being asked. */
  asking: string | undefined;
  readonly #last = new Map<string, Fault>();

  add(server: string, fault: Fault): void {
    const former = this.#last.get(server);
    if (former === undefined || fault.kind !== "silent") this.#last.set(server, fault);
  }

  /** The answer that says all this, after that many milliseconds of waiting. */
  answer(waitedMs: number): Answer {
    const faults = new Map(this.#last);
    if (this.asking === undefined) {
      return {
        status: "timeout",
        reason: `too many questions were under way: not asked within ${seconds(waitedMs)}`,
      };
    }
    if (!faults.has(this.asking)) faults.set(this.asking, { kind: "silent" });
    const silent = [...faults].flatMap(([server, fault]) => (fault.kind === "silent" ? [server] : []));
    const reasons = [...faults].flatMap(([server, fault]) => (fault.kind === "silent" ? [] : [`${server} ${fault.text}`]));
    if (silent.length > 0) reasons.push(`no answer from ${silent.join(", ")} within ${seconds(waitedMs)}`);
    const kinds = new Set([...faults.values()].map((fault) => fault.kind));
    // What most helps to find the cause goes first.
    const status =
      kinds.has("refused") || kinds.has("unreachable") ? "servfail" : kinds.has("malformed") ? "malformed" : "timeout";
    return { status, reason: reasons.join("; ") };
  }
}

/**
 * Why a server was of no use. `refused`: it said so. `malformed`: its reply cannot be read. `unreachable`: there was no
 * connection. `silent`: nothing came. `text` goes after the server's address.
 */
export type Fault =
  | { readonly kind: "refused" | "malformed" | "unreachable"; readonly text: string }
  | { readonly kind: "silent" };

// ---------------------------------------------------------------------------------------------------------------------------

// A server and what was learnt about it.
interface Peer {
  readonly server: ServerAddress;
  readonly shown: string;
  foldsCase: boolean;
  plainUntil: number;
}

const RCODE_NAMES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];
// Codes of servers that do not know EDNS or this version of it (RFC 6891 sections 6.1.3 and 7).
const EDNS_FAILURES: ReadonlySet<number> = new Set([RCODE.formerr, RCODE.notimp, RCODE.badvers]);

async function attempt(options: ExchangeOptions, peer: Peer, question: Question, signal: AbortSignal): Promise<Reply | Fault> {
  const withEdns = options.clock() >= peer.plainUntil;
  for (let edns: number | false = withEdns ? EDNS_PAYLOAD_OCTETS : false; ; edns = false) {
    const octets = await transact(options, peer, question, edns, signal);
    if ("kind" in octets) return octets;
    restoreCase(octets, question.name);
    const message = decodeMessage(octets);
    if ("malformed" in message)
      return {
        kind: "malformed",
        text: `sent a message that cannot be read: ${message.malformed}`,
      };
    if (edns !== false && EDNS_FAILURES.has(message.rcode)) continue;
    if (message.rcode !== RCODE.noerror && message.rcode !== RCODE.nxdomain) {
      return {
        kind: "refused",
        text: `answered ${RCODE_NAMES[message.rcode] ?? `with code ${message.rcode}`}`,
      };
    }
    if (withEdns && edns === false) peer.plainUntil = options.clock() + PLAIN_MS;
    const reading = readAnswer(message, question);
    return "fault" in reading ? { kind: "refused", text: reading.fault } : reading;
  }
}

// One reply that belongs to the question, over UDP, or over TCP where UDP does not do.
async function transact(
  options: ExchangeOptions,
  peer: Peer,
  question: Question,
  edns: number | false,
  signal: AbortSignal,
): Promise<Uint8Array | Fault> {
  const name = peer.foldsCase ? question.name : mixCase(question.name, options.random);
  const [high = 0, low = 0] = options.random(2);
  const query = encodeQuery({
    id: (high << 8) | low,
    question: { ...question, name },
    edns,
    recursionDesired: true,
  });
  let match: ReturnType<typeof matchReply>;
  const accept = (reply: Uint8Array): boolean => (match = matchReply(query, reply)) !== undefined;

  const datagram = await send(options, options.udp, peer, query, accept, signal);
  if ("kind" in datagram) return datagram;
  // A reply in another case may be forged by somebody who guessed port and id, but not the case. A connection tells.
  const doubtful = match === "folded" && !peer.foldsCase;
  if (!doubtful && !isTruncated(datagram)) return datagram;
  const reply = await send(options, options.tcp, peer, query, accept, signal);
  if ("kind" in reply) {
    // The server does answer, so silence or a refused connection alone would hide what keeps its answer from being used.
    const text = "changed the case of the question and could not be asked over TCP";
    return doubtful ? { kind: "unreachable", text } : reply;
  }
  if (isTruncated(reply)) return { kind: "malformed", text: "sent a truncated message over TCP" };
  // Only the server itself can show that it does not echo the case, or a forger could switch this check off.
  if (doubtful && match === "folded") peer.foldsCase = true;
  return reply;
}

async function send(
  { after, attemptTimeoutMs }: ExchangeOptions,
  transport: Transport,
  peer: Peer,
  query: Uint8Array,
  accept: (reply: Uint8Array) => boolean,
  signal: AbortSignal,
): Promise<Uint8Array | Fault> {
  if (signal.aborted) return { kind: "silent" };
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const cancel = after(attemptTimeoutMs, abort);
  signal.addEventListener("abort", abort, { once: true });
  try {
    // A transport that does not end when it should must not hold the place of other questions.
    return (
      (await unlessAborted(transport(query, peer.server, accept, limit.signal), limit.signal)) ?? {
        kind: "silent",
      }
    );
  } catch (error) {
    if (limit.signal.aborted) return { kind: "silent" };
    return {
      kind: "unreachable",
      text: error instanceof Error ? error.message : "cannot be asked",
    };
  } finally {
    cancel();
    signal.removeEventListener("abort", abort);
  }
}

// Each letter in a case that nobody can guess; servers repeat the question as it was ("0x20").
function mixCase(name: DomainName, random: RandomOctets): DomainName {
  const bits = random(Math.ceil(name.wireLength / 8));
  let index = 0;
  const labels = name.labels.map((label) =>
    label.replace(/[A-Za-z]/g, (letter) => {
      const bit = ((bits[index >>> 3] ?? 0) >>> (index & 7)) & 1;
      index++;
      return bit === 1 ? letter.toUpperCase() : letter.toLowerCase();
    }),
  );
  const mixed = DomainName.fromLabels(labels);
  return isName(mixed) ? mixed : name;
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(2))} s`;
}
