/**
 * What the order of a record's terms makes of them: each term is tested only where none before it matched (RFC 7208 section 4.6.2).
 * One look at a record serves all rules about that, so that a term has at most one finding for it.
 */
import type { IpNetwork } from "../../base/ip.js";
import { formatMechanism } from "../../spf/print.js";
import type { A, Directive, MacroString, Mechanism, Mx, SpfRecord, Term } from "../../spf/record.js";
import { type NetworkFindings, type NetworkTerm, type Overruled, compareOrder } from "./network-order.js";
import { mergeNetworks, withoutHostBits } from "./networks.js";
import { once } from "./once.js";
import type { SpfText } from "./spf-text.js";
import { firstAll, isNetwork, isReadable } from "./terms.js";

export interface Redundancy extends NetworkFindings {
  /** The first `all`, and what stands behind it and is never tested. */
  readonly all: Directive | undefined;
  readonly behindAll: readonly Directive[];
  /** Includes of what another term of the record asks for already. */
  readonly includes: readonly { readonly term: Directive; readonly by: Term }[];
  /** Neighbours that are one network together; the terms in the order of the record. */
  readonly mergeable: readonly { readonly network: IpNetwork; readonly terms: readonly Directive[] }[];
  /** What is left of the directives without all these: only about them there is more to say. */
  readonly standing: readonly Directive[];
}

/** Looks at the order of a record once for all rules. Of one that is not readable only `all` is known. */
export const redundancyOf: (spf: SpfText) => Redundancy = once(lookAt);

function lookAt(spf: SpfText): Redundancy {
  const { record } = spf.parsed;
  const { directives } = record;
  const all = firstAll(record);
  const end = all === undefined ? directives.length : directives.indexOf(all);
  const tested = directives.slice(0, end);
  const overruled: Overruling = { duplicates: [], covered: [], shadowed: [], includes: [] };
  const common = { ...overruled, all, behindAll: directives.slice(end + 1) };
  if (!isReadable(spf)) return { ...common, mergeable: [], standing: all === undefined ? tested : [...tested, all] };

  const families = networksOf(tested).map((terms) => compareOrder(terms, overruled));
  compareTargets(tested, overruled);
  if (all === undefined) compareRedirect(tested, record, overruled);
  const gone = goneTerms(overruled);
  const standing = gone.size === 0 ? tested : tested.filter((directive) => !gone.has(directive));
  return {
    ...common,
    mergeable: families.flatMap((sorted) => mergeable(sorted, gone)),
    standing: all === undefined ? standing : [...standing, all],
  };
}

interface Overruling extends NetworkFindings {
  readonly includes: { term: Directive; by: Term }[];
}

function goneTerms({ duplicates, covered, shadowed, includes }: Overruling): ReadonlySet<Directive> {
  const gone = new Set<Directive>();
  for (const list of [duplicates, covered, shadowed, includes]) for (const { term } of list) gone.add(term);
  return gone;
}

// --------------------------------------------------------------------------------------------------------------------------
// Networks

/** The networks, those of IPv4 and those of IPv6. */
function networksOf(tested: readonly Directive[]): readonly [NetworkTerm[], NetworkTerm[]] {
  const families: [NetworkTerm[], NetworkTerm[]] = [[], []];
  let segment = 0;
  for (let index = 0; index < tested.length; index++) {
    const directive = tested[index];
    if (directive === undefined) continue;
    const { mechanism } = directive;
    if (!isNetwork(mechanism)) {
      segment++;
      continue;
    }
    const family = families[mechanism.name === "ip4" ? 0 : 1];
    const last = family.at(-1);
    const isRun = last?.segment === segment && last.directive.qualifier === directive.qualifier;
    const run = last === undefined || isRun ? (last?.run ?? 0) : last.run + 1;
    family.push({ directive, network: withoutHostBits(mechanism), index, segment, run });
  }
  return families;
}

/**
 * Networks of one family, given sorted, that make up others. Two hosts beside each other are left alone, for they are two hosts.
 */
