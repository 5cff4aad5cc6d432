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
import type { FixClaim } from "../spf/spf-text.js";

/** What a change of a record's text does. */
export interface FixEffect {
  readonly before: Policy;
  readonly after: Policy;
  readonly comparison: PolicyComparison;
}

export interface FixProof {
  readonly effect: FixEffect;
  /** Why the fix must not be applied, as a sentence without a full stop; undefined where it keeps what it claims. */
  readonly refusal: string | undefined;
}

/**
 * Compares the policies that two texts give as the one SPF record of `owner`. Without an owner, and for a wildcard, nothing is known of
 * the domain, and what depends on it is compared by form.
 */
export function* proveFix(owner: DomainName | undefined, before: string, after: string, claim: FixClaim): Steps<FixProof> {
  const domain = owner === undefined || owner.labels[0] === "*" ? NOBODY : owner;
  const effect = yield* effectOf(domain, before, after);
  return { effect, refusal: refusalOf(effect, before, after, claim) };
}

/** What becomes of whom, when a text takes the place of another one as the one SPF record of a domain. */
function* effectOf(domain: DomainName, before: string, after: string): Steps<FixEffect> {
  const policies = {
    before: yield* asThoughPublished(policySteps(domain), domain, before),
    after: yield* asThoughPublished(policySteps(domain), domain, after),
  };
  return { ...policies, comparison: comparePolicies(policies.before, policies.after) };
}

// --------------------------------------------------------------------------------------------------------------------------

function refusalOf(effect: FixEffect, before: string, after: string, claim: FixClaim): string | undefined {
  const { comparison } = effect;
  if (comparison.isEqual) return undefined;
  switch (claim.kind) {
    case "nothing":
      if (onlyLiftsLimits(effect)) return undefined;
      return comparison.changes.length > 0
        ? "it would change verdicts, and is meant to change none"
        : "it cannot be told that nobody's verdict changes";
    case "networks":
      return [...comparison.changes, ...comparison.unclear].every((change) => isWithin(change, claim.networks))
        ? undefined
        : "it would change the verdicts of other addresses than it is meant to";
    case "repair":
      // A record with several errors is mended one by one: until the last of them all get permerror, as before.
      if (isReadable(before)) return "the record can be read as it is, so that this is no repair";
      return isReadable(after) ? undefined : "the record could still not be read";
  }
}

const LIMITS: ReadonlySet<ReasonCode> = new Set<ReasonCode>(["lookup-limit", "void-lookup-limit"]);

/**
 * Whether all whose verdict changes had permerror for too many lookups: a fix that takes out what asks, and decides nothing, claims
 * that much.
 */
function onlyLiftsLimits({ before, after, comparison }: FixEffect): boolean {
  if (comparison.unclear.length > 0) return false;
  const { changes } = comparePolicies(before, after, { byReason: true });
  return changes.every((change) => change.before.result === change.after.result || LIMITS.has(change.before.code));
}

function isWithin({ addresses }: ChangedAddresses, networks: readonly IpNetwork[]): boolean {
  const isInside = (family: IpFamily): boolean => addresses[family].subtract(IpSet.ofNetworks(family, networks)).isEmpty;
  return FAMILIES.every(isInside);
}

function isReadable(text: string): boolean {
  return isSpfRecord(text) && parseRecord(text).problems.length === 0;
}
