import type { Rule } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { signatureRule } from "../structure/signature-rule.js";
import { describeSignature } from "../structure/signatures.js";

export const rule: Rule = {
  id: "rrsig-not-yet-valid",
  severity: "error",
  summary: "signatures of the zone are not valid yet",
  section: "RFC 4034 3.1.5",
  docs: {
    why: "Validating resolvers refuse a signature before the time from which it counts. Mostly the clock of the signer is wrong, or takes the local time for UTC.",
    bad: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20260301000000 «20260201000000» 12345 example.org. dGVzdA==
`,
    good: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    fix: "Correct the clock of the signer and sign the zone again.",
  },
  ...signatureRule(
    "notYetValid",
    "inception",
    (group) =>
      `${describeSignature(group)} counts only from ${dateText(group.inception)} on: validating resolvers refuse the answer`,
  ),
};
