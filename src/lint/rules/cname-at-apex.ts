import { type Rule, placeOf } from "../rule.js";

export const rule: Rule = {
  id: "cname-at-apex",
  severity: "error",
  summary: "the zone itself is an alias",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "An alias has no other records, and a zone always has SOA and NS records. Name servers refuse the zone, or answer with the alias where the mail exchanges or the SPF record was asked for.",
    bad: `$TTL 1h
@   IN «CNAME» www.example.net.
www IN A 192.0.2.80
`,
    good: `$TTL 1h
@   IN A 192.0.2.80
www IN CNAME @
`,
    fix: "Write the addresses of the target as A and AAAA records. Where the host moves often, use the ALIAS or ANAME of the DNS provider, or an HTTPS record (RFC 9460).",
  },
  checkZone(zone, context) {
    for (const record of zone.node(zone.apex)?.rrset("CNAME") ?? []) {
      context.report({
        ...placeOf(record, "type"),
        message: `the zone ${zone.apex.text} cannot be an alias: it has SOA and NS records of its own`,
      });
    }
  },
};
