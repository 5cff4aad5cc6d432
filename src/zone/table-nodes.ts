/** The names of a zone of one file: those of its table. */
import type { DomainName } from "../base/name.js";
import { type QueryType, typeCode, typeName } from "../base/question.js";
import { mayBeNoted, noteAncestors } from "./ancestor-filter.js";
import { NO_NAME } from "./name-table.js";
import type { ZoneRecord } from "./record.js";
import type { NodeView, ZoneColumns } from "./view.js";
import { NO_RECORDS, type RrSet, type ZoneNode, type ZoneNodes } from "./zone-nodes.js";
import type { ZoneTable } from "./zone-table.js";

export class TableNodes implements ZoneNodes, ZoneColumns {
  readonly table: ZoneTable;
  readonly #apex: number;
  // For each name its parent, up to the apex; `NO_NAME` for names that do not exist.
  #parents: Int32Array | undefined;
  // A filter of the names that are above others.
  #ancestors: Uint8Array | undefined;
  // The delegations, each name with 1 for one; undefined where there are none.
  #delegations: { readonly marks: Uint8Array | undefined } | undefined;

  constructor(table: ZoneTable, apex: DomainName) {
    this.table = table;
    this.#apex = table.names.internName(apex);
  }

  get apex(): number {
    return this.#apex;
  }

  node(name: number): NodeView {
    return new TableNode(this, name);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get(key: string): ZoneNode | undefined {
    const { names } = this.table;
    const owner = names.findKey(key);
    if (owner !== NO_NAME && this.#hasRecords(owner)) return new TableNode(this, owner);
    // Names that only stand as an origin, or are out of the zone, are in the table too, and ancestors only when asked for.
    if (owner !== this.#apex && !mayBeNoted(this.#allAncestors(), key)) return undefined;
    const parents = this.#allParents();
    const found = names.findKey(key);
    return found === NO_NAME || (parents[found] ?? NO_NAME) === NO_NAME ? undefined : new TableNode(this, found);
  }

  get columns(): ZoneColumns {
    return this;
  }

  *all(): Iterable<ZoneNode> {
    const { owners, count, groups } = this.table;
    for (let index = 0; index < count; index++) {
      const owner = owners[index] ?? 0;
      if (groups.records[groups.starts[owner] ?? 0] === index && this.#hasRecords(owner)) yield new TableNode(this, owner);
    }
  }

  /** The highest name with NS records at or above a name, below the apex; `NO_NAME` where there is none. */
  cutOf(name: number): number {
    this.#delegations ??= { marks: this.#findDelegations() };
    const { marks } = this.#delegations;
    if (marks === undefined) return NO_NAME;
    const { names } = this.table;
    return names.isWithin(name, this.#apex) ? names.highestMarked(name, this.#apex, marks) : NO_NAME;
  }

  #findDelegations(): Uint8Array | undefined {
    const { table } = this;
    let marks: Uint8Array | undefined;
    for (let index = 0; index < table.count; index++) {
      if (table.types[index] !== TYPE_NS || table.isOmitted(index)) continue;
      const owner = table.owners[index] ?? 0;
      if (owner !== this.#apex) (marks ??= new Uint8Array(table.names.count))[owner] = 1;
    }
    return marks;
  }

  hasType(name: number, type: number): boolean {
    const { groups, types } = this.table;
    const end = groups.starts[name + 1] ?? 0;
    for (let at = groups.starts[name] ?? 0; at < end; at++) {
      const record = groups.records[at] ?? 0;
      if (types[record] === type && !this.table.isOmitted(record)) return true;
    }
    return false;
  }

  #hasRecords(name: number): boolean {
    const { groups } = this.table;
    const end = groups.starts[name + 1] ?? 0;
    for (let at = groups.starts[name] ?? 0; at < end; at++) {
      if (!this.table.isOmitted(groups.records[at] ?? 0)) return true;
    }
    return false;
  }

  // Nearly always what is asked for is not there, or has records.
  #allAncestors(): Uint8Array {
    if (this.#ancestors !== undefined) return this.#ancestors;
    const { names } = this.table;
    const { count } = names;
    let size = 64;
    while (size < count * 4) size *= 2;
    const filter = new Uint8Array(size);
    for (let name = 0; name < count; name++) {
      if (this.#hasRecords(name)) noteAncestors(names, name, this.#apex, filter);
    }
    return (this.#ancestors = filter);
  }

  // Every ancestor of a name that exists does so as well.
  #allParents(): Int32Array {
    if (this.#parents !== undefined) return this.#parents;
    const { names } = this.table;
    const apex = this.#apex;
    // Records are grouped by the names that there were before their ancestors, which have none, are added.
    const known = names.count;
    let parents = new Int32Array(known).fill(NO_NAME);
    for (let name = 0; name < known; name++) {
      if (!this.#hasRecords(name)) continue;
      for (let at = name; at !== apex && parents[at] === NO_NAME;) {
        const parent = names.internParent(at);
        if (parent === NO_NAME) break;
        if (parent >= parents.length) parents = lengthened(parents, parent * 2);
        parents[at] = parent;
        at = parent;
      }
    }
    // The apex exists where anything does; it is its own parent, so that it counts as known.
    parents[apex] = apex;
    this.#parents = parents;
    return parents;
  }
}

class TableNode implements ZoneNode {
  readonly #nodes: TableNodes;
  readonly #name: number;

  constructor(nodes: TableNodes, name: number) {
    this.#nodes = nodes;
    this.#name = name;
  }

  get owner(): DomainName {
    return this.#nodes.table.names.name(this.#name);
  }

  get types(): readonly QueryType[] {
    const { table } = this.#nodes;
    const { starts, records } = table.groups;
    const end = starts[this.#name + 1] ?? 0;
    const types: QueryType[] = [];
    let last = -1;
    for (let at = starts[this.#name] ?? 0; at < end; at++) {
      const record = records[at] ?? 0;
      const code = table.types[record] ?? 0;
      if (code === last || table.isOmitted(record)) continue;
      last = code;
      const type = typeName(code);
      if (!types.includes(type)) types.push(type);
    }
    return types;
  }

  has(type: QueryType): boolean {
    return this.#nodes.hasType(this.#name, typeCode(type));
  }

  get(type: QueryType): RrSet | undefined {
    const found = this.rrset(type);
    return found.length === 0 ? undefined : found;
  }

  keys(): Iterable<QueryType> {
    return this.types;
  }

  rrset(type: QueryType): RrSet {
    const { table } = this.#nodes;
    const { starts, records } = table.groups;
    const code = typeCode(type);
    const end = starts[this.#name + 1] ?? 0;
    let found: ZoneRecord[] | undefined;
    for (let at = starts[this.#name] ?? 0; at < end; at++) {
      const record = records[at] ?? 0;
      if (table.types[record] === code && !table.isOmitted(record)) (found ??= []).push(table.record(record));
    }
    return found ?? NO_RECORDS;
  }

  get cut(): DomainName | undefined {
    const cut = this.#nodes.cutOf(this.#name);
    return cut < 0 ? undefined : this.#nodes.table.names.name(cut);
  }
}

// --------------------------------------------------------------------------------------------------------------------------

const TYPE_NS = 2;

function lengthened(parents: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(length).fill(NO_NAME, parents.length);
  more.set(parents);
  return more;
}
