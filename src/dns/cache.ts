/**
 * Answers that are still true. Bounded in entries and in octets; what was not used for longest goes first. A time to live only
 * ever runs down: reading an answer does not extend it. No answer outlives its time (serve-stale, RFC 8767, is off).
 */
import { type Answer, type Question, type RecordData, typeCode } from "../base/question.js";

/** The longest that records are kept, in seconds: one day (RFC 8767 section 4 allows a resolver to cap at hours to days). */
export const MAX_TTL = 86_400;
/** The longest that the absence of records is kept, in seconds: three hours (RFC 2308 section 5: one to three hours work well). */
export const MAX_NEGATIVE_TTL = 10_800;
/**
 * How long a failure is kept, in seconds. At least one second, so that a busy filter does not hammer servers that fail (RFC 9520
 * section 3.2); no longer, so that it recovers as soon as they do.
 */
export const FAILURE_TTL = 1;
/** How many answers are kept unless told otherwise. */
export const DEFAULT_MAX_ENTRIES = 20_000;
/** How many octets the answers may take unless told otherwise, by an estimate of their size in memory. */
const DEFAULT_MAX_OCTETS = 32 * 1024 * 1024;

/** A store of answers by question. One cache may serve several resolvers that ask servers of the same view. */
export interface Cache {
  /**
   * The answer that is kept for a question, with the seconds that remain as `ttl`, `from: "cache"` and `elapsedMs: 0`. Its
   * `records` are the same array each time, so that a caller can keep what it worked out from them.
   */
  get(question: Question): Answer | undefined;
  /** Keeps an answer for as long as its `ttl` and the caps allow: one without a `ttl`, or with 0, is not kept. */
  set(question: Question, answer: Answer): void;
  /** Forgets everything. */
  clear(): void;
  /** How many answers are kept, those that ran out but were not asked for again among them. */
  readonly entries: number;
  /** How much they take, in octets, by estimate. */
  readonly octets: number;
}

export interface CacheOptions {
  /** At least 1. */
  readonly maxEntries?: number;
  readonly maxOctets?: number;
  /** Milliseconds that never go backwards. */
  readonly clock: () => number;
}

/** What makes two questions the same question: name without case, type, class. */
export function questionKey(question: Question): string {
  return `${question.name.key} IN ${typeCode(question.type)}`;
}

/** An empty cache. */
export function buildCache({ maxEntries = DEFAULT_MAX_ENTRIES, maxOctets = DEFAULT_MAX_OCTETS, clock }: CacheOptions): Cache {
  // A Map keeps the order of insertion, so the first entry is the one that was not used for longest.
  const kept = new Map<string, Entry>();
  let total = 0;

  const drop = (key: string, entry: Entry): void => {
    kept.delete(key);
    total -= entry.octets;
  };

  return {
    get(question) {
      const key = questionKey(question);
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      const left = entry.expires - clock();
      if (left <= 0) {
        drop(key, entry);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, entry);
      return { ...entry.answer, ttl: Math.floor(left / 1000), elapsedMs: 0, from: "cache" };
    },

    set(question, answer) {
      const seconds = secondsToKeep(answer);
      const key = questionKey(question);
      const octets = 2 * key.length + sizeOf(answer);
      if (seconds <= 0 || octets > maxOctets) return;
      const former = kept.get(key);
      if (former !== undefined) {
        // A failure says nothing about records that are still true.
        if (isFailure(answer) && !isFailure(former.answer) && former.expires > clock()) return;
        drop(key, former);
      }
      kept.set(key, { answer, expires: clock() + seconds * 1000, octets });
      total += octets;
      for (const [oldest, entry] of kept) {
        if (kept.size <= maxEntries && total <= maxOctets) break;
        drop(oldest, entry);
      }
    },

    clear() {
      kept.clear();
      total = 0;
    },

    get entries() {
      return kept.size;
    },

    get octets() {
      return total;
    },
  };
}

// ---------------------------------------------------------------------------------------------------------------------------

interface Entry {
  readonly answer: Answer;
  readonly expires: number;
  readonly octets: number;
}

function secondsToKeep(answer: Answer): number {
  switch (answer.status) {
    case "noerror":
      return Math.min(answer.ttl ?? 0, MAX_TTL);
    case "nodata":
    case "nxdomain":
      // Without an SOA record there is no negative TTL, and the answer is not to be kept (RFC 2308 section 5).
      return Math.min(answer.ttl ?? 0, MAX_NEGATIVE_TTL);
    case "servfail":
    case "timeout":
    case "malformed":
      return FAILURE_TTL;
    case "out-of-time":
      // This says something about one evaluation, not about DNS.
      return 0;
  }
}

function isFailure(answer: Answer): boolean {
  return answer.status !== "noerror" && answer.status !== "nodata" && answer.status !== "nxdomain";
}

// What an object, an array or a name costs besides its text, by a rough count.
const OBJECT_OCTETS = 100;

function sizeOf(answer: Answer): number {
  let octets = 3 * OBJECT_OCTETS + (answer.reason?.length ?? 0);
  for (const alias of answer.aliases ?? []) octets += nameSize(alias);
  if (answer.status === "noerror") for (const record of answer.records) octets += recordSize(record);
  return octets;
}

function recordSize(record: RecordData): number {
  switch (record.type) {
    case "A":
    case "AAAA":
      return 2 * OBJECT_OCTETS;
    case "TXT":
    case "SPF":
      // A caller may keep the strings joined and parsed beside the answer, so each octet counts twice.
      return record.strings.reduce((octets, string) => octets + 20 + 2 * string.length, 2 * OBJECT_OCTETS);
    case "MX":
      return OBJECT_OCTETS + nameSize(record.exchange);
    case "CNAME":
    case "NS":
    case "PTR":
    case "SRV":
      return OBJECT_OCTETS + nameSize(record.target);
    case "SOA":
      return OBJECT_OCTETS + nameSize(record.mname) + nameSize(record.rname);
    case "CAA":
      return OBJECT_OCTETS + record.tag.length + record.value.length;
    case "UNKNOWN":
      return 2 * OBJECT_OCTETS + record.octets.length;
  }
}

function nameSize(name: { readonly labels: readonly string[] }): number {
  // The labels, and the text and the key that a name keeps.
  return name.labels.reduce((octets, label) => octets + 24 + 3 * label.length, OBJECT_OCTETS);
}
