import { mailTexts, spfRecords } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "parked-not-null",
  severity: "warning",
  summary: "a domain without mail does not say that nobody sends from it",
  section: "RFC 7208 10.1.2",
  docs: {
    why: "Domains that have no mail are the best ones to forge, for nobody misses it. One record tells all receivers that mail from the domain is never right.",
    bad: `$TTL 1h
@    «SOA» ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    A   192.0.2.80
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    A   192.0.2.80
     TXT "v=spf1 -all"
`,
    fix: "Publish `v=spf1 -all`, a null MX (`MX 0 .`) and the DMARC record `v=DMARC1; p=reject`.",
  },
  needsWholeZone: true,
  checkZone(zone, context) {
    const { apex, soa } = zone;
    const node = zone.node(apex);
    // Nobody sends mail from a top-level domain or from a reverse zone.
    if (node === undefined || soa === undefined || apex.labels.length < 2 || apex.labels.at(-1)?.toLowerCase() === "arpa")
      return;
    if (node.rrset("MX").some(({ data }) => data.type !== "MX" || data.exchange.labels.length > 0)) return;
    const texts = mailTexts(node, zone, "spf");
    if (texts.length === 0 && !node.types.includes("SPF")) {
      const message = `${apex.text} has no mail exchange and no SPF record: publish "v=spf1 -all", so that nobody can send from it`;
      context.report({ ...placeOf(soa, "type"), message });
    }
    for (const { text, parsed } of spfRecords(node, zone)) {
      const { directives, redirect } = parsed.record;
      const [only] = directives;
      // A record with other mechanisms says that someone sends; one without all is a matter of no-default.
      if (only?.mechanism.name !== "all" || directives.length > 1 || redirect !== undefined || parsed.problems.length > 0)
        continue;
      if (only.qualifier !== "~" && only.qualifier !== "?") continue;
      const message = `${apex.text} has no mail exchange, and its record names nobody who sends: say so with -all`;
      context.report({ ...placeInText(text.record, only.span.start, only.span.end), message });
    }
  },
};
