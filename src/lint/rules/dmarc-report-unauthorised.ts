import { DomainName, isName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { parseDmarc } from "../mail/dmarc.js";
import { textOf } from "../mail/references.js";
import { isOneOrganization } from "../mail/organization.js";
import { reportDomains } from "../mail/report-uri.js";
import { mailNode, mailTexts } from "../mail/texts.js";
import type { Estate, Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";
import { findTarget, isWhole } from "../structure/targets.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "dmarc-report-unauthorised",
  severity: "warning",
  summary: "DMARC reports go to another domain, which does not say that it takes them",
  section: "RFC 9990 4",
  docs: {
    why: "Before a receiver of mail sends reports to the domain of somebody else, it asks that domain for permission. Without the record nobody gets the reports, and no message says so.",
    bad: `$TTL 1h
_dmarc IN TXT "v=DMARC1; p=reject; rua=«mailto:dmarc@example.net»"
; file example.net.zone
$TTL 1h
@      IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
       IN NS  ns1
       IN NS  ns2.example.com.
ns1    IN A   192.0.2.53
`,
    good: `$TTL 1h
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.net"
; file example.net.zone
$TTL 1h
@      IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
       IN NS  ns1
       IN NS  ns2.example.com.
ns1    IN A   192.0.2.53
example.org._report._dmarc IN TXT "v=DMARC1"
`,
    fix: 'Add a TXT record "v=DMARC1" to the zone of the receiving domain, at the name of the domain with the policy and `._report._dmarc` behind it; at `*._report._dmarc` it is for all domains.',
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "dmarc") return;
    const domain = node.owner.parent;
    for (const { record, text, fault } of mailTexts(node, zone, "dmarc")) {
      const parsed = fault === undefined ? parseDmarc(text) : undefined;
      if (parsed?.isRead !== true) continue;
      // RFC 9991 section 5: failure reports too.
      const tags = ["rua", "ruf"].flatMap((name) => parsed.find(name) ?? []);
      for (const receiver of tags.flatMap(reportDomains)) {
        const permission = missingPermission(domain, receiver.domain, context.estate);
        if (permission === undefined) continue;
        const { soa } = permission;
        context.report({
          ...placeInText(record, receiver.start, receiver.end),
          message: `${quoted(receiver.domain.text)} does not say that it takes reports about ${quoted(domain.text)}: ${quoted(permission.name.text)} has no TXT record "v=DMARC1"`,
          related: soa === undefined ? [] : [relatedRecord(soa, "the zone of the domain that would get them")],
        });
      }
    }
  },
};

interface Permission {
  readonly name: DomainName;
  /** Of the zone that the name is in. */
  readonly soa: ZoneRecord | undefined;
}

/** Where the record is missing that allows reports about a domain. Undefined where it is there, not needed, or nobody here knows. */
function missingPermission(domain: DomainName, receiver: DomainName, estate: Estate): Permission | undefined {
  if (isOneOrganization(domain, receiver)) return undefined;
  const name = DomainName.fromLabels([...domain.labels, "_report", "_dmarc", ...receiver.labels]);
  if (!isName(name)) return undefined;
  const target = findTarget(estate, name);
  if (target.kind === "unknown" || target.kind === "delegated") return undefined;
  if (target.kind === "found") {
    const { node, zone } = target;
    if (node.types.includes("CNAME") || !isWhole(zone)) return undefined;
    if (node.rrset("TXT").some((record) => parseDmarc(textOf(record)).isRead)) return undefined;
  }
  return { name, soa: target.zone.soa };
}
