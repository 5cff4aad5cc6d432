/** Zones as names with records, of one file or merged from several. */
import { DomainName } from "../base/name.js";
import { type QueryType, typeCode, typeName } from "../base/question.js";
import { NO_NAME, mayBeNoted } from "./name-table.js";
import type { ParsedZone } from "./parse.js";
import { recordDataKey } from "./print.js";
import type { ZoneRecord } from "./record.js";
import type { NodeView, ZoneColumns } from "./view.js";
import type { ZoneTable } from "./zone-table.js";

/** The records of one name and type. */
export type RrSet = readonly ZoneRecord[];

/** What a name has. A name without records exists because of a name below it: an empty non-terminal (RFC 4592 section 2.2.2). */
export interface ZoneNode extends NodeView {
  has(type: QueryType): boolean;
  get(type: QueryType): RrSet | undefined;
  keys(): Iterable<QueryType>;
}

/** The names of a zone. */
interface ZoneNodes {
  /** A name that exists, by its `DomainName.key`. */
  get(key: string): ZoneNode | undefined;
  has(key: string): boolean;
  /** The names with records, in order of their first record. */
  all(): Iterable<ZoneNode>;
  /** The table of the zone, where it is that of one file. */
  readonly columns: ZoneColumns | undefined;
}

/** One zone, of one file or of several. */
export interface Zone {
  /** The root for a fragment that does not say what it belongs to; its names are absolute. */
  readonly apex: DomainName;
  readonly files: readonly string[];
  /** `zone <apex> (<files>)`. */
  readonly label: string;
  /** Whether a file has a SOA record. */
  readonly isComplete: boolean;
  readonly hasUnreadLines: boolean;
  readonly soa: ZoneRecord | undefined;
  /** Seconds that a negative answer may be kept (RFC 2308 section 5). */
  readonly negativeTtl: number | undefined;
  readonly nodes: ZoneNodes;
}

/** Merges files with the same apex. The zones by the key of their apex. */
export function buildZones(parsedZones: readonly ParsedZone[]): ReadonlyMap<string, Zone> {
  const groups = new Map<string, ParsedZone[]>();
  for (const parsed of parsedZones) {
    const { key } = apexOf(parsed);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [parsed]);
    else group.push(parsed);
  }
  return new Map([...groups].map(([key, group]) => [key, buildZone(group)]));
}

// --------------------------------------------------------------------------------------------------------------------------

const NO_RECORDS: RrSet = [];

function buildZone(group: readonly ParsedZone[]): Zone {
  const [first] = group;
  const apex = first === undefined ? DomainName.root : apexOf(first);
  const nodes = first !== undefined && group.length === 1 ? new TableNodes(first.table, apex) : mergeNodes(group, apex);
  const soa = findSoa(group, nodes, apex);
  const files = group.map((parsed) => parsed.source.name);
  return {
    apex,
    files,
    label: `zone ${apex.text} (${files.join(", ")})`,
    isComplete: group.some((parsed) => !parsed.isFragment),
    hasUnreadLines: group.some((parsed) => parsed.hasUnreadLines),
    soa,
    negativeTtl: negativeTtl(soa),
    nodes,
  };
}

function findSoa(group: readonly ParsedZone[], nodes: ZoneNodes, apex: DomainName): ZoneRecord | undefined {
  return group.every((parsed) => parsed.isFragment) ? undefined : nodes.get(apex.key)?.rrset("SOA")[0];
}

function negativeTtl(soa: ZoneRecord | undefined): number | undefined {
  if (soa?.data.type !== "SOA") return undefined;
  return Math.min(soa.ttl ?? soa.data.minimum, soa.data.minimum);
}

function apexOf(parsed: ParsedZone): DomainName {
  return parsed.origin ?? DomainName.root;
}

// --------------------------------------------------------------------------------------------------------------------------
// One file: the names of its table.

const TYPE_NS = 2;
class TableNodes implements ZoneNodes, ZoneColumns {
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
      if (this.#hasRecords(name)) names.noteAncestors(name, this.#apex, filter);
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

function lengthened(parents: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(length).fill(NO_NAME, parents.length);
  more.set(parents);
  return more;
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
// Several files with one apex. Maps and not objects: `__proto__` is a name like others.

function mergeNodes(group: readonly ParsedZone[], apex: DomainName): ZoneNodes {
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
