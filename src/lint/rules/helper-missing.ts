import type { RecordData } from "../../base/question.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import { isMeantAsSpf } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";

export const rule: Rule = {
  id: "helper-missing",
  severity: "error",
  summary: "an SPF record refers to a record of these zones that is not there",
  section: "RFC 7208 5.2, 6.1",
  docs: {
    why: "An include or redirect to a name without an SPF record is a permanent error for every sender that comes to it. An exp without text is only left out, and a warning.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.example.org» -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.org -all"
_spf TXT "v=spf1 ip4:198.51.100.0/24 -all"
`,
    fix: "Publish the record, or remove the term that refers to it.",
  },
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode: noteReferences,
  checkEstate(_estate, context) {
    const { estate } = context;
    for (const { kind, target, owner, place, count } of mailReferences(estate).names.values()) {
      if ((kind !== "include" && kind !== "redirect" && kind !== "exp") || estate.zoneOf(target) === undefined) continue;
      const found = estate.lookup({ name: target, type: "TXT" });
      if (found.kind === "unknown") continue;
      const { answer } = found;
      const more = count > 1 ? `; ${count} records refer to it` : "";
      const what =
        answer.status === "nxdomain"
          ? `there is no name ${target.text}`
          : answer.status === "nodata"
            ? `the name ${target.text} has no TXT record`
            : answer.status === "noerror" && kind !== "exp" && !answer.records.some(isMeant)
              ? `the name ${target.text} has no SPF record`
              : undefined;
      if (what === undefined) continue;
      if (kind === "exp")
        context.report({
          ...place,
          message: `${what}: rejected mail has no explanation${more}`,
          severity: "warning",
        });
      else
        context.report({
          ...place,
          message: `${what}: checks of ${owner.text} that come here are a permanent error${more}`,
        });
    }
  },
};

// A record that is there but wrong has a finding of its own.
function isMeant(data: RecordData): boolean {
  return data.type === "TXT" && isMeantAsSpf(data.strings);
}
