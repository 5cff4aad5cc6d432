/** What can be told about a zone only when all its records are known. */
import type { SourceText, Span } from "../base/source.js";
import type { RelatedPlace } from "../base/diagnostic.js";
import { recordDataKey } from "./print.js";
import { type ProblemList, quoted, reportError, reportWarning } from "./problems.js";
import type { ZoneRecord } from "./record.js";
import { typeMnemonic } from "./types.js";
import { FLAG_OMITTED, FLAG_UNREAD, type ZoneTable } from "./zone-table.js";

/** What zone the records of a table are. */
export interface CheckedZone {
  /** The name of the apex in the table. */
  readonly apex: number | undefined;
  /** The first SOA record. */
  readonly soa: number | undefined;
}

/** Marks what servers leave out, completes TTLs and reports records that exclude each other. Linear time. */
export function checkZone(table: ZoneTable, givenApex: number | undefined, problems: ProblemList): CheckedZone {
  const first = table.types.subarray(0, table.count).indexOf(TYPE_SOA);
  const soa = first < 0 ? undefined : first;
  const apex = soa === undefined ? givenApex : table.owners[soa];
  const { starts, records } = table.groups;
  const checker = new NodeChecker(table, problems);
  for (let name = 0; name < table.names.count; name++) {
    const start = starts[name] ?? 0;
    const end = starts[name + 1] ?? 0;
    if (start === end) continue;
    if (apex !== undefined && !table.names.isWithin(name, apex)) leaveOut(table, records.subarray(start, end), apex, problems);
    else if (end - start > 1) checker.check(records, start, end);
  }
  if (soa !== undefined) {
    leaveOutFurtherSoas(table, soa, problems);
    // RFC 1035 section 3.3.13: the minimum is the TTL of records that have none.
    const { data } = table.record(soa);
    if (data.type === "SOA") table.minimumTtl = data.minimum;
  }
  return { apex, soa };
}

// --------------------------------------------------------------------------------------------------------------------------

const TYPE_CNAME = 5;
const TYPE_SOA = 6;
// KEY, RRSIG and NSEC stand beside a CNAME record (RFC 4034 section 3, RFC 2535 section 2.3.5).
const BESIDE_CNAME: ReadonlySet<number> = new Set([25, 46, 47]);

/** Up to so many records each is compared with each. */
const FEW = 12;

class NodeChecker {
  readonly #table: ZoneTable;
  readonly #problems: ProblemList;
  readonly #seen = new Set<number>();

  constructor(table: ZoneTable, problems: ProblemList) {
    this.#table = table;
    this.#problems = problems;
  }

  /** Checks the records of one name: those of `records` from `start` to `end`. */
  check(records: Int32Array, start: number, end: number): void {
    const { types } = this.#table;
    let hasAlias = false;
    for (let at = start; at < end; at++) if (types[records[at] ?? 0] === TYPE_CNAME) hasAlias = true;
    if (this.#mayRepeat(records, start, end)) this.#omitRepetitions(records.subarray(start, end));
    if (hasAlias) this.#checkAlias(records.subarray(start, end));
  }

  #mayRepeat(records: Int32Array, start: number, end: number): boolean {
    const { types, hashes } = this.#table;
    if (end - start <= FEW) {
      for (let at = start + 1; at < end; at++) {
        const record = records[at] ?? 0;
        for (let before = start; before < at; before++) {
          const other = records[before] ?? 0;
          if (hashes[record] === hashes[other] && types[record] === types[other]) return true;
        }
      }
      return false;
    }
    const seen = this.#seen;
    seen.clear();
    for (let at = start; at < end; at++) {
      const record = records[at] ?? 0;
      seen.add((types[record] ?? 0) * 2 ** 32 + (hashes[record] ?? 0));
    }
    return seen.size < end - start;
  }

