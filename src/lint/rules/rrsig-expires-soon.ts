import type { Rule } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { signatureRule } from "../structure/signature-rule.js";
import { DAYS_LEFT, describeSignature } from "../structure/signatures.js";

export const rule: Rule = {
  id: "rrsig-expires-soon",
  severity: "warning",
  summary: "signatures of the zone expire within a week",
  section: "RFC 4034 3.1.5",
  docs: {
    why: "Secondary name servers and caches keep the old signatures for a while, and when the signer stands still over a long weekend, the zone is gone for validating resolvers.",
    bad: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 «20260104000000» 20251215000000 12345 example.org. dGVzdA==
`,
    good: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    fix: "Sign the zone again. A signer should do so by itself when about a quarter of the time is left.",
  },
  ...signatureRule(
    "expiresSoon",
    "expiration",
    (group) => `${describeSignature(group)} expires on ${dateText(group.expiration)}, within ${DAYS_LEFT} days`,
  ),
};
