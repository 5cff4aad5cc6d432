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
    // A name without mail exchanges is that of a host, and of a domain that sends nothing there is nothing to forward.
    if (place.estate.zoneOf(place.owner)?.node(place.owner)?.types.includes("MX") !== true) return undefined;
    if (!record.directives.some(({ qualifier }) => qualifier === "+")) return undefined;
    const found = dmarcPolicy(place.owner, place.estate);
    if (found === undefined) return undefined;
    const { policy, cause } = found;
    const what = policy === "none" ? "which only watches and never sees it" : "which would let forwarded mail with DKIM pass";
    const message = `receivers may reject by -all before they ask DMARC (p=${policy}), ${what}: write ~all`;
    return { span: all.span, message, cause };
  }),
};

/**
 * The policy of the DMARC record of a name itself. The name of a host, whose record is for HELO, is checked by DMARC only for the domain
 * above it, and there `-all` is right.
 */
function dmarcPolicy(owner: DomainName, estate: Estate): { policy: string; cause: string } | undefined {
  const name = DomainName.fromLabels(["_dmarc", ...owner.labels]);
  const node = isName(name) ? estate.zoneOf(owner)?.node(name) : undefined;
  const records = node?.rrset("TXT") ?? [];
  const [read, ...others] = records.map((record) => parseDmarc(textOf(record))).filter(({ isRead }) => isRead);
  if (read === undefined || others.length > 0) return undefined;
  const policy = read.find("p")?.value.toLowerCase();
  const cause = `${policy} ${owner.key}`;
  return policy === "none" || policy === "quarantine" || policy === "reject" ? { policy, cause } : undefined;
}
