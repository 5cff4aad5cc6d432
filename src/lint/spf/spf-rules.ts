/** Which rules are about SPF: those that `spf lint` asks. */
import { ALL_RULES } from "../registry.js";
import type { Rule } from "../rule.js";

/** Those among the rules of names and zones; the rules of records and of policies are all about SPF. */
const OF_ZONES: ReadonlySet<string> = new Set([
  "address-target-void",
  "chunk-join-missing-space",
  "escape-residue",
  "helo-name-without-spf",
  "helper-orphaned",
  "include-loop",
  "literal-quotes",
  "multiple-records",
  "mx-is-null",
  "no-record",
  "non-ascii",
  "nonbreaking-space",
  "obsolete-policy-record",
  "parked-not-null",
  "ptr-over-10-names",
  "records-concatenated",
  "repo-live-drift",
  "rrset-over-1232",
  "rrset-over-512",
  "rrtype-99",
  "sender-id-record",
  "smart-quotes",
  "spf-in-other-rrtype",
  "ttl-low",
  "txt-cut-by-comment",
  "txt-unquoted",
  "unicode-dash",
  "version-leading-junk",
  "version-missing-space",
  "version-punctuation",
  "version-typo",
  "wildcard-txt",
]);

/** The rules about SPF, in order of their ids. */
export const SPF_RULES: readonly Rule[] = ALL_RULES.filter(isSpfRule);

/** Whether a rule is about SPF. */
function isSpfRule({ id, checkRecord, checkLoneRecord, checkPolicy, askPolicy, askDomain }: Rule): boolean {
  return (
    checkRecord !== undefined ||
    checkLoneRecord !== undefined ||
    checkPolicy !== undefined ||
    askPolicy !== undefined ||
    askDomain !== undefined ||
    OF_ZONES.has(id)
  );
}
