/** Which of several places speaks for all of them. */
import type { ZoneRecord } from "../../zone/record.js";

/** Whether a record stands before another one: in the file whose name comes first, or further up in the same one. */
export function isBefore(a: ZoneRecord, b: ZoneRecord): boolean {
  if (a.source.name !== b.source.name) return a.source.name < b.source.name;
  if (a.span.start !== b.span.start) return a.span.start < b.span.start;
  // Records of one $GENERATE have one place.
  return a.owner.key < b.owner.key;
}
