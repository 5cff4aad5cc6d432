/**
 * The records of a zone as columns of numbers. A record is where it stands in its file; its fields are read again from there when
 * somebody asks for them. A million records take some twenty megabytes, and as objects twenty times that.
 */
import type { DomainName } from "../base/name.js";
import { type QueryType, type RecordData, typeName } from "../base/question.js";
import type { SourceText, Span } from "../base/source.js";
import { NO_NAME, NameTable } from "./name-table.js";
import { PlainReader } from "./plain.js";
import type { ProblemPlace } from "./problems.js";
import type { ZoneRecord } from "./record.js";
import { RecordReader } from "./record-reader.js";
import type { ZoneFile } from "./zone-file.js";

/** The origin of records before any is known, and after a $ORIGIN that could not be read. */
export const UNKNOWN_ORIGIN: number = NO_NAME;
export const BROKEN_ORIGIN = -2;

/** In the column of TTLs, where nothing says it. */
export const NO_TTL = -1;

/** In the column of details, where there is none. It may be one of an AAAA record too, whose address is no ordinary one then. */
export const NO_DETAIL = -1;

/** The record is none of the zone: a repetition, out of the zone, a second SOA. */
export const FLAG_OMITTED = 1;
/** The record is there, but its data could not be read. */
export const FLAG_UNREAD = 2;
/** The record has only plain fields, as `PlainReader` reads them. */
export const FLAG_PLAIN = 4;

export class ZoneTable {
  readonly names: NameTable;
  readonly files: ZoneFile[] = [];
  /** The columns are filled up to here, in the order in which the records were read. */
  count = 0;
  owners: Int32Array;
  types: Uint16Array;
  /** Seconds, or `NO_TTL`. */
  ttls: Int32Array;
  /** Where the entry of the record starts. */
  starts: Uint32Array;
  /** Equal for equal data of one type. */
  hashes: Int32Array;
  /**
   * What checks want to know of data without reading it. NS, CNAME, PTR, MX, SRV: the name that it points to. AAAA: the first 32
   * bits. TXT: where its first string starts in the file, and the complement (`~`) of that within parentheses. DS: the algorithm in
   * bits 8 to 15, the type of the digest in bits 0 to 7. `NO_DETAIL` for all others, and where the data was not plain.
   */
  details: Int32Array;
  flags: Uint8Array;
  /** The TTL of records that have none, once the SOA is known. */
  minimumTtl: number | undefined;

  // From `#firsts[i]` on records are of one file and have one origin.
  #firsts = new Int32Array(16);
  #fileIndexes = new Int32Array(16);
  #origins = new Int32Array(16);
  #stretches = 0;
  #groups: { starts: Int32Array; records: Int32Array } | undefined;
  readonly #reader = new RecordReader();
  readonly #plain = new PlainReader();

