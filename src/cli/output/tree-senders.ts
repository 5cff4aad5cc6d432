/** Who sends for a domain: the services that its record includes, and what it lists itself. */
import type { IpFamily } from "../../base/ip-set.js";
import { domainWords } from "../../spf/policy/published.js";
import type { TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import type { FamilyCounts } from "./tree-words.js";

/** A service, or the domain itself. */
export interface Sender {
  /** The domain that an include names; absent for what the record lists itself. */
  readonly domain?: string;
  /** The addresses that pass by way of it for certain. No address is counted for two senders. */
  readonly counts: FamilyCounts;
}

/** The senders of a policy, in the order of evaluation. A redirect is followed: the record behind it stands for the domain's own. */
export function sendersOf(root: TreeRecord): Sender[] {
  const own: Record<IpFamily, bigint> = { 4: 0n, 6: 0n };
  const includes = new Map<string, Record<IpFamily, bigint>>();
  const visit = ({ terms }: TreeRecord): void => {
    for (const entry of terms) {
      if (entry.term.term.kind === "modifier") {
        if (entry.child !== undefined) visit(entry.child);
        continue;
      }
      const domain = entry.child && domainWords(entry.child.record.domain);
      const counts = domain === undefined ? own : (includes.get(domain) ?? { 4: 0n, 6: 0n });
      add(counts, entry);
      if (domain !== undefined) includes.set(domain, counts);
    }
  };
  visit(root);
  return [{ counts: own }, ...[...includes].map(([domain, counts]) => ({ domain, counts }))];
}

function add(counts: Record<IpFamily, bigint>, { passes }: TreeTerm): void {
  counts[4] += passes[4].certain.size;
  counts[6] += passes[6].certain.size;
}
