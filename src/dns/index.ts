/** `spfkit/dns`: answers from name servers, from a cache and, before they are published, from zone files. */
import { type Cache, type CacheOptions, buildCache } from "./cache.js";
import { systemClock } from "./transport/system.js";

// What questions and answers are made of, so that this subpath is enough to ask and to write a resolver of one's own.
export { DomainName, domainName, isName } from "../base/name.js";
export {
  NODATA,
  NXDOMAIN,
  answer,
  type Answer,
  type AnswerDetails,
  type QueryType,
  type Question,
  type RecordData,
} from "../base/question.js";
export type { Resolver, SyncResolver } from "../base/run.js";
export type { Cache, CacheOptions } from "./cache.js";
export { type ResolverOptions, type StubResolver, createResolver } from "./resolver.js";
export { type ServerAddress, formatServer, parseServer } from "./servers.js";
export type { After, Clock, RandomOctets, Transport } from "./transport/transport.js";
export { systemServers } from "./transport/system.js";
export { tcpTransport } from "./transport/tcp.js";
export { udpTransport } from "./transport/udp.js";
export { type ZoneResolverOptions, createSyncZoneResolver, createZoneResolver } from "./zone-resolver.js";

/** An empty cache, to be shared by several resolvers. Its clock is that of the system unless another is given. */
export function createCache(options: Partial<CacheOptions> = {}): Cache {
  return buildCache({ clock: systemClock, ...options });
}
