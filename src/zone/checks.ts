/** What can be told about a zone only when all its records are known. */
import type { DomainName } from "../base/name.js";
import { typeCode } from "../base/question.js";
import { recordDataKey } from "./print.js";
import { type ProblemList, quoted, reportError, reportWarning } from "./problems.js";
import type { ZoneRecord } from "./record.js";

/** The records that belong to a zone, and what zone it is. */
export interface CheckedZone {
  readonly records: readonly ZoneRecord[];
  readonly origin: DomainName | undefined;
  readonly isFragment: boolean;
}

/** Leaves out what servers leave out, completes TTLs and reports records that exclude each other. Linear time. */
export function checkZone(
  found: readonly ZoneRecord[],
  givenOrigin: DomainName | undefined,
  problems: ProblemList,
): CheckedZone {
  const soa = found.find((record) => record.type === "SOA");
  const origin = soa?.owner ?? givenOrigin;
  const omitted = new Set<ZoneRecord>();
  for (const records of groupByOwner(found).values()) {
    if (origin !== undefined && !(records[0]?.owner.isWithin(origin) ?? true)) {
      for (const record of records) leaveOut(record, origin, omitted, problems);
      continue;
    }
    if (records.length > 1) checkOwner(records, omitted, problems);
  }
  for (const record of found) {
    if (record.type !== "SOA" || record === soa || omitted.has(record)) continue;
    omitted.add(record);
    const message = `this is a second SOA record, after that of ${quoted(soa?.owner.text ?? "")}: a zone has one`;
    reportError(problems, "second-soa", record.typeSpan, message, "RFC 1035 5.2");
  }
  // RFC 1035 section 3.3.13: the minimum is the TTL of records that have none.
  const minimum = soa?.data.type === "SOA" ? soa.data.minimum : undefined;
  const records: ZoneRecord[] = [];
  for (const record of found) {
    if (omitted.has(record)) continue;
    records.push(record.ttl === undefined && minimum !== undefined ? { ...record, ttl: minimum } : record);
  }
  return { records, origin, isFragment: soa === undefined };
}

// --------------------------------------------------------------------------------------------------------------------------

function groupByOwner(found: readonly ZoneRecord[]): Map<string, ZoneRecord[]> {
  const groups = new Map<string, ZoneRecord[]>();
  for (const record of found) {
    const group = groups.get(record.owner.key);
    if (group === undefined) groups.set(record.owner.key, [record]);
    else group.push(record);
  }
  return groups;
}

function leaveOut(record: ZoneRecord, origin: DomainName, omitted: Set<ZoneRecord>, problems: ProblemList): void {
  // The apex is the owner of the first SOA record, so a SOA record elsewhere is reported as the second one.
  if (record.type === "SOA") return;
  omitted.add(record);
  const message = `${quoted(record.owner.text)} is not within the zone ${quoted(origin.text)}: the record is left out`;
  reportWarning(problems, "out-of-zone", record.ownerSpan ?? record.span, message, "RFC 1035 5.2");
}

function checkOwner(records: readonly ZoneRecord[], omitted: Set<ZoneRecord>, problems: ProblemList): void {
  const seen = new Set<string>();
  let cname: ZoneRecord | undefined;
  let other: ZoneRecord | undefined;
  for (const record of records) {
    if (record.isRead) {
      const key = `${record.type} ${recordDataKey(record.data)}`;
      if (seen.has(key)) {
        omitted.add(record);
        const message = `the same ${record.type} record of ${quoted(record.owner.text)} stands above: one of them is enough`;
        reportWarning(problems, "duplicate-record", record.span, message, "RFC 2181 5");
        continue;
      }
      seen.add(key);
    }
    if (record.type !== "CNAME") {
      if (!BESIDE_CNAME.has(typeCode(record.type))) other ??= record;
    } else if (cname === undefined) {
      cname = record;
    } else {
      const message = `${quoted(record.owner.text)} has a second CNAME record: an alias has one target`;
      reportError(problems, "second-cname", record.typeSpan, message, "RFC 2181 10.1");
    }
  }
  if (cname === undefined || other === undefined) return;
  const later = cname.span.start > other.span.start ? cname : other;
  const message = `${quoted(cname.owner.text)} has a CNAME record and other records: an alias has nothing else`;
  reportError(problems, "cname-and-other-data", later.typeSpan, message, "RFC 1034 3.6.2");
}

// KEY, RRSIG and NSEC stand beside a CNAME record (RFC 4034 section 3, RFC 2535 section 2.3.5).
const BESIDE_CNAME: ReadonlySet<number> = new Set([25, 46, 47]);
