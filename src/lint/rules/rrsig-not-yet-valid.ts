import { type Rule, placeOf } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { describeSignature, signatureTimes } from "../structure/signatures.js";

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
  // One finding for all signatures of a zone: they were made by one program at one time.
  checkZone(zone, context) {
    const { notYetValid } = signatureTimes(zone, context.now);
    if (notYetValid === undefined) return;
    const { first, inception } = notYetValid;
    const message = `${describeSignature(notYetValid)} counts only from ${dateText(inception)} on: validating resolvers refuse the answer`;
    context.report({ ...placeOf(first, 5), message });
  },
};
