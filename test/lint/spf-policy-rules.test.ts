/** The rules about what an evaluation can meet: in zones alone, and in domains and texts with DNS to ask. */
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import type { Answer, Question } from "../../src/base/question.js";
import { runSync } from "../../src/base/run.js";
import { SourceText } from "../../src/base/source.js";
import { checkExample } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { Finding } from "../../src/lint/rule.js";
import { DEFAULT_CONFIG } from "../../src/lint/config.js";
import { type LintInput, lintSteps, runRules } from "../../src/lint/run.js";
import { domainZoneSteps } from "../../src/lint/spf/domain-zone.js";
import { SPF_RULES } from "../../src/lint/spf/spf-rules.js";
import type { LintText } from "../../src/lint/spf/text-check.js";
import { parseZone } from "../../src/zone/index.js";
import { type WorldText, answerFrom, questionText, readWorld } from "../support/world.js";

/** The rules of this file; others say what is wrong with one record by itself. */
const IDS = new Set([
  "address-target-void",
  "authorises-many",
  "cname-at-owner",
  "evaluation-slow",
  "exists-always-true",
  "exp-target-bad",
  "helo-name-without-spf",
  "include-covered",
  "include-loop",
  "include-registrable",
  "include-target-broken",
  "include-target-none",
  "include-target-nxdomain",
  "include-temperror",
  "lookups-hidden-by-order",
  "lookups-near-limit",
  "lookups-over-10",
  "mx-is-null",
  "neutral-all",
  "mx-over-10-hosts",
  "plus-all-nested",
  "ptr-over-10-names",
  "redirect-target-none",
  "rrset-over-1232",
  "rrset-over-512",
  "ttl-low",
  "ttl-very-short",
  "voids-one-family",
  "voids-over-2",
  "wildcard-txt",
]);

/** Each finding as `rule severity marked text`. */
function shown(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rule }) => IDS.has(rule) || rule === "internal-error")
    .map(({ rule, severity, source, span }) => `${rule} ${severity} ${source.slice(span.start, span.end)}`);
}

type Lookup = (question: Question) => Answer;

function findingsOf(input: Partial<LintInput>, lookup: Lookup): readonly Finding[] {
  return runSync(lintSteps({ zones: [], rules: SPF_RULES, now: 0, ...input }), lookup).findings;
}

/** What is found in a record of example.org, with DNS as it is in `world`. */
function inText(text: string, world: WorldText = {}, domain = "example.org"): string[] {
  return shown(textFindings(text, answerFrom(readWorld(world)), domain));
}

function textFindings(text: string, lookup: Lookup, domain?: string): readonly Finding[] {
  const source = new SourceText("record", Buffer.from(text));
  const texts: LintText[] = [domain === undefined ? { source } : { source, domain: domainName(domain) }];
  return findingsOf({ texts }, lookup);
}

/** What is found in domains as DNS has them. */
function inDomains(world: WorldText, ...domains: string[]): string[] {
  const lookup = answerFrom(readWorld(world));
  const zones = domains.flatMap((domain) => {
    const zone = runSync(domainZoneSteps(domainName(domain)), lookup);
    return "reason" in zone ? [] : [zone];
  });
  return shown(findingsOf({ zones, domains: zones }, lookup));
}

const SOA = `$TTL 1h
@ SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
@ NS ns1
ns1 A 192.0.2.53
`;

/** What is found in a zone for example.org, and in more files as in the documentation of rules. */
function inZone(lines: string): string[] {
  return shown(checkExample({}, SOA + lines, ALL_RULES).findings);
}

/** `h1.example.net` up to a number, each as a term. */
function hosts(count: number, name = "a"): string {
  return Array.from({ length: count }, (_, index) => `${name}:h${index + 1}.example.net`).join(" ");
}

const HOSTS: WorldText = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `h${index + 1}.example.net`,
    [`A 203.0.113.${index + 1}`, `AAAA 2001:db8::${index + 1}`],
  ]),
);

