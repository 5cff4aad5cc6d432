/**
 * `spf zone serve` beside BIND and NSD with the same files: response code, AA, answers and authority have to be the same for
 * every name of the zones, for names below them and for every type. And `dig` has to see the octets that the files say.
 */
import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DomainName, isName } from "../../src/base/name.js";
import type { QueryType } from "../../src/base/question.js";
import { type ZoneServer, startZoneServer } from "../../src/cli/zone-server.js";
import { createAuthority } from "../../src/dns/authority.js";
import { RCODE, type ResourceRecord, decodeMessage, encodeQuery } from "../../src/dns/message.js";
import { respond } from "../../src/dns/reply.js";
import { recordDataKey } from "../../src/zone/print.js";
import { type RealServer, findProgram, startBind, startNsd } from "../support/real-servers.js";
import { PARSED_ZONES, SERVED_ZONES } from "./zones.js";

const TYPES: readonly QueryType[] = ["A", "AAAA", "TXT", "MX", "NS", "CNAME", "SOA", "SRV", "CAA", "TYPE43"];

let ours: ZoneServer;
let bind: RealServer;
let nsd: RealServer;

beforeAll(async () => {
  const authority = createAuthority(PARSED_ZONES);
  ours = await startZoneServer((message, transport) => respond(authority, message, transport), "127.0.0.1", 0);
  bind = await startBind(SERVED_ZONES);
  nsd = await startNsd(SERVED_ZONES);
});
afterAll(() => Promise.all([ours.close(), bind.stop(), nsd.stop()]));

const shown = (records: readonly ResourceRecord[]): string[] =>
  [...new Set(records.map(({ name, ttl, type, data }) => `${name.key} ${ttl} ${type} ${recordDataKey(data)}`))].toSorted();

/** A set with several TTLs, which RFC 2181 section 5.2 forbids: BIND takes the first, NSD keeps them, and we take the lowest. */
const MIXED_TTLS = "mixed.forms.example";

/** How often a question is sent, each time after so many milliseconds: a system that is short of memory may drop a datagram. */
const TRIES = 10;
const RETRY_MS = 1000;

/** What a server says, in lines that can be compared. */
function ask(port: number, name: DomainName, type: QueryType): Promise<string[]> {
  const socket = createSocket("udp4");
  const query = encodeQuery({ id: 1, question: { name, type }, edns: 4096, recursionDesired: false });
  return new Promise<string[]>((resolve, reject) => {
    let left = TRIES;
    const send = (): void => {
      if (left-- > 0) socket.send(query, port, "127.0.0.1");
      else reject(new Error(`no answer for ${name.text} ${type}`));
    };
    const timer = setInterval(send, RETRY_MS);
    socket.on("close", () => clearInterval(timer));
    socket.on("message", (octets) => {
      const message = decodeMessage(octets);
      if ("malformed" in message) return reject(new Error(message.malformed));
      const authority =
        message.answers.length > 0 ? message.authority.filter((record) => record.type !== "NS") : message.authority;
      resolve([
        `rcode ${message.rcode} aa ${message.authoritative} tc ${message.truncated}`,
        ...shown(message.answers).map((line) => `answer ${line}`),
        ...shown(authority).map((line) => `authority ${line}`),
      ]);
    });
    send();
  }).finally(() => socket.close());
}

function namesToAsk(): DomainName[] {
  const names = new Map<string, DomainName>();
  const add = (name: DomainName | string): void => {
    if (typeof name !== "string") names.set(name.key, name);
  };
  for (const { owner } of PARSED_ZONES.flatMap((zone) => zone.records)) {
    add(owner);
    for (const label of ["nothing", "*"]) add(DomainName.fromLabels([label, ...owner.labels]));
    add(DomainName.fromLabels(["a", "b", ...owner.labels]));
    for (let at = owner.parent; at.labels.length > 1; at = at.parent) add(at);
  }
  names.delete(MIXED_TTLS);
  return [...names.values()];
}

describe("spf zone serve", () => {
  it("says what BIND or NSD say, for every name and type", async () => {
    const different: string[] = [];
    let same = 0;
    for (const name of namesToAsk()) {
      for (const type of TYPES) {
        const [own, ...theirs] = await Promise.all([ours.port, bind.port, nsd.port].map((port) => ask(port, name, type)));
        // Where the two disagree, as on chains into other zones, either is right.
        if (theirs.some((other) => String(other) === String(own))) same++;
        else
          different.push(
            `${name.text} ${type}\n  ours ${own?.join("\n       ")}\n  BIND ${theirs[0]?.join("\n       ")}\n  NSD  ${theirs[1]?.join("\n       ")}`,
          );
      }
    }
    expect(different.join("\n")).toBe("");
    expect(same).toBeGreaterThan(3000);
  });

  it("refuses what BIND refuses", async () => {
    const name = DomainName.fromText("example.com");
    if (!isName(name)) throw new Error(name);
    expect(await ask(ours.port, name, "A")).toEqual([`rcode ${RCODE.refused} aa false tc false`]);
  });

  it("lets dig see the octets of texts and names", async () => {
    const dig = findProgram({ program: "dig", package: "bind9-dnsutils" });
    const run = async (port: number, ...args: string[]): Promise<string[]> => {
      const { stdout } = await promisify(execFile)(dig, [
        "@127.0.0.1",
        "-p",
        String(port),
        "+norecurse",
        "+noall",
        "+answer",
        ...args,
      ]);
      return stdout
        .split("\n")
        .filter((line) => line !== "")
        .toSorted();
    };
    const texts = PARSED_ZONES.flatMap((zone) => zone.records).filter(({ type }) => type === "TXT" || type === "MX");
    for (const { owner, type } of texts.slice(0, 60)) {
      for (const transport of ["+notcp", "+tcp"]) {
        const args = ["-q", `${owner.text}.`, "-t", type, transport, "+bufsize=4096"];
        expect(await run(ours.port, ...args), owner.text).toEqual(await run(bind.port, ...args));
      }
    }
  });
});
