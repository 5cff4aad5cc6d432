/** The words for the terms of a record, for those who read one aloud or compare two. */
import { familyBits } from "../base/ip-set.js";
import type { IpNetwork } from "../base/ip.js";
import { thousands } from "../base/layout.js";
import { ownLookups } from "./limits.js";
import type { Directive, Ip4, Ip6, MacroString, Qualifier, SpfRecord, Term } from "./record.js";

/** What a qualifier says of the hosts that match, to follow a word for them in the plural. */
export const MAY: Readonly<Record<Qualifier, string>> = {
  "+": "may send",
  "-": "may not send (fail)",
  "~": "probably may not send (softfail)",
  "?": "neither may nor may not send (neutral)",
};

/** Whom a directive is about, in the plural: `256 addresses`, `hosts that pass the record of example.net`. */
export function hostsOf({ mechanism }: Directive): string {
  switch (mechanism.name) {
    case "all":
      return "all other hosts";
    case "ip4":
    case "ip6":
      return addressCount(mechanism);
    case "include":
      return `hosts that pass the record of ${mechanism.domain.text}`;
    case "exists":
      return `hosts for which ${mechanism.domain.text} has an address`;
    case "ptr":
      return `hosts whose own name is in ${mechanism.domain?.text ?? "the domain"}`;
    case "a":
    case "mx": {
      const hosts = mechanism.name === "a" ? "the addresses" : "the mail exchanges";
      const networks = mechanism.prefix4 < 32 || mechanism.prefix6 < 128 ? " and the networks around them" : "";
      return `${hosts} of ${mechanism.domain?.text ?? "the domain"}${networks}`;
    }
  }
}

/** The network that a term is, undefined for every other term. */
export function networkOf(term: Term): Ip4 | Ip6 | undefined {
  if (term.kind !== "directive") return undefined;
  const { mechanism } = term;
  return mechanism.name === "ip4" || mechanism.name === "ip6" ? mechanism : undefined;
}

/** `256 addresses`, `1 address`, `2^64 addresses`; with a family `256 IPv4 addresses`. */
export function addressCount({ address, prefix }: IpNetwork, withFamily = false): string {
  const bits = familyBits(address.family) - prefix;
  const noun = withFamily ? `IPv${address.family} address` : "address";
  if (bits === 0) return `1 ${noun}`;
  const count = bits <= 32 ? thousands(2 ** bits) : `2^${bits}`;
  return `${count} ${noun}es`;
}

/** The `domain-spec` or value of a term. */
export function macroStringOf(term: Term): MacroString | undefined {
  if (term.kind === "modifier") return term.name === "unknown" ? term.value : term.domain;
  return "domain" in term.mechanism ? term.mechanism.domain : undefined;
}

/** How many of the ten DNS lookups a record takes itself, at the most: the records that it leads to come on top. */
export function lookupsOfRecord(record: SpfRecord): number {
  const directives = reachableDirectives(record);
  const hasAll = directives.at(-1)?.mechanism.name === "all";
  const terms = hasAll || record.redirect === undefined ? directives : [...directives, record.redirect];
  return terms.reduce((sum, term) => sum + ownLookups(term), 0);
}

/** The directives that an evaluation can come to: nothing behind `all`, which matches every host (RFC 7208 section 5.1). */
export function reachableDirectives({ directives }: SpfRecord): readonly Directive[] {
  const allAt = directives.findIndex(({ mechanism }) => mechanism.name === "all");
  return allAt < 0 ? directives : directives.slice(0, allAt + 1);
}
