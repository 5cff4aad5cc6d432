import { type Rule, placeOf } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { describeSignature, signatureTimes } from "../structure/signatures.js";

export const rule: Rule = {
  id: "rrsig-times-reversed",
  severity: "error",
  summary: "signatures of the zone end before they begin",
  section: "RFC 4034 3.1.5",
  docs: {
    why: "The time from which a signature counts is after the one until which it does, so it is never valid. The first time of an RRSIG record is the end.",
    bad: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20251230000000 «20260120000000» 12345 example.org. dGVzdA==
`,
    good: `$TTL 1h
mail IN A     192.0.2.25
     IN RRSIG A 13 3 3600 20260120000000 20251230000000 12345 example.org. dGVzdA==
`,
    fix: "Sign the zone again: signatures are not written by hand.",
  },
  // One finding for all signatures of a zone: they were made by one program at one time.
  checkZone(zone, context) {
    const { reversed } = signatureTimes(zone, context.now);
    if (reversed === undefined) return;
    const { first, inception, expiration } = reversed;
    const message = `${describeSignature(reversed)} begins on ${dateText(inception)} and ends on ${dateText(expiration)}, before that`;
    context.report({ ...placeOf(first, 5), message });
  },
};
