/** Rules about the times of signatures. */
import { type Rule, placeOf } from "../rule.js";
import { type SignatureGroup, type SignatureTimes, signatureTimes } from "./signatures.js";

/** The fields of an RRSIG record that hold a time. */
const FIELDS = { expiration: 4, inception: 5 } as const;

/**
 * The part of a rule that reports the signatures of one kind, marked at a time of the first one. One finding for all signatures of
 * a zone: they were made by one program at one time.
 */
export function signatureRule(
  kind: keyof SignatureTimes,
  field: keyof typeof FIELDS,
  describe: (group: SignatureGroup) => string,
): Pick<Rule, "checkZone"> {
  return {
    checkZone(zone, context) {
      const group = signatureTimes(zone, context.now)[kind];
      if (group !== undefined) context.report({ ...placeOf(group.first, FIELDS[field]), message: describe(group) });
    },
  };
}