  /** Makes a table for a file of so many octets. It grows as it has to. */
  constructor(octets: number) {
    // Pages that are never written take no memory, so room for short records costs nothing.
    const capacity = 64 + (octets >>> 4);
    this.names = new NameTable(64 + (octets >>> 7));
    this.owners = new Int32Array(capacity);
    this.types = new Uint16Array(capacity);
    this.ttls = new Int32Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.details = new Int32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  add(owner: number, type: number, ttl: number, start: number, hash: number, detail: number, flags: number): void {
    const at = this.count;
    if (at >= this.owners.length) this.#grow();
    this.owners[at] = owner;
    this.types[at] = type;
    this.ttls[at] = ttl;
    this.starts[at] = start;
    this.hashes[at] = hash;
    this.details[at] = detail;
    this.flags[at] = flags;
    this.count = at + 1;
  }

  /** Says that the records from now on are of this file, and that this origin completes their names. */
  beginStretch(file: number, origin: number): void {
    if (this.#stretches > 0 && this.#firsts[this.#stretches - 1] === this.count) this.#stretches--;
    if (this.#stretches >= this.#firsts.length) {
      this.#firsts = widened(this.#firsts);
      this.#fileIndexes = widened(this.#fileIndexes);
      this.#origins = widened(this.#origins);
    }
    this.#firsts[this.#stretches] = this.count;
    this.#fileIndexes[this.#stretches] = file;
    this.#origins[this.#stretches] = origin;
    this.#stretches++;
  }

  /** The records of each name: those of name `n` are `records` from `starts[n]` up to `starts[n + 1]`, in order. */
  get groups(): { readonly starts: Int32Array; readonly records: Int32Array } {
    if (this.#groups !== undefined) return this.#groups;
    const { owners, count } = this;
    // Counts are put one place further, so that filling moves each start to its own place.
    const starts = new Int32Array(this.names.count + 2);
    for (let at = 0; at < count; at++) {
      const place = (owners[at] ?? 0) + 2;
      starts[place] = (starts[place] ?? 0) + 1;
    }
    for (let name = 2; name < starts.length; name++) starts[name] = (starts[name] ?? 0) + (starts[name - 1] ?? 0);
    const records = new Int32Array(count);
    for (let at = 0; at < count; at++) {
      const place = (owners[at] ?? 0) + 1;
      const next = starts[place] ?? 0;
      records[next] = at;
      starts[place] = next + 1;
    }
    this.#groups = { starts, records };
    return this.#groups;
  }

  ttl(index: number): number | undefined {
    const ttl = this.ttls[index] ?? NO_TTL;
    return ttl === NO_TTL ? this.minimumTtl : ttl;
  }

  isOmitted(index: number): boolean {
    return ((this.flags[index] ?? 0) & FLAG_OMITTED) !== 0;
  }

  /** A record whose fields are read when they are asked for. */
  record(index: number): ZoneRecord {
    return new TableRecord(this, index);
  }

  /** The file of a record. */
  fileOf(index: number): ZoneFile {
    const file = this.files[this.#fileIndexes[this.#stretchOf(index)] ?? 0];
    if (file === undefined) throw new RangeError(`there is no record ${index}`);
    return file;
  }

  /** Where problems of a record are. */
  placeOf(index: number): ProblemPlace {
    const { place, generated } = this.fileOf(index);
    if (generated === undefined) return place;
    const line = generated.lines.indexOf(this.starts[index] ?? 0);
    return { ...place, generated: { span: generated.all, note: generated.note(line) } };
  }

  /** Reads the fields of a record from where it stands. */
  read(index: number): ZoneRecord {
    const stretch = this.#stretchOf(index);
    const origin = this.#origins[stretch] ?? UNKNOWN_ORIGIN;
    const file = this.fileOf(index);
    if (((this.flags[index] ?? 0) & FLAG_PLAIN) !== 0) {
      const name = this.names.name(this.owners[index] ?? 0);
      const originName = origin < 0 ? undefined : this.names.name(origin);
      return this.#plain.read(file, this.starts[index] ?? 0, this.types[index] ?? 0, name, originName);
    }
    return this.#reader.read(
      file,
      this.starts[index] ?? 0,
      this.names.name(this.owners[index] ?? 0),
      origin === BROKEN_ORIGIN ? "broken" : origin === UNKNOWN_ORIGIN ? undefined : this.names.name(origin),
    );
  }

  #stretchOf(index: number): number {
    let low = 0;
    let high = this.#stretches - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#firsts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #grow(): void {
    this.owners = widened(this.owners);
    this.ttls = widened(this.ttls);
    this.hashes = widened(this.hashes);
    this.details = widened(this.details);
    const types = new Uint16Array(this.owners.length);
    types.set(this.types);
    this.types = types;
    const starts = new Uint32Array(this.owners.length);
    starts.set(this.starts);
    this.starts = starts;
    const flags = new Uint8Array(this.owners.length);
    flags.set(this.flags);
    this.flags = flags;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

class TableRecord implements ZoneRecord {
  readonly #table: ZoneTable;
  readonly #index: number;
  #fields: ZoneRecord | undefined;

  constructor(table: ZoneTable, index: number) {
    this.#table = table;
    this.#index = index;
  }

  get owner(): DomainName {
    return this.#table.names.name(this.#table.owners[this.#index] ?? 0);
  }

  get ttl(): number | undefined {
    return this.#table.ttl(this.#index);
  }

  get type(): QueryType {
    return typeName(this.#table.types[this.#index] ?? 0);
  }

  get isRead(): boolean {
    return ((this.#table.flags[this.#index] ?? 0) & FLAG_UNREAD) === 0;
  }

  get source(): SourceText {
    return this.#table.fileOf(this.#index).place.source;
  }

  get data(): RecordData {
    return this.#read().data;
  }

  get span(): Span {
    return this.#read().span;
  }

  get ownerSpan(): Span | undefined {
    return this.#read().ownerSpan;
  }

  get typeSpan(): Span {
    return this.#read().typeSpan;
  }

  get dataSpans(): readonly Span[] {
    return this.#read().dataSpans;
  }

  #read(): ZoneRecord {
    this.#fields ??= this.#table.read(this.#index);
    return this.#fields;
  }
}

function widened(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
