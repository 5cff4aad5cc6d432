import type { DomainName } from "../../base/name.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import type { Rule } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";

export const rule: Rule = {
  id: "helper-orphaned",
  severity: "info",
  summary: "nothing refers to a record that is for include or redirect",
  section: "RFC 7208 5.2",
  docs: {
    why: "A name like `_spf` is there for others to include. When none of the zones that are checked does, it is a leftover, or the include was forgotten and the hosts in it cannot send.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 -all"
_spf TXT "«v=spf1» ip4:198.51.100.0/24 -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.org -all"
_spf TXT "v=spf1 ip4:198.51.100.0/24 -all"
`,
    fix: "Include the record where it belongs, or remove it. Silence this where zones that are not checked here use it.",
  },
  needsWholeZone: true,
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode: noteReferences,
  checkEstate({ zones }, context) {
    const whole = new Set(zones);
    const { helpers, names, ends } = mailReferences(context.estate);
    for (const { name, place } of helpers) {
      const zone = context.estate.zoneOf(name);
      if (zone === undefined || !whole.has(zone)) continue;
      const { key } = name;
      if (names.has(`include ${key}`) || names.has(`redirect ${key}`)) continue;
      if (mayBeMade(name, ends)) continue;
      context.report({
        ...place,
        message: `nothing in these zones includes ${name.text} or redirects to it`,
      });
    }
  },
};

// Whether a domain-spec with macros can mean the name.
function mayBeMade(name: DomainName, ends: ReadonlySet<string>): boolean {
  if (ends.has("")) return true;
  for (let at = name.parent; at.labels.length > 0; at = at.parent) if (ends.has(`.${at.key}`)) return true;
  return false;
}
