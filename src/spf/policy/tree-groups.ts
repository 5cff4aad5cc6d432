/** Networks in a row of a record, told as one. */
import { type IpFamily, IpSet } from "../../base/ip-set.js";
import { networkOf } from "../term-words.js";
import type { Qualifier } from "../record.js";
import type { TreeTerm } from "./tree.js";

/** Terms in a row that name networks and say the same of them. */
export interface TermGroup {
  readonly terms: readonly TreeTerm[];
  readonly qualifier: Qualifier;
  /** All their addresses, each once. */
  readonly addresses: Readonly<Record<IpFamily, IpSet>>;
}

/** So many networks in a row are told as one. */
const MIN_GROUP = 4;

/** The terms of a record with four and more networks in a row taken together. */
export function groupedTerms(terms: readonly TreeTerm[]): (TreeTerm | TermGroup)[] {
  const grouped: (TreeTerm | TermGroup)[] = [];
  let row: TreeTerm[] = [];
  const close = (): void => {
    const qualifier = row[0] === undefined ? undefined : networkQualifier(row[0]);
    if (row.length < MIN_GROUP || qualifier === undefined) grouped.push(...row);
    else grouped.push({ terms: row, qualifier, addresses: addressesOf(row) });
    row = [];
  };
  for (const term of terms) {
    const qualifier = networkQualifier(term);
    if (row[0] !== undefined && networkQualifier(row[0]) !== qualifier) close();
    if (qualifier === undefined) grouped.push(term);
    else row.push(term);
  }
  close();
  return grouped;
}

export function isGroup(entry: TreeTerm | TermGroup): entry is TermGroup {
  return "terms" in entry;
}

/** The addresses of the networks among some terms. */
function addressesOf(terms: readonly TreeTerm[]): Record<IpFamily, IpSet> {
  const networks = terms.map(({ term }) => networkOf(term.term)).filter((network) => network !== undefined);
  return { 4: IpSet.ofNetworks(4, networks), 6: IpSet.ofNetworks(6, networks) };
}

/** The qualifier of a network that evaluations reach. */
function networkQualifier({ term: { term, isReached }, problems }: TreeTerm): Qualifier | undefined {
  if (term.kind !== "directive" || !isReached || problems.length > 0) return undefined;
  return networkOf(term) === undefined ? undefined : term.qualifier;
}