  // Some records look alike by their hashes: here their data is compared.
  #omitRepetitions(records: Int32Array): void {
    const table = this.#table;
    const counts = new Map<number, number>();
    const keyOf = (record: number): number => (table.types[record] ?? 0) * 2 ** 32 + (table.hashes[record] ?? 0);
    for (const record of records) counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const index of records) {
      if (counts.get(keyOf(index)) === 1 || ((table.flags[index] ?? 0) & FLAG_UNREAD) !== 0) continue;
      const record = table.record(index);
      const key = `${record.type} ${recordDataKey(record.data)}`;
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, index);
        continue;
      }
      omit(table, index);
      const message = `the same ${mnemonicOf(table, index)} record of ${quoted(record.owner.text)} stands above: one of them is enough`;
      const related = [relatedRecord(table, before, "the first of them")];
      reportAt(this.#problems, table, index, () => {
        reportWarning(this.#problems, "duplicate-record", record.span, message, "RFC 2181 5", related);
      });
    }
  }

  #checkAlias(records: Int32Array): void {
    const table = this.#table;
    let alias: number | undefined;
    let other: number | undefined;
    for (const index of records) {
      if (table.isOmitted(index)) continue;
      const type = table.types[index] ?? 0;
      if (type !== TYPE_CNAME) {
        if (!BESIDE_CNAME.has(type)) other ??= index;
      } else if (alias === undefined) {
        alias = index;
      } else {
        const { owner, typeSpan } = table.record(index);
        const message = `${quoted(owner.text)} has a second CNAME record: an alias has one target`;
        const related = [relatedRecord(table, alias, "the first CNAME record")];
        reportAt(this.#problems, table, index, () => {
          reportError(this.#problems, "second-cname", typeSpan, message, "RFC 2181 10.1", related);
        });
      }
    }
    if (alias === undefined || other === undefined) return;
    const [earlier, later] = alias > other ? [other, alias] : [alias, other];
    const { owner, typeSpan } = table.record(later);
    const message = `${quoted(owner.text)} has a CNAME record and other records: an alias has nothing else`;
    const related = [relatedRecord(table, earlier, `the ${mnemonicOf(table, earlier)} record`)];
    reportAt(this.#problems, table, later, () => {
      reportError(this.#problems, "cname-and-other-data", typeSpan, message, "RFC 1034 3.6.2", related);
    });
  }
}

function leaveOut(table: ZoneTable, records: Int32Array, apex: number, problems: ProblemList): void {
  for (const index of records) {
    // The apex is the owner of the first SOA record, so a SOA record elsewhere is reported as the second one.
    if (table.types[index] === TYPE_SOA) continue;
    omit(table, index);
    const record = table.record(index);
    const message = `${quoted(record.owner.text)} is not within the zone ${quoted(table.names.name(apex).text)}: the record is left out`;
    reportAt(problems, table, index, () => {
      reportWarning(problems, "out-of-zone", record.ownerSpan ?? record.span, message, "RFC 1035 5.2");
    });
  }
}

function leaveOutFurtherSoas(table: ZoneTable, soa: number, problems: ProblemList): void {
  const types = table.types.subarray(0, table.count);
  for (let index = types.indexOf(TYPE_SOA, soa + 1); index >= 0; index = types.indexOf(TYPE_SOA, index + 1)) {
    if (table.isOmitted(index)) continue;
    omit(table, index);
    const { typeSpan } = table.record(index);
    const message = `this is a second SOA record, after that of ${quoted(table.record(soa).owner.text)}: a zone has one`;
    const related = [relatedRecord(table, soa, "the first SOA record")];
    reportAt(problems, table, index, () => {
      reportError(problems, "second-soa", typeSpan, message, "RFC 1035 5.2", related);
    });
  }
}

function omit(table: ZoneTable, index: number): void {
  table.flags[index] = (table.flags[index] ?? 0) | FLAG_OMITTED;
}

function mnemonicOf(table: ZoneTable, index: number): string {
  return typeMnemonic(table.types[index] ?? 0);
}

function relatedRecord(table: ZoneTable, index: number, message: string): RelatedPlace {
  const { source, span }: { source: SourceText; span: Span } = table.record(index) satisfies ZoneRecord;
  return { source, span, message };
}

function reportAt(problems: ProblemList, table: ZoneTable, index: number, report: () => void): void {
  const before = problems.place;
  problems.place = table.placeOf(index);
  report();
  problems.place = before;
}
