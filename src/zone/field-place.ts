/** Where the fields of a record's data stand in its file. */
import type { Span } from "../base/source.js";
import type { ZoneRecord } from "./record.js";

/**
 * The place of a field of the data, by its index in the order of the presentation form. All the octets where they are written as
 * `\# LENGTH HEX` (RFC 3597 section 5), in which no word is a field; the record where the field is not written.
 */
export function fieldSpan(record: ZoneRecord, field: number): Span {
  const { dataSpans, span } = record;
  const last = dataSpans.at(-1);
  const hex = isGenericForm(record) ? dataSpans[2] : undefined;
  if (hex !== undefined && last !== undefined) return { start: hex.start, end: last.end };
  return (isGenericForm(record) ? dataSpans[0] : dataSpans[field]) ?? span;
}

/** Whether the data is written as `\# LENGTH HEX`. */
function isGenericForm({ source, dataSpans }: ZoneRecord): boolean {
  const [first] = dataSpans;
  return first !== undefined && first.end - first.start === 2 && source.slice(first.start, first.end) === "\\#";
}
