import { type Rule, placeOf } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { describeSignature, signatureTimes } from "../structure/signatures.js";

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
  // One finding for all signatures of a zone: they were made by one program at one time.
  checkZone(zone, context) {
    const { expired } = signatureTimes(zone, context.now);
    if (expired === undefined) return;
    const { first, expiration } = expired;
    const message = `${describeSignature(expired)} expired on ${dateText(expiration)}: validating resolvers refuse the answer`;
    context.report({ ...placeOf(first, 4), message });
  },
};
