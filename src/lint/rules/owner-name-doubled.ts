import type { DomainName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { repeatsZoneName } from "../structure/names.js";

export const rule: Rule = {
  id: "owner-name-doubled",
  severity: "error",
  summary: "the owner of a record has the zone's name twice, because the dot at its end is missing",
  section: "RFC 1035 5.1",
  docs: {
    why: "A name without a dot at its end is completed with the zone's name. `example.org` in the zone example.org becomes `example.org.example.org`: the record is published where nobody asks for it, and the domain is without it.",
    bad: `$TTL 1h
«example.org» IN TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    good: `$TTL 1h
example.org. IN TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "End the name with a dot, or write `@` for the zone itself.",
  },
  signs: Sign.RepeatedName,
  checkNode(node, zone, context) {
    if (!repeatsZoneName(node.owner, zone.apex)) return;
    const [record] = node.rrset(node.types[0] ?? "A");
    // What a $ORIGIN without its dot spoils is reported there (origin-without-dot).
    if (record?.ownerSpan === undefined || !writtenHas(record, record.ownerSpan, zone.apex)) return;
    const message = `${quoted(node.owner.text)} has the name of the zone twice: is the dot at its end missing`;
    // A host under a long name may be meant; a text or a mail exchange is asked for at the domain.
    const isForMail = node.types.includes("TXT") || node.types.includes("MX");
    context.report({ ...placeOf(record, "owner"), message, ...(isForMail ? {} : { severity: "warning" }) });
  },
};

function writtenHas({ source }: ZoneRecord, span: { start: number; end: number }, apex: DomainName): boolean {
  return source
    .slice(span.start, Math.min(span.end, span.start + 1024))
    .toLowerCase()
    .includes(apex.key);
}
