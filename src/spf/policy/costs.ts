/** What it costs to evaluate each record of a policy by itself, with all that it leads to: section 4.6.4 for a part of the tree. */
import type { IpFamily } from "../../base/ip-set.js";
import { FAMILIES, type PolicyOutcomes } from "./outcomes.js";
import type { PolicyRecord } from "./policy.js";
import { Relations } from "./relation.js";
import { type End, saysCount } from "./ways.js";

/** The most that an evaluation counts, over all addresses; each number for an address of its own. */
export interface RecordCost {
  /** `Infinity` where records go round in a circle. */
  readonly lookups: number;
  readonly voids: number;
  /** What a record or a term counts that nobody knows comes on top. */
  readonly isOpen: boolean;
}

/** A function from the records of a policy to what they cost. It remembers what it worked out. */
export function recordCosts({ policy, options }: PolicyOutcomes): (record: PolicyRecord) => RecordCost {
  const relations = new Relations(policy, options);
  const known = new Map<PolicyRecord, RecordCost>();
  return (record) => {
    const cost = known.get(record) ?? mostOf(FAMILIES.flatMap((family) => endsOf(relations, record, family)));
    known.set(record, cost);
    return cost;
  };
}

function endsOf(relations: Relations, record: PolicyRecord, family: IpFamily): End[] {
  return [...relations.of(record, family).sets().keys()].flat();
}

function mostOf(ends: readonly End[]): RecordCost {
  let [lookups, voids, isOpen] = [0, 0, false];
  for (const end of ends) {
    isOpen ||= end.isOpen;
    if (saysCount(end, "lookups")) lookups = Math.max(lookups, end.tally.lookups);
    if (saysCount(end, "voids")) voids = Math.max(voids, end.tally.voids);
  }
  return { lookups, voids, isOpen };
}