describe("lookups", () => {
  it.each([
    [8, []],
    [9, ["lookups-near-limit warning include:_spf.example.net"]],
    [10, ["lookups-near-limit warning include:_spf.example.net"]],
    [11, ["lookups-over-10 error include:_spf.example.net"]],
    [15, ["lookups-over-10 error include:_spf.example.net"]],
  ])("are counted through the tree: %i", (count, expected) => {
    const world = { ...HOSTS, "_spf.example.net": [`TXT v=spf1 ${hosts(count - 1)} -all`] };
    expect(inText("v=spf1 ip4:11.2.3.4 include:_spf.example.net -all", world)).toEqual(expected);
    expect(
      inDomains({ ...world, "example.org": ["TXT v=spf1 ip4:11.2.3.4 include:_spf.example.net -all"] }, "example.org"),
    ).toEqual(expected);
  });

  it("are not those of ip4, ip6, all, exp, of unknown modifiers, nor of mail exchanges", () => {
    const world = {
      ...HOSTS,
      "example.net": ["MX 10 h9.example.net", "MX 10 h10.example.net", "MX 10 h11.example.net"],
      "why.example.net": ["TXT no"],
    };
    const free = "ip4:11.2.3.4 ip6:2a01:4f8::1 -all exp=why.example.net ra=postmaster";
    expect(inText(`v=spf1 mx:example.net ${hosts(7)} ${free}`, world)).toEqual([]);
    expect(inText(`v=spf1 mx:example.net ${hosts(8)} ${free}`, world)).toHaveLength(1);
  });

  it("behind all, and a redirect beside it, are no lookups", () => {
    expect(inText(`v=spf1 ${hosts(8)} -all ${hosts(9)}`, HOSTS)).toEqual([]);
    expect(inText(`v=spf1 ${hosts(8)} -all redirect=h20.example.net`, HOSTS)).toEqual([]);
  });

  it("hidden by order are one finding of their own, where everyone who would pass does", () => {
    const world = { ...HOSTS, "_spf.example.net": [`TXT v=spf1 ${hosts(11)} -all`] };
    const text = (first: string): string => `v=spf1 ${first} include:_spf.example.net -all`;
    expect(inText(text("ip4:203.0.113.0/24 ip6:2001:db8::/64"), world)).toEqual([
      "lookups-hidden-by-order error include:_spf.example.net",
    ]);
    expect(inText(text("ip4:203.0.113.0/24 ip6:2001:db8::/124"), world)).toEqual([
      "lookups-over-10 error include:_spf.example.net",
    ]);
  });

  it("that nobody passes by are no hidden ones", () => {
    expect(inText(`v=spf1 ${hosts(11).replaceAll("a:", "-a:")} -all`, HOSTS)).toEqual([
      `lookups-over-10 error v=spf1 ${hosts(11).replaceAll("a:", "-a:")} -all`,
    ]);
  });

  it("name a sender that the limit stops", () => {
    const finding = textFindings(`v=spf1 ${hosts(11)} -all`, answerFrom(readWorld(HOSTS)), "example.org").find(
      ({ rule }) => rule === "lookups-over-10",
    );
    expect(finding?.message).toContain("such as 203.0.113.11");
  });

  it("are counted where nobody knows the answers, as with zone files alone", () => {
    const record = (count: number): string =>
      `v=spf1 ${Array.from({ length: count }, (_, index) => `include:v${index}.test`).join(" ")} -all`;
    expect(inZone(`@ TXT "${record(11)}"\n`)).toEqual([`lookups-over-10 error ${record(11)}`]);
    expect(inZone(`@ TXT "${record(8)}"\n`)).toEqual([]);
  });

  it("of a name that depends on the sender count, and what its record may count is not assumed", () => {
    const record = (count: number): string => `v=spf1 include:%{ir}.example.net ${hosts(count)} -all`;
    expect(inText(record(7), HOSTS)).toEqual([]);
    expect(inText(record(10), HOSTS)).toEqual([`lookups-over-10 error ${record(10)}`]);
  });

  it("of a record that is checked itself are said there alone", () => {
    const zone = `_spf TXT "v=spf1 ${hosts(11)} -all"\n@ TXT "v=spf1 include:_spf.example.org -all"\n; DNS example.net.zone\n${SOA}`;
    expect(inZone(`${zone}$GENERATE 1-11 h$ A 203.0.113.$\n$GENERATE 1-11 h$ AAAA 2001:db8::$\n`)).toEqual([
      `lookups-over-10 error v=spf1 ${hosts(11)} -all`,
    ]);
  });
});

describe("mail exchanges", () => {
  const world = (count: number): WorldText => ({
    ...HOSTS,
    "example.net": Array.from({ length: count }, (_, index) => `MX 10 h${index + 1}.example.net`),
    "_spf.example.net": ["TXT v=spf1 mx:example.net -all"],
  });

  it.each(["v=spf1 «mx:example.net» -all", "v=spf1 «include:_spf.example.net» -all", "v=spf1 «redirect=_spf.example.net»"])(
    "are ten and no more: %s",
    (marked) => {
      const text = marked.replaceAll(/[«»]/g, "");
      const inside = /«(.*)»/.exec(marked)?.[1] ?? "";
      expect(inText(text, world(11))).toEqual([`mx-over-10-hosts error ${inside}`]);
      expect(inText(text, world(10))).toEqual([]);
    },
  );

  it("that are null say so for the domain itself and for others, and once", () => {
    const none = { "example.net": ["MX 0 ."] };
    expect(inText("v=spf1 mx:example.net -all", none)).toEqual(["mx-is-null warning mx:example.net"]);
    expect(inText("v=spf1 mx -all", none, "example.net")).toEqual(["mx-is-null warning mx"]);
    expect(inDomains({ "example.net": ["MX 0 .", "TXT v=spf1 mx -all"] }, "example.net")).toEqual(["mx-is-null warning mx"]);
    expect(inZone('@ MX 0 .\n@ TXT "v=spf1 mx -all"\n')).toEqual(["mx-is-null warning mx"]);
    expect(inText("v=spf1 -all mx:example.net", none)).toEqual([]);
    expect(inText("v=spf1 mx:example.net -all", { ...HOSTS, "example.net": ["MX 0 h1.example.net"] })).toEqual([]);
  });
});

describe("names of an address", () => {
  const zone = (count: number, name: string): string =>
    `; file ${name}.zone\n${SOA}$GENERATE 1-${count} 25 PTR h$.example.org.\n`;

  it("are ten and no more", () => {
    expect(inZone(zone(11, "2.0.192.in-addr.arpa"))).toEqual(["ptr-over-10-names warning PTR"]);
    expect(inZone(zone(10, "2.0.192.in-addr.arpa"))).toEqual([]);
    expect(inZone(zone(11, "example.com"))).toEqual([]);
  });
});

