/** A name server on loopback that holds a scenario's DNS. It is silent where the scenario says that a question times out. */
import type { IpAddress } from "../../src/base/ip.js";
import { DomainName } from "../../src/base/name.js";
import { type RecordData, typeCode, typeName } from "../../src/base/question.js";
import {
  type WireMessage,
  type WireRecord,
  octets,
  questionOf,
  u16,
  u32,
  wireName,
  wireReply,
  wireString,
} from "../support/dns-message.js";
import type { World } from "../support/openspf.js";
import { type RawServer, frame, startRawServer } from "../support/raw-server.js";
import { characterStrings } from "./master-file.js";

export interface ScenarioServer extends RawServer {
  readonly replies: {
    /** Whole replies over UDP. */
    udp: number;
    /** Replies over UDP that only say: ask over TCP. */
    truncated: number;
    tcp: number;
  };
}

/** `udp` answers over UDP alone. `tcp` answers every question over UDP with TC and nothing else (RFC 2181 section 9). */
export async function startScenarioServer(world: World, transport: "udp" | "tcp"): Promise<ScenarioServer> {
  const replies = { udp: 0, truncated: 0, tcp: 0 };
  const server = await startRawServer({
    udp: async (query, send) => {
      const message = replyTo(query, world);
      if (message === undefined) return;
      if (transport === "tcp") {
        replies.truncated++;
        await send(wireReply(query, { flags: FLAGS | TC }));
        return;
      }
      const reply = wireReply(query, message);
      // Larger ones would need TCP, which this server has not; the suite has none.
      if (reply.length > MAX_DATAGRAM) throw new Error(`a reply of ${reply.length} octets`);
      replies.udp++;
      await send(reply);
    },
    ...(transport === "udp"
      ? {}
      : {
          tcp: (query, socket) => {
            const message = replyTo(query, world);
            if (message === undefined) return;
            replies.tcp++;
            socket.end(frame(wireReply(query, message)));
          },
        }),
  });
  return { ...server, replies };
}

// ---------------------------------------------------------------------------------------------------------------------------

// A response with AA, RD and RA.
const FLAGS = 0x8580;
const TC = 0x0200;
const NXDOMAIN = 3;
/** What the resolver announces that it takes over UDP (EDNS). */
const MAX_DATAGRAM = 1232;
/** Enough to show that a chain goes in circles. */
const MAX_ALIASES = 3;
const ROOT = Uint8Array.of(0);
const SOA: WireRecord = {
  name: ROOT,
  type: typeCode("SOA"),
  data: octets(ROOT, ROOT, u32(1), u32(3600), u32(600), u32(86_400), u32(60)),
};

// The message that answers a query, or undefined for silence.
function replyTo(query: Uint8Array, world: World): WireMessage | undefined {
  const question = questionOf(query);
  const type = typeName(question.type);
  const answers: WireRecord[] = [];
  for (let name: DomainName = question.name; answers.length <= MAX_ALIASES;) {
    const types = world.get(name.key);
    if (types === undefined) return { flags: FLAGS | NXDOMAIN, answers, authority: [SOA] };
    const content = types.get(type);
    if (content === "timeout") return undefined;
    if (content !== undefined) return { flags: FLAGS, answers: [...answers, ...content.map((data) => record(name, data))] };
    const alias = types.get("CNAME")?.[0];
    if (typeof alias !== "object" || alias.type !== "CNAME") {
      return types.get("ANY") === "timeout" ? undefined : { flags: FLAGS, answers, authority: [SOA] };
    }
    answers.push(record(name, alias));
    name = alias.target;
  }
  return { flags: FLAGS, answers };
}

function record(owner: DomainName, data: RecordData): WireRecord {
  return { name: wireName(owner.labels), type: typeCode(data.type as "A"), data: recordOctets(data) };
}

function recordOctets(data: RecordData): Uint8Array {
  switch (data.type) {
    case "A":
      return u32(data.address.w3);
    case "AAAA":
      return octets(...words(data.address).map(u32));
    case "MX":
      return octets(u16(data.preference), wireName(data.exchange.labels));
    case "TXT":
      return octets(...characterStrings(data.strings).map(wireString));
    case "PTR":
    case "CNAME":
      return wireName(data.target.labels);
    default:
      throw new Error(`the suite has no records of type ${data.type}`);
  }
}

function words({ w0, w1, w2, w3 }: IpAddress): number[] {
  return [w0, w1, w2, w3];
}
