import { IpSet } from "../../base/ip-set.js";
import { attribution } from "../../spf/policy/authorised.js";
import type { Policy, PolicyTerm } from "../../spf/policy/policy.js";
import type { Rule } from "../rule.js";
import type { PolicyView } from "../spf/policy-view.js";
import { shownInRoot } from "../spf/policy-terms.js";

const MANY = 100_000;
/** Half of all addresses. */
const ALL_BUT_FEW = 2n ** 31n;
/** Networks that are as wide as this have a finding by themselves. */
const VERY_WIDE = 15;

export const rule: Rule = {
  id: "authorises-many",
  severity: "warning",
  summary: "an SPF record lets more than 100,000 IPv4 addresses send",
  section: "RFC 7208 10.1.2",
  docs: {
    why: "Every host at one of these addresses can send mail that passes as this domain. Among so many there are strangers: other customers of the same provider, and hosts that were broken into.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:12.0.0.0/15 -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:12.0.0.0/24 -all"
`,
    fix: "Ask the vendor for the addresses that are used for your mail, or for a name under your own domain; remove includes of vendors that you left.",
  },
  checkPolicy(policy, context) {
    if (boundOf(policy.policy) <= MANY) return;
    const terms = attribution(policy.outcomes, ["pass"]).terms;
    const shares = policy.policy.root.terms.flatMap((term) => {
      const set = terms.get(term)?.[4].certain;
      return set === undefined || set.isEmpty ? [] : [{ term, set }];
    });
    const passing = IpSet.unionOf(
      4,
      shares.map(({ set }) => set),
    );
    // The rules about those who let everyone pass say more.
    if (passing.size >= ALL_BUT_FEW) return;
    const own = shares.filter(({ term }) => !isSaidElsewhere(policy, term));
    const [widest, ...others] = own.toSorted((a, b) => Number(b.set.size - a.set.size));
    if (
      widest === undefined ||
      IpSet.unionOf(
        4,
        own.map(({ set }) => set),
      ).size <= MANY
    )
      return;
    const shown = [widest, ...others.slice(0, 2)].map(({ term, set }) => `${shownInRoot(policy, term)} ${grouped(set.size)}`);
    const message = `${grouped(passing.size)} IPv4 addresses may send: ${shown.join(", ")}`;
    context.report({ span: widest.term.term.span, message });
  },
};

/** How many addresses the terms of a policy name at the most: quickly, to leave out most policies. */
function boundOf({ records }: Policy): number {
  let sum = 0;
  for (const { terms } of records.values()) for (const term of terms) sum += sizeOf(term);
  return sum;
}

function sizeOf({ term, addresses, hosts }: PolicyTerm): number {
  if (term.kind === "modifier") return 0;
  const { mechanism } = term;
  switch (mechanism.name) {
    case "ip4":
      return 2 ** (32 - mechanism.prefix);
    case "a":
      return addresses?.[4]?.status === "noerror" ? addresses[4].records.length * 2 ** (32 - mechanism.prefix4) : 0;
    case "mx":
      return (hosts ?? []).reduce((sum, host) => {
        const answer = host.addresses[4];
        return sum + (answer?.status === "noerror" ? answer.records.length * 2 ** (32 - mechanism.prefix4) : 0);
      }, 0);
    default:
      return 0;
  }
}

function isSaidElsewhere(policy: PolicyView, { term, child }: PolicyTerm): boolean {
  if (child !== undefined) return policy.isChecked(child.domain);
  if (term.kind === "modifier") return false;
  const { mechanism } = term;
  if (mechanism.name === "ip4") return mechanism.prefix <= VERY_WIDE;
  return "prefix4" in mechanism && mechanism.prefix4 <= VERY_WIDE;
}

/** A number with a comma for each thousand. */
function grouped(number: bigint): string {
  return String(number).replaceAll(/\B(?=(?:[0-9]{3})+$)/g, ",");
}