describe("void lookups", () => {
  const world: WorldText = {
    "v1.example.net": ["TXT x"],
    "v2.example.net": ["TXT x"],
    "v3.example.net": ["TXT x"],
    "four1.example.net": ["A 203.0.113.1"],
    "four2.example.net": ["A 203.0.113.2"],
    "four3.example.net": ["A 203.0.113.3"],
    "six1.example.net": ["AAAA 2001:db8::1"],
    "six2.example.net": ["AAAA 2001:db8::2"],
    "six3.example.net": ["AAAA 2001:db8::3"],
    "_spf.example.net": ["TXT v=spf1 a:v1.example.net exists:v2.example.net mx:v3.example.net -all"],
    "example.net": ["MX 10 four1.example.net", "MX 10 four2.example.net", "MX 10 four3.example.net"],
  };
  const voids = (findings: readonly string[]): string[] => findings.filter((line) => line.startsWith("voids"));

  it("are two and no more", () => {
    expect(voids(inText("v=spf1 a:v1.example.net exists:v2.example.net -all", world))).toEqual([]);
    expect(voids(inText("v=spf1 a:v1.example.net exists:v2.example.net mx:v3.example.net -all", world))).toEqual([
      "voids-over-2 error mx:v3.example.net",
    ]);
    expect(voids(inText("v=spf1 ip4:11.2.3.4 include:_spf.example.net -all", world))).toEqual([
      "voids-over-2 error include:_spf.example.net",
    ]);
  });

  it("are not counted twice, for both families of one term", () => {
    expect(voids(inText("v=spf1 a:v1.example.net a:v2.example.net -all", world))).toEqual([]);
  });

  it("of one family are a finding only beyond the limit", () => {
    expect(inText("v=spf1 a:four1.example.net a:four2.example.net -all", world)).toEqual([]);
    expect(inText("v=spf1 a:four1.example.net a:four2.example.net a:four3.example.net -all", world)).toEqual([
      "voids-one-family warning a:four3.example.net",
    ]);
    expect(inText("v=spf1 a:six1.example.net a:six2.example.net a:six3.example.net -all", world)).toEqual([
      "voids-one-family warning a:six3.example.net",
    ]);
    expect(inText("v=spf1 a:six1.example.net a:four1.example.net a:four2.example.net -all", world)).toEqual([]);
  });

  it("of a record that is checked itself are said there alone", () => {
    const own = "v=spf1 a:h1.example.org a:h2.example.org a:h3.example.org -all";
    const lines = `_spf TXT "${own}"\n@ TXT "v=spf1 include:_spf.example.org a:h4.example.org -all"\n$GENERATE 1-4 h$ A 11.2.3.$\n`;
    expect(inZone(lines)).toEqual(["voids-one-family warning a:h3.example.org"]);
  });

  it("are not the addresses that mail exchanges do not have", () => {
    expect(inText("v=spf1 mx:example.net -all", world)).toEqual([]);
  });

  it("are not assumed of what nobody knows, nor of names that depend on the sender", () => {
    expect(voids(inZone('@ TXT "v=spf1 a:a.example.net a:b.example.net a:c.example.net -all"\n'))).toEqual([]);
    const text = "v=spf1 exists:%{i}.a.example.net exists:%{i}.b.example.net exists:%{i}.c.example.net -all";
    expect(voids(inText(text, world))).toEqual([]);
  });

  it("that are too many are one finding, which names the terms and takes the place of theirs", () => {
    const text = "v=spf1 a:v1.example.net exists:v2.example.net mx:v3.example.net -all";
    expect(inText(text, world)).toEqual(["voids-over-2 error mx:v3.example.net"]);
    const findings = textFindings(text, answerFrom(readWorld(world)), "example.org");
    const finding = findings.find(({ rule }) => rule === "voids-over-2");
    expect(finding?.message).toMatch(/ \("a:v1\.example\.net", "exists:v2\.example\.net" and "mx:v3\.example\.net"\)$/);
    expect(finding?.related.map(({ message }) => message)).toEqual([
      "the name v1.example.net has no address",
      "the name v2.example.net has no A record",
    ]);
    // What concerns a fourth record, or names of these zones that another record has too, is not said by it.
    const gone = "a:x1.example.org a:x2.example.org a:x3.example.org";
    expect(inZone(`@ TXT "v=spf1 ${gone} -all"\n`)).toEqual(["voids-over-2 error a:x3.example.org"]);
    expect(inZone(`@ TXT "v=spf1 ${gone} -all"\nb TXT "v=spf1 a:x1.example.org -all"\n`)).toEqual([
      "address-target-void warning a:x1.example.org",
      "voids-over-2 error a:x3.example.org",
    ]);
    const two = 'b TXT "v=spf1 a:x4.example.org a:x5.example.org -all"\n';
    expect(inZone(`@ TXT "v=spf1 ${gone} -all"\n${two}`).filter((line) => line.startsWith("address"))).toHaveLength(2);
  });

  it("that are too many do not hide their terms where that is switched off, and are counted once", () => {
    const zone = `${SOA}@ TXT "v=spf1 a:x1.example.org a:x2.example.org a:x3.example.org -all"\n`;
    const zones = [parseZone(Buffer.from(zone), { file: "z", origin: domainName("example.org") })];
    const rules = SPF_RULES.filter(({ id }) => IDS.has(id));
    const [on, off] = [DEFAULT_CONFIG, { rules: new Map([["voids-over-2", "off" as const]]), overrides: [] }].map(
      (config) => runRules({ zones, rules, config, now: 0 }).counts,
    );
    expect(on).toEqual({ error: 1, warning: 0, info: 0 });
    expect(off).toEqual({ error: 0, warning: 3, info: 0 });
  });

  it("of one term are said once, by the zones or by DNS", () => {
    expect(inText("v=spf1 a:v1.example.net -all", world)).toEqual(["address-target-void warning a:v1.example.net"]);
    expect(inText("v=spf1 exists:v1.example.net mx:no.v1.example.net -all", world)).toEqual([
      "address-target-void warning exists:v1.example.net",
      "address-target-void warning mx:no.v1.example.net",
    ]);
    expect(inDomains({ ...world, "v1.example.net": ["TXT v=spf1 a mx -all"] }, "v1.example.net")).toEqual([
      "address-target-void warning a",
      "address-target-void warning mx",
    ]);
    expect(inZone('@ TXT "v=spf1 a:mial.example.org -all"\n')).toEqual(["address-target-void warning a:mial.example.org"]);
    expect(inZone('@ TXT "v=spf1 a:mial.example.net -all"\n')).toEqual([]);
    expect(inZone(`@ TXT "v=spf1 a:mial.example.net -all"\n; DNS example.net.zone\n${SOA}`)).toEqual([
      "address-target-void warning a:mial.example.net",
    ]);
    expect(inText("v=spf1 a:four1.example.net a:six1.example.net -all", world)).toEqual([]);
  });

  it("of two domains with the same record are those of each", () => {
    const both = { "a.example.net": ["A 203.0.113.1", "TXT v=spf1 a -all"], "b.example.net": ["TXT v=spf1 a -all"] };
    expect(inDomains(both, "a.example.net", "b.example.net")).toEqual(["address-target-void warning a"]);
  });
});

