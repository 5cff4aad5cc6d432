/**
 * Zone files in memory are asked as authoritative servers are (RFC 1034 section 4.3.2, RFC 4592): the same status, the same set of
 * records, the same aliases and the same TTL as BIND and NSD give for the same files, the negative TTL too. So it is behind Unbound.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatRecordData } from "../../src/zone/index.js";
import { domainName } from "../../src/base/name.js";
import type { Answer, AnswerStatus, QueryType } from "../../src/base/question.js";
import type { Resolver } from "../../src/base/run.js";
import { createResolver, createZoneResolver } from "../../src/dns/index.js";
import { recordDataKey } from "../../src/zone/print.js";
import { type RealServer, startBind, startNsd, startUnbound } from "../support/real-servers.js";
import { PARSED_ZONES, SERVED_ZONES } from "./zones.js";

type Row = readonly [name: string, types: string, status: AnswerStatus];

/** Names, the types that are asked for them, and the status of all these answers. */
const QUESTIONS: Readonly<Record<string, readonly Row[]>> = {
  "names with records": [
    ["ntecs.de", "SOA NS MX TXT", "noerror"],
    ["mail.ntecs.de", "A AAAA TXT", "noerror"],
    ["michaelonroad.de", "SOA NS MX TXT", "noerror"],
    ["example.org", "SOA NS MX TXT CAA", "noerror"],
    ["EXAMPLE.Org", "MX", "noerror"],
    ["mx2.example.org", "A", "noerror"],
    ["mx3.example.org", "A", "noerror"],
    ["nullmx.example.org", "MX", "noerror"],
    ["_sip._udp.example.org", "SRV", "noerror"],
    ["newtype.example.org", "TYPE65280", "noerror"],
    ["oldspf.example.org", "SPF TYPE99", "noerror"],
    ["strings.example.org", "TXT", "noerror"],
    ["big.example.org", "TXT", "noerror"],
    ["25.2.0.192.in-addr.arpa", "PTR", "noerror"],
    ["27.2.0.192.in-addr.arpa", "PTR", "noerror"],
    ["5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR", "noerror"],
  ],
  "no data": [
    ["ntecs.de", "A AAAA", "nodata"],
    ["mail.ntecs.de", "MX SOA NS", "nodata"],
    ["example.org", "PTR SRV CNAME", "nodata"],
    // The TTL of the SOA record is lower than its minimum.
    ["example.net", "A", "nodata"],
    ["oldspf.example.org", "TXT", "nodata"],
    ["relay.example.org", "TYPE65280", "nodata"],
  ],
  "empty non-terminals": [
    ["ent.example.org", "A TXT MX SOA", "nodata"],
    ["deep.ent.example.org", "A", "nodata"],
    ["_udp.example.org", "SRV", "nodata"],
    ["_c.clients.example.org", "A", "nodata"],
    ["0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR", "nodata"],
  ],
  "names that do not exist": [
    ["nothing.ntecs.de", "A TXT", "nxdomain"],
    ["www.example.org", "A", "nxdomain"],
    ["below.mx1.example.org", "A", "nxdomain"],
    ["other.ent.example.org", "A", "nxdomain"],
    ["a.b.c.d.e.example.net", "TXT", "nxdomain"],
    ["99.2.0.192.in-addr.arpa", "PTR", "nxdomain"],
    ["user\\.other.odd.example", "A", "nxdomain"],
  ],
  wildcards: [
    ["any.wild.example.org", "TXT MX", "noerror"],
    ["a.b.c.wild.example.org", "TXT", "noerror"],
    ["*.wild.example.org", "TXT", "noerror"],
    ["any.wild.example.org", "A", "nodata"],
    ["wild.example.org", "TXT", "nodata"],
    // Names that exist hide the wildcard, for themselves and for what is below them.
    ["listed.wild.example.org", "A", "noerror"],
    ["listed.wild.example.org", "TXT", "nodata"],
    ["below.listed.wild.example.org", "TXT", "nxdomain"],
    ["sub.wild.example.org", "TXT", "nodata"],
    ["other.sub.wild.example.org", "TXT", "nxdomain"],
    ["host.sub.wild.example.org", "A", "noerror"],
    // Below a wildcard's own name there is no other wildcard.
    ["below.*.wild.example.org", "TXT", "nxdomain"],
    ["any.walias.example.org", "A AAAA CNAME", "noerror"],
    ["any.walias.example.org", "MX", "nodata"],
    // A wildcard that exists for the name below it alone.
    ["inner.*.star.example.org", "A", "noerror"],
    ["*.star.example.org", "A", "nodata"],
    ["any.star.example.org", "A", "nodata"],
    ["any.any.star.example.org", "A", "nodata"],
    ["sub.star.example.org", "A", "nodata"],
    ["any.sub.star.example.org", "A", "noerror"],
    ["1.2.8.b.d.0.1.0.0.2.ip6._c.clients.example.org", "A", "noerror"],
  ],
  aliases: [
    ["alias.example.org", "TXT CNAME", "noerror"],
    ["chain.example.org", "TXT", "noerror"],
    ["chain.example.org", "A", "nodata"],
    ["emptyalias.example.org", "A", "nodata"],
    ["dangling.example.org", "A TXT", "nxdomain"],
    ["dangling.example.org", "CNAME", "noerror"],
    // Into another zone of the same server, and back.
    ["foreign.example.org", "TXT", "noerror"],
    ["foreign.example.org", "A", "nodata"],
    ["danglingout.example.org", "A", "nxdomain"],
    ["back.example.net", "A TXT", "noerror"],
    ["28.2.0.192.in-addr.arpa", "PTR", "noerror"],
    ["intoteam.example.org", "A AAAA", "noerror"],
    // Servers refuse what they do not hold, and the files do not know it.
    ["lost.example.org", "A", "servfail"],
    ["lost.example.org", "CNAME", "noerror"],
    ["loopa.example.org", "A", "servfail"],
    ["self.example.org", "TXT", "servfail"],
  ],
  delegations: [
    ["team.example.org", "SOA NS TXT", "noerror"],
    ["www.team.example.org", "A AAAA", "noerror"],
    ["www.team.example.org", "MX", "nodata"],
    ["nothing.team.example.org", "A", "nxdomain"],
    // Servers give a referral, which is no answer to a stub resolver, and the files do not know: glue and NS records at a cut too.
    ["sub.example.org", "A TXT NS SOA", "servfail"],
    ["ns.sub.example.org", "A AAAA", "servfail"],
    ["a.b.sub.example.org", "TXT", "servfail"],
    ["intosub.example.org", "A", "servfail"],
  ],
  "names and texts of any octets": [
    ["user\\.name.odd.example", "A", "noerror"],
    ["user.name.odd.example", "A", "noerror"],
    ["name.odd.example", "A", "nodata"],
    ["a\\032b.odd.example", "A", "noerror"],
    ["A\\032B.odd.example", "A", "noerror"],
    ["semi\\;colon.odd.example", "A", "noerror"],
    ["at\\@sign.odd.example", "A", "noerror"],
    ["back\\\\slash.odd.example", "A", "noerror"],
    ['quo\\"te.odd.example', "A", "noerror"],
    ["par\\(en\\).odd.example", "A", "noerror"],
    ["\\000null.odd.example", "A", "noerror"],
    ["\\195\\188ber.odd.example", "A", "noerror"],
    // The octets of U-umlaut in UTF-8: case is a matter of ASCII letters alone.
    ["\\195\\156ber.odd.example", "A", "nxdomain"],
    ["\\255.odd.example", "A", "noerror"],
    ["\\$dollar.odd.example", "A", "noerror"],
    ["upper.CASE.odd.example", "A", "noerror"],
    ["ascii.odd.example", "A", "noerror"],
    ["under_score.odd.example", "A", "noerror"],
    ["1.odd.example", "A", "noerror"],
    ["-.odd.example", "A", "noerror"],
    ["a+b%25=c/d:e.odd.example", "A", "noerror"],
    ["abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij123.odd.example", "A", "noerror"],
    [
      `${"l23456789012345678901234567890123456789012345678901234567890123.".repeat(3)}l2345678901234567890123456789012345678901234567.odd.example`,
      "A",
      "noerror",
    ],
    ["odd.example", "SOA", "noerror"],
    ["mx.odd.example", "MX", "noerror"],
    ["target.odd.example", "A CNAME", "noerror"],
    ["text.odd.example", "TXT", "noerror"],
  ],
  "forms of master files": [
    ["zero.forms.example", "A", "noerror"],
    ["twice.forms.example", "A", "noerror"],
    ["case.forms.example", "A", "noerror"],
    ["any.wild.forms.example", "A", "noerror"],
    ["listed.wild.forms.example", "A", "nodata"],
    ["listed.wild.forms.example", "TXT", "noerror"],
    ["relative.sub.forms.example", "A", "noerror"],
    ["parentheses.forms.example", "A", "noerror"],
    ["units.forms.example", "A", "noerror"],
    ["classfirst.forms.example", "A", "noerror"],
    ["lines.forms.example", "TXT", "noerror"],
    ["words.forms.example", "TXT", "noerror"],
    ["semicolons.forms.example", "TXT", "noerror"],
    ["escapes.forms.example", "TXT", "noerror"],
    ["tabs.forms.example", "TXT", "noerror"],
    ["mapped.forms.example", "AAAA", "noerror"],
    ["zeros.forms.example", "AAAA", "noerror"],
    ["generic.forms.example", "A", "noerror"],
    ["generictext.forms.example", "TXT", "noerror"],
    ["owner.forms.example", "A TXT", "noerror"],
    ["towild.forms.example", "A", "noerror"],
    ["toapex.forms.example", "A", "nodata"],
    ["toapex.forms.example", "SOA NS", "noerror"],
    // Ten CNAME records are followed, and no more.
    ["c1.forms.example", "A", "noerror"],
    ["c0.forms.example", "A", "servfail"],
    ["noservice.forms.example", "SRV", "noerror"],
    ["critical.forms.example", "CAA", "noerror"],
    ["nobody.forms.example", "CAA", "noerror"],
    ["forever.forms.example", "A", "noerror"],
    ["nothing.forms.example", "A", "nxdomain"],
  ],
  "names that nobody here may answer for": [
    ["example.com", "A", "servfail"],
    ["de", "SOA", "servfail"],
    [".", "NS", "servfail"],
    ["1.0.0.127.in-addr.arpa", "PTR", "servfail"],
  ],
};

