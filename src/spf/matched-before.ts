/** Which terms of a record never decide, because every host that they match was matched by one term in front of them (section 4.6.2). */
import { type IpFamily, networkRange } from "../base/ip-set.js";
import { formatIp } from "../base/ip.js";
import type { Directive, Ip4, Ip6, Mechanism, SpfRecord } from "./record.js";
import { networkOf, reachableDirectives } from "./term-words.js";

/** What stands in front of a directive and leaves it less to match than it says, or nothing. */
export interface MatchedBefore {
  /** The term that matches all hosts that this one does. */
  readonly by?: Directive;
  /** The terms that match every address of a family. */
  readonly families: Readonly<Partial<Record<IpFamily, Directive>>>;
}

/** Looks at the directives that evaluations come to; those that nothing in front of them concerns are left out. Linear in the terms. */
export function matchedBefore(record: SpfRecord): ReadonlyMap<Directive, MatchedBefore> {
  const found = new Map<Directive, MatchedBefore>();
  const earlier = new EarlierTerms();
  for (const directive of reachableDirectives(record)) {
    const { families } = earlier;
    const by = earlier.cover(directive);
    if (by !== undefined || families[4] !== undefined || families[6] !== undefined) {
      found.set(directive, { families: { ...families }, ...(by === undefined ? {} : { by }) });
    }
    if (by === undefined) earlier.add(directive);
  }
  return found;
}

// --------------------------------------------------------------------------------------------------------------------------

class EarlierTerms {
  readonly families: Partial<Record<IpFamily, Directive>> = {};
  readonly #networks = new Map<string, Directive>();
  readonly #prefixes: Readonly<Record<IpFamily, Set<number>>> = { 4: new Set(), 6: new Set() };
  readonly #targets = new Map<string, Directive[]>();

  add(directive: Directive): void {
    const network = networkOf(directive);
    if (network === undefined) {
      const key = targetKey(directive.mechanism);
      // A term within which an earlier one is stands for both.
      const others = (this.#targets.get(key) ?? []).filter((other) => !isWithin(other.mechanism, directive.mechanism));
      this.#targets.set(key, [...others, directive]);
      return;
    }
    const { family } = network.address;
    this.#networks.set(networkKey(network, network.prefix), directive);
    this.#prefixes[family].add(network.prefix);
    if (network.prefix === 0) this.families[family] = directive;
  }

  /** The earlier term that matches all that this one does; of two families, that of the last one. */
  cover(directive: Directive): Directive | undefined {
    const network = networkOf(directive);
    const { 4: four, 6: six } = this.families;
    if (network === undefined) {
      const same = this.#targets.get(targetKey(directive.mechanism)) ?? [];
      return same.find((other) => isWithin(directive.mechanism, other.mechanism)) ?? (four && six);
    }
    for (const prefix of this.#prefixes[network.address.family]) {
      const by = prefix <= network.prefix ? this.#networks.get(networkKey(network, prefix)) : undefined;
      if (by !== undefined) return by;
    }
    return undefined;
  }
}

function networkKey({ address }: Ip4 | Ip6, prefix: number): string {
  return `${formatIp(networkRange({ address, prefix }).first)}/${prefix}`;
}

/** Equal for two mechanisms that ask for the same; what is equal only by the case of a name is left alone. */
function targetKey(mechanism: Mechanism): string {
  return `${mechanism.name}:${"domain" in mechanism ? (mechanism.domain?.text ?? "") : ""}`;
}

function isWithin(inner: Mechanism, outer: Mechanism): boolean {
  if (!("prefix4" in inner) || !("prefix4" in outer)) return true;
  return outer.prefix4 <= inner.prefix4 && outer.prefix6 <= inner.prefix6;
}