describe("the size and the time of an answer", () => {
  const sibling = (octets: number): string => `@ TXT "${"x".repeat(octets)}"\n`;

  it("counts the TXT records beside", () => {
    expect(inZone(`@ TXT "v=spf1 -all"\n${sibling(200)}${sibling(201)}`)).toEqual([]);
    expect(inZone(`@ TXT "v=spf1 -all"\n${sibling(200)}${sibling(201)}${sibling(50)}`)).toEqual([
      "rrset-over-512 warning v=spf1 -all",
    ]);
    const five = [240, 241, 242, 243, 244].map(sibling).join("");
    expect(inZone(`@ TXT "v=spf1 -all"\n${five}`)).toEqual(["rrset-over-1232 warning v=spf1 -all"]);
    expect(inZone(five)).toEqual([]);
  });

  it("leaves a record that is too long by itself to its own rule", () => {
    const long = Array.from({ length: 40 }, (_, index) => `ip4:11.2.${index}.1`).join(" ");
    const [first, second] = [long.slice(0, 250), long.slice(250)];
    expect(inZone(`@ TXT "v=spf1 ${first}" "${second} -all"\n`)).toEqual([]);
  });

  it("looks at the TXT records of a live domain", () => {
    const texts = [240, 241, 242, 243, 244].map((octets) => `TXT "${"x".repeat(octets)}"`);
    expect(inDomains({ "example.org": ["TXT v=spf1 -all", ...texts] }, "example.org")).toEqual([
      "rrset-over-1232 warning v=spf1 -all",
    ]);
  });

  it("finds a low TTL once for each value, and says it in one rule", () => {
    expect(inZone('@ 299 TXT "v=spf1 -all"\na 299 TXT "v=spf1 -all"\nb 20 TXT "v=spf1 -all"\n')).toEqual([
      "ttl-low warning 299",
      "ttl-low warning 20",
    ]);
    expect(inZone('@ 300 TXT "v=spf1 -all"\na 200 TXT "other"\n')).toEqual([]);
    expect(inZone('a 20 TXT "other"\n')).toEqual(["ttl-very-short info 20"]);
  });

  it("says of a void lookup whose clients meet it, where those of the other family do not", () => {
    const world = { "example.org": ["TXT v=spf1 a a:w.example.org mx a:gone.test -all"], "w.example.org": ["A 192.0.2.1"] };
    const [finding] = textFindings(String(world["example.org"][0]).slice(4), answerFrom(readWorld(world)), "example.org");
    expect(finding?.rule).toBe("voids-over-2");
    expect(finding?.message).toContain(
      "checks of IPv6 clients meet 4 void lookups, those of IPv4 clients 3, and the limit is 2",
    );
    expect(finding?.related.map(({ message }) => message)).toEqual([
      "the name example.org has no address",
      "w.example.org has no AAAA record, so this one finds nothing for IPv6 clients",
      "there is no name gone.test",
    ]);
  });

  it("is seen with its DMARC record, which is asked for where there is a record of SPF", () => {
    const mail = ["MX 10 mail.example.org", "TXT v=spf1 mx -all"];
    const world = (dmarc: string): WorldText => ({
      "example.org": mail,
      "mail.example.org": ["A 192.0.2.1", "AAAA 2001:db8::1", "TXT v=spf1 a -all"],
      "_dmarc.example.org": [dmarc],
    });
    const found = (dmarc: string): string[] => {
      const lookup = answerFrom(readWorld(world(dmarc)));
      const zone = runSync(domainZoneSteps(domainName("example.org")), lookup);
      if ("reason" in zone) throw new Error(zone.reason);
      return findingsOf({ zones: [zone], domains: [zone] }, lookup).map(({ rule }) => rule);
    };
    expect(found("TXT v=DMARC1; p=reject")).toEqual(["hardfail-before-dmarc"]);
    // What a wildcard gives for the name, and a failure.
    expect(found("TXT v=spf1 +all")).toEqual([]);
    expect(found("TXT !servfail")).toEqual([]);
    const askedBy = (text: string): string[] => {
      const asked: string[] = [];
      runSync(domainZoneSteps(domainName("example.org")), (question) => {
        asked.push(questionText(question));
        return answerFrom(readWorld({ "example.org": [`TXT ${text}`] }))(question);
      });
      return asked;
    };
    const own = ["example.org TXT", "example.org SPF", "example.org MX"];
    expect(askedBy("v=spf1 -all")).toEqual([...own, "_dmarc.example.org TXT"]);
    expect(askedBy("other")).toEqual(own);
  });

  it("takes no TTL from a cache", () => {
    const lookup: Lookup = ({ type }) =>
      type === "TXT"
        ? { status: "noerror", ttl: 3, records: [{ type: "TXT", strings: ["v=spf1 -all"] }] }
        : { status: "nodata" };
    const zone = runSync(domainZoneSteps(domainName("example.org")), lookup);
    if ("reason" in zone) throw new Error(zone.reason);
    expect(shown(findingsOf({ zones: [zone], domains: [zone] }, lookup))).toEqual([]);
  });

  it("adds up the time that answers took", () => {
    const world = answerFrom(readWorld(HOSTS));
    const slow = (elapsedMs: number) => (question: Question) => ({ ...world(question), elapsedMs });
    const text = `v=spf1 ${hosts(2)} -all`;
    expect(shown(textFindings(text, slow(2500), "example.org"))).toEqual([`evaluation-slow warning ${text}`]);
    expect(shown(textFindings(text, slow(2400), "example.org"))).toEqual([]);
  });

  it("counts the questions of a check, and not those of both families together", () => {
    const world = (count: number): WorldText =>
      Object.fromEntries(
        Array.from({ length: 5 }, (_, domain) => domain).flatMap((domain) => [
          [`d${domain}.example.net`, Array.from({ length: count }, (_, host) => `MX 10 m${host}.d${domain}.example.net`)],
          ...Array.from({ length: count }, (_, host) => [
            `m${host}.d${domain}.example.net`,
            ["A 203.0.113.1", "AAAA 2001:db8::1"],
          ]),
        ]) as [string, string[]][],
      );
    const text = `v=spf1 ${[0, 1, 2, 3, 4].map((domain) => `mx:d${domain}.example.net`).join(" ")} -all`;
    expect(inText(text, world(7))).toEqual(["evaluation-slow warning mx:d0.example.net"]);
    expect(inText(text, world(6))).toEqual([]);
  });
});

