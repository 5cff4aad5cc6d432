/**
 * Networks that an `a` or `mx` has by its addresses, and hosts whose addresses are in networks of the record: what one of the two adds
 * to the other is nothing, as long as the addresses are those of now.
 */
import { formatIp } from "../../base/ip.js";
import { IpSet } from "../../base/ip-set.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { PolicyTerm } from "../../spf/policy/policy.js";
import { termNetworks } from "../../spf/policy/term-networks.js";
import type { Directive } from "../../spf/record.js";
import { shownInRoot } from "./policy-terms.js";
import type { PolicyFinding, PolicyView } from "./policy-view.js";
import { redundancyOf } from "./redundancy.js";
import { isNetwork } from "./terms.js";

/** The terms of the root's record that earlier ones with the same verdict cover. What the text alone shows is left out. */
export function coveredNow(view: PolicyView): PolicyFinding[] {
  const { terms, parsed } = view.policy.root;
  if (parsed === undefined) return [];
  const standing = new Set(redundancyOf({ text: view.text, strings: [view.text], parsed }).standing);
  const tested = terms.flatMap((one): Tested[] => {
    const { term } = one;
    return term.kind === "directive" && one.isReached && standing.has(term) ? [{ one, term }] : [];
  });
  if (tested.length > MAX_TERMS) return [];
  return tested.flatMap(({ one, term }, at) => {
    const earlier = tested.slice(0, at).filter((other) => other.term.qualifier === term.qualifier);
    const by = isNetwork(term.mechanism)
      ? hostAround(one, earlier)
      : networksAround(
          one,
          earlier.filter((other) => isNetwork(other.term.mechanism)),
        );
    if (by.length === 0) return [];
    return [
      {
        span: term.span,
        message: messageOf(view, one, by),
        related: by.map((other) => ({ span: other.term.span, message: "this has them already" })),
      },
    ];
  });
}

/** Each term is compared with all before it, so that a record of more of them is left alone: a sensible one has a tenth. */
const MAX_TERMS = 400;

interface Tested {
  readonly one: PolicyTerm;
  readonly term: Directive;
}

/** The first `a` or `mx` that has all addresses of a network. */
function hostAround(network: PolicyTerm, earlier: readonly Tested[]): readonly Tested[] {
  const around = earlier.find(({ one, term }) => {
    if (isNetwork(term.mechanism)) return false;
    return FAMILIES.every((family) => {
      const [inner, outer] = [termNetworks(network, family), termNetworks(one, family)];
      return inner !== undefined && outer?.known.includes(inner.known) === true;
    });
  });
  return around === undefined ? [] : [around];
}

/** The networks that have all addresses of an `a` or `mx` together; none where it has no address, or where not all are known. */
function networksAround(host: PolicyTerm, networks: readonly Tested[]): readonly Tested[] {
  const found = new Set<Tested>();
  for (const family of FAMILIES) {
    const inner = termNetworks(host, family);
    if (inner?.isWhole !== true) return [];
    const sets = networks.map((tested) => ({ tested, set: setOf(tested, family) }));
    const outer = IpSet.unionOf(
      family,
      sets.map(({ set }) => set),
    );
    if (!outer.includes(inner.known)) return [];
    for (const { tested, set } of sets) if (!set.intersect(inner.known).isEmpty) found.add(tested);
  }
  return networks.filter((tested) => found.has(tested));
}

function setOf({ one }: Tested, family: 4 | 6): IpSet {
  return termNetworks(one, family)?.known ?? IpSet.empty(family);
}

/** The most addresses, and terms, that are named. */
const MAX_SHOWN = 3;

function messageOf(view: PolicyView, one: PolicyTerm, by: readonly Tested[]): string {
  const term = shownInRoot(view, one);
  const others = listed(by.map((tested) => shownInRoot(view, tested.one)));
  if (one.target === undefined) {
    return `${term} is among the addresses that ${others} has now, so it lets in nobody else as long as these stay: one of the two is enough`;
  }
  const networks = FAMILIES.flatMap((family) => termNetworks(one, family)?.known.networks() ?? []);
  const shown = networks.map(({ address, prefix }) => {
    return prefix === (address.family === 4 ? 32 : 128) ? formatIp(address) : `${formatIp(address)}/${prefix}`;
  });
  return `all that ${term} has now (${listed(shown)}) is in ${others}, so it costs a lookup and lets in nobody else as long as its addresses stay: one of the two is enough`;
}

function listed(texts: readonly string[]): string {
  if (texts.length <= MAX_SHOWN) return texts.join(", ");
  return `${texts.slice(0, MAX_SHOWN).join(", ")} and ${texts.length - MAX_SHOWN} more`;
}
