/** Which networks of a record others make superfluous, by the order in which they are tested. */
import type { IpNetwork } from "../../base/ip.js";
import type { Directive, Qualifier } from "../../spf/record.js";
import { compareNetworks, equalNetworks, holds } from "./networks.js";

/** A network of one family at its place in the record. */
export interface NetworkTerm {
  readonly directive: Directive;
  /** Without host bits. */
  readonly network: IpNetwork;
  /** The place among the directives. */
  readonly index: number;
  /** How many directives that ask DNS stand in front of it. */
  readonly segment: number;
  /** Counts stretches of networks of this family with one qualifier and no question between them: their order does not matter. */
  readonly run: number;
}

/** A term that need not be there, or is not what it seems, because of another one. */
export interface Overruled {
  readonly term: Directive;
  readonly by: Directive;
}

export interface NetworkFindings {
  /** The same network again. */
  readonly duplicates: Overruled[];
  /** Its addresses get the same from the other one. */
  readonly covered: Overruled[];
  /** An earlier one with another qualifier has all its addresses. */
  readonly shadowed: Overruled[];
}

/** A network that stands for the first time, in the forest of all. */
interface Node extends NetworkTerm {
  readonly parent: Node | undefined;
  /** The place of the first later term with another qualifier that has some of the addresses. */
  firstOther: number;
}

/**
 * Looks at the networks of one family, given in their order. Returns those that stand for the first time, in the order of
 * `compareNetworks`.
 */
export function compareOrder(terms: readonly NetworkTerm[], findings: NetworkFindings): readonly NetworkTerm[] {
  if (terms.length < 2) return terms;
  const nodes = forestOf(terms, findings);
  for (const node of nodes) noteBelow(node);
  for (const node of nodes) {
    if (node.parent === undefined) continue;
    const first = earliestAbove(node, 0);
    if (first !== undefined && first.index < node.index) {
      const list = qualifierOf(first) === qualifierOf(node) ? findings.covered : findings.shadowed;
      list.push({ term: node.directive, by: first.directive });
      continue;
    }
    // Behind it, the network that holds it has to be the next that has its addresses, with no question in between: an answer may
    // be an error, which the client does not meet now.
    const next = earliestAbove(node, node.index + 1);
    if (next === undefined || next.segment !== node.segment || qualifierOf(next) !== qualifierOf(node)) continue;
    if (node.firstOther > next.index) findings.covered.push({ term: node.directive, by: next.directive });
  }
  return nodes;
}

// --------------------------------------------------------------------------------------------------------------------------

/** The networks sorted, each with the one around it; those that stand a second time are findings and no nodes. */
function forestOf(terms: readonly NetworkTerm[], { duplicates, shadowed }: NetworkFindings): Node[] {
  const sorted = terms.toSorted((a, b) => compareNetworks(a.network, b.network) || a.index - b.index);
  const nodes: Node[] = [];
  let around: Node | undefined;
  for (const term of sorted) {
    const last = nodes.at(-1);
    if (last !== undefined && equalNetworks(last.network, term.network)) {
      const isSame = qualifierOf(last) === qualifierOf(term);
      (isSame ? duplicates : shadowed).push({ term: term.directive, by: last.directive });
      if (!isSame) last.firstOther = Math.min(last.firstOther, term.index);
      continue;
    }
    while (around !== undefined && !holds(around.network, term.network)) around = around.parent;
    const { directive, network, index, segment, run } = term;
    around = { directive, network, index, segment, run, parent: around, firstOther: Infinity };
    nodes.push(around);
  }
  return nodes;
}

/** Tells the networks around one that it has some of their addresses. */
function noteBelow(node: Node): void {
  for (let above = node.parent; above !== undefined; above = above.parent) {
    if (above.index < node.index && qualifierOf(above) !== qualifierOf(node)) {
      above.firstOther = Math.min(above.firstOther, node.index);
    }
  }
}

/** Of the networks around one, the first in the record from a place on. */
function earliestAbove({ parent }: Node, from: number): Node | undefined {
  let earliest: Node | undefined;
  for (let above = parent; above !== undefined; above = above.parent) {
    if (above.index >= from && (earliest === undefined || above.index < earliest.index)) earliest = above;
  }
  return earliest;
}

function qualifierOf({ directive }: NetworkTerm): Qualifier {
  return directive.qualifier;
}