describe("who passes", () => {
  const world: WorldText = {
    "all.example.net": ["TXT v=spf1 -ip4:11.2.3.4 +all"],
    "halves.example.net": ["TXT v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"],
    "wide.example.net": ["TXT v=spf1 ip4:12.0.0.0/16 ip4:12.2.0.0/16 -all"],
    "way.example.net": ["TXT v=spf1 include:all.example.net -all"],
    "not.example.net": ["TXT v=spf1 -include:all.example.net -all"],
    "none.example.net": ["TXT v=spf1 ~all"],
    "hidden.example.net": ["TXT v=spf1 -all +all"],
  };

  it.each([
    ["v=spf1 «include:all.example.net» -all", "plus-all-nested error"],
    ["v=spf1 a:all.example.net «redirect=all.example.net»", "plus-all-nested error"],
    ["v=spf1 «include:way.example.net» -all", "plus-all-nested error"],
    ["v=spf1 «include:halves.example.net» -all", "plus-all-nested error"],
    ["v=spf1 «include:wide.example.net» -all", "authorises-many warning"],
  ])("is everyone, or many: %s", (marked, finding) => {
    const text = marked.replaceAll(/[«»]/g, "");
    expect(inText(text, world).filter((line) => !line.startsWith("address-target-void"))).toEqual([
      `${finding} ${/«(.*)»/.exec(marked)?.[1] ?? ""}`,
    ]);
  });

  it.each(["not", "none", "hidden"])("is not everyone for a record that fails them: %s", (name) => {
    expect(inText(`v=spf1 include:${name}.example.net -all`, world)).toEqual([]);
  });

  it("is not everyone by -include", () => {
    expect(inText("v=spf1 -include:all.example.net ~all", world)).toEqual([]);
  });

  it("is many with the total and the widest terms, and not by what other rules say", () => {
    const finding = textFindings(
      "v=spf1 ip4:12.5.0.0/24 include:wide.example.net -all",
      answerFrom(readWorld(world)),
      "example.org",
    ).find(({ rule }) => rule === "authorises-many");
    expect(finding?.message).toBe('131,328 IPv4 addresses may send: "include:wide.example.net" 131,072, "ip4:12.5.0.0/24" 256');
    expect(inText("v=spf1 ip4:12.0.0.0/15 -all", world)).toEqual([]);
    expect(inText("v=spf1 ip4:12.0.0.0/16 -all", world)).toEqual([]);
    expect(inText("v=spf1 ip6:2a01:4f8::/32 -all", world)).toEqual([]);
    expect(inText("v=spf1 -ip4:12.0.0.0/16 include:wide.example.net -all", world)).toEqual([]);
  });

  it("is said of a record of the checked zones at that record alone", () => {
    const lines = '_spf TXT "v=spf1 ip4:12.0.0.0/16 ip4:12.2.0.0/16 -all"\n@ TXT "v=spf1 include:_spf.example.org -all"\n';
    expect(inZone(lines)).toEqual(["authorises-many warning ip4:12.0.0.0/16"]);
  });

  it("is everyone for an exists with a wildcard, or with a name that is always there", () => {
    const wild: WorldText = { "q7x2-no-such-name-k4w9._spf.example.net": ["A 127.0.0.2"], "h.example.net": ["A 127.0.0.2"] };
    const fired = (text: string, dns: WorldText = wild): string[] => inText(text, dns);
    expect(fired("v=spf1 exists:%{ir}.%{l}._spf.example.net -all")).toEqual([
      "exists-always-true error exists:%{ir}.%{l}._spf.example.net",
    ]);
    expect(fired("v=spf1 -exists:%{i}._spf.example.net -all")).toEqual([
      "exists-always-true warning -exists:%{i}._spf.example.net",
    ]);
    expect(
      fired("v=spf1 exists:%{i}._spf.%{d} -all", { "q7x2-no-such-name-k4w9._spf.example.org": ["A 127.0.0.2"] }),
    ).toHaveLength(1);
    expect(fired("v=spf1 exists:h.example.net -all")).toEqual(["exists-always-true error exists:h.example.net"]);
    expect(fired("v=spf1 exists:%{i}._spf.example.com -all")).toEqual([]);
    expect(fired("v=spf1 exists:_spf.example.net.%{h} -all")).toEqual([]);
    expect(fired("v=spf1 -all exists:h.example.net")).toEqual([]);
    expect(inZone('@ TXT "v=spf1 exists:%{i}._s.example.org -all"\n*._s A 127.0.0.2\n')).toHaveLength(1);
    expect(inZone('@ TXT "v=spf1 exists:%{i}._s.example.org -all"\n1._s A 127.0.0.2\n')).toEqual([]);
  });
});

