/**
 * What changes in meaning between two zones, by record set (RFC 2181 section 5). Order, spelling, comments, repetitions and the
 * case of names mean nothing (RFC 4343), so they are no difference.
 */
import { compareCanonically } from "../base/canonical-order.js";
import type { DomainName } from "../base/name.js";
import type { QueryType } from "../base/question.js";
import type { ParsedZone } from "./parse.js";
import { formatRecordData, recordDataKey } from "./print.js";
import type { ZoneRecord } from "./record.js";

/** What became of a record set. `ttl`: its records are the same, its TTL is not. */
export type SetChangeKind = "added" | "removed" | "changed" | "ttl";

/** One record set that differs. */
export interface SetChange {
  readonly kind: SetChangeKind;
  readonly owner: DomainName;
  readonly type: QueryType;
  /** All its records, before and after; none where there is no such set. */
  readonly before: readonly ZoneRecord[];
  readonly after: readonly ZoneRecord[];
  /** The records that are in one of them alone. */
  readonly removed: readonly ZoneRecord[];
  readonly added: readonly ZoneRecord[];
  /** Each TTL of the set once, in seconds, from low to high; undefined for one that is not known. */
  readonly ttlBefore: readonly (number | undefined)[];
  readonly ttlAfter: readonly (number | undefined)[];
}

/** A field of the SOA record that differs, as text. */
export interface SoaFieldChange {
  readonly field: "mname" | "rname" | "serial" | "refresh" | "retry" | "expire" | "minimum";
  readonly before: string;
  readonly after: string;
}

/** Two SOA records that differ. A SOA record that is in one zone alone is a set that is added or removed. */
export interface SoaChange {
  readonly owner: DomainName;
  readonly fields: readonly SoaFieldChange[];
  readonly ttlBefore: number | undefined;
  readonly ttlAfter: number | undefined;
}

export interface ZoneDiff {
  /** In canonical order of their names (RFC 4034 section 6.1), then by type. */
  readonly sets: readonly SetChange[];
  readonly soa: SoaChange | undefined;
}

/** Compares two zones. An empty outcome means that servers would answer the same from both. */
export function diffZones(before: ParsedZone, after: ParsedZone): ZoneDiff {
  const setsBefore = groupSets(before.records);
  const setsAfter = groupSets(after.records);
  const sets: SetChange[] = [];
  let soa: SoaChange | undefined;
  for (const key of new Set([...setsBefore.keys(), ...setsAfter.keys()])) {
    const change = compareSets(setsBefore.get(key) ?? [], setsAfter.get(key) ?? []);
    if (change === undefined) continue;
    const soaChange = change.type === "SOA" ? compareSoa(change) : undefined;
    if (soaChange === undefined) sets.push(change);
    else soa = soaChange;
  }
  return { sets: sets.sort(compareChanges), soa };
}

/** A record's data as text, also where this version cannot read it: then as it stands in its file. */
export function shownData(record: ZoneRecord): string {
  if (record.isRead) return formatRecordData(record.data);
  return record.dataSpans.map(({ start, end }) => record.source.text.slice(start, end)).join(" ");
}

// --------------------------------------------------------------------------------------------------------------------------

function groupSets(records: readonly ZoneRecord[]): Map<string, ZoneRecord[]> {
  const sets = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    const key = `${record.owner.key} ${record.type}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [record]);
    else set.push(record);
  }
  return sets;
}

function compareSets(before: readonly ZoneRecord[], after: readonly ZoneRecord[]): SetChange | undefined {
  const [first] = before.length > 0 ? before : after;
  if (first === undefined) return undefined;
  const removed = missingFrom(before, after);
  const added = missingFrom(after, before);
  const ttlBefore = ttlsOf(before);
  const ttlAfter = ttlsOf(after);
  const isSameTtl = String(ttlBefore) === String(ttlAfter);
  if (removed.length === 0 && added.length === 0 && isSameTtl) return undefined;
  const kind: SetChangeKind =
    before.length === 0 ? "added" : after.length === 0 ? "removed" : removed.length > 0 || added.length > 0 ? "changed" : "ttl";
  return {
    kind,
    owner: first.owner,
    type: first.type,
    before,
    after,
    removed,
    added,
    ttlBefore,
    ttlAfter,
  };
}

function missingFrom(records: readonly ZoneRecord[], others: readonly ZoneRecord[]): ZoneRecord[] {
  const keys = new Set(others.map(identity));
  return records.filter((record) => !keys.has(identity(record)));
}

function identity(record: ZoneRecord): string {
  return record.isRead ? recordDataKey(record.data) : shownData(record);
}

function ttlsOf(records: readonly ZoneRecord[]): (number | undefined)[] {
  return [...new Set(records.map((record) => record.ttl))].sort((a, b) => (a ?? -1) - (b ?? -1));
}

function compareSoa(change: SetChange): SoaChange | undefined {
  const { owner, before, after } = change;
  const [from, to] = [before[0], after[0]];
  if (from?.data.type !== "SOA" || to?.data.type !== "SOA") return undefined;
  const [older, newer] = [from.data, to.data];
  const fields: SoaFieldChange[] = [];
  for (const field of ["mname", "rname"] as const) {
    if (!older[field].equals(newer[field])) fields.push({ field, before: older[field].text, after: newer[field].text });
  }
  for (const field of ["serial", "refresh", "retry", "expire", "minimum"] as const) {
    if (older[field] !== newer[field]) fields.push({ field, before: String(older[field]), after: String(newer[field]) });
  }
  return { owner, fields, ttlBefore: from.ttl, ttlAfter: to.ttl };
}

function compareChanges(a: SetChange, b: SetChange): number {
  return compareCanonically(a.owner, b.owner) || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}
