/** The proof that a fix changes no more than it claims: the policies of the record before and after it are compared. */
import type { DomainName } from "../../base/name.js";
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import type { IpNetwork } from "../../base/ip.js";
import type { Steps } from "../../base/run.js";
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { type ChangedAddresses, type PolicyComparison, comparePolicies } from "../../spf/policy/compare.js";
import { FAMILIES, type ReasonCode } from "../../spf/policy/outcomes.js";
import type { Policy } from "../../spf/policy/policy.js";
import { NOBODY, asThoughPublished } from "../../spf/policy/published.js";
import { policySteps } from "../../spf/policy/read.js";
import { onlyDropsRepeats } from "../../spf/policy/repeats.js";
import type { FixClaim } from "../spf/spf-text.js";

export interface FixProof {
  /** Whose verdict changes. */
  readonly effect: PolicyComparison;
  /** Why the fix must not be applied, as a sentence without a full stop; undefined where it keeps what it claims. */
  readonly refusal: string | undefined;
}

/**
 * Compares the policies that two texts give as the one SPF record of `owner`. Without an owner, and for a wildcard, nothing is known of
 * the domain, and what depends on it is compared by form.
 */
export function* proveFix(owner: DomainName | undefined, before: string, after: string, claim: FixClaim): Steps<FixProof> {
  const domain = owner === undefined || owner.labels[0] === "*" ? NOBODY : owner;
  const change: TextChange = {
    before,
    after,
    policyBefore: yield* asThoughPublished(policySteps(domain), domain, before),
    policyAfter: yield* asThoughPublished(policySteps(domain), domain, after),
  };
  const compared = comparePolicies(change.policyBefore, change.policyAfter);
  const isByForm = compared.unclear.length > 0 && onlyDropsRepeats(change.policyBefore.root, change.policyAfter.root);
  const effect = isByForm ? asLifted(compared) : compared;
  // The policies are not handed on: a file may have a hundred thousand fixes.
  return { effect, refusal: refusalOf(change, effect, claim, isByForm) };
}

// --------------------------------------------------------------------------------------------------------------------------

interface TextChange {
  readonly before: string;
  readonly after: string;
  readonly policyBefore: Policy;
  readonly policyAfter: Policy;
}

/**
 * What is left of an effect of which it is known that only permerror by a limit is lifted. The comparison does not see that a question
 * has the answer that it had, and takes a term for one that may match whose twin did not.
 */
function asLifted({ changes, unclear }: PolicyComparison): PolicyComparison {
  const lifted = unclear.filter(({ before }) => before.includes("permerror"));
  const isEqual = changes.length === 0 && lifted.length === 0;
  return { isEqual, changes, unclear: lifted.map((one) => ({ ...one, before: ["permerror"] })) };
}

function refusalOf(change: TextChange, comparison: PolicyComparison, claim: FixClaim, isByForm: boolean): string | undefined {
  if (comparison.isEqual) return undefined;
  switch (claim.kind) {
    case "nothing":
      if ((comparison.unclear.length === 0 || isByForm) && onlyLiftsLimits(change)) return undefined;
      return comparison.changes.length > 0
        ? "it would change verdicts, and is meant to change none"
        : "it cannot be told that nobody's verdict changes";
    case "networks":
      return [...comparison.changes, ...comparison.unclear].every((one) => isWithin(one, claim.networks))
        ? undefined
        : "it would change the verdicts of other addresses than it is meant to";
    case "repair":
      // A record with several errors is mended one by one: until the last of them all get permerror, as before.
      if (isReadable(change.before)) return "the record can be read as it is, so that this is no repair";
      return isReadable(change.after) ? undefined : "the record could still not be read";
  }
}

const LIMITS: ReadonlySet<ReasonCode> = new Set<ReasonCode>(["lookup-limit", "void-lookup-limit"]);

/**
 * Whether all whose verdict changes had permerror for too many lookups: a fix that takes out what asks, and decides nothing, claims
 * that much.
 */
function onlyLiftsLimits({ policyBefore, policyAfter }: TextChange): boolean {
  const { changes } = comparePolicies(policyBefore, policyAfter, { byReason: true });
  return changes.every(({ before, after }) => before.result === after.result || LIMITS.has(before.code));
}

function isWithin({ addresses }: ChangedAddresses, networks: readonly IpNetwork[]): boolean {
  const isInside = (family: IpFamily): boolean => addresses[family].subtract(IpSet.ofNetworks(family, networks)).isEmpty;
  return FAMILIES.every(isInside);
}

function isReadable(text: string): boolean {
  return isSpfRecord(text) && parseRecord(text).problems.length === 0;
}