describe("where includes and redirects lead", () => {
  const world: WorldText = {
    "none.example.net": ["TXT hello"],
    "empty.example.net": ["A 203.0.113.1"],
    "two.example.net": ["TXT v=spf1 -all", "TXT v=spf1 ~all"],
    "wrong.example.net": ["TXT v=spf1 ipv4:203.0.113.1 -all"],
    "late.example.net": ["TXT !timeout"],
    "good.example.net": ["TXT v=spf1 -all"],
    "far.example.net": ["TXT v=spf1 include:none.example.net -all"],
    "example.net": ["NS ns.example.net"],
    net: ["NS ns.example.net"],
    "late.net": ["NS !servfail"],
    "co.test": ["NS ns.example.net"],
    test: ["NS ns.example.net"],
    arpa: ["NS ns.example.net"],
    "alias.example.net": ["CNAME gone.old-vendor.net"],
  };

  it.each([
    ["include:none.example.net", "include-target-none error"],
    ["include:empty.example.net", "include-target-none error"],
    ["include:NONE.example.net.", "include-target-none error"],
    ["-include:none.example.net", "include-target-none error"],
    ["include:far.example.net", "include-target-none error"],
    ["include:no.example.net", "include-target-nxdomain error"],
    ["include:deep.no.example.net", "include-target-nxdomain error"],
    ["include:a.gone.late.net", "include-target-nxdomain error"],
    ["include:a.gone.test", "include-target-nxdomain error"],
    ["include:two.example.net", "include-target-broken error"],
    ["include:wrong.example.net", "include-target-broken error"],
    ["include:late.example.net", "include-temperror warning"],
    ["include:old-vendor.net", "include-registrable error"],
    ["include:_spf.old-vendor.net", "include-registrable error"],
    ["include:alias.example.net", "include-registrable error"],
    ["a:mail.old-vendor.net", "include-registrable error"],
    ["mx:old-vendor.net", "include-registrable error"],
    ["include:x.2.0.192.in-addr.arpa", "include-target-nxdomain error"],
  ])("says what is wrong with %s", (term, finding) => {
    expect(inText(`v=spf1 ip4:11.2.3.4 ${term} -all`, world)).toEqual([`${finding} ${term}`]);
  });

  it.each([
    ["redirect=none.example.net", "redirect-target-none error"],
    ["redirect=no.example.net", "redirect-target-none error"],
    ["redirect=two.example.net", "include-target-broken error"],
    ["redirect=late.example.net", "include-temperror warning"],
    ["redirect=_spf.old-vendor.net", "include-registrable error"],
  ])("says what is wrong with %s", (term, finding) => {
    expect(inText(`v=spf1 ip4:11.2.3.4 ${term}`, world)).toEqual([`${finding} ${term}`]);
    expect(inDomains({ ...world, "example.org": [`TXT v=spf1 ip4:11.2.3.4 ${term}`] }, "example.org")).toEqual([
      `${finding} ${term}`,
    ]);
  });

  it.each([
    "v=spf1 include:good.example.net -all",
    "v=spf1 -all include:none.example.net redirect=none.example.net",
    "v=spf1 include:%{l}.none.example.net -all",
    "v=spf1 -all",
  ])("has nothing to say of %s", (text) => {
    expect(inText(text, world)).toEqual([]);
  });

  it("has nothing to say of a domain of addresses that sends no mail", () => {
    expect(inDomains({ "2.0.192.in-addr.arpa": ["TXT v=spf1 -all"] }, "2.0.192.in-addr.arpa")).toEqual([]);
  });

  it("says nothing of what nobody knows", () => {
    expect(inZone('@ TXT "v=spf1 include:a.example.net include:b.example.net redirect=c.example.net"\n')).toEqual([]);
  });

  it("leaves the names of the checked zones to the rules of zones", () => {
    expect(inZone('@ TXT "v=spf1 include:_spf.example.org -all"\n')).toEqual([
      "include-target-nxdomain error include:_spf.example.org",
    ]);
    expect(inZone('@ TXT "v=spf1 include:_spf.example.org -all"\n_spf TXT "v=spf1 ipv4:11.2.3.4 -all"\n')).toEqual([]);
  });

  it("blames each record of a hosting zone, and records of the zone that are included only once", () => {
    const dns = `; DNS example.net.zone\n${SOA}`;
    const bad = "v=spf1 include:no.example.net -all";
    expect(inZone(`@ TXT "${bad}"\na TXT "${bad}"\nb TXT "v=spf1 include:a.example.org -all"\n${dns}`)).toEqual([
      "include-target-nxdomain error include:no.example.net",
      "include-target-nxdomain error include:no.example.net",
    ]);
  });
});