/** Unbound would ask the servers of a delegation, which do not exist, and answers for some names outside by itself (RFC 6761). */
const NOT_FOR_UNBOUND: ReadonlySet<string> = new Set(["delegations", "names that nobody here may answer for"]);

/** How long Unbound keeps anything, unless it is configured otherwise. */
const UNBOUND_MAX_TTL = 86_400;

const SERVERS = ["BIND", "NSD", "Unbound"] as const;
type ServerName = (typeof SERVERS)[number];

const running = new Map<ServerName, RealServer>();
beforeAll(async () => {
  running.set("BIND", await startBind(SERVED_ZONES));
  const nsd = await startNsd(SERVED_ZONES);
  running.set("NSD", nsd);
  running.set("Unbound", await startUnbound(nsd, SERVED_ZONES));
});
afterAll(() => Promise.all([...running.values()].map((server) => server.stop())));

const fromZones = createZoneResolver(PARSED_ZONES);

function answerOf(resolver: Resolver, name: string, type: string): Promise<Answer> {
  return resolver({ name: domainName(name), type: type as QueryType }, new AbortController().signal);
}

function serverAnswer(server: ServerName, name: string, type: string): Promise<Answer> {
  const { server: address } = running.get(server) ?? {};
  if (address === undefined) throw new Error(`${server} is not running`);
  return answerOf(createResolver({ servers: [address], cache: false }), name, type);
}

