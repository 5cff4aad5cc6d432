import type { DomainName } from "../../base/name.js";
import type { Answer } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView } from "../../zone/view.js";
import { isOneOrganization } from "../mail/organization.js";
import { REFERRING_TYPES, isOwn, mailReferences, noteReferences } from "../mail/references.js";
import { isMeantAsSpf } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";

export const rule: Rule = {
  id: "helo-name-without-spf",
  severity: "info",
  summary: "a mail host has no SPF record for its own name",
  section: "RFC 7208 10.1.2",
  docs: {
    why: "Receivers also check the name with which a host greets (HELO), and of bounces they check nothing else. With a record for that name nobody else can greet with it.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@      MX  10 mail
       TXT "v=spf1 mx -all"
«mail» A   192.0.2.25
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
     TXT "v=spf1 a -all"
`,
    fix: "Give the name of the host the record `v=spf1 a -all`.",
  },
  needsWholeZone: true,
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode: noteReferences,
  checkEstate({ zones }, context) {
    const whole = new Set(zones);
    for (const { name, place } of mailReferences(context.estate).exchanges.values()) {
      const zone = context.estate.zoneOf(name);
      if (zone === undefined || !whole.has(zone)) continue;
      const node = zone.node(name);
      const address = node?.rrset("A")[0] ?? node?.rrset("AAAA")[0];
      if (node === undefined || address === undefined || !isOwn(node)) continue;
      // A host that receives mail at its own name has a finding of no-record.
      if (node.types.includes("MX") || node.types.includes("SPF")) continue;
      if (node.rrset("TXT").some(({ data }) => data.type === "TXT" && isMeantAsSpf(data.strings))) continue;
      context.report({
        ...placeOf(address, "owner"),
        message: messageOf(name),
        related: [{ ...place, message: "an MX record that names it" }],
      });
    }
  },
  *askDomain(node, _zone, context) {
    for (const { name, record } of exchangesOf(node)) {
      // Of the hosts of somebody else, who also receives for others, nobody here can change the records.
      if (name.equals(node.owner) || !isOneOrganization(name, node.owner)) continue;
      // In a zone that is checked, it is said above.
      if (context.estate.zoneOf(name)?.isComplete === true) continue;
      if (yield* isBareHost(name)) context.report({ ...placeOf(record, 1), message: messageOf(name) });
    }
  },
};

/** The most exchanges of a domain that are asked about: those that `spf check DOMAIN` asks about anyway. */
const MAX_HOSTS = 20;

/** The exchanges of a domain, the preferred ones first, each once. */
function exchangesOf(node: NodeView): { name: DomainName; record: ZoneRecord }[] {
  const found = new Map<string, { name: DomainName; preference: number; record: ZoneRecord }>();
  for (const record of node.rrset("MX")) {
    if (record.data.type !== "MX" || record.data.exchange.labels.length === 0) continue;
    const { exchange, preference } = record.data;
    const known = found.get(exchange.key);
    if (known === undefined || preference < known.preference) found.set(exchange.key, { name: exchange, preference, record });
  }
  const byPreference = [...found.values()].sort((a, b) => a.preference - b.preference || (a.name.key < b.name.key ? -1 : 1));
  return byPreference.slice(0, MAX_HOSTS);
}

/** Whether a name has an address, and no text that is an SPF record or was meant as one. */
function* isBareHost(name: DomainName): Steps<boolean> {
  for (const type of ["A", "AAAA"] as const) {
    const answer: Answer = yield { name, type };
    if (answer.status !== "noerror") continue;
    const texts: Answer = yield { name, type: "TXT" };
    if (texts.status === "nodata" || texts.status === "nxdomain") return true;
    return texts.status === "noerror" && !texts.records.some((data) => data.type === "TXT" && isMeantAsSpf(data.strings));
  }
  return false;
}

function messageOf({ text }: DomainName): string {
  return `the mail host ${text} has no SPF record of its own: "v=spf1 a -all" keeps others from greeting with its name`;
}