describe("circles", () => {
  const world: WorldText = {
    "a.example.net": ["TXT v=spf1 include:b.example.net -all"],
    "b.example.net": ["TXT v=spf1 include:A.example.net -all"],
    "back.example.net": ["TXT v=spf1 include:example.org -all"],
    "self.example.net": ["TXT v=spf1 redirect=self.example.net"],
    "end.example.net": ["TXT v=spf1 -all redirect=end.example.net"],
  };

  it.each(["include:a.example.net", "include:self.example.net", "include:back.example.net", "include:example.org"])(
    "are found for a live domain and a text: %s",
    (term) => {
      const text = `v=spf1 ip4:11.2.3.4 ${term} -all`;
      const dns = { ...world, "example.org": [`TXT ${text}`] };
      expect(inText(text, dns)).toEqual([`include-loop error ${term}`]);
      expect(inDomains(dns, "example.org")).toEqual([`include-loop error ${term}`]);
    },
  );

  it("are none where the record ends before", () => {
    expect(inText("v=spf1 include:end.example.net -all", world)).toEqual([]);
    expect(inText("v=spf1 -all redirect=example.org", world)).toEqual([]);
    expect(
      inText("v=spf1 include:a.example.com include:b.example.com -all", {
        "a.example.com": ["TXT v=spf1 include:b.example.com -all"],
        "b.example.com": ["TXT v=spf1 -all"],
      }),
    ).toEqual(["include-covered warning include:b.example.com"]);
  });

  it("with two checked domains are said once", () => {
    const dns: WorldText = {
      "example.org": ["TXT v=spf1 include:mid.example.net -all"],
      "mid.example.net": ["TXT v=spf1 include:example.com -all"],
      "example.com": ["TXT v=spf1 include:example.org -all"],
    };
    expect(inDomains(dns, "example.org", "example.com")).toEqual(["include-loop error include:example.org"]);
    expect(inDomains(dns, "example.com", "example.org")).toEqual(["include-loop error include:example.org"]);
  });

  it("are found in a record that another one with the same text was checked for", () => {
    const dns: WorldText = {
      "a.example": ["TXT v=spf1 include:back.example.net -all"],
      "example.org": ["TXT v=spf1 include:back.example.net -all"],
      ...world,
    };
    delete (dns as Record<string, unknown>)["a.example.net"];
    delete (dns as Record<string, unknown>)["b.example.net"];
    expect(inDomains(dns, "a.example", "example.org")).toEqual(["include-loop error include:back.example.net"]);
    expect(inDomains(dns, "example.org", "a.example")).toEqual(["include-loop error include:back.example.net"]);
  });

  it("of the checked zones are said by the zones", () => {
    expect(inZone('@ TXT "v=spf1 include:a.example.org -all"\na TXT "v=spf1 include:example.org -all"\n')).toHaveLength(1);
  });
});

describe("what costs lookups for nothing", () => {
  const world: WorldText = {
    "a.example.net": ["TXT v=spf1 include:b.example.net -all"],
    "b.example.net": ["TXT v=spf1 ip4:11.2.3.4 -all"],
    "minus.example.net": ["TXT v=spf1 -include:b.example.net ?all"],
    "redirect.example.net": ["TXT v=spf1 redirect=b.example.net"],
  };

  it("is an include of what another one includes", () => {
    for (const other of ["include:a.example.net", "include:redirect.example.net"]) {
      expect(inText(`v=spf1 ${other} include:B.example.net -all`, world)).toEqual([
        "include-covered warning include:B.example.net",
      ]);
      expect(inText(`v=spf1 include:B.example.net ${other} -all`, world)).toEqual([
        "include-covered warning include:B.example.net",
      ]);
    }
    expect(inText("v=spf1 include:minus.example.net include:b.example.net -all", world)).toEqual([]);
    expect(inText("v=spf1 ?include:a.example.net include:b.example.net -all", world)).toEqual([]);
    expect(inText("v=spf1 include:b.example.net include:b.example.net -all", world)).toEqual([]);
  });
});

describe("explanations", () => {
  const world: WorldText = {
    "two.example.net": ["TXT one", "TXT two"],
    "umlaut.example.net": ["TXT nicht f\u00fcr dich"],
    "percent.example.net": ["TXT 100% no"],
    "letter.example.net": ["TXT %{x}"],
    "empty.example.net": ["A 203.0.113.1"],
    "good.example.net": ["TXT %{i} is 100%% wrong, see http://%{d}/%{c}"],
    "late.example.net": ["TXT !timeout"],
    "why.example.org": ["TXT one", "TXT two"],
  };

  it.each([
    "two.example.net",
    "umlaut.example.net",
    "percent.example.net",
    "letter.example.net",
    "empty.example.net",
    "no.example.net",
    "late.example.net",
    "why.%{d}",
  ])("that cannot be used: %s", (target) => {
    expect(inText(`v=spf1 -all exp=${target}`, world)).toEqual([`exp-target-bad warning exp=${target}`]);
  });

  it.each(["-all exp=good.example.net", "-all exp=%{l}.example.net", "~all exp=two.example.net"])(
    "that nothing is wrong with, or that nobody gets: %s",
    (terms) => {
      expect(inText(`v=spf1 ${terms}`, world)).toEqual([]);
    },
  );

  it("are said once in zones", () => {
    expect(inZone('@ TXT "v=spf1 -all exp=why.example.org"\n')).toEqual(["exp-target-bad warning exp=why.example.org"]);
    expect(inZone('@ TXT "v=spf1 -all exp=why.example.org"\nwhy TXT "a"\nwhy TXT "b"\n')).toEqual([
      "exp-target-bad warning exp=why.example.org",
    ]);
    expect(inZone('@ TXT "v=spf1 -all exp=why.example.net"\n')).toEqual([]);
  });
});

