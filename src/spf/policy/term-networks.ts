/** The addresses that a term of a policy matches by itself, as far as its answers say. */
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import type { Answer } from "../../base/question.js";
import type { PolicyTerm } from "./policy.js";

/** The networks of a family around the addresses of an answer, as wide as the term says (RFC 7208 section 5.3). */
export function networksAround({ term }: PolicyTerm, family: IpFamily, answer: Answer | undefined): IpSet {
  const lengths = term.kind === "directive" && "prefix4" in term.mechanism ? term.mechanism : undefined;
  const prefix = family === 4 ? (lengths?.prefix4 ?? 32) : (lengths?.prefix6 ?? 128);
  const records = answer?.status === "noerror" ? answer.records : [];
  const addresses = records.flatMap((record) => (record.type === "A" || record.type === "AAAA" ? [record.address] : []));
  return IpSet.ofNetworks(
    family,
    addresses.map((address) => ({ address, prefix })),
  );
}

/** Addresses that a term matches. */
export interface TermNetworks {
  readonly known: IpSet;
  /** It matches no others: every answer that it rests on is there. */
  readonly isWhole: boolean;
}

/** What `ip4`, `ip6`, `a` or `mx` matches of a family; undefined for all other terms. */
export function termNetworks(policyTerm: PolicyTerm, family: IpFamily): TermNetworks | undefined {
  const { term, target, addresses, answer, hosts } = policyTerm;
  if (term.kind === "modifier") return undefined;
  const { mechanism } = term;
  if (mechanism.name === "ip4" || mechanism.name === "ip6") {
    const known = mechanism.address.family === family ? IpSet.ofNetworks(family, [mechanism]) : IpSet.empty(family);
    return { known, isWhole: true };
  }
  if ((mechanism.name !== "a" && mechanism.name !== "mx") || target?.kind !== "name") return undefined;
  const isMx = mechanism.name === "mx";
  const answers = isMx ? (hosts ?? []).map((host) => host.addresses[family]) : [addresses?.[family]];
  return {
    known: IpSet.unionOf(
      family,
      answers.map((one) => networksAround(policyTerm, family, one)),
    ),
    isWhole: (!isMx || isAnswered(answer)) && answers.every(isAnswered),
  };
}

function isAnswered(answer: Answer | undefined): boolean {
  return answer?.status === "noerror" || answer?.status === "nodata" || answer?.status === "nxdomain";
}
