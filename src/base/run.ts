/**
 * Drivers. The core is written as generators that yield a question and receive its answer; a driver runs such a generator to
 * its end. Whoever has the answers at hand uses `runSync`, whoever has to wait for them uses `run`. Both give the same results.
 */
import { isIpAddress } from "./ip.js";
import { DomainName } from "./name.js";
import type { Answer, Question } from "./question.js";

/** A computation that may ask DNS: it yields questions, receives answers and returns a `T`. */
export type Steps<T> = Generator<Question, T, Answer>;

/**
 * Answers one question. A resolver may be any function of this shape: the one of `spfkit/dns`, a map in memory, a program's own
 * DNS client. It should end early when `signal` is aborted; a driver does not wait for it any longer.
 */
export type Resolver = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** Answers one question at once, from data at hand. */
export type SyncResolver = (question: Question) => Answer;

/** Runs a computation with answers at hand. An exception of `resolve` is the answer `servfail`. */
export function runSync<T>(steps: Steps<T>, resolve: SyncResolver): T {
  let step = steps.next();
  while (step.done !== true) {
    let reply: Answer;
    try {
      reply = checkedAnswer(resolve(step.value));
    } catch (error) {
      reply = failedAnswer(error);
    }
    step = steps.next(reply);
  }
  return step.value;
}

/**
 * Runs a computation with answers that come later. When `signal` is aborted, the question in flight and all later ones are
 * answered `out-of-time`, so the computation still ends by itself and says so. A rejection of `resolve` is the answer `servfail`.
 */
export async function run<T>(steps: Steps<T>, resolve: Resolver, signal: AbortSignal): Promise<T> {
  const outOfTime: Answer = {
    status: "out-of-time",
    reason: "the time for the whole evaluation is over",
  };
  let end!: (answer: Answer) => void;
  const over = new Promise<Answer>((settle) => {
    end = settle;
  });
  const onAbort = (): void => end(outOfTime);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    let step = steps.next();
    while (step.done !== true) {
      const reply = signal.aborted ? outOfTime : await Promise.race([askSafely(resolve, step.value, signal), over]);
      step = steps.next(reply);
    }
    return step.value;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function askSafely(resolve: Resolver, question: Question, signal: AbortSignal): Promise<Answer> {
  try {
    return checkedAnswer(await resolve(question, signal));
  } catch (error) {
    return failedAnswer(error);
  }
}

const STATUSES: ReadonlySet<unknown> = new Set([
  "noerror",
  "nodata",
  "nxdomain",
  "servfail",
  "timeout",
  "malformed",
  "out-of-time",
]);

// A resolver may be anybody's function, so its value is looked at before the core relies on it.
function checkedAnswer(value: Answer): Answer {
  const candidate = value as { status?: unknown; records?: unknown; reason?: unknown } | null | undefined;
  if (typeof candidate !== "object" || candidate === null || !STATUSES.has(candidate.status)) {
    return { status: "malformed", reason: "the resolver returned no answer" };
  }
  if (candidate.reason !== undefined && typeof candidate.reason !== "string") {
    return checkedAnswer({ ...value, reason: "the resolver gave a reason that is no text" });
  }
  if (candidate.status !== "noerror") return value;
  if (!Array.isArray(candidate.records)) return { status: "malformed", reason: "the resolver returned no list of records" };
  if (candidate.records.length === 0) return { ...value, status: "nodata" };
  if (!candidate.records.every(isRecordData)) {
    return { status: "malformed", reason: "the resolver returned a record that is none" };
  }
  return value;
}

/** Whether a record has the fields that the core reads of its type. Types that the core never asks for are not looked at. */
function isRecordData(record: unknown): boolean {
  if (typeof record !== "object" || record === null) return false;
  const { type, address, exchange, preference, strings, target } = record as Record<string, unknown>;
  switch (type) {
    case "A":
      return isIpAddress(address) && address.family === 4;
    case "AAAA":
      return isIpAddress(address) && address.family === 6;
    case "MX":
      return typeof preference === "number" && exchange instanceof DomainName;
    case "TXT":
      return Array.isArray(strings) && strings.every((text) => typeof text === "string");
    case "CNAME":
    case "NS":
    case "PTR":
      return target instanceof DomainName;
    default:
      return typeof type === "string";
  }
}

function failedAnswer(error: unknown): Answer {
  return {
    status: "servfail",
    reason: error instanceof Error ? error.message : "the resolver failed",
  };
}
