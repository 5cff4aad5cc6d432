/** What rules remember about a zone while it is checked. */
import type { RelatedPlace } from "../../base/diagnostic.js";
import type { SourceText, Span } from "../../base/source.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";

/** Makes a value for each zone when it is first asked for. It goes when the zone goes. */
export function perZone<Value>(make: (zone: ZoneView) => Value): (zone: ZoneView) => Value {
  const values = new WeakMap<ZoneView, { readonly value: Value }>();
  return (zone) => {
    let found = values.get(zone);
    if (found === undefined) values.set(zone, (found = { value: make(zone) }));
    return found.value;
  };
}

/** Another record that a finding has to do with. */
export function relatedRecord({ source, span }: ZoneRecord, message: string): RelatedPlace {
  return { source, span, message };
}

/** ` (and 3 more names)`: for a finding that stands for several. Empty where there are no others. */
export function andMore(others: number, one: string): string {
  if (others <= 0) return "";
  return others === 1 ? ` (and one more ${one})` : ` (and ${others} more ${one}s)`;
}

/** The place of the TTL that a record states, or of its type where it states none. */
export function ttlPlace(record: ZoneRecord): { source: SourceText; span: Span } {
  const { source, span, ownerSpan, typeSpan } = record;
  const start = ownerSpan?.end ?? span.start;
  const between = typeSpan.start - start;
  // Only owner, TTL and class stand in front of the type; blanks and comments can make it long.
  const text = between > 0 && between < 200 ? source.slice(start, typeSpan.start) : "";
  const found = text.includes(";") ? null : /(?<=^|[\s(])[0-9][0-9smhdw]*(?=[\s)]|$)/i.exec(text);
  if (found === null) return { source, span: typeSpan };
  return {
    source,
    span: { start: start + found.index, end: start + found.index + found[0].length },
  };
}
