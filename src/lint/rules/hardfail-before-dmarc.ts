import { DomainName, isName } from "../../base/name.js";
import { parseDmarc } from "../mail/dmarc.js";
import { policyRule } from "../mail/policies.js";
import { textOf } from "../mail/references.js";
import type { Estate, Rule } from "../rule.js";
import { firstAll, isReadable } from "../spf/terms.js";

export const rule: Rule = {
  id: "hardfail-before-dmarc",
  severity: "info",
  summary: "an SPF record with -all can reject mail before DMARC is asked",
  section: "RFC 7489 10.1",
  docs: {
    why: "Some receivers reject by `-all` at once. Mail that was forwarded fails SPF, but its DKIM signature would let it pass DMARC; rejected that early it is lost, whatever the DMARC policy says, and no report tells of it. Where DMARC decides about strangers, `~all` is enough. A domain that sends nothing is right with `-all`.",
    bad: `$TTL 1h
@      MX  10 mail
       TXT "v=spf1 mx «-all»"
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.org"
`,
    good: `$TTL 1h
@      MX  10 mail
       TXT "v=spf1 mx ~all"
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.org"
`,
    fix: "Write `~all`, if all your mail has DKIM signatures, and let the DMARC policy say what becomes of the rest. Leave `-all`, if mail that is forwarded need not arrive.",
  },
  ...policyRule((spf, place) => {
    const { record } = spf.parsed;
    const all = firstAll(record);
    if (place === undefined || all?.qualifier !== "-" || !isReadable(spf)) return undefined;
    // Of a domain that sends nothing there is nothing to forward.
    if (!record.directives.some(({ qualifier }) => qualifier === "+")) return undefined;
    const found = dmarcPolicy(place.owner, place.estate);
    if (found === undefined) return undefined;
    const { policy, cause } = found;
    const what = policy === "none" ? "which only watches and never sees it" : "which would let forwarded mail with DKIM pass";
    const message = `receivers may reject by -all before they ask DMARC (p=${policy}), ${what}: write ~all`;
    return { span: all.span, message, cause };
  }),
};

/** The policy of the DMARC record for a name: its own, or that of the nearest name above it in the zone (RFC 9989 section 4.10). */
function dmarcPolicy(owner: DomainName, estate: Estate): { policy: string; cause: string } | undefined {
  const zone = estate.zoneOf(owner);
  if (zone === undefined) return undefined;
  for (let at = owner; at.labels.length >= zone.apex.labels.length; at = at.parent) {
    const name = DomainName.fromLabels(["_dmarc", ...at.labels]);
    const records = (isName(name) ? zone.node(name)?.rrset("TXT") : undefined) ?? [];
    const [read, ...others] = records.map((record) => parseDmarc(textOf(record))).filter(({ isRead }) => isRead);
    if (read === undefined) continue;
    if (others.length > 0) return undefined;
    const tag = (at === owner ? undefined : read.find("sp")) ?? read.find("p");
    const policy = tag?.value.toLowerCase();
    // All names that a record is for are one cause.
    const cause = `${policy} ${at.key}`;
    return policy === "none" || policy === "quarantine" || policy === "reject" ? { policy, cause } : undefined;
  }
  return undefined;
}
