/** Zones as those who check them see them: names in order, with their record sets, and what is delegated away. */
import type { DomainName } from "../base/name.js";
import type { QueryType } from "../base/question.js";
import type { ZoneRecord } from "./record.js";
import type { ZoneTable } from "./zone-table.js";

/** One zone of one file or of several files with the same apex. */
export interface ZoneView {
  readonly apex: DomainName;
  /** Whether there is a SOA record. What a fragment does not hold is unknown, not absent. */
  readonly isComplete: boolean;
  /** Whether lines could not be read, so that absence proves nothing here either. */
  readonly hasUnreadLines: boolean;
  /** Names of the files, as in messages. */
  readonly files: readonly string[];
  readonly soa: ZoneRecord | undefined;
  /** The SOA record of each file that has one: more than one where several files are for the same zone. */
  readonly soas: readonly ZoneSoa[];
  /** The names with records of their own, in order of their first record. */
  nodes(): Iterable<NodeView>;
  /** A name that exists: one with records, or an empty non-terminal (RFC 4592 section 2.2.2). */
  node(name: DomainName): NodeView | undefined;
  /** The zone as columns of numbers, for those who look at a million records; undefined where it was merged from several files. */
  readonly columns: ZoneColumns | undefined;
}

/** The SOA record of a file. */
export interface ZoneSoa {
  /** The file as in messages, which the record may come from by a $INCLUDE. */
  readonly file: string;
  readonly record: ZoneRecord;
  /** The zone that the file is named after, where nobody said which it is for. */
  readonly guessedOrigin: DomainName | undefined;
}

/** The records of a zone as numbers. Its names are those of `table.names`. */
export interface ZoneColumns {
  readonly table: ZoneTable;
  /** The name of the apex. */
  readonly apex: number;
  /** As `NodeView.cut`; negative where there is none. */
  cutOf(name: number): number;
  /** A name that has records. */
  node(name: number): NodeView;
}

/** One name of a zone. */
export interface NodeView {
  readonly owner: DomainName;
  /** The types of its records, in order of their first record; none for an empty non-terminal. */
  readonly types: readonly QueryType[];
  /** The records of a type in the order of the file; none where there are none. */
  rrset(type: QueryType): readonly ZoneRecord[];
  /** The delegation that the name is at or below: the highest name below the apex with NS records (RFC 1034 section 4.2). */
  readonly cut: DomainName | undefined;
}
