/** The names of a zone, whatever they are kept in. */
import type { QueryType } from "../base/question.js";
import type { ZoneRecord } from "./record.js";
import type { NodeView, ZoneColumns } from "./view.js";

/** The records of one name and type. */
export type RrSet = readonly ZoneRecord[];

/** What a name has. A name without records exists because of a name below it: an empty non-terminal (RFC 4592 section 2.2.2). */
export interface ZoneNode extends NodeView {
  has(type: QueryType): boolean;
  get(type: QueryType): RrSet | undefined;
  keys(): Iterable<QueryType>;
}

/** The names of a zone. */
export interface ZoneNodes {
  /** A name that exists, by its `DomainName.key`. */
  get(key: string): ZoneNode | undefined;
  has(key: string): boolean;
  /** The names with records, in order of their first record. */
  all(): Iterable<ZoneNode>;
  /** The table of the zone, where it is that of one file. */
  readonly columns: ZoneColumns | undefined;
}

export const NO_RECORDS: RrSet = [];