describe("?all behind a redirect", () => {
  it("is reported of domains and texts, with the name of its record", () => {
    const world: WorldText = {
      "example.org": ["TXT v=spf1 redirect=_spf.example.net"],
      "_spf.example.net": ["TXT v=spf1 ip4:11.2.3.4 ?all"],
    };
    expect(inDomains(world, "example.org")).toEqual(["neutral-all warning redirect=_spf.example.net"]);
    expect(inText("v=spf1 redirect=_spf.example.net", world)).toEqual(["neutral-all warning redirect=_spf.example.net"]);
    const dns = `; DNS example.net.zone\n${SOA}_spf TXT "v=spf1 ip4:11.2.3.4 ?all"\n`;
    expect(inZone(`@ TXT "v=spf1 redirect=_spf.example.net"\n${dns}`)).toEqual([
      "neutral-all warning redirect=_spf.example.net",
    ]);
  });
});

describe("mail hosts of a domain as DNS has it", () => {
  const world = (more: WorldText): WorldText => ({
    "example.org": ["TXT v=spf1 mx -all", "MX 10 mail.example.org", "MX 20 mx2.example.org", "MX 30 mx.example.net"],
    "mail.example.org": ["A 192.0.2.25"],
    "mx2.example.org": ["AAAA 2001:db8::25"],
    "mx.example.net": ["A 203.0.113.25"],
    ...more,
  });

  it("without an SPF record are reported at the MX record, those of others not", () => {
    expect(inDomains(world({}), "example.org")).toEqual([
      "helo-name-without-spf info mail.example.org.",
      "helo-name-without-spf info mx2.example.org.",
    ]);
  });

  it("that have one, or something like one, or no address, or no answer, are not", () => {
    const others: WorldText = {
      "mail.example.org": ["A 192.0.2.25", "TXT v=spf1 a -all"],
      "mx2.example.org": ["A 192.0.2.26", "TXT spf1 a -all"],
    };
    expect(inDomains(world(others), "example.org")).toEqual([]);
    expect(inDomains(world({ "mail.example.org": [], "mx2.example.org": ["TXT x"] }), "example.org")).toEqual([]);
    const own: WorldText = { "example.org": ["TXT v=spf1 a -all", "A 192.0.2.1", "MX 10 example.org"] };
    expect(inDomains(own, "example.org")).toEqual([]);
    expect(inDomains({ "example.org": ["TXT v=spf1 -all", "MX 0 ."] }, "example.org")).toEqual([]);
  });

  it("are said once where their zone is checked beside the domain", () => {
    const zone = `${SOA}mail A 192.0.2.25\n; domain sub.example.org\nsub.example.org. MX 10 mail.example.org.\n`;
    expect(inZone(zone.slice(SOA.length))).toEqual(["helo-name-without-spf info mail"]);
  });
});

describe("names that are not the domain's own", () => {
  it("are an alias with an SPF record", () => {
    const dns: WorldText = {
      "example.org": ["CNAME mail.example.net"],
      "mail.example.net": ["TXT v=spf1 ip4:11.2.3.4 -all"],
    };
    expect(inDomains(dns, "example.org")).toEqual(["cname-at-owner warning v=spf1 ip4:11.2.3.4 -all"]);
    expect(inDomains(dns, "mail.example.net")).toEqual([]);
    expect(inZone("www CNAME example.net.\n")).toEqual([]);
  });

  it("are all that nobody made, by a wildcard", () => {
    const dns = (text: string): WorldText => ({
      "example.org": ["TXT v=spf1 mx:example.org -all", "MX 10 example.org", "A 11.2.3.4", "AAAA 2a01:4f8::1"],
      "q7x2-no-such-name-k4w9.example.org": [`TXT ${text}`],
    });
    expect(inDomains(dns("v=spf1 ip4:11.2.3.4 -all"), "example.org")).toEqual(["wildcard-txt warning v=spf1"]);
    expect(inDomains(dns("v=spf1 -all"), "example.org")).toEqual([]);
    expect(inDomains(dns("hello"), "example.org")).toEqual([]);
    expect(inZone('* TXT "v=spf1 redirect=example.com"\n')).toEqual(["wildcard-txt warning v=spf1"]);
    expect(inZone('* TXT "v=spf1 -all"\n* TXT "hello"\n')).toEqual([]);
  });
});

it("does not fail where DNS fails, nor on a record whose domain nobody knows", () => {
  for (const status of ["servfail", "timeout", "malformed", "out-of-time", "nxdomain", "nodata"] as const) {
    const text = "v=spf1 a mx include:a.example.net exists:%{i}.%{d} redirect=b.example.net";
    const findings = textFindings(text, () => ({ status }));
    expect(findings.filter(({ rule }) => rule === "internal-error")).toEqual([]);
  }
});
