/** Answers from zone files, alone or laid over another resolver. */
import type { DomainName } from "../base/name.js";
import type { Answer, QueryType, Question } from "../base/question.js";
import type { Resolver, SyncResolver } from "../base/run.js";
import type { ParsedZone } from "../zone/parse.js";
import { type ZoneLookup, type ZoneSet, createZoneSet, zoneAnswer } from "../zone/zone-set.js";
import { MAX_ALIASES, endlessChain } from "./chain.js";

export interface ZoneResolverOptions {
  /** Is asked for what the zones do not know. Without it such a question is answered `servfail`, so that nothing passes by it. */
  readonly fallback?: Resolver;
}

/**
 * A resolver that asks the zones first. A CNAME that leaves them is followed by the fallback; one that leads back into them is
 * answered from them, whatever the fallback found there.
 */
export function createZoneResolver(zones: readonly ParsedZone[], options: ZoneResolverOptions = {}): Resolver {
  const { lookup } = createZoneSet(zones);
  const { fallback } = options;
  return async (question, signal) => {
    const { name: asked, type } = question;
    let found = lookup(question);
    if (found.kind === "answer") return found.answer;
    if (fallback === undefined) return zoneAnswer(found);
    let chain = extended(NO_CHAIN, found.aliases, found.ttl);
    for (;;) {
      const live = await fallback({ name: found.name, type }, signal);
      const back = firstInZones(lookup, live.aliases ?? [], type);
      if (back === undefined) return continued(asked, chain, live);
      chain = extended(chain, back.passed, live.ttl);
      if (back.found.kind === "answer") return continued(asked, chain, back.found.answer);
      found = back.found;
      chain = extended(chain, found.aliases, found.ttl);
      if (isEndless(asked, chain)) return endlessChain(asked);
    }
  };
}

/** A resolver for `runSync` that knows the zones and nothing else: the rest is `servfail`, with the reason. */
export function createSyncZoneResolver(zones: readonly ParsedZone[]): SyncResolver {
  const { lookup } = createZoneSet(zones);
  return (question: Question) => zoneAnswer(lookup(question));
}

// The names that CNAME records led through, and the lowest TTL that is known of them.
interface Chain {
  readonly aliases: readonly DomainName[];
  readonly ttl: number;
}

const NO_CHAIN: Chain = { aliases: [], ttl: Infinity };

function extended(chain: Chain, aliases: readonly DomainName[], ttl: number | undefined): Chain {
  return { aliases: [...chain.aliases, ...aliases], ttl: Math.min(chain.ttl, ttl ?? Infinity) };
}

// The first name of a live chain at which the zones have an answer or a CNAME record, and the names up to it.
function firstInZones(
  lookup: ZoneSet["lookup"],
  aliases: readonly DomainName[],
  type: QueryType,
): { readonly passed: readonly DomainName[]; readonly found: ZoneLookup } | undefined {
  for (const [index, name] of aliases.entries()) {
    const found = lookup({ name, type });
    if (found.kind === "answer" || found.aliases.length > 0) return { passed: aliases.slice(0, index + 1), found };
  }
  return undefined;
}

// The chain so far comes before what the answer's own followed.
function continued(asked: DomainName, chain: Chain, answer: Answer): Answer {
  if (chain.aliases.length === 0) return answer;
  const aliases = [...chain.aliases, ...(answer.aliases ?? [])];
  if (aliases.length > MAX_ALIASES) return endlessChain(asked);
  // Without a TTL of its own the answer may not be kept, however long the CNAME may.
  return answer.ttl === undefined ? { ...answer, aliases } : { ...answer, aliases, ttl: Math.min(answer.ttl, chain.ttl) };
}

// Zones and live DNS both say the same each time, so a name that comes twice comes for ever.
function isEndless(asked: DomainName, { aliases }: Chain): boolean {
  return aliases.length > MAX_ALIASES || new Set([asked, ...aliases].map((name) => name.key)).size <= aliases.length;
}
