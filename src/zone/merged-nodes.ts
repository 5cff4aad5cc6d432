/** The names of a zone of several files with one apex. Maps and not objects: `__proto__` is a name like others. */
import type { DomainName } from "../base/name.js";
import type { QueryType } from "../base/question.js";
import type { ParsedZone } from "./parse.js";
import { recordDataKey } from "./print.js";
import type { ZoneRecord } from "./record.js";
import { NO_RECORDS, type RrSet, type ZoneNode, type ZoneNodes } from "./zone-nodes.js";

export function mergeNodes(group: readonly ParsedZone[], apex: DomainName): ZoneNodes {
  const nodes = new MergedNodes(apex);
  const seen = new Set<string>();
  let soa: ZoneRecord | undefined;
  // Of equal records the one of a complete file counts: only there is its TTL sure to be known.
  const completeFirst = group.toSorted((a, b) => Number(a.isFragment) - Number(b.isFragment));
  for (const record of completeFirst.flatMap((parsed) => parsed.records)) {
    // A second SOA record, of another file, is no second zone.
    if (record.type === "SOA" && soa !== undefined) continue;
    if (record.type === "SOA") soa = record;
    if (record.isRead) {
      const key = `${record.owner.key} ${record.type} ${recordDataKey(record.data)}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    nodes.add(record);
  }
  return nodes;
}

class MergedNodes implements ZoneNodes {
  readonly columns = undefined;
  readonly #nodes = new Map<string, MergedNode>();
  readonly #withRecords: MergedNode[] = [];
  readonly #apex: DomainName;

  constructor(apex: DomainName) {
    this.#apex = apex;
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  get(key: string): MergedNode | undefined {
    return this.#nodes.get(key);
  }

  all(): Iterable<MergedNode> {
    return this.#withRecords;
  }

  add(record: ZoneRecord): void {
    const node = this.#ensure(record.owner);
    if (node.sets.size === 0) this.#withRecords.push(node);
    const set = node.sets.get(record.type);
    if (set === undefined) node.sets.set(record.type, [record]);
    else set.push(record);
  }

  // Every ancestor of a name that exists does so as well, and those of an ancestor that is known are known.
  #ensure(owner: DomainName): MergedNode {
    const known = this.#nodes.get(owner.key);
    if (known !== undefined) return known;
    const parent = owner.labels.length > this.#apex.labels.length ? this.#ensure(owner.parent) : undefined;
    const node = new MergedNode(owner, parent);
    this.#nodes.set(owner.key, node);
    return node;
  }
}

class MergedNode implements ZoneNode {
  readonly owner: DomainName;
  readonly sets = new Map<QueryType, ZoneRecord[]>();
  // Undefined at the apex.
  readonly #parent: MergedNode | undefined;

  constructor(owner: DomainName, parent: MergedNode | undefined) {
    this.owner = owner;
    this.#parent = parent;
  }

  get types(): readonly QueryType[] {
    return [...this.sets.keys()];
  }

  has(type: QueryType): boolean {
    return this.sets.has(type);
  }

  get(type: QueryType): RrSet | undefined {
    return this.sets.get(type);
  }

  keys(): Iterable<QueryType> {
    return this.sets.keys();
  }

  rrset(type: QueryType): RrSet {
    return this.sets.get(type) ?? NO_RECORDS;
  }

  get cut(): DomainName | undefined {
    if (this.#parent === undefined) return undefined;
    return this.#parent.cut ?? (this.sets.has("NS") ? this.owner : undefined);
  }
}
