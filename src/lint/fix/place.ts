/**
 * Where a fix of a record's text goes in the file. A record may be several strings with escapes (RFC 1035 section 5.1), so an edit of
 * the text is one of a string of the file, or of none.
 */
import type { DomainName } from "../../base/name.js";
import type { SourceText, Span } from "../../base/source.js";
import { formatString } from "../../zone/rdata/text.js";
import type { Fix, TextEdit } from "../spf/spf-text.js";
import { type TextRecord, isGenerated, isQuoted, offsetInString } from "../text-place.js";

/** A record whose text rules look at, and whose it is. */
export interface RecordAt {
  readonly record: TextRecord;
  /** The name that it stands at, or would stand at; undefined where nobody said so. */
  readonly owner: DomainName | undefined;
}

/** A fix of the text of one record in a file. */
export interface PlacedFix extends Fix, RecordAt {
  /** The joined text, which the edits are of. */
  readonly text: string;
}

/** A change of a file. */
export interface FileEdit {
  readonly span: Span;
  /** As it is written there, with its escapes. */
  readonly text: string;
}

/** The longest string of a TXT record, in octets (RFC 1035 section 3.3). */
const MAX_STRING = 255;

/** The edits of a file that do to a record's text what `edits` say, in order; or why there are none, as part of a sentence. */
export function fileEdits({ record }: RecordAt, edits: readonly TextEdit[]): readonly FileEdit[] | string {
  if (record.isVerbatim === true) return edits;
  if (isGenerated(record)) return "the record is one of a $GENERATE";
  const { data, dataSpans } = record;
  if ((data.type !== "TXT" && data.type !== "SPF") || dataSpans.length !== data.strings.length) return AS_OCTETS;
  const room = data.strings.map((text) => MAX_STRING - text.length);
  const found: FileEdit[] = [];
  for (const edit of edits) {
    const index = stringOf(data.strings, edit, room);
    if (typeof index === "string") return index;
    const { start, text } = index.within;
    const length = edit.span.end - edit.span.start;
    room[index.at] = (room[index.at] ?? 0) - text.length + length;
    const from = offsetInString(record, index.at, start);
    const to = offsetInString(record, index.at, start + length);
    const field = dataSpans[index.at];
    if (from === undefined || to === undefined || field === undefined) return AS_OCTETS;
    const isInQuotes = isQuoted(record, field);
    // A word without any character would be no string.
    if (!isInQuotes && text === "" && length === data.strings[index.at]?.length)
      return "nothing would be left of a string without quotes";
    found.push({ span: { start: from, end: to }, text: isInQuotes ? inQuotes(text) : inWord(text) });
  }
  if (room.some((left) => left < 0)) return `a string would have more than ${MAX_STRING} octets`;
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** A file after edits that are in order and apart. */
export function editedFile(source: SourceText, edits: readonly FileEdit[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { span, text } of edits) {
    pieces.push(source.octets.subarray(at, span.start), Buffer.from(text, "latin1"));
    at = span.end;
  }
  return Buffer.concat([...pieces, source.octets.subarray(at)]);
}

// --------------------------------------------------------------------------------------------------------------------------

const AS_OCTETS = "the file does not hold the record's text as it is";

interface StringPlace {
  readonly at: number;
  readonly within: { readonly start: number; readonly text: string };
}

/** The one string that an edit is within. What is put between two strings goes to the first one that has room. */
function stringOf(strings: readonly string[], { span, text }: TextEdit, room: readonly number[]): StringPlace | string {
  let before = 0;
  let fallback: StringPlace | undefined;
  for (const [at, string] of strings.entries()) {
    if (span.start >= before && span.end <= before + string.length) {
      const place = { at, within: { start: span.start - before, text } };
      if (text.length <= (room[at] ?? 0) + span.end - span.start) return place;
      fallback ??= place;
    }
    before += string.length;
  }
  return fallback ?? "it would change two strings of the record at once";
}

function inQuotes(text: string): string {
  return formatString(text).slice(1, -1);
}

/** Without quotes nearly every sign but those of SPF means something to a zone file. */
function inWord(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9:=./_%{}+~?*-]/g, (sign) => `\\${String(sign.charCodeAt(0)).padStart(3, "0")}`);
}
