import { domainName } from "../../src/base/name.js";
import { type ParsedZone, parseZone } from "../../src/zone/index.js";
import { formatRecord } from "../../src/zone/print.js";

/** Parses a zone `example.org` unless another origin is given; `null` gives none. */
export function zoneOf(text: string | Uint8Array, origin: string | null = "example.org", file = "test.zone"): ParsedZone {
  return parseZone(text, { file, ...(origin === null ? {} : { origin: domainName(origin) }) });
}

/** Each problem as `line:column-length severity code`, the length in octets. */
export function problemsOf(zone: ParsedZone): string[] {
  return zone.problems.map(({ span, severity, code }) => {
    const { line, column } = zone.source.position(span.start);
    return `${line}:${column}+${span.end - span.start} ${severity} ${code}`;
  });
}

/** Each record on a line. */
export function recordsOf(zone: ParsedZone): string[] {
  return zone.records.map(formatRecord);
}
