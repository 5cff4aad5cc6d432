import type { Rule } from "../rule.js";
import { dateText } from "../structure/dates.js";
import { signatureRule } from "../structure/signature-rule.js";
import { describeSignature } from "../structure/signatures.js";

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
  ...signatureRule(
    "reversed",
    "inception",
    (group) =>
      `${describeSignature(group)} begins on ${dateText(group.inception)} and ends on ${dateText(group.expiration)}, before that`,
  ),
};