interface Content {
  readonly status: AnswerStatus;
  readonly records?: readonly string[] | undefined;
  readonly ttl?: number | undefined;
  readonly aliases?: readonly string[] | undefined;
}

/**
 * What has to be equal: not who answered, nor how fast, nor the words of a reason, nor the case of names, which servers that
 * compress them do not keep.
 */
function contentOf(answer: Answer): Content {
  // How far a chain was followed before it failed depends on who saw first that it fails.
  if (answer.status !== "noerror" && answer.status !== "nodata" && answer.status !== "nxdomain")
    return { status: answer.status };
  const records = answer.status === "noerror" ? answer.records.map(recordDataKey).toSorted() : undefined;
  return { status: answer.status, records, ttl: answer.ttl, aliases: answer.aliases?.map((alias) => alias.key) };
}

describe.each(Object.entries(QUESTIONS))("zone files answer as servers do: %s", (topic, rows) => {
  const questions = rows.flatMap(([name, types, status]) => types.split(" ").map((type) => [name, type, status] as const));

  it.each(questions)("%s %s is %s, as BIND and NSD have it", async (name, type, status) => {
    const expected = contentOf(await answerOf(fromZones, name, type));
    expect(expected).toMatchObject({ status });
    expect(contentOf(await serverAnswer("BIND", name, type)), "BIND").toEqual(expected);
    expect(contentOf(await serverAnswer("NSD", name, type)), "NSD").toEqual(expected);
  });

  if (NOT_FOR_UNBOUND.has(topic)) return;
  it.each(questions)("%s %s is %s, as Unbound has it", async (name, type) => {
    const { ttl, ...expected } = contentOf(await answerOf(fromZones, name, type));
    const { ttl: left, ...found } = contentOf(await serverAnswer("Unbound", name, type));
    expect(found).toEqual(expected);
    expect(left === undefined).toBe(ttl === undefined);
    if (left === undefined || ttl === undefined) return;
    // The same TTL, less the seconds that Unbound has had the records for.
    const gone = Math.min(ttl, UNBOUND_MAX_TTL) - left;
    expect(gone).toBeGreaterThanOrEqual(0);
    expect(gone).toBeLessThan(60);
  });
});

