import type { Rule } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { signatureRule } from "../structure/signature-rule.js";
import { describeSignature } from "../structure/signatures.js";

export const rule: Rule = {
  id: "rrsig-expired",
  severity: "error",
  summary: "signatures of the zone have expired",
  section: "RFC 4034 3.1.5",
  docs: {
    why: "Validating resolvers refuse answers whose signature has expired: for them, and for most large mail providers, the zone is gone.",
    bad: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 «20251220000000» 20251201000000 12345 example.org. dGVzdA==
`,
    good: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    fix: "Sign the zone again, and find out why that did not happen by itself.",
  },
  ...signatureRule(
    "expired",
    "expiration",
    (group) => `${describeSignature(group)} expired on ${dateText(group.expiration)}: validating resolvers refuse the answer`,
  ),
};
