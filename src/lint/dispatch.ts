/** Which rules are called for a name. */
import type { DomainName } from "../base/name.js";
import type { QueryType } from "../base/question.js";
import type { ZoneRecord } from "../zone/record.js";
import type { NodeView, ZoneView } from "../zone/view.js";

/** A rule of names, or a pass that runs several. */
export interface Visitor {
  readonly id: string;
  /** Undefined for names with any records. */
  readonly types: readonly QueryType[] | undefined;
  readonly signs: number;
  /** One that failed is asked no more: it would mostly fail a million times. */
  readonly state: { hasFailed: boolean };
  readonly visit: (node: NodeView, zone: ZoneView) => void;
}

export interface Dispatch {
  readonly isEmpty: boolean;
  /** Those of all visitors. */
  readonly signs: number;
  /** The visitors that want a name with these types. */
  forTypes(types: readonly QueryType[]): readonly Visitor[];
}

const MAX_COMBINATIONS = 4096;

/** A name has one of a few combinations of types, so the visitors for each are found once. */
export function createDispatch(visitors: readonly Visitor[]): Dispatch {
  const forAll = visitors.filter(({ types }) => types === undefined);
  const bySingle = new Map<QueryType, readonly Visitor[]>();
  const bySeveral = new Map<string, readonly Visitor[]>();
  const find = (wanted: readonly QueryType[]): readonly Visitor[] =>
    visitors.filter(({ types }) => types === undefined || types.some((type) => wanted.includes(type)));
  return {
    isEmpty: visitors.length === 0,
    signs: visitors.reduce((all, { signs }) => all | signs, 0),
    forTypes(types) {
      const [first] = types;
      if (forAll.length === visitors.length || first === undefined) return forAll;
      if (types.length === 1) {
        let found = bySingle.get(first);
        if (found === undefined) bySingle.set(first, (found = find(types)));
        return found;
      }
      const key = types.join(" ");
      let found = bySeveral.get(key);
      if (found === undefined) {
        found = find(types);
        // A file with every combination of unknown types must not fill the memory.
        if (bySeveral.size < MAX_COMBINATIONS) bySeveral.set(key, found);
      }
      return found;
    },
  };
}

/** A name while the rules look at it: what one of them asked for is not made anew for the next one. */
export class VisitedNode implements NodeView {
  readonly owner: DomainName;
  readonly types: readonly QueryType[];
  readonly #node: NodeView;
  readonly #rrsets: (readonly ZoneRecord[] | undefined)[] = [];

  constructor(node: NodeView, types: readonly QueryType[]) {
    this.owner = node.owner;
    this.types = types;
    this.#node = node;
  }

  rrset(type: QueryType): readonly ZoneRecord[] {
    const index = this.types.indexOf(type);
    if (index < 0) return NO_RECORDS;
    return (this.#rrsets[index] ??= this.#node.rrset(type));
  }

  get cut(): DomainName | undefined {
    return this.#node.cut;
  }
}

const NO_RECORDS: readonly ZoneRecord[] = [];
