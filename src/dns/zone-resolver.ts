/** Answers from zone files, alone or laid over another resolver. */
import type { Answer, Question } from "../base/question.js";
import type { Resolver, SyncResolver } from "../base/run.js";
import type { ParsedZone } from "../zone/parse.js";
import { type ZoneLookup, createZoneSet } from "../zone/zone-set.js";

export interface ZoneResolverOptions {
  /** Is asked for what the zones do not know. Without it such a question is answered `servfail`, so that nothing passes by it. */
  readonly fallback?: Resolver;
}

/** A resolver that asks the zones first. A CNAME that leaves them is followed by the fallback. */
export function createZoneResolver(zones: readonly ParsedZone[], options: ZoneResolverOptions = {}): Resolver {
  const { lookup } = createZoneSet(zones);
  const { fallback } = options;
  return async (question, signal) => {
    const found = lookup(question);
    if (found.kind === "answer") return found.answer;
    if (fallback === undefined) return notKnown(found);
    return continued(found, await fallback({ name: found.name, type: question.type }, signal));
  };
}

/** A resolver for `runSync` that knows the zones and nothing else: the rest is `servfail`, with the reason. */
export function createSyncZoneResolver(zones: readonly ParsedZone[]): SyncResolver {
  const { lookup } = createZoneSet(zones);
  return (question: Question) => {
    const found = lookup(question);
    return found.kind === "answer" ? found.answer : notKnown(found);
  };
}

type UnknownLookup = Extract<ZoneLookup, { kind: "unknown" }>;

function notKnown(found: UnknownLookup): Answer {
  return {
    status: "servfail",
    isUnknown: true,
    reason: found.reason,
    ...(found.aliases.length > 0 ? { aliases: found.aliases } : {}),
  };
}

// The chain in the zones comes before what the fallback followed.
function continued(found: UnknownLookup, answer: Answer): Answer {
  if (found.aliases.length === 0) return answer;
  const aliases = [...found.aliases, ...(answer.aliases ?? [])];
  // Without a TTL of its own the answer may not be kept, however long the CNAME may.
  if (answer.ttl === undefined || found.ttl === undefined) return { ...answer, aliases };
  return { ...answer, aliases, ttl: Math.min(answer.ttl, found.ttl) };
}
