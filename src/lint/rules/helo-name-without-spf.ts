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
        message: `the mail host ${name.text} has no SPF record of its own: "v=spf1 a -all" keeps others from greeting with its name`,
        related: [{ ...place, message: "an MX record that names it" }],
      });
    }
  },
};