describe("zone files answer as servers do for types without fields of their own", () => {
  // DS is one of these types, and the one that the parent answers for at a cut.
  it.each(["key.example.org TYPE44", "sub.example.org TYPE43"])("%s", async (question) => {
    const [name = "", type = ""] = question.split(" ");
    const here = contentOf(await answerOf(fromZones, name, type));
    expect(here.records).toHaveLength(1);
    for (const server of SERVERS) {
      expect(contentOf(await serverAnswer(server, name, type)).records, server).toEqual(here.records);
    }
  });
});

describe("zone files do not answer as servers do", () => {
  it.each(SERVERS)("below a DNAME record: %s follows it, and zone files leave unknown what is there", async (server) => {
    const name = "m1.dname.example.org";
    const here = { status: "servfail", reason: expect.stringContaining("DNAME") };
    expect(await answerOf(fromZones, name, "A")).toMatchObject(here);
    const there = await serverAnswer(server, name, "A");
    expect(contentOf(there)).toMatchObject({ status: "noerror", aliases: ["m1.hosts.example.org"] });
    expect(there.status === "noerror" && there.records.map(formatRecordData)).toEqual(["192.0.2.101"]);
  });

  it("for the TTL of a set whose records have different ones: BIND takes the first, NSD and zone files have the lowest", async () => {
    const ttlOf = async (answering: Promise<Answer>): Promise<number | undefined> => (await answering).ttl;
    const [name, type] = ["mixed.forms.example", "A"];
    expect(await ttlOf(answerOf(fromZones, name, type))).toBe(50);
    expect(await ttlOf(serverAnswer("NSD", name, type))).toBe(50);
    expect(await ttlOf(serverAnswer("BIND", name, type))).toBe(100);
  });
});