function mergeable(sorted: readonly NetworkTerm[], gone: ReadonlySet<Directive>): { network: IpNetwork; terms: Directive[] }[] {
  if (sorted.length < 2) return [];
  const runs: NetworkTerm[][] = [];
  for (const term of sorted) if (!gone.has(term.directive)) (runs[term.run] ??= []).push(term);
  const found: { network: IpNetwork; terms: Directive[] }[] = [];
  for (const run of runs) {
    for (const { network, items } of mergeNetworks(run ?? [])) {
      if (items.length === 2 && network.prefix === (network.address.family === 4 ? 31 : 127)) continue;
      found.push({ network, terms: items.toSorted((a, b) => a.index - b.index).map(({ directive }) => directive) });
    }
  }
  return found;
}

// --------------------------------------------------------------------------------------------------------------------------
// Terms that ask

/** Finds terms that ask what an earlier one asked: such a term never matches. */
function compareTargets(tested: readonly Directive[], overruled: Overruling): void {
  const byTarget = new Map<string, Directive[]>();
  for (let index = 0; index < tested.length; index++) {
    const directive = tested[index];
    if (directive === undefined || isNetwork(directive.mechanism)) continue;
    const { mechanism } = directive;
    const key = targetKey(mechanism);
    const earlier = byTarget.get(key);
    if (earlier === undefined) {
      byTarget.set(key, [directive]);
      continue;
    }
    const by = earlier.find((other) => isWithin(mechanism, other.mechanism));
    if (by !== undefined) listFor(directive, by, overruled).push({ term: directive, by });
    else {
      const before = tested[index - 1];
      // Right behind it, a term with wider networks of the same hosts does for both.
      if (before !== undefined && before.qualifier === directive.qualifier && earlier.at(-1) === before) {
        if (isWithin(before.mechanism, mechanism)) {
          overruled.covered.push({ term: before, by: directive });
          earlier.pop();
        }
      }
      earlier.push(directive);
    }
  }
}

function listFor(term: Directive, by: Directive, overruled: Overruling): Overruled[] | Overruling["includes"] {
  if (by.qualifier !== term.qualifier) return overruled.shadowed;
  if (formatMechanism(by.mechanism) === formatMechanism(term.mechanism)) return overruled.duplicates;
  if (term.mechanism.name === "include") return overruled.includes;
  return isWithin(by.mechanism, term.mechanism) ? overruled.duplicates : overruled.covered;
}

/** Finds includes at the end of a record whose redirect leads to the same record, which then passes whom they pass. */
function compareRedirect(tested: readonly Directive[], { redirect }: SpfRecord, { includes }: Overruling): void {
  if (redirect === undefined) return;
  const key = domainKey(redirect.domain);
  for (let index = tested.length - 1; index >= 0; index--) {
    const term = tested[index];
    if (term === undefined || term.qualifier !== "+") return;
    const { mechanism } = term;
    if (isNetwork(mechanism)) continue;
    if (mechanism.name !== "include" || domainKey(mechanism.domain) !== key) return;
    if (!includes.some((other) => other.term === term)) includes.push({ term, by: redirect });
  }
}

/** What a mechanism asks for: equal for two that get the same answers. */
function targetKey(mechanism: Exclude<Mechanism, { name: "ip4" | "ip6" }>): string {
  if (!("domain" in mechanism) || mechanism.domain === undefined) return mechanism.name;
  return `${mechanism.name}:${domainKey(mechanism.domain)}`;
}

// Names are compared without case; the letters of macros are not, for upper case escapes.
function domainKey(domain: MacroString): string {
  const last = domain.parts.at(-1);
  const text = last?.kind === "literal" && last.text.endsWith(".") ? domain.text.slice(0, -1) : domain.text;
  return domain.parts.length === 1 && last?.kind === "literal" ? text.toLowerCase() : text;
}

/** Whether one of two mechanisms with the same target matches nobody whom the other does not match. */
function isWithin(inner: Mechanism, outer: Mechanism): boolean {
  if (!hasLengths(inner) || !hasLengths(outer)) return true;
  return outer.prefix4 <= inner.prefix4 && outer.prefix6 <= inner.prefix6;
}

function hasLengths(mechanism: Mechanism): mechanism is A | Mx {
  return mechanism.name === "a" || mechanism.name === "mx";
}
